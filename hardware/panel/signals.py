"""What the lamp pair says of a counter; docs/panel.md holds the same table and a test compares them."""

from __future__ import annotations

from hardware.lamps import LampPattern, Light
from hardware.panel.press_table import Standing

DARK = LampPattern(Light.OFF, Light.OFF)
PEOPLE_WAIT = LampPattern(green=Light.STEADY, red=Light.OFF)

_SIGNALS = {
    Standing.HUB_AWAY: LampPattern(green=Light.OFF, red=Light.SLOW_BLINK),
    Standing.UNCLEAR: LampPattern(green=Light.OFF, red=Light.SLOW_BLINK),
    Standing.CLOSED: DARK,
    Standing.NOBODY_SEATED: DARK,
    Standing.PAUSED: LampPattern(green=Light.OFF, red=Light.STEADY),
    Standing.CALLED: LampPattern(green=Light.SLOW_BLINK, red=Light.OFF),
}


def signal(standing: Standing, waiting: int) -> LampPattern:
    """What to show; `waiting` counts whom this counter could call now."""
    if standing in _SIGNALS:
        return _SIGNALS[standing]
    return PEOPLE_WAIT if waiting else DARK
