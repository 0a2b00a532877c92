"""An officer's own figures as their page shows them: rows of words, one column a stretch of days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from server.reports.definitions import ENDINGS, MEASURES, UNITS, Definition
from server.reports.figures import Figures, Times
from server.reports.question import Grain
from server.reports.units import Ending, Measure, Unit
from server.web.manager.durations import span
from server.web.say import Say

SECOND_US = 1_000_000
ENDED = (
    Ending.SERVED,
    Ending.NO_SHOW,
    Ending.PASSED_ON,
    Ending.RETURNED,
    Ending.LEFT,
    Ending.UNSERVED,
    Ending.OPEN,
)
"""How stays end, in the order of the table; together they are all stays."""
ALWAYS = frozenset({Ending.SERVED, Ending.NO_SHOW})
"""Shown where there is none, too."""
TIMES = (Measure.SERVICE, Measure.WAITING)
"""Whose middle and whose slowest tenth are shown."""
HALF, MOST = 50, 90


@dataclass(frozen=True, slots=True)
class Stretch:
    """Today, this week or this month, up to today."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure."""

    text: str
    beside: str = ""
    """Over how many, and that they are few."""
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over all stretches."""

    name: str
    cells: tuple[Cell, ...]
    is_part: bool = False
    """A part of the row above that is not one."""


def stretches_up_to(today: date, say: Say) -> tuple[Stretch, ...]:
    """Today, the week since Monday, the month since the first."""
    return (
        Stretch(say("Hôm nay", "Today"), today, today),
        Stretch(say("Tuần này", "This week"), Grain.WEEK.start(today), today),
        Stretch(say("Tháng này", "This month"), Grain.MONTH.start(today), today),
    )


def rows_of(found: Sequence[Figures], say: Say) -> tuple[Row, ...]:
    """Counts that add up, then times."""
    return (*_counts(found, say), *_times(found, say))


def explained(say: Say) -> tuple[tuple[str, str], ...]:
    """What the words mean, as `docs/statistics.md` has it."""
    known: tuple[Definition, ...] = (
        UNITS[Unit.STAY],
        *(MEASURES[measure] for measure in TIMES),
        *(ENDINGS[ending] for ending in (Ending.SERVED, Ending.NO_SHOW, Ending.PASSED_ON, Ending.RETURNED)),
    )
    return tuple((say(*one.name), say(one.means_vi, one.means_en)) for one in known)


def _counts(found: Sequence[Figures], say: Say) -> Iterator[Row]:
    yield Row(say(*UNITS[Unit.STAY].name), tuple(Cell(str(figures.issued)) for figures in found))
    for ending in ENDED:
        counts = [figures.endings[ending] for figures in found]
        if ending in ALWAYS or any(counts):
            shares = zip(counts, found, strict=True)
            cells = tuple(Cell(str(count), _share(count, figures.issued)) for count, figures in shares)
            yield Row(say(*ENDINGS[ending].name), cells, is_part=True)


def _share(count: int, of: int) -> str:
    return f"{count}/{of} = {100 * count / of:.0f}\u00a0%" if of else ""


def _times(found: Sequence[Figures], say: Say) -> Iterator[Row]:
    for measure in TIMES:
        name = say(*MEASURES[measure].name)
        for percent, words in (
            (HALF, ("một nửa không quá", "half no longer")),
            (MOST, ("90 % không quá", "90 % no longer")),
        ):
            cells = (_time(figures.times[measure], percent, say) for figures in found)
            yield Row(f"{name}: {say(*words)}", tuple(cells))


def _time(times: Times, percent: int, say: Say) -> Cell:
    seconds = times.percentiles_s.get(percent)
    if seconds is None:
        return Cell(span(None))
    few = say(", ít", ", few") if times.is_few else ""
    beside = say(f"{times.n} lần{few}", f"of {times.n}{few}")
    return Cell(span(seconds * SECOND_US), beside, times.is_few)
