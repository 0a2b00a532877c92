"""The colours of SCREENS.md and the measure of their contrast (WCAG 2.2, relative luminance).

Pure; a colour is red, green, blue, alpha from 0 to 1, as Kivy takes them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Colour(NamedTuple):
    """One colour; usable wherever Kivy wants four floats."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def colour(text: str) -> Colour:
    """`#14213D` as a colour."""
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return Colour(red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two opaque colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: Colour) -> float:
    red, green, blue = (_linear(channel) for channel in shade[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


WHITE: Final = colour("#FFFFFF")
GROUND: Final = colour("#F4F6FA")
INK: Final = colour("#14213D")
QUIET: Final = colour("#485366")
"""A shade darker than first drawn: #4A5568 has only 6.96:1 on `GROUND`."""
PRIMARY: Final = colour("#0B4F8A")
"""Press me: white on this."""
CALL: Final = colour("#9B1C1C")
"""Called, refused: white on this."""
DONE: Final = colour("#14633C")
"""White on this."""
NOTICE: Final = colour("#7A4100")
"""On `NOTICE_GROUND`."""
NOTICE_GROUND: Final = colour("#FFF4E0")
BOARD: Final = colour("#0B1F3A")
"""Ground of hall and counter displays: white, `BOARD_NUMBER` and `BOARD_QUIET` on it."""
BOARD_NUMBER: Final = colour("#FFD54A")
BOARD_QUIET: Final = colour("#9FB3C8")
