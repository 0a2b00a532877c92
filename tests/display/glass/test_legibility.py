"""Degrees, millimetres and pixels against the figures of SCREENS.md."""

import pytest

from contract.states import PanelSize
from display.glass.legibility import ACT_DEG, READ_DEG, Legibility, height_mm

TV_43 = PanelSize(width_px=1920, height_px=1080, width_mm=941, height_mm=529, distance_m=10)


@pytest.mark.parametrize(("distance_m", "mm"), [(0.6, 7.3), (10, 122), (3, 37)])
def test_what_must_be_read_to_act_is_as_high_as_the_screens_page_says(distance_m: float, mm: float) -> None:
    assert height_mm(ACT_DEG, distance_m) == pytest.approx(mm, abs=0.5)


def test_a_font_is_large_enough_for_its_capitals() -> None:
    glass = Legibility(TV_43)

    assert glass.font_px(ACT_DEG) * 0.714 >= glass.capital_px(ACT_DEG)
    assert glass.capital_px(READ_DEG) < glass.capital_px(ACT_DEG)


def test_the_distance_a_font_serves_is_the_distance_it_was_made_for() -> None:
    glass = Legibility(TV_43)

    assert glass.distance_m(glass.font_px(ACT_DEG), ACT_DEG) == pytest.approx(10, abs=0.05)
