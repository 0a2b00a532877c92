"""Any steps with some of them taken back are the steps without those."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import events as e
from contract.ids import CommandId, Epoch, OfficerId, ProcedureCode, ReasonId, RecordCode, RecordId
from contract.record_words import Channel, CodeShape, RecordState, TermUnit, Timeliness
from contract.words import ClockTrust
from server.domain.record import IllegalRecordMoveError, Record
from server.domain.record_story import RecordStoryError, told

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REASON = {"reason": ReasonId("x")}
IN_TIME = {"timeliness": Timeliness.ON_TIME}
LATER = START + timedelta(days=9)

Action = tuple[tuple[type[e.RecordEvent], dict[str, Any]], ...]
ACTIONS: tuple[Action, ...] = (
    ((e.RecordTakenUp, {}),),
    ((e.SupplementAsked, REASON),),
    ((e.SupplementTaken, {"due_at": LATER}),),
    ((e.RecordReappointed, {**REASON, "new_date": LATER}),),
    ((e.ResultReady, IN_TIME),),
    ((e.RecordReturned, IN_TIME),),
    ((e.RecordRefused, REASON),),
    ((e.RecordWithdrawn, REASON),),
    ((e.RecordStopped, REASON),),
    ((e.DelayTold, {}),),
    ((e.RecordCoded, {"code": RecordCode("LD-77"), "shape": CodeShape.UNKNOWN}),),
    ((e.ResultReady, IN_TIME), (e.RecordReturned, IN_TIME)),
)
ENTERED = {
    "year": 2026,
    "number": 52,
    "procedure": ProcedureCode("1.004837"),
    "channel": Channel.DIRECT,
    "received_at": START,
    "term_amount": 3,
    "term_unit": TermUnit.WORKING_DAY,
    "due_at": START + timedelta(days=4),
}


class Story:
    """One record, told event by event; an action that cannot happen changes nothing."""

    def __init__(self) -> None:
        self.seq = 0
        self.record: Record | None = None

    def act(self, action: Action, step: int) -> bool:
        before = self.seq, self.record
        try:
            for kind, fields in action:
                self._tell(kind, step, **fields)
        except IllegalRecordMoveError:
            self.seq, self.record = before
            return False
        return True

    def undo(self) -> None:
        assert self.record is not None
        assert self.record.last is not None
        self._tell(e.RecordUndone, self.seq, undone=self.record.last.seq)

    def _tell(self, kind: type[e.RecordEvent], step: int, **fields: Any) -> None:
        self.seq += 1
        event = kind(
            epoch=Epoch("e"),
            seq=self.seq,
            at=START + timedelta(minutes=step),
            boot_us=0,
            boot_id="b",
            trust=ClockTrust.NTP,
            officer=OfficerId("anh"),
            command_id=CommandId(f"c{step}{kind is e.RecordUndone}"),
            record=RecordId("r"),
            **fields,
        )
        self.record = told(self.record, event)


def received() -> Story:
    story = Story()
    assert story.act(((e.RecordReceived, ENTERED),), 0)
    return story


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.booleans()), max_size=12))
def test_steps_with_some_taken_back_are_the_steps_without_them(steps: list[tuple[Action, bool]]) -> None:
    with_undo, without = received(), received()
    for step, (action, is_wrong) in enumerate(steps, start=1):
        if with_undo.act(action, step) and is_wrong:
            with_undo.undo()
        elif not is_wrong:
            without.act(action, step)

    assert _but_for_places([with_undo.record]) == _but_for_places([without.record])


def _but_for_places(records: Iterable[Record | None]) -> list[Record]:
    return [msgspec.structs.replace(known, last_seq=0, last=None) for known in records if known is not None]


@given(st.lists(st.sampled_from(ACTIONS), max_size=4))
def test_nothing_is_taken_back_twice(steps: list[Action]) -> None:
    story = received()
    for step, action in enumerate(steps, start=1):
        story.act(action, step)
    story.undo()
    assert story.record is not None
    assert story.record.last is None

    with pytest.raises(RecordStoryError, match="no last step"):
        story._tell(e.RecordUndone, 99, undone=1)


def test_a_reception_taken_back_leaves_its_place_and_nothing_promised() -> None:
    story = received()
    story.undo()

    void = story.record
    assert void is not None
    assert (void.reference, void.state, void.due_at, void.term) == ("52/2026", RecordState.VOID, None, None)
    assert void.is_forgotten
