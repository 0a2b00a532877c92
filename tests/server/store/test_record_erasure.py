"""Applicants are forgotten in time, provably, and only those whose records are over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from contract import commands as c
from contract.events import ApplicantForgotten
from contract.ids import RecordId
from contract.record_words import ForgottenBecause
from contract.words import Outcome
from server.store import record_erasure, tables
from server.store.record_erasure import RecordErasure
from server.store.record_persons import Applicant, beside
from tests.support.hub import ANH, SmallHub
from tests.support.records import COPIES, GUARDIAN, act, known

A_DAY_S = 24 * 3600


def received(hub: SmallHub) -> RecordId:
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN)
    answer = hub.writer.ask(command, ANH, beside(Applicant(name="Lan"), words="Ghi chú")).result(10)
    assert answer.outcome is Outcome.DONE
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def kept(hub: SmallHub) -> int:
    with hub.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.record_person)).scalar_one()


def next_day(hub: SmallHub, days: int) -> None:
    hub.close_day()
    hub.clock.pass_time(days * A_DAY_S)
    hub.open_day()
    hub.settle()


def test_who_applied_is_forgotten_some_days_after_the_end_and_not_before(hub: SmallHub) -> None:
    RecordErasure(hub.writer, lambda: 2).start()
    over, going_on = received(hub), received(hub)
    act(hub, c.WithdrawRecord, over)

    next_day(hub, 1)
    assert kept(hub) == 2
    next_day(hub, 2)

    assert kept(hub) == 1
    assert known(hub, over).is_forgotten
    assert not known(hub, going_on).is_forgotten
    told = [item.event for commit in hub.commits for item in commit.recorded]
    forgotten = [event for event in told if isinstance(event, ApplicantForgotten)]
    assert [(event.record, event.because) for event in forgotten] == [(over, ForgottenBecause.TIME_OVER)]
    assert hub.findings().wrong == []


def test_a_visit_of_long_ago_is_kept_as_long_from_the_day_it_was_written_down(hub: SmallHub) -> None:
    RecordErasure(hub.writer, lambda: 2).start()
    command = hub.make(
        c.ReceiveRecord,
        procedure=COPIES,
        is_returned_at_once=True,
        received_at=hub.now() - timedelta(days=20),
    )
    hub.writer.ask(command, ANH, beside(Applicant(name="Lan"))).result(10)

    next_day(hub, 1)
    assert kept(hub) == 1
    next_day(hub, 2)
    assert kept(hub) == 0


def test_more_than_one_transaction_takes_are_all_forgotten(
    hub: SmallHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_erasure, "AT_ONCE", 2)
    for _ in range(5):
        act(hub, c.WithdrawRecord, received(hub))
    hub.clock.pass_time(A_DAY_S)

    RecordErasure(hub.writer, lambda: 0).start()
    for _ in range(4):
        hub.settle()

    assert kept(hub) == 0


def test_a_record_of_nobody_is_left_alone(hub: SmallHub) -> None:
    hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="khong-hop-le")
    hub.clock.pass_time(A_DAY_S)
    before = hub.seq

    RecordErasure(hub.writer, lambda: 0).start()
    hub.settle()

    assert hub.seq == before
