"""An official code is of one record, on both databases, however fast the next one comes."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from contract import commands as c
from contract.ids import ProcedureCode, RecordCode, new_command_id
from contract.words import Outcome
from server.domain.refusal import Refusal
from server.service.work import Work
from server.store.one_after_another import OneAfterAnother
from tests.support.hub import ANH, BINH, SmallHub
from tests.support.records import GUARDIAN, act, known, last_seen, receive, undo, what_it_needs

CODE = RecordCode("000.00.01.H36-261123-0001")


def test_a_code_that_another_record_has_is_refused_and_the_other_named(hub: SmallHub) -> None:
    first, second = receive(hub, code=CODE).record, receive(hub).record

    received = hub.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN, code=CODE), BINH)
    needed = what_it_needs(hub, c.CodeRecord, second)
    coded = hub.ask(hub.make(c.CodeRecord, code=CODE, **needed), BINH)

    for answer in (received, coded):
        assert (answer.outcome, answer.code) == (Outcome.REFUSED, "code-taken")
        assert "1/2026" in (answer.message_vi or "")
        assert "1/2026" in (answer.message_en or "")
    act(hub, c.CodeRecord, first, code=CODE)
    assert receive(hub).reference == "3/2026"


def test_the_code_of_a_void_record_and_one_taken_back_are_free_again(hub: SmallHub) -> None:
    undo(hub, receive(hub, code=CODE).record)
    mistaken = receive(hub).record
    act(hub, c.CodeRecord, mistaken, code=CODE)
    undo(hub, mistaken)

    assert known(hub, receive(hub, code=CODE).record).code == CODE


def test_an_undo_brings_no_code_back_that_another_record_has_by_now(hub: SmallHub) -> None:
    first = receive(hub, code=CODE).record
    act(hub, c.CodeRecord, first, code="LD-77")
    receive(hub, code=CODE)

    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, first)) == "code-taken"


def test_a_code_that_a_colleague_wrote_meanwhile_is_not_written_over_unseen(hub: SmallHub) -> None:
    record = receive(hub).record
    before = what_it_needs(hub, c.CodeRecord, record)
    act(hub, c.CodeRecord, record, BINH, code="LD-77")

    assert hub.refused(c.CodeRecord, ANH, **before, code=CODE) == "coded-meanwhile"
    assert known(hub, record).code == "LD-77"
    hub.do(c.CodeRecord, ANH, **before, code="LD-77")
    act(hub, c.CodeRecord, record, code=CODE)
    undone = what_it_needs(hub, c.CodeRecord, record)
    undo(hub, record)
    assert hub.refused(c.CodeRecord, BINH, **undone, code="LD-78") == "coded-meanwhile"


def test_of_two_presses_at_once_one_gets_the_code(hub: SmallHub) -> None:
    asked = [
        hub.writer.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN, code=CODE), officer)
        for officer in (ANH, BINH)
    ]

    answers = [future.result(10) for future in asked]

    assert [answer.outcome for answer in answers] == [Outcome.DONE, Outcome.REFUSED]
    assert hub.findings().wrong == []


def test_within_one_transaction_a_code_is_of_one_record_too(hub: SmallHub) -> None:
    def hour(work: Work, connection: Connection) -> None:
        inside = OneAfterAnother(work, connection, hub.time)
        for _ in range(2):
            wanted = c.ReceiveRecord(
                command_id=new_command_id(),
                procedure=ProcedureCode(GUARDIAN),
                code=CODE,
            )
            inside.do(wanted, ANH)

    with pytest.raises(Refusal, match="code-taken"):
        hub.writer.run(hour).result(10)
