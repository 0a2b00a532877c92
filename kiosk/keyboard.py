"""The kiosk's own keyboard: letters without marks, since the search does not need them.

Knows which keys there are and what a press does to the text; knows nothing of pixels.
"""

from __future__ import annotations

from enum import StrEnum

SPACE = " "
ERASE = "erase"
SWITCH = "switch"
"""Between letters and digits."""
MOST_LETTERS = 40


class Layout(StrEnum):
    """Which keys are shown."""

    LETTERS = "letters"
    DIGITS = "digits"
    CODES = "codes"
    """Capitals and figures at once: codes are made of both."""


ROWS: dict[Layout, tuple[tuple[str, ...], ...]] = {
    Layout.LETTERS: (
        tuple("qwertyuiop"),
        tuple("asdfghjkl"),
        (SWITCH, *"zxcvbnm", SPACE, ERASE),
    ),
    Layout.DIGITS: (
        tuple("1234567890"),
        tuple(".-/'"),
        (SWITCH, SPACE, ERASE),
    ),
    Layout.CODES: (
        tuple("1234567890"),
        tuple("QWERTYUIOP"),
        (*"ASDFGHJKL", ERASE),
        tuple("ZXCVBNM.-/"),
    ),
}
"""At most ten keys a row: 14 mm wide and 3 mm apart they fit a 10.1-inch panel."""


def typed(text: str, key: str, *layouts: Layout) -> str:
    """The text after that key of one of these layouts; none named: of those with small letters."""
    if key == ERASE:
        return text[:-1]
    rows = (row for layout in layouts or (Layout.LETTERS, Layout.DIGITS) for row in ROWS[layout])
    is_key = key != SWITCH and any(key in row for row in rows)
    if not is_key or len(text) >= MOST_LETTERS or (key == SPACE and (not text or text.endswith(SPACE))):
        return text
    return text + key


def switched(layout: Layout) -> Layout:
    """The other keys."""
    return Layout.DIGITS if layout is Layout.LETTERS else Layout.LETTERS
