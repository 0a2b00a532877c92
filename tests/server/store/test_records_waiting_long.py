"""What waits long for its applicant is found, on both databases, with whom to call; nothing else is."""

from __future__ import annotations

from datetime import timedelta

from contract import commands as c
from contract.ids import RecordId
from contract.words import Outcome
from server.reports.record_waiting import count_waiting_since, waiting_since
from server.store.record_persons import Applicant, beside
from tests.support.hub import ANH, SmallHub
from tests.support.records import GUARDIAN, act, receive

A_DAY_S = 24 * 3600


def received(hub: SmallHub) -> RecordId:
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN)
    kept = beside(Applicant(name="Lan", phone="0912345678"))
    answer = hub.writer.ask(command, ANH, kept).result(10)
    assert answer.outcome is Outcome.DONE
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def test_a_result_not_fetched_and_a_supplement_that_never_came_are_found(hub: SmallHub) -> None:
    ready, supplement, over = received(hub), receive(hub).record, receive(hub).record
    receive(hub)
    act(hub, c.FinishRecord, ready)
    hub.clock.pass_time(A_DAY_S)
    act(hub, c.AskSupplement, supplement)
    act(hub, c.WithdrawRecord, over)
    hub.clock.pass_time(90 * A_DAY_S)
    act(hub, c.FinishRecord, receive(hub, due_day=hub.now().date() + timedelta(days=4)).record)

    with hub.database.reading() as connection:
        first, second = waiting_since(connection, hub.now() - timedelta(days=89))
        lately = waiting_since(connection, hub.now() - timedelta(days=91))
        assert count_waiting_since(connection, hub.now() - timedelta(days=89)) == 2
    assert (first.record.id, first.name, first.phone, first.days(hub.now())) == (
        ready,
        "Lan",
        "0912345678",
        91,
    )
    assert (second.record.id, second.name, second.days(hub.now())) == (supplement, "", 90)
    assert lately == ()
