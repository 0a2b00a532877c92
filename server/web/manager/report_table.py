"""A report's tables as values: the page, the CSV and the workbook are all written from these.

Knows which column says what; knows nothing of HTML or files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import TYPE_CHECKING, NamedTuple

from server.reports.definitions import ENDINGS, FLAGS, MEASURES, TARGETS, UNITS, Both
from server.reports.units import MEASURES_OF, Ending, Flag, Measure, Target, Unit

if TYPE_CHECKING:
    from server.reports.figures import Figures, Times


@unique
class Kind(Enum):
    """How a cell is written."""

    TEXT = "text"
    COUNT = "count"
    SPAN = "span"
    """Whole seconds."""
    SHARE = "share"
    """`Share`"""
    CHANGE = "change"
    """A difference of counts."""
    SPAN_CHANGE = "span-change"
    """A difference of whole seconds."""
    POINTS = "points"
    """A difference of shares, tenths of percentage points."""
    RATE = "rate"
    """`Share` of records: the nearest tenth of a percent, where `SHARE` cuts."""
    DAYS = "days"
    """Whole working days."""
    LONG = "long"
    """Whole seconds, of which there may be days."""
    LONG_CHANGE = "long-change"
    """A difference of these."""


class Share(NamedTuple):
    """Numerator and denominator."""

    part: int
    whole: int


Value = int | str | Share | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column."""

    name: Both
    kind: Kind
    over: Both = ("", "")
    """What several columns have in common."""


CHANGES = {
    Kind.COUNT: Kind.CHANGE,
    Kind.SPAN: Kind.SPAN_CHANGE,
    Kind.SHARE: Kind.POINTS,
    Kind.RATE: Kind.POINTS,
    Kind.DAYS: Kind.CHANGE,
    Kind.LONG: Kind.LONG_CHANGE,
}
"""How the difference of two is written."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    label: str
    """In full."""
    cells: tuple[Value, ...]
    is_few: bool = False
    is_total: bool = False
    kinds: tuple[Kind, ...] = ()
    """How its cells are written, where that is the row's business and not the columns'."""
    key: str | int | None = None
    """The value it stands for, where the page can be narrowed to it."""

    def kind(self, at: int, heading: Heading) -> Kind:
        """How its cell at that place is written."""
        return self.kinds[at] if self.kinds else heading.kind


@dataclass(frozen=True, slots=True)
class Table:
    """Ready to be written."""

    name: str
    """In addresses and file names."""
    title: Both
    first: Both
    """What the rows are."""
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    note: Both = ("", "")


Of = Callable[["Figures"], Value]


class Column(NamedTuple):
    """A heading and what stands under it."""

    heading: Heading
    of: Of


HALF: Both = ("một nửa không quá", "half no longer than")
LONGEST: Both = ("lâu nhất", "longest")
MEAN: Both = ("trung bình", "mean")
SHARE: Both = ("tỷ lệ", "share")
_PLURAL = {Unit.VISIT: "visits", Unit.LEG: "legs", Unit.STAY: "stays at a counter"}
TARGET: Both = ("mục tiêu", "target")
KNOWN: Both = ("trong số biết được", "out of those known")


def up_to(percent: int) -> Both:
    """What a percentile is called."""
    return HALF if percent == 50 else (f"{percent} % không quá", f"{percent} % no longer than")


def counted(unit: Unit) -> Both:
    """What units of that sort are called, several of them."""
    return UNITS[unit].vi, _PLURAL[unit]


def waits(unit: Unit) -> tuple[Column, ...]:
    """How long they waited; legs also against their target."""
    return (
        *_issued(unit),
        *times_of(Measure.WAITING, (50, 80, 90, 95)),
        *(target() if unit is Unit.LEG else ()),
    )


def endings(unit: Unit) -> tuple[Column, ...]:
    """How they ended; the columns add up to the first."""
    return (*_issued(unit), *(_ending(ending) for ending in endings_of(unit)))


def others(unit: Unit) -> tuple[Column, ...]:
    """The other times."""
    measures = [known for known in MEASURES_OF[unit] if known not in (Measure.WAITING, Measure.LEFT)]
    return tuple(column for known in measures for column in _typical(known))


def flags() -> tuple[Column, ...]:
    """What is noted."""
    return tuple(_flag(flag) for flag in Flag if flag is not Flag.CALLED)


def endings_of(unit: Unit) -> tuple[Ending, ...]:
    """Those of which the number of units is the sum."""
    plain = (
        Ending.SERVED, Ending.BY_HAND, Ending.NO_SHOW, Ending.LEFT, Ending.UNSERVED, Ending.OPEN,
    )  # fmt: skip
    if unit is Unit.VISIT:
        return plain
    more = (Ending.PASSED_ON,) if unit is Unit.LEG else (Ending.PASSED_ON, Ending.RETURNED)
    return (*plain, *more)


def times_of(measure: Measure, percents: Sequence[int]) -> tuple[Column, ...]:
    """Number, percentiles, longest and mean of one duration."""
    over = MEASURES[measure].name
    return (
        Column(Heading(("số lần đo", "measured"), Kind.COUNT, over), lambda found: found.times[measure].n),
        *(_percentile(measure, percent) for percent in percents),
        Column(Heading(LONGEST, Kind.SPAN, over), lambda found: found.times[measure].longest_s),
        Column(Heading(MEAN, Kind.SPAN, over), lambda found: mean_of(found.times[measure])),
    )


def mean_of(times: Times) -> int | None:
    """Cut to whole seconds."""
    return times.sum_us // times.n // 1_000_000 if times.n else None


def _issued(unit: Unit) -> tuple[Column, ...]:
    return (Column(Heading(counted(unit), Kind.COUNT), lambda found: found.issued),)


def _percentile(measure: Measure, percent: int) -> Column:
    heading = Heading(up_to(percent), Kind.SPAN, MEASURES[measure].name)
    return Column(heading, lambda found: found.times[measure].percentiles_s.get(percent))


def _typical(measure: Measure) -> tuple[Column, ...]:
    mean = Heading(MEAN, Kind.SPAN, MEASURES[measure].name)
    return (
        _percentile(measure, 50),
        _percentile(measure, 90),
        Column(mean, lambda found: mean_of(found.times[measure])),
    )


def target() -> tuple[Column, ...]:
    """Within, out of those known, the share, and those of which nobody knows."""
    over = TARGET
    return (
        Column(
            Heading(TARGETS[Target.WITHIN].name, Kind.COUNT, over), lambda found: found.targets[Target.WITHIN]
        ),
        Column(Heading(KNOWN, Kind.COUNT, over), lambda found: found.aimed),
        Column(
            Heading(SHARE, Kind.SHARE, over), lambda found: Share(found.targets[Target.WITHIN], found.aimed)
        ),
        Column(
            Heading(TARGETS[Target.UNKNOWN].name, Kind.COUNT, over),
            lambda found: found.targets[Target.UNKNOWN],
        ),
    )


def _ending(ending: Ending) -> Column:
    return Column(Heading(ENDINGS[ending].name, Kind.COUNT), lambda found: found.endings[ending])


def _flag(flag: Flag) -> Column:
    return Column(Heading(FLAGS[flag].name, Kind.COUNT), lambda found: found.flags[flag])


def line(
    label: str,
    found: Figures,
    columns: Sequence[Column],
    *,
    is_total: bool = False,
    key: str | int | None = None,
) -> Line:
    """One group's row."""
    cells = tuple(column.of(found) for column in columns)
    return Line(label, cells, found.times[Measure.WAITING].is_few, is_total=is_total, key=key)
