"""The tables of a report beside another period: both values and their difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from server.reports.definitions import Both
from server.reports.units import Measure, Unit
from server.web.manager import report_table as made
from server.web.manager.numerals import permille
from server.web.manager.report_split import rows_of, split_word
from server.web.manager.report_table import Column, Heading, Kind, Line, Share, Table, Value

if TYPE_CHECKING:
    from server.reports.figures import Figures
    from server.web.manager.shown import Overall, Shown
    from server.web.say import Say


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
