"""A report's table as CSV: one header with units, whole seconds, full names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.web.manager.csv_text import Cell, csv_text
from server.web.manager.report_cells import few, header, plain, with_unit
from server.web.manager.report_table import Heading, Line, Table
from server.web.say import Say


def csv_of(table: Table, say: Say) -> str:
    """The table as it is shown."""
    return _written(say(*table.first), table.headings, table.lines, say)


def csv_of_split(tables: Sequence[Table], say: Say) -> str:
    """Tables of the same rows side by side; a column they share stands once."""
    kept: list[tuple[int, int]] = []
    seen: set[Heading] = set()
    for at, table in enumerate(tables):
        for place, heading in enumerate(table.headings):
            if heading not in seen:
                seen.add(heading)
                kept.append((at, place))
    headings = [tables[at].headings[place] for at, place in kept]
    lines = [
        Line(rows[0].label, tuple(rows[at].cells[place] for at, place in kept), rows[0].is_few)
        for rows in zip(*(table.lines for table in tables), strict=True)
    ]
    return _written(say(*tables[0].first), headings, lines, say)


def _written(first: str, headings: Sequence[Heading], lines: Iterable[Line], say: Say) -> str:
    mark = say("ít số liệu (dưới 20)", "few (under 20)")
    rows = (_row(line, headings, say) for line in lines)
    return csv_text([first, *(header(heading, say) for heading in headings), mark], rows)


def _row(line: Line, headings: Sequence[Heading], say: Say) -> list[Cell]:
    kinds = [line.kind(at, heading) for at, heading in enumerate(headings)]
    cells = [plain(value, kind) for value, kind in zip(line.cells, kinds, strict=True)]
    return [with_unit(line, say), *cells, few(line, say)]
