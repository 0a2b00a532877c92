"""Records received from one day to another, and what has become of them: counts that add up.

Nobody is in these figures. A share is never given without what it is a share of. Every page that shows
figures of records counts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from contract.record_words import ComparedBy, RecordState, Timeliness
from contract.shares import nearest_tenths
from server.domain.record import RUNNING
from server.reports.record_question import ALL, Key, RecordQuestion
from server.reports.record_rows import key_of, late_before_us, matching, split_column
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

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, the nearest; 1000 means all and 0 none, never nearly so."""
        return nearest_tenths(self.part, self.whole)


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
    at_reception: int = 0
    """Of those refused: never taken in."""
    duplicates: int = 0
    """Of those refused, at reception or later: they repeat an earlier record."""
    ready_late: int = 0
    """Of those ready: the result came too late."""
    same_visit: int = 0
    """Of those returned: in the visit in which they were handed over, with or without a date."""
    supplemented: int = 0
    """Of all: a supplement was asked for, whatever became of them."""
    reappointed: int = 0
    """Of all: an apology named a new date."""
    back_dated: int = 0
    """Of all: written down later than they were handed over."""
    steps_back_dated: int = 0
    """Of all: a step after reception was written down later than it was done."""
    by_hand: int = 0
    """Of all: an officer named the date."""
    instant: int = 0
    """Of all: the result was there in the moment of reception."""

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
    def in_time_of_dated(self) -> Share:
        """Not late, of those returned for which a date was promised."""
        return Share(self.early + self.on_time, self.returned - self.at_once)

    @property
    def in_time_of_received(self) -> Share:
        """Not late, of all received: what is still in process counts for nothing yet."""
        return Share(self.returned - self.late, self.received)


def record_figures(
    connection: Connection, first: date, last: date, now: datetime, by: ComparedBy
) -> RecordFigures:
    """Counted by the day a record was handed over, also where it was written down later."""
    return whole_of(connection, RecordQuestion(first, last), now, by)


def whole_of(
    connection: Connection, question: RecordQuestion, now: datetime, by: ComparedBy
) -> RecordFigures:
    """Not split."""
    whole = RecordQuestion(question.first, question.last, only=question.only)
    found = figures_by(connection, whole, now, by)
    return found.get(ALL, RecordFigures(question.first, question.last))


def figures_by(
    connection: Connection, question: RecordQuestion, now: datetime, by: ComparedBy
) -> dict[Key, RecordFigures]:
    """The same by what the question splits; only what there is."""
    column = tables.record.c
    kinds = (
        split_column(question.by).label("key"),
        column.state.label("state"),
        column.timeliness.label("timeliness"),
        column.reason.label("reason"),
        marks_of(late_before_us(now, by)).label("marks"),
    )
    query = select(*kinds, func.count().label("records")).where(*matching(question))
    found: dict[Key, RecordFigures] = {}
    for row in connection.execute(query.group_by(*(kind.name for kind in kinds))):
        key = key_of(question.by, row.key)
        figures = found.setdefault(key, RecordFigures(question.first, question.last))
        count(figures, Alike(row.state, row.timeliness, row.reason, row.marks, row.records))
    return found


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
}
_VERDICTS = {Timeliness.EARLY: "early", Timeliness.ON_TIME: "on_time", Timeliness.LATE: "late"}
_REFUSED = (S.REFUSED, S.REFUSED_AT_RECEPTION)


class Alike(NamedTuple):
    """Records that count the same."""

    state: str
    timeliness: str | None
    reason: str | None
    marks: int
    """What they are besides: bits of `_NOTED`."""
    records: int


def count(figures: RecordFigures, alike: Alike) -> None:
    """Add them."""
    state = RecordState(alike.state)
    if state is S.VOID:
        figures.void += alike.records
        return
    if state in _REFUSED:
        reason = alike.reason or ""
        figures.refused[reason] = figures.refused.get(reason, 0) + alike.records
    else:
        _add(figures, _SIMPLE.get(state) or _verdict(alike), alike.records)
    noted = {name for at, name in enumerate(_NOTED) if alike.marks >> at & 1}
    if state is S.REFUSED_AT_RECEPTION:
        noted.add("at_reception")
    if state is S.RESULT_READY and alike.timeliness == Timeliness.LATE:
        noted.add("ready_late")
    for name in noted:
        _add(figures, name, alike.records)


_NOTED = (
    "overdue", "duplicates", "supplemented", "reappointed", "same_visit", "back_dated", "by_hand", "instant",
    "steps_back_dated",
)  # fmt: skip
"""What one record may be besides; a bit each."""
MARK_BITS = len(_NOTED)
OVERDUE = 1 << _NOTED.index("overdue")
"""The only one that time alone brings."""


def marks_of(late_us: int) -> ColumnElement[int]:
    """The bits: one column is grouped by faster than nine. What was due before `late_us` is overdue."""
    column = tables.record.c
    is_running = column.state.in_([state.value for state in RUNNING])
    claims = (
        and_(is_running, column.due_us < late_us),
        column.duplicate_of.is_not(None),
        column.supplement_asked_us.is_not(None),
        column.new_date_us.is_not(None),
        column.is_same_visit,
        column.is_back_dated,
        column.is_due_by_hand,
        column.ready_us == column.received_us,
        column.has_back_dated_step,
    )
    bits = [case((claim, 1 << at), else_=0) for at, claim in enumerate(claims)]
    return reduce(add, bits[1:], bits[0])


def _verdict(alike: Alike) -> str:
    return _VERDICTS[Timeliness(alike.timeliness)] if alike.timeliness else "at_once"


def _add(figures: RecordFigures, name: str, records: int) -> None:
    setattr(figures, name, getattr(figures, name) + records)
