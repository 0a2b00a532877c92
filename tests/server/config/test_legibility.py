"""SCREENS' measured examples come out of the rule."""

from __future__ import annotations

import pytest

from contract.words import DeviceKind
from server.config.devices import Screen
from server.config.legibility import longest_distance_m, recent_rows


def television(width_mm: int = 941, height_mm: int = 529, distance_m: float = 10.0) -> Screen:
    return Screen(width_mm, height_mm, 1920, 1080, distance_m)


def test_a_43_inch_television_at_ten_metres_shows_the_newest_call_and_two_more() -> None:
    assert recent_rows(television()) == 2
    assert longest_distance_m(DeviceKind.HALL_DISPLAY, television()) == pytest.approx(11.2, abs=0.1)


def test_nearer_seats_see_more_calls() -> None:
    assert recent_rows(television(distance_m=5.0)) >= 5


def test_a_television_hung_upright_is_limited_by_its_width() -> None:
    upright = longest_distance_m(DeviceKind.HALL_DISPLAY, television(529, 941))

    assert upright == pytest.approx(6.8, abs=0.1)


def test_the_smallest_kiosk_panel_serves_an_arms_length() -> None:
    assert longest_distance_m(DeviceKind.KIOSK, Screen(222, 125, 1024, 600, 0.6)) == pytest.approx(0.6)
    assert longest_distance_m(DeviceKind.KIOSK, Screen(136, 217, 800, 1280, 0.6)) == pytest.approx(
        0.6, abs=0.01
    )


def test_a_phone_sized_counter_display_serves_less_than_three_metres() -> None:
    distance = longest_distance_m(DeviceKind.COUNTER_DISPLAY, Screen(110, 62, 1280, 720, 3.0))

    assert distance is not None
    assert distance < 3


def test_a_panel_has_no_glass() -> None:
    assert longest_distance_m(DeviceKind.PANEL, television()) is None
