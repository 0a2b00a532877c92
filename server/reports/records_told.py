"""The figures of records of a range as one record for machines; every key is in docs/statistics.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from contract.record_words import ComparedBy
from server.domain.instant import EPOCH
from server.domain.record_rules import RecordRules
from server.reports.as_of import as_of
from server.reports.figures import PERCENTILES
from server.reports.question import Grain
from server.reports.record_definitions import COUNTS, SHARES
from server.reports.record_figures import RecordFigures, figures_by
from server.reports.record_question import Key, RecordDimension, RecordQuestion
from server.reports.record_report import record_report
from server.reports.record_times import Spent
from server.store import tables

UNITS = {ComparedBy.DAY: "working-day", ComparedBy.HOUR: "working-second"}


def records_told(connection: Connection, first: date, last: date, rules: RecordRules) -> dict[str, Any]:
    """What runs is counted up to the ledger's last event, so that an export is enough."""
    seen = as_of(connection)
    now = seen.at or EPOCH
    report = record_report(connection, RecordQuestion(first, last), now, rules)
    times = report.times
    return {
        "report": "records",
        "version": 1,
        "center": connection.execute(select(tables.ledger.c.center)).scalar_one_or_none(),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "compared_by": rules.compared_by.value,
        "as_of": {"seq": seen.seq, "head": seen.head, "at": seen.at.isoformat() if seen.at else None},
        "counts": _counts(report.total),
        "refused": dict(sorted(report.total.refused.items())),
        "shares": {name: _share(report.total, name) for name in SHARES},
        "elapsed": {"unit": "second", **_spent(times.elapsed)},
        "worked": {"unit": UNITS[rules.compared_by], **_spent(times.worked), "uncounted": times.uncounted},
        "by": _by(connection, first, last, now, rules),
    }


def _by(
    connection: Connection, first: date, last: date, now: datetime, rules: RecordRules
) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for by in (*RecordDimension, Grain.MONTH):
        groups = figures_by(connection, RecordQuestion(first, last, by), now, rules.compared_by)
        found[by.value] = {name: _counts(group) for name, group in sorted(_named(groups, by).items())}
    return found


def _named(groups: Mapping[Key, RecordFigures], by: RecordDimension | Grain) -> dict[str, RecordFigures]:
    if by is Grain.MONTH:
        return {f"{date.fromordinal(int(key)):%Y-%m}": group for key, group in groups.items()}
    return {str(key): group for key, group in groups.items()}


def _counts(figures: RecordFigures) -> dict[str, int]:
    return {name: figures.refused_in_all if name == "refused" else getattr(figures, name) for name in COUNTS}


def _share(figures: RecordFigures, name: str) -> dict[str, int | None]:
    share = getattr(figures, name)
    return {"part": share.part, "whole": share.whole, "tenths": share.tenths}


def _spent(spent: Spent) -> dict[str, Any]:
    return {
        "n": spent.n,
        **{f"p{percent}": spent.percentiles.get(percent) for percent in PERCENTILES},
        "longest": spent.longest,
        "censored": spent.censored,
        "kaplan_meier": {f"p{percent}": spent.estimated[percent] for percent in PERCENTILES},
    }
