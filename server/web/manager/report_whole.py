"""The tables of all that was asked about together: times, what they were had nobody left, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from server.reports.definitions import FLAGS, MEASURES, UNITS
from server.reports.units import MEASURES_OF, QUALITY, Flag, Measure
from server.web.manager import report_table as made
from server.web.manager.report_table import Heading, Kind, Line, Table

if TYPE_CHECKING:
    from server.web.manager.shown import Shown

PERCENTS = (50, 80, 90, 95)


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
