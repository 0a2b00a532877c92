"""The table of officers: by name, without any order of merit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from server.reports.definitions import DIMENSIONS, FLAGS
from server.reports.units import Dimension, Flag, Measure, Unit
from server.web.manager import report_table as made
from server.web.manager.report_table import Column, Heading, Kind, Line, Table

if TYPE_CHECKING:
    from server.reports.answering import Report
    from server.web.manager.report_names import ReportNames

_DOUBT = (Flag.FORGOTTEN, Flag.TOO_SHORT)


def officer_table(report: Report, services: Mapping[str, int], names: ReportNames) -> Table:
    """One row an officer; how many services they served stands beside."""
    columns = _columns()
    found = {str(key[0]): figures for key, figures in report.groups.items()}
    lines = []
    for officer in names.ordered(Dimension.OFFICER, found):
        figures = found[str(officer)]
        made_line = made.line(names.of(Dimension.OFFICER, officer), figures, columns, key=officer)
        is_few = figures.times[Measure.SERVICE].is_few
        lines.append(_with_services(made_line, services.get(str(officer), 0), is_few=is_few))
    headings = [column.heading for column in columns]
    headings.insert(1, Heading(("số nhóm thủ tục", "number of services"), Kind.COUNT))
    return Table(
        "officers",
        ("Theo cán bộ", "By officer"),
        DIMENSIONS[Dimension.OFFICER],
        tuple(headings),
        tuple(lines),
    )


def _with_services(line: Line, services: int, *, is_few: bool) -> Line:
    first, *rest = line.cells
    return replace(line, cells=(first, services, *rest), is_few=is_few)


def _columns() -> tuple[Column, ...]:
    issued, served, _, no_show, *_ = made.endings(Unit.STAY)
    doubt = {FLAGS[flag].name for flag in _DOUBT}
    number, half, ninety, _, mean = made.times_of(Measure.SERVICE, (50, 90))
    return (
        *(issued, served, no_show, number, half, ninety, mean),
        made.times_of(Measure.WALKING, (50,))[1],
        *made.times_of(Measure.HOLD, (50,))[:2],
        *(column for column in made.flags() if column.heading.name in doubt),
    )
