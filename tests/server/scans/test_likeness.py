"""The same sheet scanned twice is known again; the same form filled in otherwise is another page."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from PIL import Image, ImageDraw

from server.scans.likeness import ALIKE, HIGH, NEAR, WIDE, Look, distance, likeness, look_of
from tests.support.paper_pictures import filled_form, scanned_again

SEEDS = range(5)
SHORT = ("ĐƠN ĐỀ NGHỊ", "Kính gửi:", "Tên tôi là:", "Sinh ngày:", "Thường trú tại:", "Nội dung:", "Lý do:")
"""A form with little on it: fewer squares to compare."""


def look(page: Image.Image) -> Look:
    found = look_of(page)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def forms() -> list[Look]:
    return [look(filled_form(seed)) for seed in SEEDS]


def is_known_again(one: Look, other: Look) -> bool:
    return distance(one.bits, other.bits) <= NEAR and likeness(one.ink, other.ink) >= ALIKE


@pytest.mark.parametrize(
    "how",
    [
        {"degrees": 1.0},
        {"degrees": -1.0},
        {"brighter": 0.8},
        {"brighter": 1.15},
        {"noise": 14},
        {"shift": 18},
        {"degrees": -0.8, "brighter": 1.1, "noise": 12, "shift": 9},
    ],
    ids=str,
)
@pytest.mark.parametrize("seed", [0, 3])
def test_a_sheet_scanned_again_is_known_again(forms: list[Look], seed: int, how: dict[str, Any]) -> None:
    again = look(scanned_again(filled_form(seed), **how))

    assert is_known_again(forms[seed], again)
    assert likeness(forms[seed].ink, again.ink) >= 0.7, "far from the limit, as docs/papers.md says"


def test_a_sheet_scanned_at_another_resolution_is_known_again(forms: list[Look]) -> None:
    finer = filled_form(1).resize((2480, 3508), Image.Resampling.LANCZOS)

    assert is_known_again(forms[1], look(finer))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_page_with_little_on_it_is_known_again_too(seed: int) -> None:
    page = filled_form(seed, SHORT)

    assert is_known_again(look(page), look(scanned_again(page, degrees=1.0, noise=10)))


def test_the_same_printed_form_filled_in_otherwise_is_another_page(forms: list[Look]) -> None:
    fits = [likeness(one.ink, other.ink) for one, other in combinations(forms, 2)]

    assert max(fits) < ALIKE
    assert max(fits) <= 0.25, "far from the limit, as docs/papers.md says"


def test_64_bits_alone_cannot_tell_two_fillings_of_one_form_apart(forms: list[Look]) -> None:
    """Why the map of ink is there."""
    assert min(distance(one.bits, other.bits) for one, other in combinations(forms, 2)) <= NEAR


def test_other_forms_are_other_pages(forms: list[Look]) -> None:
    short = look(filled_form(1, SHORT))

    assert not any(is_known_again(short, form) for form in forms)


@pytest.mark.parametrize("ground", [255, 236])
def test_a_blank_page_looks_like_nothing(ground: int) -> None:
    blank = Image.new("L", (1654, 2339), ground)

    assert look_of(blank) is None
    assert look_of(scanned_again(blank, noise=8)) is None


def test_a_page_number_alone_is_as_good_as_blank() -> None:
    page = Image.new("L", (1654, 2339), 250)
    ImageDraw.Draw(page).text((800, 2200), "2", fill=0)

    assert look_of(page) is None


@pytest.mark.parametrize("size", [(1, 1), (30, 3000), (3000, 30), (640, 400)])
def test_any_picture_can_be_looked_at(size: tuple[int, int]) -> None:
    found = look_of(Image.effect_noise(size, 90))

    assert found is None or len(found.ink) == WIDE * HIGH
