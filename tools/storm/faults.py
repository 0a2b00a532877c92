"""The faults there are, and how a seed draws them: the same seed, the same faults in the same order.

Knows what can break and for how long; breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from random import Random

from tools.storm.cast import (
    BROKER,
    BROKER_LINKS,
    COUNTER_DISPLAY,
    HALL,
    HTTP_LINKS,
    HUB,
    KIOSKS,
    PANEL,
    PRINTER_LINKS,
)


@unique
class Kind(StrEnum):
    """What breaks."""

    KILL = "kill"
    """SIGKILL; started again after a pause, as systemd would."""
    STOP = "stop"
    """SIGTERM; started again after a pause."""
    FREEZE = "freeze"
    """SIGSTOP, later SIGCONT: it is there and does nothing."""
    CUT = "cut"
    """Every connection of the link is reset once."""
    SHUT = "shut"
    """Nobody comes through the link for a while."""
    DELAY = "delay"
    """Every byte comes later."""
    SWALLOW = "swallow"
    """Connections stand, bytes vanish."""
    HALF_OPEN = "half-open"
    """One end is reset, the other never hears of it."""
    PAPER_OUT = "paper-out"
    SHORT_ROLL = "short-roll"
    """The roll ends in the middle of a slip."""
    COVER_OPEN = "cover-open"
    UNPLUG = "unplug"
    PRINTER_STALL = "printer-stall"
    RESET_MID_PRINT = "reset-mid-print"
    """The printer's connection is reset after so many bytes."""
    CLOCK_STEP = "clock-step"
    """The wall clock is wrong by so many seconds for a while."""
    CLOCK_UNTRUSTED = "clock-untrusted"
    """Neither RTC nor NTP vouch for the clock for a while."""
    DISK_FULL = "disk-full"
    LOSE_DISK = "lose-disk"
    """A kiosk dies and comes back without its journal."""
    RESTORE = "restore"
    """The hub dies and comes back from a backup made when the fault began."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault as it was drawn."""

    number: int
    """Counts from 1."""
    kind: Kind
    target: str
    """A process or a link of `cast`."""
    after_s: float
    """Since the fault before began."""
    lasts_s: float
    """Until it is mended."""
    amount: float = 0.0
    """Seconds, bytes or millimetres, where the kind has any."""

    @property
    def text(self) -> str:
        """In words."""
        how_much = f" {self.amount:g}" if self.amount else ""
        return f"#{self.number} {self.kind}{how_much} {self.target}, {self.lasts_s:.1f} s"


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of fault: how often, on what, how long, how much."""

    weight: int
    kind: Kind
    targets: tuple[str, ...]
    """Drawn evenly; one that stands here twice is drawn twice as often."""
    lasts_s: tuple[float, float]
    amounts: tuple[float, ...] = (0.0,)


_STEPS_S = (-86_400.0, -3_600.0, -90.0, -5.0, 5.0, 90.0, 3_600.0, 86_400.0)

SORTS: tuple[Sort, ...] = (
    Sort(22, Kind.KILL, (*KIOSKS, *KIOSKS, HUB, HUB, HUB, BROKER, HALL, COUNTER_DISPLAY, PANEL), (0.2, 4.0)),
    Sort(3, Kind.STOP, (BROKER, BROKER, HUB, *KIOSKS), (0.5, 6.0)),
    Sort(5, Kind.FREEZE, (HUB, BROKER, *KIOSKS, HALL), (0.5, 6.0)),
    Sort(12, Kind.CUT, (*BROKER_LINKS, *PRINTER_LINKS, *HTTP_LINKS), (0.0, 0.0)),
    Sort(10, Kind.SHUT, (*BROKER_LINKS, *PRINTER_LINKS, *HTTP_LINKS), (1.0, 12.0)),
    Sort(8, Kind.DELAY, (*BROKER_LINKS, *PRINTER_LINKS, *HTTP_LINKS), (2.0, 10.0), (0.1, 0.7, 1.5, 2.5)),
    Sort(6, Kind.SWALLOW, (*BROKER_LINKS, *PRINTER_LINKS), (1.0, 10.0)),
    Sort(5, Kind.HALF_OPEN, BROKER_LINKS, (1.0, 10.0)),
    Sort(7, Kind.PAPER_OUT, KIOSKS, (3.0, 12.0)),
    Sort(4, Kind.SHORT_ROLL, KIOSKS, (4.0, 12.0), (15.0, 60.0, 120.0)),
    Sort(4, Kind.COVER_OPEN, KIOSKS, (2.0, 10.0)),
    Sort(4, Kind.UNPLUG, KIOSKS, (2.0, 10.0)),
    Sort(3, Kind.PRINTER_STALL, KIOSKS, (2.0, 12.0)),
    Sort(4, Kind.RESET_MID_PRINT, KIOSKS, (3.0, 8.0), (1.0, 200.0, 2_000.0, 5_000.0)),
    Sort(5, Kind.CLOCK_STEP, (HUB, HUB, *KIOSKS), (2.0, 15.0), _STEPS_S),
    Sort(2, Kind.CLOCK_UNTRUSTED, (HUB,), (2.0, 15.0)),
    Sort(5, Kind.DISK_FULL, (HUB, *KIOSKS, HALL), (1.0, 8.0)),
    Sort(2, Kind.LOSE_DISK, KIOSKS, (0.5, 6.0)),
    Sort(2, Kind.RESTORE, (HUB,), (4.0, 20.0)),
)
"""Chosen so that every kind comes once or twice in a hundred faults or more; kills and cuts most often."""

SOONEST_S, LATEST_S = 1.2, 3.6
"""Between the beginnings of two faults: they overlap."""


def drawn_faults(seed: int, count: int) -> Iterator[Fault]:
    """So many faults of that seed."""
    random = Random(f"faults {seed}")  # noqa: S311 - repeatable on purpose
    weights = [sort.weight for sort in SORTS]
    for number in range(1, count + 1):
        sort = random.choices(SORTS, weights)[0]
        yield Fault(
            number,
            sort.kind,
            random.choice(sort.targets),
            round(random.uniform(SOONEST_S, LATEST_S), 2),
            round(random.uniform(*sort.lasts_s), 2),
            random.choice(sort.amounts),
        )
