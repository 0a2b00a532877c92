"""The tables of a report page, made from what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from server.reports.definitions import FLAGS, MEASURES, UNITS, Both
from server.reports.question import Grain
from server.reports.units import MEASURES_OF, QUALITY, Dimension, Flag, Measure, Unit
from server.web.manager import report_table as made
from server.web.manager.asked import Heat, Split
from server.web.manager.numerals import permille
from server.web.manager.periods import Period
from server.web.manager.report_table import Column, Heading, Kind, Line, Share, Table, Value

if TYPE_CHECKING:
    from server.reports.answering import Report
    from server.reports.figures import Figures
    from server.web.manager.asked import Asked
    from server.web.manager.report_names import ReportNames
    from server.web.manager.shown import Overall, Shown
    from server.web.say import Say


class Splitted(Protocol):
    """Anything that was split."""

    @property
    def asked(self) -> Asked:
        """What was asked."""
        ...

    @property
    def names(self) -> ReportNames:
        """Names of the rows."""
        ...

    @property
    def split(self) -> Report:
        """The answer by rows."""
        ...


ALL: Both = ("Tất cả", "All")
PERCENTS = (50, 80, 90, 95)
BAR_MIN = 5
BARS = 24
"""Bars of five minutes; the last one holds everything longer."""


def tables_of(shown: Shown) -> tuple[Table, ...]:
    """In the page's order; the first four are the split, then the whole, the cells and the bars."""
    beside = (comparison(shown), *split_comparison(shown)) if shown.beside is not None else ()
    return (
        *split_tables(shown),
        times(shown),
        kaplan_meier(shown),
        counts(shown),
        *beside,
        heat(shown),
        bars(shown),
    )


# --- the split ----------------------------------------------------------------------------------------


def split_tables(shown: Splitted) -> tuple[Table, ...]:
    """Waiting, endings, other times, what is noted: the same rows."""
    unit = shown.split.unit
    rows = rows_of(shown)
    first = split_word(shown)
    parts: tuple[tuple[str, Both, tuple[Column, ...]], ...] = (
        ("waits", ("Chờ", "Waiting"), made.waits(unit)),
        ("endings", ("Kết thúc thế nào", "How they ended"), made.endings(unit)),
        ("others", ("Các thời gian khác", "Other times"), made.others(unit)),
        ("flags", ("Dấu", "Flags"), made.flags()),
    )
    return tuple(_table(name, title, first, columns, rows, shown) for name, title, columns in parts)


def split_word(shown: Splitted) -> Both:
    """What the rows of the split are."""
    dimension = shown.asked.by.dimension
    if dimension is not None:
        return shown.names.word_both(dimension)
    return _GRAINS[shown.asked.period.grain]


_GRAINS: dict[Grain, Both] = {
    Grain.DAY: ("ngày", "day"),
    Grain.WEEK: ("tuần", "week"),
    Grain.MONTH: ("tháng", "month"),
    Grain.YEAR: ("năm", "year"),
}

Row = tuple[str | int, str, "Figures"]
"""Value, name, figures."""


def rows_of(shown: Splitted) -> list[Row]:
    """Groups in the order in which they are shown."""
    found = {key[0]: figures for key, figures in shown.split.groups.items()}
    dimension = shown.asked.by.dimension
    if dimension is None:
        grain, whole = shown.asked.period.grain, shown.asked.period
        return [(value, stretch_name(int(value), grain, whole), found[value]) for value in sorted(found)]
    names = shown.names
    return [(value, names.of(dimension, value), found[value]) for value in names.ordered(dimension, found)]


def stretch_name(ordinal: int, grain: Grain, whole: Period) -> str:
    """`23/11/2026`, `23/11–29/11/2026`, `11/2026`, `2026`."""
    day = date.fromordinal(ordinal)
    match grain:
        case Grain.DAY:
            return f"{day:%d/%m/%Y}"
        case Grain.WEEK:
            first, last = max(day, whole.first), min(day + timedelta(days=6), whole.last)
            return f"{first:%d/%m}–{last:%d/%m/%Y}"
        case Grain.MONTH:
            return f"{day:%m/%Y}"
        case Grain.YEAR:
            return f"{day:%Y}"


def _table(
    name: str, title: Both, first: Both, columns: Sequence[Column], rows: Sequence[Row], shown: Splitted
) -> Table:
    keys = shown.asked.by is not Split.TIME
    lines = [made.line(label, found, columns, key=key if keys else None) for key, label, found in rows]
    total = made.line(shown.names.say(*ALL), shown.split.total, columns, is_total=True)
    return Table(name, title, first, tuple(column.heading for column in columns), (*lines, total))


