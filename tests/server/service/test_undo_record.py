"""A wrong press on a record is taken back by who made it, while it is fresh and nobody went on from there."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from contract import commands as c
from contract.ids import RecordId
from contract.record_words import RecordState
from server.domain.record import Record
from tests.support.hub import ANH, BINH, MANAGER, SmallHub
from tests.support.records import GUARDIAN, act, in_state, known, last_seen, receive, undo

S = RecordState


def as_it_was(record: Record) -> Record:
    """But for its place in the ledger and what could be taken back."""
    return msgspec.structs.replace(record, last_seq=0, last=None)


STEPS: dict[RecordState, list[type[c.Command]]] = {
    S.RECEIVED: [
        c.TakeUpRecord, c.AskSupplement, c.ReappointRecord, c.FinishRecord, c.ReturnRecord,
        c.RefuseRecord, c.WithdrawRecord, c.StopRecord, c.CodeRecord, c.TellDelay, c.CorrectRecord,
    ],
    S.SUPPLEMENT_ASKED: [c.TakeSupplement, c.RefuseRecord, c.WithdrawRecord, c.StopRecord],
    S.RESULT_READY: [c.ReturnRecord],
}  # fmt: skip
MORE = {
    c.ReappointRecord: {"new_day": date(2026, 12, 2)},
    c.CodeRecord: {"code": "LD-77"},
    c.CorrectRecord: {"corrects": ("fee", "result-to"), "fee_vnd": 5_000, "result_to": "post"},
}


@pytest.mark.parametrize(
    ("state", "kind"), [(state, kind) for state, kinds in STEPS.items() for kind in kinds]
)
def test_every_step_is_taken_back_to_exactly_what_was_before(
    hub: SmallHub, state: RecordState, kind: type[c.Command]
) -> None:
    record = in_state(hub, state)
    before = known(hub, record)
    hub.clock.pass_time(90)
    act(hub, kind, record, **MORE.get(kind, {}))
    assert as_it_was(known(hub, record)) != as_it_was(before)

    stands = undo(hub, record)

    assert stands.state is state
    assert as_it_was(known(hub, record)) == as_it_was(before)
    assert known(hub, record).last == before.last


def test_what_was_taken_back_can_be_done_again(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.AskSupplement, record)
    undo(hub, record)

    assert act(hub, c.AskSupplement, record).state is S.SUPPLEMENT_ASKED


def test_a_reception_by_mistake_keeps_its_number_and_is_void(hub: SmallHub) -> None:
    first = receive(hub).record

    assert undo(hub, first).state is S.VOID

    void = known(hub, first)
    assert (void.reference, void.due_at, void.is_forgotten, void.is_ended) == ("1/2026", None, True, True)
    assert receive(hub).reference == "2/2026"


def test_a_result_given_at_once_by_mistake_goes_with_its_reception(hub: SmallHub) -> None:
    record = receive(hub, is_returned_at_once=True, code="LD-77").record

    undo(hub, record)

    void = known(hub, record)
    assert (void.state, void.code, void.timeliness, void.is_same_visit) == (S.VOID, None, None, False)


def test_a_refusal_at_reception_by_mistake_is_void_too(hub: SmallHub) -> None:
    record = in_state(hub, S.REFUSED_AT_RECEPTION)

    undo(hub, record)

    assert (known(hub, record).state, known(hub, record).reason) == (S.VOID, None)


def test_one_step_is_taken_back_and_not_the_one_before(hub: SmallHub) -> None:
    record = in_state(hub, S.RESULT_READY)
    seen = last_seen(hub, record)
    undo(hub, record)
    seen["seen"] = c.SeenRecord(record=record, state=known(hub, record).state)

    assert hub.refused(c.UndoRecord, ANH, **seen) == "moved-on"


def test_a_wrong_reception_is_void_also_where_a_code_was_written_behind_it(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.CodeRecord, record, code="LD-77")
    act(hub, c.CodeRecord, record, code="LD-78")

    codes = []
    while known(hub, record).last is not None:
        undo(hub, record)
        codes.append(known(hub, record).code)

    assert codes == ["LD-77", None, None]
    assert known(hub, record).state is S.VOID


def test_each_step_has_its_own_time_to_be_taken_back(hub: SmallHub) -> None:
    record = receive(hub).record
    hub.clock.pass_time(599)
    act(hub, c.TakeUpRecord, record)
    hub.clock.pass_time(2)
    undo(hub, record)

    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, record)) == "too-late"


def test_a_step_before_a_colleagues_stays_its_own_officers(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.CodeRecord, record, BINH, code="LD-77")
    undo(hub, record, BINH)

    assert hub.refused(c.UndoRecord, BINH, **last_seen(hub, record)) == "not-yours"
    assert undo(hub, record).state is S.VOID


def test_only_who_did_it_takes_it_back(hub: SmallHub) -> None:
    record = receive(hub).record

    for asker in (BINH, MANAGER):
        assert hub.refused(c.UndoRecord, asker, **last_seen(hub, record)) == "not-yours"


def test_nothing_is_taken_back_once_somebody_went_on(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    seen = last_seen(hub, record)
    act(hub, c.CodeRecord, record, BINH, code="LD-77")

    assert hub.refused(c.UndoRecord, ANH, **seen) == "moved-on"


def test_after_ten_minutes_it_is_too_late(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    hub.clock.pass_time(600)
    assert known(hub, record).last is not None
    hub.clock.pass_time(0.001)

    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, record)) == "too-late"


def test_an_erasure_is_never_taken_back(hub: SmallHub) -> None:
    record = in_state(hub, S.WITHDRAWN)
    seen = last_seen(hub, record)
    act(hub, c.ForgetApplicant, record, MANAGER)

    assert known(hub, record).last is None
    assert hub.refused(c.UndoRecord, ANH, **seen) == "moved-on"


def test_a_record_that_another_was_refused_for_must_stay(hub: SmallHub) -> None:
    record = receive(hub).record
    hub.do(c.RefuseReception, BINH, procedure=GUARDIAN, reason="trung-ho-so", duplicate_of=record)

    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, record)) == "named"


def test_a_void_record_gets_no_code_any_more(hub: SmallHub) -> None:
    record = in_state(hub, S.VOID)

    assert refused_code(hub, record) == "wrong-state"


def refused_code(hub: SmallHub, record: RecordId) -> str:
    seen = c.SeenRecord(record=record, state=S.VOID)
    return hub.refused(c.CodeRecord, ANH, seen=seen, code="LD-77")
