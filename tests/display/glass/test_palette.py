"""The palette's measured contrasts (SCREENS.md): 7:1 or better wherever text stands on a ground."""

import pytest

from display.glass import palette
from display.glass.palette import Colour, contrast

PAIRS = [
    ("ink on white", palette.INK, palette.WHITE, 16.0),
    ("ink on ground", palette.INK, palette.GROUND, 14.8),
    ("quiet on white", palette.QUIET, palette.WHITE, 7.8),
    ("quiet on ground", palette.QUIET, palette.GROUND, 7.2),
    ("white on primary", palette.WHITE, palette.PRIMARY, 8.4),
    ("white on call", palette.WHITE, palette.CALL, 8.2),
    ("white on done", palette.WHITE, palette.DONE, 7.3),
    ("notice", palette.NOTICE, palette.NOTICE_GROUND, 7.5),
    ("white on board", palette.WHITE, palette.BOARD, 16.5),
    ("number on board", palette.BOARD_NUMBER, palette.BOARD, 11.7),
    ("quiet on board", palette.BOARD_QUIET, palette.BOARD, 7.7),
]


@pytest.mark.parametrize(("name", "one", "other", "stated"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_text_stands_out_seven_to_one(name: str, one: Colour, other: Colour, stated: float) -> None:
    measured = contrast(one, other)

    assert measured >= 7.0
    assert measured == pytest.approx(stated, abs=0.1)


def test_contrast_does_not_care_which_is_which() -> None:
    assert contrast(palette.INK, palette.WHITE) == contrast(palette.WHITE, palette.INK)
    assert contrast(palette.WHITE, palette.WHITE) == 1.0
