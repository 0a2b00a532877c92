"""What reports count: units, how they ended, what is noted of them, and what is measured. Words only.

A **visit** is one number; a **leg** is its time for one service; a **stay** is one time at one counter.
`server.reports.definitions` says in both languages what each of these words means.
"""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum, unique


@unique
class Unit(StrEnum):
    """What one row of a report's population is."""

    VISIT = "visit"
    LEG = "leg"
    STAY = "stay"


@unique
class Ending(IntEnum):
    """How a unit ended; every unit has exactly one."""

    OPEN = 0
    """Still in the hall when it was counted: today only."""
    SERVED = 1
    BY_HAND = 2
    """Served while the system was away: no times."""
    NO_SHOW = 3
    LEFT = 4
    """Cancelled: gone before, or while, being served."""
    UNSERVED = 5
    """Still open at the day's close."""
    PASSED_ON = 6
    """A leg or stay that led on to another service or counter."""
    RETURNED = 7
    """A stay after which the ticket went back to line."""
    NO_SLIP = 8
    """A number that nobody ever had."""
    NOT_PLACED = 9
    """A slip handed in too late or twice for a line."""


NOT_ISSUED = (Ending.NO_SLIP, Ending.NOT_PLACED)
"""Numbers with which nobody stood in line."""


@unique
class Flag(IntEnum):
    """What is noted of a unit; the number is its bit."""

    CALLED = 0
    """To a counter at least once, or served there by its slip."""
    ABSENT_ONCE = 1
    """Was called and not there at least once, whether or not they came back."""
    UNCONFIRMED = 2
    """Nobody knows whether the slip was printed."""
    OFFLINE = 3
    """The number was given while the hub was away."""
    BACK_DATED = 4
    """The arrival was written down later than it happened."""
    ESTIMATED = 5
    STEPPED = 6
    """The wall clock was stepped meanwhile."""
    INFERRED = 7
    """Nobody pressed finish: the day's close ended it."""
    FORGOTTEN = 8
    """A service so long that somebody must have forgotten to finish."""
    TOO_SHORT = 9
    """A service so short that nobody can have been served."""
    INACCURATE = 10
    """Somebody who was there says that the times are not what happened."""


QUALITY = (Flag.ESTIMATED, Flag.STEPPED, Flag.INFERRED, Flag.FORGOTTEN, Flag.TOO_SHORT, Flag.INACCURATE)
"""Reasons to doubt a unit's times. Shown and filterable, never left out unasked."""


@unique
class Target(IntEnum):
    """How a leg's wait compares with what the center had promised that day."""

    NONE = 0
    """Nothing was promised, or there is no wait to compare."""
    WITHIN = 1
    OVER = 2
    """Called later than promised, or not called and already waiting longer."""
    UNKNOWN = 3
    """Not called, and gone (or still waiting) before the time was up: nobody knows."""


@unique
class Measure(StrEnum):
    """A duration of a unit, in whole microseconds; missing where it does not apply."""

    WAITING = "waiting"
    WAITING_OPEN = "waiting_open"
    WALKING = "walking"
    SERVICE = "service"
    HOLD = "hold"
    ABSENT = "absent"
    VISIT = "visit"
    LEFT = "left_after"
    """Waiting that no call ended: until they left, the day closed, or now."""


MEASURES = tuple(Measure)

MEASURES_OF: dict[Unit, tuple[Measure, ...]] = {
    Unit.VISIT: MEASURES,
    Unit.LEG: (Measure.WAITING, Measure.WALKING, Measure.SERVICE, Measure.HOLD, Measure.LEFT),
    Unit.STAY: (Measure.WAITING, Measure.WALKING, Measure.SERVICE, Measure.HOLD),
}


@unique
class Dimension(Enum):
    """By what a report can be split or narrowed."""

    SERVICE = "service"
    PROCEDURE = "procedure"
    PRIORITY = "priority"
    KIOSK = "kiosk"
    COUNTER = "counter"
    OFFICER = "officer"
    HOUR = "hour"
    WEEKDAY = "weekday"
    DAY = "day"


NAMED = (
    Dimension.SERVICE,
    Dimension.PROCEDURE,
    Dimension.PRIORITY,
    Dimension.KIOSK,
    Dimension.COUNTER,
    Dimension.OFFICER,
)
"""Dimensions whose values are ids; empty where there is none."""