# --- the whole ----------------------------------------------------------------------------------------


def times(shown: Shown) -> Table:
    """One row a duration."""
    say, unit, found = shown.names.say, shown.overall.unit, shown.overall.figures
    measures = _in_reading_order(MEASURES_OF[unit])
    headings = [
        Heading(column.heading.name, column.heading.kind)
        for column in made.times_of(Measure.WAITING, PERCENTS)
    ]
    lines = [
        Line(
            say(*MEASURES[known].name),
            tuple(column.of(found) for column in made.times_of(known, PERCENTS)),
            found.times[known].is_few,
        )
        for known in measures
    ]
    return Table(
        "times", ("Mọi thời gian", "All times"), ("thời gian", "time"), tuple(headings), tuple(lines)
    )


def _in_reading_order(measures: Sequence[Measure]) -> list[Measure]:
    """What nobody was called after stands right under the waits."""
    first = [known for known in (Measure.WAITING, Measure.WAITING_OPEN, Measure.LEFT) if known in measures]
    return [*first, *(known for known in measures if known not in first)]


def kaplan_meier(shown: Shown) -> Table:
    """Beside the plain percentiles."""
    say, found = shown.names.say, shown.overall.figures
    plain, estimated = found.times[Measure.WAITING], found.estimated
    headings = [Heading(("số lượng", "number"), Kind.COUNT)]
    headings += [Heading(made.up_to(percent), Kind.SPAN) for percent in PERCENTS]
    lines = [
        Line(
            say("Chỉ những ai đã được mời", "Only those who were called"),
            (plain.n, *(plain.percentiles_s.get(percent) for percent in PERCENTS)),
            plain.is_few,
        )
    ]
    if estimated is not None:
        lines.append(
            Line(
                say(
                    "Tính cả người bỏ về và còn chờ (Kaplan–Meier)",
                    "Counting those who left or wait (Kaplan–Meier)",
                ),
                (
                    estimated.called + estimated.censored,
                    *(estimated.percentiles_s[percent] for percent in PERCENTS),
                ),
                plain.is_few,
            )
        )
    return Table(
        "kaplan-meier",
        ("Nếu không ai bỏ về", "Had nobody left"),
        ("thời gian chờ của", "waiting of"),
        tuple(headings),
        tuple(lines),
    )


def counts(shown: Shown) -> Table:
    """Endings that add up, and what is noted beside."""
    say, overall = shown.names.say, shown.overall
    found = overall.figures
    endings = [
        Line(say(*column.heading.name), (column.of(found),)) for column in made.endings(overall.unit)[1:]
    ]
    noted = [Line(say(*FLAGS[flag].name), (found.flags[flag],)) for flag in Flag if flag not in QUALITY]
    doubt = [Line(say(*FLAGS[flag].name), (found.flags[flag],)) for flag in QUALITY]
    total = Line(say(*made.counted(overall.unit)), (found.issued,), is_total=True)
    return Table(
        "counts",
        ("Đếm", "Counts"),
        UNITS[overall.unit].name,
        (Heading(("số lượng", "number"), Kind.COUNT),),
        (*endings, total, *noted, *doubt),
    )


# --- beside another period ----------------------------------------------------------------------------


def comparison(shown: Shown) -> Table:
    """Both values of every figure and their difference; one row a figure."""
    assert shown.beside is not None  # noqa: S101 - asked by whoever calls
    say, unit = shown.names.say, shown.overall.unit
    columns = (*made.waits(unit), *made.endings(unit)[1:])
    if unit is not Unit.LEG:
        columns = (*columns, *made.target())
    then = shown.beside
    lines = tuple(_compared(column, shown.overall, then.overall, say) for column in columns)
    headings = (
        *(_text(period.called(say)) for period in (shown.asked.period, then.period)),
        _text(_DIFFERENCE),
    )
    return Table("comparison", ("So sánh", "Comparison"), ("con số", "figure"), headings, lines)


_DIFFERENCE: Both = ("chênh lệch", "difference")


def _text(words: str | Both) -> Heading:
    return Heading((words, words) if isinstance(words, str) else words, Kind.TEXT)


def _compared(column: Column, now: Overall, then: Overall, say: Say) -> Line:
    """Targets are read of legs, all else of the units themselves."""
    heading = column.heading
    is_target = heading.over == made.TARGET
    one, other = (column.of(found.legs if is_target else found.figures) for found in (now, then))
    over = say(*heading.over)
    return Line(
        f"{over}: {say(*heading.name)}" if over else say(*heading.name),
        (one, other, change(one, other)),
        kinds=(heading.kind, heading.kind, made.CHANGES[heading.kind]),
    )


