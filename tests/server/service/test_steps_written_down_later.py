"""After an outage, steps done on paper are written down later, and counted by when they were done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from contract import commands as c
from contract.events import ResultReady
from contract.ids import RecordId
from contract.record_words import RecordState, Timeliness
from server.store import ledger
from tests.support.hub import ANH, SmallHub
from tests.support.records import act, at, in_state, known, later, receive, undo, what_it_needs

S = RecordState
STEPS = {
    c.TakeUpRecord: S.RECEIVED,
    c.FinishRecord: S.IN_PROCESS,
    c.ReturnRecord: S.RESULT_READY,
    c.AskSupplement: S.IN_PROCESS,
    c.TakeSupplement: S.SUPPLEMENT_ASKED,
    c.RefuseRecord: S.IN_PROCESS,
    c.WithdrawRecord: S.RECEIVED,
    c.StopRecord: S.SUPPLEMENT_ASKED,
}
"""Every step, and a state in which it can be done."""


def refused(hub: SmallHub, kind: type[c.Command], record: RecordId, happened_at: datetime) -> str:
    return hub.refused(kind, ANH, **what_it_needs(hub, kind, record), happened_at=happened_at)


@pytest.mark.parametrize("kind", STEPS)
def test_every_step_counts_from_when_it_was_done_and_is_marked(hub: SmallHub, kind: type[c.Command]) -> None:
    record = in_state(hub, STEPS[kind])
    done = hub.now() + timedelta(hours=3)
    hub.clock.pass_time(2 * 24 * 3600)

    act(hub, kind, record, happened_at=done)

    after = known(hub, record)
    assert after.state is not STEPS[kind]
    assert (after.state_since, after.has_back_dated_step) == (done, True)
    assert after.last is not None
    assert after.last.at == hub.now(), "it may be taken back for as long as if it were done now"
    assert hub.findings().wrong == []


def test_a_step_that_is_done_now_is_not_marked(hub: SmallHub) -> None:
    record = in_state(hub, S.RESULT_READY)

    after = known(hub, record)

    assert (after.has_back_dated_step, after.state_since) == (False, hub.now())


def test_a_result_of_the_due_day_typed_two_days_later_is_not_late(hub: SmallHub) -> None:
    """Received on Monday the 23rd, due on Friday; the line was down from Friday noon to Monday."""
    typed_late, really_late = receive(hub).record, receive(hub).record
    later(hub, "11-30 08:00")

    act(hub, c.FinishRecord, typed_late, happened_at=at("11-27 15:00"))
    act(hub, c.FinishRecord, really_late)
    act(hub, c.ReturnRecord, typed_late, happened_at=at("11-27 16:00"))

    assert known(hub, typed_late).timeliness is Timeliness.ON_TIME
    assert known(hub, really_late).timeliness is Timeliness.LATE
    assert known(hub, typed_late).ready_at == at("11-27 15:00")


def test_the_ledger_keeps_both_moments(hub: SmallHub) -> None:
    record = receive(hub).record
    later(hub, "11-25 08:00")
    act(hub, c.FinishRecord, record, happened_at=at("11-23 16:00"))

    with hub.database.reading() as connection:
        told = [one.event for one in ledger.events_after(connection, 0)]
    ready = next(event for event in told if isinstance(event, ResultReady))

    assert (ready.happened_at, ready.at) == (at("11-23 16:00"), at("11-25 08:00"))
    assert ready.moment == ready.happened_at


def test_a_clock_that_stood_still_on_paper_moves_the_due_date_by_as_much(hub: SmallHub) -> None:
    on_time, typed_later = receive(hub).record, receive(hub).record
    later(hub, "11-25 09:00")
    act(hub, c.AskSupplement, on_time)
    later(hub, "11-26 09:00")
    act(hub, c.TakeSupplement, on_time)
    later(hub, "11-26 16:00")

    act(hub, c.AskSupplement, typed_later, happened_at=at("11-25 09:00"))
    act(hub, c.TakeSupplement, typed_later, happened_at=at("11-26 09:00"))

    assert known(hub, typed_later).due_at == known(hub, on_time).due_at


def test_no_step_was_done_before_the_one_before_it_or_after_now(hub: SmallHub) -> None:
    record = receive(hub, received_at=at("11-20 09:00:40")).record
    assert refused(hub, c.TakeUpRecord, record, at("11-20 08:59")) == "before-last-step"
    act(hub, c.TakeUpRecord, record, happened_at=at("11-20 10:00"))

    assert refused(hub, c.FinishRecord, record, at("11-20 09:59")) == "before-last-step"
    assert refused(hub, c.FinishRecord, record, hub.now() + timedelta(minutes=1)) == "not-yet"
    assert known(hub, record).state is S.IN_PROCESS


def test_the_minute_in_which_it_was_received_is_not_before_it(hub: SmallHub) -> None:
    """People name minutes."""
    record = receive(hub, received_at=at("11-20 09:00:40")).record

    act(hub, c.FinishRecord, record, happened_at=at("11-20 09:00"))

    assert known(hub, record).ready_at == at("11-20 09:00:40")


def test_taken_back_it_leaves_no_mark(hub: SmallHub) -> None:
    record = receive(hub).record
    hub.clock.pass_time(3600)
    act(hub, c.FinishRecord, record, happened_at=hub.now() - timedelta(minutes=30))

    undo(hub, record)

    assert not known(hub, record).has_back_dated_step


def test_an_apology_is_made_now(hub: SmallHub) -> None:
    """It promises a date from now on; nothing counts from when it was written."""
    assert "happened_at" not in c.ReappointRecord.__struct_fields__
