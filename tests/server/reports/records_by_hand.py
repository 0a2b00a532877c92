"""Figures of records worked out the slow way, from raw events: one dict a record, one loop a figure.

Shares nothing with the hub but the words of events and the calendar.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from contract.event import Event
from server.domain.hours import LOCAL, WorkingCalendar

HOUR = timedelta(hours=1)
ENDS = {
    "record/refused-at-reception": "refused-at-reception",
    "record/refused": "refused",
    "record/withdrawn": "withdrawn",
    "record/stopped": "stopped",
}

NEVER_TAKEN_IN = ("refused-at-reception", "void")


ERASES = {"name", "phone", "identity", "subject", "papers"}
"""A correction of these holds, whatever is taken back."""


@dataclass
class Told:
    """One record, as its events tell it."""

    procedure: str
    officer: str
    channel: str
    received: datetime
    is_back_dated: bool
    due: datetime | None = None
    state: str = "received"
    reason: str = ""
    is_duplicate: bool = False
    asked: datetime | None = None
    taken: datetime | None = None
    ready: datetime | None = None
    verdict: str = ""
    ended: datetime | None = None
    notes: set[str] = field(default_factory=set)

    @property
    def day(self) -> date:
        """In Vietnam."""
        return self.received.astimezone(LOCAL).date()


def told(events: Iterable[Event]) -> list[Told]:
    """Every record of the ledger; of a press taken back nothing is left but a void reception's number."""
    every: list[Any] = [event for event in events if event.kind().startswith("record/")]
    undone = {(event.record, event.undone): event.seq for event in every if event.kind() == "record/undone"}
    found: dict[str, Told] = {}
    for event in every:
        if event.kind() in ("record/received", "record/refused-at-reception"):
            found[event.record] = _entered(event)
            if (event.record, event.seq) in undone:
                found[event.record].state = "void"
        elif not _is_taken_back(event, undone):
            _goes_on(found[event.record], event)
    return list(found.values())


def _is_taken_back(event: Any, undone: Mapping[tuple[str, int], int]) -> bool:
    if event.kind() == "record/corrected" and set(event.corrects) & ERASES:
        return False
    spans = (range(first, last) for (record, first), last in undone.items() if record == event.record)
    return any(event.seq in span for span in spans)


def _entered(event: Any) -> Told:
    record = Told(
        event.procedure, event.officer or "", event.channel.value, event.received_at, event.is_back_dated
    )
    if event.is_back_dated:
        record.notes.add("back_dated")
    if event.kind() == "record/refused-at-reception":
        record.state, record.reason = "refused-at-reception", event.reason
        record.notes.add("at_reception")
        if event.duplicate_of is not None:
            record.notes.add("duplicates")
        return record
    record.due = event.due_at
    if event.is_due_by_hand:
        record.notes.add("by_hand")
    return record


def _goes_on(record: Told, event: Any) -> None:
    done = getattr(event, "happened_at", None) or event.at
    if done is not event.at:
        record.notes.add("steps_back_dated")
    match event.kind():
        case "record/taken-up":
            record.state = "in-process"
        case "record/supplement-asked":
            record.state, record.asked = "supplement-asked", done
            record.notes.add("supplemented")
        case "record/supplement-taken":
            record.state, record.taken, record.due = "in-process", done, event.due_at
            if event.is_due_by_hand:
                record.notes.add("by_hand")
        case "record/corrected":
            record.channel = event.channel.value if event.channel is not None else record.channel
            record.due = event.due_at or record.due
        case "record/reappointed":
            record.notes.add("reappointed")
        case "record/result-ready":
            record.state, record.ready, record.verdict = "result-ready", done, event.timeliness or ""
        case "record/returned":
            record.state, record.verdict = "returned", event.timeliness or ""
            record.ready = record.ready or done
            if event.is_same_visit:
                record.ready = record.received
                record.notes.add("same_visit")
        case kind if kind in ENDS:
            record.state, record.reason, record.ended = ENDS[kind], event.reason, done
            if getattr(event, "duplicate_of", None) is not None:
                record.notes.add("duplicates")


def counted(records: Iterable[Told], now: datetime, *, by_hour: bool = False) -> Counter[str]:
    """By the names of `RecordFigures`; refusals by reason as `refused:…`."""
    counts: Counter[str] = Counter()
    for record in records:
        if record.state == "void":
            counts["void"] += 1
            continue
        counts["received"] += 1
        counts[_where(record)] += 1
        for note in record.notes:
            counts[note] += 1
        if record.state == "result-ready" and record.verdict == "late":
            counts["ready_late"] += 1
        if record.state in ("received", "in-process") and _is_over(record.due, now, by_hour=by_hour):
            counts["overdue"] += 1
    return +counts


def _where(record: Told) -> str:
    if record.state == "returned":
        return {"early": "early", "on-time": "on_time", "late": "late", "": "at_once"}[record.verdict]
    if record.state.startswith("refused"):
        return f"refused:{record.reason}"
    names = {"received": "in_process", "in-process": "in_process", "supplement-asked": "supplement"}
    return {**names, "result-ready": "ready"}.get(record.state, record.state)


def _is_over(due: datetime | None, now: datetime, *, by_hour: bool) -> bool:
    if due is None:
        return False
    return due < now if by_hour else due.astimezone(LOCAL).date() < now.astimezone(LOCAL).date()


def elapsed_s(record: Told, now: datetime) -> tuple[int, bool] | None:
    """Whole seconds, and whether there is a result; None: it was never taken in."""
    if record.state in NEVER_TAKEN_IN:
        return None
    end = _end(record, now)
    spent = end - record.received
    if record.asked and record.taken:
        spent -= record.taken - record.asked
    return max(0, math.floor(spent / timedelta(seconds=1))), record.ready is not None


def worked_days(record: Told, now: datetime, calendar: WorkingCalendar) -> int | None:
    """Working days behind the day of reception; the stopped clock left out."""
    if record.state in NEVER_TAKEN_IN:
        return None
    days = _working_days(record.received, _end(record, now), calendar)
    if record.asked and record.taken:
        days -= _working_days(record.asked, record.taken, calendar)
    return max(0, days)


def _end(record: Told, now: datetime) -> datetime:
    if record.ready:
        return record.ready
    if record.asked and not record.taken:
        return record.asked
    return record.ended or now


def _working_days(first: datetime, last: datetime, calendar: WorkingCalendar) -> int:
    day, count = first.astimezone(LOCAL).date(), 0
    while day < last.astimezone(LOCAL).date():
        day += timedelta(days=1)
        count += calendar.is_working_day(day)
    return count


def nearest_rank(values: Iterable[int], percent: int) -> int | None:
    """The ⌈p·n/100⌉-th smallest."""
    ordered = sorted(values)
    return ordered[math.ceil(percent * len(ordered) / 100) - 1] if ordered else None


def kaplan_meier(spent: Iterable[tuple[int, bool]], percent: int) -> int | None:
    """The first value at which no more than the rest is left; results come before what is cut off."""
    every, left = list(spent), 1.0
    for value in sorted({one for one, is_done in every if is_done}):
        at_risk = sum(one >= value for one, _ in every)
        left *= 1 - sum(one == value for one, is_done in every if is_done) / at_risk
        if left <= 1 - percent / 100 + 1e-9:
            return value
    return None


def grouped(records: Iterable[Told], name: str) -> Mapping[str, list[Told]]:
    """By one of its fields."""
    found: dict[str, list[Told]] = {}
    for record in records:
        found.setdefault(getattr(record, name), []).append(record)
    return found
