"""How far away a screen can be read: SCREENS' measured limits turned into metres.

Knows angles and shares of a screen, not pixels or layouts; `display` and `kiosk` measure what they draw.
"""

from __future__ import annotations

from math import radians, tan

from contract.words import DeviceKind
from server.config.devices import Screen

ACT_DEGREES = 0.7
"""Capital height of what a citizen must read to act."""
READ_DEGREES = 0.4
"""Capital height of everything else."""
CAPITAL_OF_ROW = 0.7
"""Share of a row's height its capitals take: the rest is room for marks above and below."""
HALL_RECENT_ROWS = 2
"""A hall display shows the newest call and at least so many more, and a line at the foot."""
CALL_WIDTH_CAPITALS = 6.4
"""Width of "A025 → 12" in capital heights of bold Noto Sans."""
COUNTER_SHARE = 0.45
"""Share of a counter display's height its number takes."""
NUMBER_WIDTH_CAPITALS = 3.2
"""Width of "A025" in capital heights."""
KIOSK_PROVED = (216, 125, 0.6)
"""The smallest kiosk panel of SCREENS, 10.1 inches, the less of 1024 x 600 and 1280 x 800: mm, mm, metres."""


def longest_distance_m(kind: DeviceKind, screen: Screen) -> float | None:
    """From how far a device of this kind can be read on this glass; None for kinds without one."""
    if kind is DeviceKind.HALL_DISPLAY:
        return _hall(screen)
    if kind is DeviceKind.COUNTER_DISPLAY:
        return _counter(screen)
    return _kiosk(screen) if kind is DeviceKind.KIOSK else None


def recent_rows(screen: Screen) -> int:
    """How many calls besides the newest a hall display shows legibly at its distance."""
    distance_mm = screen.distance_m * 1000
    newest, small = (distance_mm * _per_mm(angle) / CAPITAL_OF_ROW for angle in (ACT_DEGREES, READ_DEGREES))
    return max(0, int((screen.height_mm - newest - small) // small))


def _hall(screen: Screen) -> float:
    rows = _per_mm(ACT_DEGREES) + (HALL_RECENT_ROWS + 1) * _per_mm(READ_DEGREES)
    by_height = screen.height_mm * CAPITAL_OF_ROW / rows
    by_width = screen.width_mm / (CALL_WIDTH_CAPITALS * _per_mm(ACT_DEGREES))
    return min(by_height, by_width) / 1000


def _counter(screen: Screen) -> float:
    capital = min(screen.height_mm * COUNTER_SHARE, screen.width_mm * 0.9 / NUMBER_WIDTH_CAPITALS)
    return capital / _per_mm(ACT_DEGREES) / 1000


def _kiosk(screen: Screen) -> float:
    long, short, distance_m = KIOSK_PROVED
    scale = min(max(screen.width_mm, screen.height_mm) / long, min(screen.width_mm, screen.height_mm) / short)
    return scale * distance_m


def _per_mm(degrees: float) -> float:
    """Millimetres of height that fill this angle, per millimetre of distance."""
    return 2 * tan(radians(degrees) / 2)
