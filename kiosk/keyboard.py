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
}
"""At most ten keys a row: 14 mm wide and 3 mm apart they fit a 10.1-inch panel."""


def typed(text: str, key: str) -> str:
    """The text after that key."""
    if key == ERASE:
        return text[:-1]
    is_key = any(key in row for rows in ROWS.values() for row in rows) and key != SWITCH
    if not is_key or len(text) >= MOST_LETTERS or (key == SPACE and (not text or text.endswith(SPACE))):
        return text
    return text + key


def switched(layout: Layout) -> Layout:
    """The other keys."""
    return Layout.DIGITS if layout is Layout.LETTERS else Layout.LETTERS
