"""The rows into which a report is split, and the tables that show these same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from server.reports.definitions import Both
from server.reports.question import Grain
from server.web.manager import report_table as made
from server.web.manager.asked import Asked, Split
from server.web.manager.periods import stretch_name
from server.web.manager.report_table import Column, Table

if TYPE_CHECKING:
    from server.reports.answering import Report
    from server.reports.figures import Figures
    from server.web.manager.report_names import ReportNames


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


def _table(
    name: str, title: Both, first: Both, columns: Sequence[Column], rows: Sequence[Row], shown: Splitted
) -> Table:
    keys = shown.asked.by is not Split.TIME
    lines = [made.line(label, found, columns, key=key if keys else None) for key, label, found in rows]
    total = made.line(shown.names.say(*ALL), shown.split.total, columns, is_total=True)
    return Table(name, title, first, tuple(column.heading for column in columns), (*lines, total))
