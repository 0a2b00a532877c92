"""What an event of a record means: the only place that says so.

A record is the fold of its events, as a hall is of its day's; but it lives for weeks, so it is no part
of a hall (decision 0023).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from contract import events as e
from contract.record_words import CorrectedField, RecordState
from server.domain.deadline import Term
from server.domain.record import LastStep, Record

S = RecordState
LONGEST_UNDO = timedelta(hours=1)
"""Longer no center may let officers take a step back (`undo_within_minutes`)."""
MOST_STEPS_BACK = 8
"""One after the other; a record remembers no more."""


class RecordStoryError(Exception):
    """An event of a record that was never entered, was entered before, or has nothing to take back."""


def told(record: Record | None, event: e.RecordEvent) -> Record:
    """The record after the event; None: it is not in the register yet."""
    if isinstance(event, e.RecordUndone):
        return _undone(record, event)
    if record is not None and isinstance(event, e.RecordRead):
        return record
    after = _after(record, event)
    if isinstance(event, e.RecordCorrected) and event.is_for_good:
        return after
    return msgspec.structs.replace(after, last=_last_step(record, event))


def _after(record: Record | None, event: e.RecordEvent) -> Record:
    if isinstance(event, e.RecordEntered):
        if record is not None:
            raise RecordStoryError(f"record {event.record} is in the register already")
        return _received(event) if isinstance(event, e.RecordReceived) else _refused_at_reception(event)
    if record is None:
        raise RecordStoryError(f"record {event.record} is not in the register")
    return _TELLERS[type(event)](record, event)


def _last_step(record: Record | None, event: e.RecordEvent) -> LastStep | None:
    """What can be taken back now: all events of one command together, never an erasure or scanned papers."""
    if isinstance(event, e.ApplicantForgotten):
        return None
    last = record.last if record is not None else None
    if isinstance(event, e.RecordPapersEvent):
        return last
    if last is not None and last.command_id is not None and last.command_id == event.command_id:
        return last
    return LastStep(
        seq=event.seq,
        at=event.at,
        officer=event.officer,
        command_id=event.command_id,
        before=_remembered(record, event.at, MOST_STEPS_BACK - 1) if record is not None else None,
    )


def _remembered(record: Record, at: datetime, steps: int) -> Record:
    """The record with so many of the steps before it that somebody may still want to take back."""
    last = record.last
    if last is None or not steps or at - last.at > LONGEST_UNDO:
        return msgspec.structs.replace(record, last=None)
    before = _remembered(last.before, at, steps - 1) if last.before is not None else None
    return msgspec.structs.replace(record, last=msgspec.structs.replace(last, before=before))


def _undone(record: Record | None, event: e.RecordUndone) -> Record:
    if record is None or record.last is None or record.last.seq != event.undone:
        raise RecordStoryError(f"record {event.record} has no last step {event.undone} to take back")
    before = record.last.before
    return before.touched(event.seq) if before is not None else _void(record, event)


def _void(record: Record, event: e.RecordUndone) -> Record:
    """Its place in the register stays; what it promised, cost and was called does not."""
    return Record(
        id=record.id,
        year=record.year,
        number=record.number,
        procedure=record.procedure,
        channel=record.channel,
        state=S.VOID,
        received_at=record.received_at,
        is_back_dated=record.is_back_dated,
        ticket=record.ticket,
        counter=record.counter,
        officer=record.officer,
        entered_at=record.entered_at,
        state_since=event.at,
        last_seq=event.seq,
        is_forgotten=True,
    )


def _entered(event: e.RecordEntered, state: RecordState, **fields: Any) -> Record:
    return Record(
        id=event.record,
        year=event.year,
        number=event.number,
        procedure=event.procedure,
        channel=event.channel,
        state=state,
        received_at=event.received_at,
        is_back_dated=event.is_back_dated,
        ticket=event.ticket,
        counter=event.counter,
        officer=event.officer,
        entered_at=event.at,
        state_since=event.at,
        last_seq=event.seq,
        **fields,
    )


def _received(event: e.RecordReceived) -> Record:
    is_counted = event.term_amount is not None and event.term_unit is not None
    term = Term(event.term_amount, event.term_unit) if is_counted else None  # type: ignore[arg-type] # both are there
    return _entered(
        event,
        S.RECEIVED,
        term=term,
        due_at=event.due_at,
        is_due_by_hand=event.is_due_by_hand,
        result_to=event.result_to,
        originals=event.originals,
        copies=event.copies,
        shown=event.shown,
        fee_vnd=event.fee_vnd,
    )


def _refused_at_reception(event: e.RecordEntered) -> Record:
    reason = getattr(event, "reason", None)
    duplicate_of = getattr(event, "duplicate_of", None)
    return _entered(event, S.REFUSED_AT_RECEPTION, reason=reason, duplicate_of=duplicate_of)


def _supplement_taken(record: Record, event: e.SupplementTaken) -> Record:
    return _stepped(
        record,
        S.IN_PROCESS,
        event,
        supplement_taken_at=event.moment,
        due_at=event.due_at,
        is_due_by_hand=record.is_due_by_hand or event.is_due_by_hand,
        new_date=event.new_date or record.new_date,
    )


def _returned(record: Record, event: e.RecordReturned) -> Record:
    """A result of the same visit was ready and given at the reception, whenever that was written down."""
    returned_at = record.received_at if event.is_same_visit else event.moment
    return _stepped(
        record,
        S.RETURNED,
        event,
        at=returned_at,
        ready_at=record.ready_at or returned_at,
        timeliness=event.timeliness,
        is_same_visit=event.is_same_visit,
        fee_vnd=record.fee_vnd if event.fee_vnd is None else event.fee_vnd,
    )


def _corrected(record: Record, event: e.RecordCorrected) -> Record:
    """What cannot be taken back holds too in what earlier steps go back to."""
    last = record.last
    if event.is_for_good and last is not None and last.before is not None:
        last = msgspec.structs.replace(last, before=_corrected(last.before, event))
    return record.touched(event.seq, last=last, **_put_right(event))


def _put_right(event: e.RecordCorrected) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if CorrectedField.FEE in event.corrects:
        changes["fee_vnd"] = event.fee_vnd
    if CorrectedField.PAPERS in event.corrects:
        changes |= {"originals": event.originals, "copies": event.copies, "shown": event.shown}
    if event.term_amount is not None and event.term_unit is not None:
        changes["term"] = Term(event.term_amount, event.term_unit)
    told = {"result_to": event.result_to, "channel": event.channel, "due_at": event.due_at}
    return changes | {name: value for name, value in told.items() if value is not None}


def _moves_to(state: RecordState) -> Callable[[Record, Any], Record]:
    def teller(record: Record, event: e.RecordStep) -> Record:
        return _stepped(record, state, event, reason=getattr(event, "reason", None))

    return teller


def _stepped(
    record: Record, to: RecordState, event: e.RecordStep, at: datetime | None = None, **changes: Any
) -> Record:
    """Moved on when it was done, whenever that was written down."""
    is_back_dated = record.has_back_dated_step or event.happened_at is not None
    return record.moved(to, at or event.moment, event.seq, has_back_dated_step=is_back_dated, **changes)


_TELLERS: dict[type[e.RecordEvent], Callable[[Record, Any], Record]] = {
    e.RecordTakenUp: _moves_to(S.IN_PROCESS),
    e.SupplementAsked: lambda record, event: _stepped(
        record, S.SUPPLEMENT_ASKED, event, supplement_asked_at=event.moment
    ),
    e.SupplementTaken: _supplement_taken,
    e.RecordReappointed: lambda record, event: record.touched(event.seq, new_date=event.new_date),
    e.ResultReady: lambda record, event: _stepped(
        record, S.RESULT_READY, event, ready_at=event.moment, timeliness=event.timeliness
    ),
    e.RecordReturned: _returned,
    e.RecordRefused: lambda record, event: _stepped(
        record, S.REFUSED, event, reason=event.reason, duplicate_of=event.duplicate_of
    ),
    e.RecordWithdrawn: _moves_to(S.WITHDRAWN),
    e.RecordStopped: _moves_to(S.STOPPED),
    e.RecordCoded: lambda record, event: record.touched(event.seq, code=event.code, code_shape=event.shape),
    e.RecordCorrected: _corrected,
    e.DelayTold: lambda record, event: record.touched(event.seq, told_at=event.at),
    e.ApplicantForgotten: lambda record, event: record.touched(event.seq, is_forgotten=True),
    **dict.fromkeys(e.RECORD_PAPER_EVENTS, lambda record, event: record.touched(event.seq)),
}