def change(now: Value, then: Value) -> int | None:
    """Now less then; of shares in tenths of percentage points. None where either is missing."""
    if isinstance(now, Share) and isinstance(then, Share):
        return permille(*now) - permille(*then) if now.whole and then.whole else None
    if isinstance(now, int) and isinstance(then, int):
        return now - then
    return None


def split_comparison(shown: Shown) -> tuple[Table, ...]:
    """The same rows now and then."""
    if shown.beside is None or shown.beside.split is None:
        return ()
    then = {key[0]: found for key, found in shown.beside.split.groups.items()}
    now = {key: found for key, _, found in rows_of(shown)}
    dimension = shown.asked.by.dimension
    assert dimension is not None  # noqa: S101 - time is not compared row by row
    names, unit = shown.names, shown.split.unit
    shapes = (made.waits(unit)[0], *made.waits(unit)[2:3], *made.waits(unit)[4:5])
    lines = [
        Line(
            names.of(dimension, value),
            _now_then(shapes, now.get(value), then.get(value)),
            any(
                found is not None and found.times[Measure.WAITING].is_few
                for found in (now.get(value), then.get(value))
            ),
            key=value,
        )
        for value in names.ordered(dimension, {*now, *then})
    ]
    headings = tuple(heading for shape in shapes for heading in _three(shape.heading))
    title = ("So sánh từng dòng", "Comparison row by row")
    return (Table("split-comparison", title, split_word(shown), headings, tuple(lines)),)


def _three(heading: Heading) -> tuple[Heading, ...]:
    vi, en = heading.name
    over = (f"{heading.over[0]} {vi}".strip(), f"{heading.over[1]} {en}".strip())
    return (
        Heading(("kỳ này", "now"), heading.kind, over),
        Heading(("kỳ kia", "then"), heading.kind, over),
        Heading(_DIFFERENCE, made.CHANGES[heading.kind], over),
    )


def _now_then(shapes: Sequence[Column], now: Figures | None, then: Figures | None) -> tuple[Value, ...]:
    cells: list[Value] = []
    for shape in shapes:
        one, other = (None if found is None else shape.of(found) for found in (now, then))
        cells += [one, other, change(one, other)]
    return tuple(cells)


# --- cells and bars -----------------------------------------------------------------------------------


def heat_hours(shown: Shown) -> range:
    """From the first hour in which there was anything to the last."""
    hours = [int(key[1]) for key in shown.heat.groups]
    return range(min(hours), max(hours) + 1) if hours else range(0)


def heat(shown: Shown) -> Table:
    """Weekday × hour."""
    names = shown.names
    hours = heat_hours(shown)
    is_count = shown.asked.heat is Heat.VISITS
    title = made.counted(shown.heat.unit) if is_count else _P90
    kind = Kind.COUNT if is_count else Kind.SPAN
    lines = []
    for weekday in sorted({int(key[0]) for key in shown.heat.groups}):
        found = [shown.heat.groups.get((weekday, hour)) for hour in hours]
        cells = tuple(None if one is None else heat_value(shown, one) for one in found)
        lines.append(Line(names.of(Dimension.WEEKDAY, weekday), cells))
    headings = tuple(Heading((f"{hour}:00", f"{hour}:00"), kind) for hour in hours)
    return Table("heat", title, names.word_both(Dimension.WEEKDAY), headings, tuple(lines))


_P90: Both = ("thời gian chờ, 90 % không quá", "waiting, 90 % no longer than")


def heat_value(shown: Shown, found: Figures) -> int | None:
    """What one cell says."""
    if shown.asked.heat is Heat.VISITS:
        return found.issued
    return found.times[Measure.WAITING].percentiles_s.get(90)


def bars(shown: Shown) -> Table:
    """How many waited how long."""
    found = shown.distribution
    lines = [
        Line(bar_name(at), (called, gone))
        for at, (called, gone) in enumerate(zip(found.called, found.not_called, strict=True))
    ]
    filled = max((at for at, one in enumerate(lines) if any(one.cells)), default=-1)
    return Table(
        "bars",
        ("Phân bố thời gian chờ", "Distribution of waits"),
        ("chờ từ–đến dưới (phút)", "waited from–under (min)"),
        (
            Heading(FLAGS[Flag.CALLED].name, Kind.COUNT),
            Heading(MEASURES[Measure.LEFT].name, Kind.COUNT),
        ),
        tuple(lines[: filled + 1]),
    )


def bar_name(at: int) -> str:
    """`10–15`; the last one is open."""
    first = at * BAR_MIN
    return f"≥ {first}" if at == BARS - 1 else f"{first}–{first + BAR_MIN}"
