"""Wrong presses in the ledger, on both databases: verified, rebuilt, and nobody kept of a void record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from contract import commands as c
from contract.ids import ProcedureCode, RecordId
from contract.record_words import ComparedBy, RecordState
from contract.words import Outcome
from server.reports.record_figures import record_figures
from server.reports.record_history import history_of
from server.reports.record_lists import latest_procedure, open_records
from server.store import tables
from server.store.database import only_reading
from server.store.ledger_import import import_ledger
from server.store.record_persons import Applicant, Paper, PaperKind, beside
from server.store.records import ABOUT_PERSONS
from tests.support.exported import exported, put
from tests.support.hub import ANH, SmallHub
from tests.support.records import COPIES, GUARDIAN, act, known, last_seen, receive, undo

MONDAY = date(2026, 11, 23)


def received(hub: SmallHub) -> RecordId:
    """With somebody beside it."""
    papers = [Paper(name="Tờ khai", kind=PaperKind.ORIGINAL)]
    kept = beside(Applicant(name="Nguyễn Thị Lan"), papers, "Theo Điều 17")
    answer = hub.writer.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), ANH, kept).result(10)
    assert answer.outcome is Outcome.DONE
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def persons(hub: SmallHub) -> int:
    with hub.database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in ABOUT_PERSONS
        )


def test_who_was_entered_by_mistake_is_nowhere(hub: SmallHub) -> None:
    record = received(hub)
    assert persons(hub) == 3

    undo(hub, record)

    assert persons(hub) == 0
    assert hub.findings().wrong == []


def test_a_step_taken_back_leaves_the_applicant_alone(hub: SmallHub) -> None:
    record = received(hub)
    act(hub, c.TakeUpRecord, record)

    undo(hub, record)

    assert persons(hub) == 3
    assert hub.findings().wrong == []


def test_presses_that_come_together_are_taken_back_right(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    before = known(hub, record)
    seq = hub.seq + 1
    finish = hub.make(c.FinishRecord, seen=c.SeenRecord(record=record, state=RecordState.IN_PROCESS))
    seen = c.SeenRecord(record=record, state=RecordState.RESULT_READY)
    asked = [
        hub.writer.ask(command, ANH) for command in (finish, hub.make(c.UndoRecord, seen=seen, undone=seq))
    ]

    assert [future.result(10).outcome for future in asked] == [Outcome.DONE, Outcome.DONE]
    now = known(hub, record)
    assert (now.state, now.state_since, now.ready_at) == (before.state, before.state_since, None)
    assert hub.findings().wrong == []


def test_what_can_be_taken_back_outlives_a_restart(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.AskSupplement, record)
    hub.restart()

    assert undo(hub, record).state is RecordState.RECEIVED
    assert hub.findings().wrong == []


def test_the_history_shows_the_wrong_press_struck_out(hub: SmallHub) -> None:
    record = receive(hub, is_returned_at_once=True, code="LD-77").record
    undo(hub, record)
    other = receive(hub).record
    act(hub, c.TakeUpRecord, other)
    act(hub, c.FinishRecord, other)
    undo(hub, other)

    with hub.database.reading() as connection:
        void, alive = history_of(connection, record), history_of(connection, other)
    assert [step.is_undone for step in void] == [True, True, True, False]
    assert [step.is_undone for step in alive] == [False, False, True, False]


def test_the_figures_count_what_was_received_and_say_what_is_void(hub: SmallHub) -> None:
    undo(hub, receive(hub, is_returned_at_once=True, procedure=COPIES).record)
    receive(hub)
    late = receive(hub).record
    act(hub, c.RefuseRecord, late)
    undo(hub, late)

    with hub.database.reading() as connection:
        seen = record_figures(connection, MONDAY, MONDAY, hub.now(), ComparedBy.DAY)
        listed = open_records(connection, hub.now(), ComparedBy.DAY)
        assert latest_procedure(connection, ANH.officer, [COPIES]) is None
        assert latest_procedure(connection, ANH.officer, [COPIES, GUARDIAN]) == ProcedureCode(GUARDIAN)
    assert (seen.received, seen.returned, seen.in_process, seen.refused, seen.void) == (2, 0, 2, {}, 1)
    assert len(listed) == 2


def test_an_imported_ledger_has_the_same_register_and_the_same_last_steps(
    hub: SmallHub, tmp_path: Path
) -> None:
    undo(hub, receive(hub).record)
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    undo(hub, record)
    act(hub, c.FinishRecord, record)
    file = put(tmp_path / "ledger.jsonl", exported(hub.url))
    url = f"sqlite:///{tmp_path / 'again.sqlite'}"
    import_ledger(url, file, hub.rules.center, 0)

    with only_reading(url) as there, hub.database.reading() as here:
        for table in (tables.record, tables.record_step):
            assert set(there.execute(select(table))) == set(here.execute(select(table)))


@pytest.mark.parametrize("written", ["{}", "not JSON", None])
def test_a_last_step_that_cannot_be_read_is_none_and_the_next_one_can_be_undone(
    hub: SmallHub, written: str | None
) -> None:
    """None: a row of before this version."""
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    seen = last_seen(hub, record)
    with hub.database.writing() as connection:
        connection.execute(update(tables.record).values(last_step=written))

    assert known(hub, record).last is None
    assert hub.refused(c.UndoRecord, ANH, **seen) == "moved-on"
    act(hub, c.FinishRecord, record)
    assert undo(hub, record).state is RecordState.IN_PROCESS
    assert hub.findings().wrong == []


def test_a_forged_last_step_is_found_once_it_is_used(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    with hub.database.writing() as connection:
        column = tables.record.c.last_step
        forged = func.replace(column, '"number":1,', '"number":7,')
        connection.execute(update(tables.record).values(last_step=forged))
    undo(hub, record)

    assert any("record 1/2026: number is 7" in sentence for sentence in hub.findings().wrong)


def test_a_supplement_asked_by_mistake_stops_no_clock(hub: SmallHub) -> None:
    record, plain = receive(hub).record, receive(hub).record
    act(hub, c.AskSupplement, record)
    hub.clock.pass_time(300)
    undo(hub, record)
    hub.clock.pass_time(timedelta(days=2).total_seconds())
    for one in (record, plain):
        act(hub, c.FinishRecord, one)

    assert known(hub, record).due_at == known(hub, plain).due_at
    assert known(hub, record).timeliness == known(hub, plain).timeliness
