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
from contract.record_words import Channel, CodeShape, CorrectedField, RecordState, TermUnit, Timeliness
from contract.words import ClockTrust
from server.domain.record import IllegalRecordMoveError, Record
from server.domain.record_story import MOST_STEPS_BACK, RecordStoryError, told

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REASON = {"reason": ReasonId("x")}
IN_TIME = {"timeliness": Timeliness.ON_TIME}
LATER = START + timedelta(days=9)

CORRECTS = {"corrects": (CorrectedField.FEE,), "fee_vnd": 5_000}
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
    ((e.RecordCorrected, CORRECTS),),
    ((e.ResultReady, IN_TIME), (e.RecordReturned, IN_TIME)),
)
CODED = ACTIONS[10]
FOR_GOOD: Action = (
    (
        e.RecordCorrected,
        {"corrects": (CorrectedField.PAPERS, CorrectedField.FEE), "copies": 2, "fee_vnd": 7_000},
    ),
)
"""Names of papers were erased with it."""
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
def test_step_by_step_everything_is_taken_back_and_nothing_twice(steps: list[Action]) -> None:
    story = received()
    stages = [story.record]
    for step, action in enumerate(steps, start=1):
        if story.act(action, step):
            stages.append(story.record)

    for stage in reversed(stages[:-1]):
        story.undo()
        assert _but_for_places([story.record]) == _but_for_places([stage])
    story.undo()
    assert story.record is not None
    assert (story.record.state, story.record.last) == (RecordState.VOID, None)
    with pytest.raises(RecordStoryError, match="no last step"):
        story._tell(e.RecordUndone, 99, undone=1)


def test_so_many_steps_are_remembered_and_no_older_ones() -> None:
    story = received()
    for step in range(1, 40):
        story.act(CODED, step)
    for _ in range(MOST_STEPS_BACK):
        story.undo()

    assert story.record is not None
    assert (story.record.state, story.record.last) == (RecordState.RECEIVED, None)


def test_a_step_of_hours_ago_is_not_remembered() -> None:
    story = received()
    story.act(CODED, 61)
    story.undo()

    assert story.record is not None
    assert story.record.last is None


@given(st.lists(st.sampled_from(ACTIONS), max_size=4), st.integers(0, 4))
def test_what_was_put_right_for_good_holds_whatever_is_taken_back(steps: list[Action], at: int) -> None:
    story = received()
    for step, action in enumerate([*steps[:at], FOR_GOOD, *steps[at:]], start=1):
        story.act(action, step)
    held: list[int] = []
    while story.record is not None and story.record.last is not None and story.record.last.before is not None:
        story.undo()
        held.append(story.record.copies)

    assert set(held) <= {2}


def test_a_reception_taken_back_leaves_its_place_and_nothing_promised() -> None:
    story = received()
    story.undo()

    void = story.record
    assert void is not None
    assert (void.reference, void.state, void.due_at, void.term) == ("52/2026", RecordState.VOID, None, None)
    assert void.is_forgotten
