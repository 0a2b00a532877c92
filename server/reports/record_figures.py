"""Records received from one day to another, and what has become of them: counts that add up.

Nobody is in these figures. A share is never given without what it is a share of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, Row, and_, func, select

from contract.record_words import ComparedBy, RecordState, Timeliness
from server.domain.hours import LOCAL, to_local
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import RUNNING
from server.store import tables

S = RecordState


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """None: there is nothing to be a part of."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(slots=True)
class RecordFigures:
    """What became of the records received from `first` to `last`, both included."""

    first: date
    last: date
    early: int = 0
    on_time: int = 0
    late: int = 0
    at_once: int = 0
    """Returned in the same visit, where no date was promised."""
    ready: int = 0
    in_process: int = 0
    overdue: int = 0
    """Of those in process."""
    supplement: int = 0
    """Waiting for the applicant; the clock stands still."""
    refused: dict[str, int] = field(default_factory=dict)
    """At reception or later, by reason."""
    withdrawn: int = 0
    stopped: int = 0
    void: int = 0
    """Numbers of the register written down by mistake: nothing was received, so no part of the others."""

    @property
    def returned(self) -> int:
        """Fetched by who applied."""
        return self.early + self.on_time + self.late + self.at_once

    @property
    def refused_in_all(self) -> int:
        """Whatever the reason."""
        return sum(self.refused.values())

    @property
    def received(self) -> int:
        """All of them, void ones aside: every other count is a part of it."""
        going_on = self.ready + self.in_process + self.supplement
        return self.returned + going_on + self.refused_in_all + self.withdrawn + self.stopped

    @property
    def in_time_of_returned(self) -> Share:
        """Not late, of those returned."""
        return Share(self.returned - self.late, self.returned)

    @property
    def in_time_of_received(self) -> Share:
        """Not late, of all received: what is still in process counts for nothing yet."""
        return Share(self.returned - self.late, self.received)


def record_figures(
    connection: Connection, first: date, last: date, now: datetime, by: ComparedBy
) -> RecordFigures:
    """Counted by the day a record was handed over, also where it was written down later."""
    column = tables.record.c
    received = and_(
        column.received_us >= _start_us(first), column.received_us < _start_us(last + timedelta(1))
    )
    kinds = (column.state, column.timeliness, column.reason)
    query = select(*kinds, func.count().label("records")).where(received).group_by(*kinds)
    figures = RecordFigures(first, last)
    for row in connection.execute(query):
        _count(figures, row)
    overdue = select(func.count()).where(
        received,
        column.state.in_([state.value for state in RUNNING]),
        column.due_us < _late_before_us(now, by),
    )
    figures.overdue = connection.execute(overdue).scalar_one()
    return figures


def periods(today: date) -> Mapping[str, tuple[date, date]]:
    """Today, this week from Monday, this month; each up to today."""
    return {
        "today": (today, today),
        "week": (today - timedelta(today.weekday()), today),
        "month": (today.replace(day=1), today),
    }


_SIMPLE = {
    S.RECEIVED: "in_process",
    S.IN_PROCESS: "in_process",
    S.SUPPLEMENT_ASKED: "supplement",
    S.RESULT_READY: "ready",
    S.WITHDRAWN: "withdrawn",
    S.STOPPED: "stopped",
    S.VOID: "void",
}
_VERDICTS = {Timeliness.EARLY: "early", Timeliness.ON_TIME: "on_time", Timeliness.LATE: "late"}


def _count(figures: RecordFigures, row: Row[tuple[str, str | None, str | None, int]]) -> None:
    state = RecordState(row.state)
    if state in (S.REFUSED, S.REFUSED_AT_RECEPTION):
        reason = row.reason or ""
        figures.refused[reason] = figures.refused.get(reason, 0) + row.records
        return
    name = _SIMPLE.get(state)
    if name is None:
        name = _VERDICTS[Timeliness(row.timeliness)] if row.timeliness else "at_once"
    setattr(figures, name, getattr(figures, name) + row.records)


def _late_before_us(now: datetime, by: ComparedBy) -> int:
    """What was due before this moment is overdue."""
    return _us(now) if by is ComparedBy.HOUR else _start_us(to_local(now).date())


def _start_us(day: date) -> int:
    return _us(datetime.combine(day, time(), LOCAL))


def _us(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND
