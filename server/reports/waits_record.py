"""The waits of a range as one record for machines; every key is in docs/statistics.md."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from server.reports.answering import answer
from server.reports.as_of import as_of
from server.reports.figures import PERCENTILES, Estimated, Figures, Times
from server.reports.question import Question
from server.reports.units import QUALITY, Dimension, Ending, Flag, Measure, Target, Unit
from server.store import tables

Record = dict[str, Any]

_SHOWN: dict[Unit, tuple[Measure, ...]] = {
    Unit.VISIT: (
        Measure.WAITING, Measure.WAITING_OPEN, Measure.WALKING, Measure.SERVICE, Measure.HOLD, Measure.ABSENT,
        Measure.VISIT,
    ),
    Unit.LEG: (Measure.WAITING, Measure.WALKING, Measure.SERVICE, Measure.HOLD),
}  # fmt: skip
_FLAGS = (Flag.CALLED, Flag.ABSENT_ONCE, Flag.UNCONFIRMED, Flag.OFFLINE, Flag.BACK_DATED)


def waits_record(connection: Connection, first: date, last: date, service: str | None, now_us: int) -> Record:
    """The figures of the range, and of which ledger they were made."""
    only: dict[Dimension, str | int] = {} if service is None else {Dimension.SERVICE: service}
    report = answer(connection, Question(first, last, only=only), now_us)
    legs = report
    if report.unit is Unit.VISIT:
        legs = answer(connection, Question(first, last, unit=Unit.LEG, measures=()), now_us)
    found = report.total
    return {
        "report": "waits",
        "version": 1,
        "center": connection.execute(select(tables.ledger.c.center)).scalar_one_or_none(),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "service": service,
        "unit": report.unit.value,
        "as_of": _as_of(connection),
        "counts": _counts(found),
        "times": {measure.value: _times(found.times[measure]) for measure in _SHOWN[report.unit]},
        "left_after": _times(found.times[Measure.LEFT]),
        "kaplan_meier": _estimated(found.estimated or Estimated(0, 0, dict.fromkeys(PERCENTILES))),
        "target": {target.name.lower(): legs.total.targets[target] for target in _TARGETS},
        "doubt": {flag.name.lower(): found.flags[flag] for flag in QUALITY},
    }


_TARGETS = (Target.WITHIN, Target.OVER, Target.UNKNOWN, Target.NONE)


def last_us(connection: Connection) -> int:
    """The time of the ledger's last event: what runs is counted up to there, so that an export is enough."""
    event = tables.event.c
    query = select(event.at_us).order_by(event.seq.desc()).limit(1)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def _counts(found: Figures) -> dict[str, int]:
    counts = {"given": found.given, "issued": found.issued}
    endings = (ending for ending in Ending if ending is not Ending.RETURNED)
    counts |= {ending.name.lower(): found.endings[ending] for ending in endings}
    return counts | {flag.name.lower(): found.flags[flag] for flag in _FLAGS}


def _times(found: Times) -> dict[str, int | float | None]:
    mean_s = found.mean_s
    return {
        "n": found.n,
        "sum_us": found.sum_us,
        "mean_s": None if mean_s is None else round(mean_s, 3),
        **{f"p{percent}_s": found.percentiles_s.get(percent) for percent in PERCENTILES},
        "longest_s": found.longest_s,
    }


def _estimated(found: Estimated) -> dict[str, int | None]:
    percentiles = {f"p{percent}_s": found.percentiles_s[percent] for percent in PERCENTILES}
    return {"called": found.called, "censored": found.censored, **percentiles}


def _as_of(connection: Connection) -> dict[str, Any]:
    read = as_of(connection)
    return {"seq": read.seq, "head": read.head, "at": None if read.at is None else read.at.isoformat()}
