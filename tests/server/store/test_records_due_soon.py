"""What is due soon, on both databases: lists, counts, and that the applicant was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from contract import commands as c
from contract.ids import RecordId
from contract.record_words import ComparedBy
from contract.words import Outcome
from server.domain.due_soon import soon_until
from server.domain.hours import to_local
from server.reports.record_due import count_due_before, due_before
from server.reports.record_lists import Standing, open_records
from server.store.record_persons import Applicant, beside
from tests.support.hub import ANH, BINH, SmallHub
from tests.support.records import GUARDIAN, act, known, receive, undo, what_it_needs

D = date


def due(hub: SmallHub, day: date) -> RecordId:
    return receive(hub, due_day=day).record


def soon(hub: SmallHub) -> datetime:
    return soon_until(hub.rules.records.working, hub.now(), hub.rules.records.due_soon_days)


def test_lists_tell_what_is_due_today_soon_and_later(hub: SmallHub) -> None:
    due(hub, D(2026, 11, 27))
    due(hub, D(2026, 11, 26))
    due(hub, D(2026, 11, 25))
    due(hub, D(2026, 11, 23))

    with hub.database.reading() as connection:
        listed = open_records(connection, hub.now(), ComparedBy.DAY, soon(hub))
    assert [one.standing for one in listed] == [
        Standing.DUE_TODAY, Standing.DUE_SOON, Standing.DUE_SOON, Standing.RUNNING,
    ]  # fmt: skip


def test_whom_to_call_stands_with_it_and_a_stopped_clock_is_not_due(hub: SmallHub) -> None:
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN, due_day=D(2026, 11, 25))
    kept = beside(Applicant(name="Lan", phone="0912345678"))
    assert hub.writer.ask(command, ANH, kept).result(10).outcome is Outcome.DONE
    stopped, ready = due(hub, D(2026, 11, 25)), due(hub, D(2026, 11, 25))
    act(hub, c.AskSupplement, stopped)
    act(hub, c.FinishRecord, ready)
    due(hub, D(2026, 12, 7))

    with hub.database.reading() as connection:
        (one,) = due_before(connection, soon(hub))
    assert (one.record.reference, one.name, one.phone, one.is_told) == ("1/2026", "Lan", "0912345678", False)


def test_each_officer_counts_their_own(hub: SmallHub) -> None:
    due(hub, D(2026, 11, 25))
    receive(hub, BINH, due_day=D(2026, 11, 25))
    receive(hub, BINH, due_day=D(2026, 11, 26))

    with hub.database.reading() as connection:
        counts = [count_due_before(connection, soon(hub), asker.officer) for asker in (ANH, BINH)]
    assert counts == [1, 2]


def test_that_the_applicant_was_told_stays_with_the_record(hub: SmallHub) -> None:
    record = due(hub, D(2026, 11, 25))
    told_at = hub.now()

    act(hub, c.TellDelay, record)

    assert known(hub, record).told_at == told_at
    with hub.database.reading() as connection:
        assert [one.is_told for one in due_before(connection, soon(hub))] == [True]
    undo(hub, record)
    assert known(hub, record).told_at is None
    assert hub.findings().wrong == []


def test_an_apology_with_a_new_date_tells_too(hub: SmallHub) -> None:
    act(hub, c.ReappointRecord, due(hub, D(2026, 11, 25)), new_day=D(2026, 12, 2))

    with hub.database.reading() as connection:
        assert [one.is_told for one in due_before(connection, soon(hub))] == [True]


def test_a_supplement_ends_what_was_told_before_it_and_moves_an_apologys_date(hub: SmallHub) -> None:
    told, promised = due(hub, D(2026, 11, 25)), due(hub, D(2026, 11, 25))
    act(hub, c.TellDelay, told)
    act(hub, c.ReappointRecord, promised, new_day=D(2026, 12, 2))
    for record in (told, promised):
        act(hub, c.AskSupplement, record)
    hub.clock.pass_time(17 * 24 * 3600)
    for record in (promised, told):
        act(hub, c.TakeSupplement, record)

    with hub.database.reading() as connection:
        listed = [one.record for one in open_records(connection, hub.now(), ComparedBy.DAY)]
        is_told = {one.record.id: one.is_told for one in due_before(connection, soon(hub))}
    days = [(one.id, to_local(one.promised_at).date()) for one in listed if one.promised_at is not None]
    assert days == [(told, D(2026, 12, 11)), (promised, D(2026, 12, 18))]
    assert is_told == {told: False, promised: True}
    assert hub.refused(c.ReappointRecord, ANH, **again(hub, promised)) == "reappointed-once"
    hub.clock.pass_time(60)
    act(hub, c.TellDelay, told)
    with hub.database.reading() as connection:
        assert {one.record.id: one.is_told for one in due_before(connection, soon(hub))}[told]
    assert hub.findings().wrong == []


def again(hub: SmallHub, record: RecordId) -> dict[str, Any]:
    return {**what_it_needs(hub, c.ReappointRecord, record), "new_day": D(2026, 12, 30)}


def test_once_the_result_is_ready_nobody_is_told_of_a_delay(hub: SmallHub) -> None:
    record = due(hub, D(2026, 11, 25))
    act(hub, c.FinishRecord, record)
    seen = c.SeenRecord(record=record, state=known(hub, record).state)

    assert hub.refused(c.TellDelay, ANH, seen=seen) == "wrong-state"
