"""`motcua reports rebuild`: all that is kept for reports, made again from the rows and compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from server.reports.cuts import CUTS
from server.reports.kept_sheets import sheets_of, span_tallies
from server.reports.making import Present, closed_days, closed_spans, span_figures
from server.reports.record_day_rows import read_day
from server.reports.record_sheets import kept_days, missing_days
from server.reports.rows import day_sheet
from server.reports.spans import Span
from server.reports.tally_bytes import encode
from server.reports.units import MEASURES

Progress = Callable[[int, int], None]
"""Told after each step: how many are done, of how many."""


@dataclass(slots=True)
class Compared:
    """What is kept, against what the rows say."""

    days: int = 0
    spans: int = 0
    record_days: int = 0
    """Days of which records are kept."""
    records_unkept: int = 0
    """Days of which they are not, since one has just changed: nothing is wrong, their rows are read."""
    missing: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    wrong_days: list[date] = field(default_factory=list)
    """Days of which a sheet or a span they lie in is missing or different, or of which the records differ."""

    @property
    def is_equal(self) -> bool:
        """Nothing is missing and nothing differs."""
        return not (self.missing or self.different)


def compare(connection: Connection, present: Present, progress: Progress) -> Compared:
    """Make all of it again, keep nothing, and say what is not the same."""
    days = closed_days(connection, present)
    spans = [span for spans in closed_spans(connection, present) for span in spans]
    found = Compared(len(days), len(spans))
    for at, day in enumerate(days, 1):
        _compare_day(connection, day, found)
        progress(at, len(days) + len(spans))
    for at, span in enumerate(spans, len(days) + 1):
        _compare_span(connection, span, found)
        progress(at, len(days) + len(spans))
    _compare_records(connection, present, found)
    return found


def _compare_day(connection: Connection, day: date, found: Compared) -> None:
    kept = [sheet for _, sheet in sheets_of(connection, day, day)]
    if not kept:
        found.missing.append(day.isoformat())
    elif kept[0] != day_sheet(connection, day, now_us=0).encode():
        found.different.append(day.isoformat())
    else:
        return
    found.wrong_days.append(day)


def _compare_records(connection: Connection, present: Present, found: Compared) -> None:
    found.records_unkept = len(missing_days(connection, present.last_day))
    for day, kept in kept_days(connection):
        found.record_days += 1
        if kept != read_day(connection, day).records.encode():
            found.different.append(f"{day} (records)")
            found.wrong_days.append(day)


def _compare_span(connection: Connection, span: Span, found: Compared) -> None:
    """Against the next smaller ones that are kept: days and months were compared before."""
    try:
        wrong = _wrong_cut(connection, span)
    except ValueError as error:
        wrong = str(error)
    if wrong is None:
        return
    if wrong:
        found.different.append(f"{span.name} ({wrong})")
    else:
        found.missing.append(span.name)
    found.wrong_days.append(span.first)


def _wrong_cut(connection: Connection, span: Span) -> str | None:
    """The first cut that differs; empty: nothing is kept of the span; None: all is equal."""
    for cut, made in span_figures(connection, span):
        kept = [tally for _, tally in span_tallies(connection, cut, [span.name], MEASURES)]
        if not kept:
            return "" if cut is CUTS[0] else cut.name
        if encode(kept[0]) != encode(made):
            return cut.name
    return None
