"""Many commands in one transaction: each at its own moment, a refused one without a trace."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from contract import commands as c
from contract.answers import Reserved
from contract.ids import CounterId, ServiceId, new_command_id
from contract.words import SlipFate
from server.domain.refusal import Refusal
from server.service.work import Work
from server.store.one_after_another import OneAfterAnother
from tests.support.handed import told
from tests.support.hub import ANH, KIOSK, SmallHub


def reserve(hub: OneAfterAnother) -> Reserved:
    wanted = c.ReserveTicket(
        command_id=new_command_id(), asked_at=hub.now().utc, service=ServiceId("ho-tich")
    )
    taken = hub.do(wanted, KIOSK)
    assert isinstance(taken, Reserved)
    return taken


def test_each_command_has_its_own_moment_and_all_are_one_commit(hub: SmallHub) -> None:
    before = len(hub.commits)

    def hour(work: Work, connection: Connection) -> list[Reserved]:
        inside = OneAfterAnother(work, connection, hub.time)
        taken = []
        for _ in range(3):
            hub.clock.pass_time(600)
            taken.append(reserve(inside))
        return taken

    first, _, last = hub.writer.run(hour).result(10)

    assert (last.taken_at - first.taken_at).total_seconds() == 1200
    assert len(hub.commits) == before + 1
    assert [hub.ticket(one.ticket).number for one in (first, last)] == ["A001", "A003"]
    assert hub.findings().wrong == []


def test_a_refused_command_leaves_no_trace_and_the_others_stand(hub: SmallHub) -> None:
    def hour(work: Work, connection: Connection) -> None:
        inside = OneAfterAnother(work, connection, hub.time)
        reserve(inside)
        call = c.CallNext(command_id=new_command_id(), asked_at=inside.now().utc, counter=CounterId("1"))
        with pytest.raises(Refusal, match="nobody-seated"):
            inside.do(call, ANH)
        reserve(inside)

    hub.writer.run(hour).result(10)

    assert [event.event.kind() for event in hub.commits[-1].recorded] == ["ticket/reserved"] * 2
    assert hub.findings().wrong == []


def test_the_clockwork_turns_in_between(hub: SmallHub) -> None:
    def hour(work: Work, connection: Connection) -> Reserved:
        inside = OneAfterAnother(work, connection, hub.time)
        taken = reserve(inside)
        hub.clock.pass_time(121)
        inside.turn()
        return taken

    taken = hub.writer.run(hour).result(10)

    assert hub.ticket(taken.ticket).fate is SlipFate.UNCONFIRMED


def test_a_slip_without_a_line_told_twice_in_one_transaction_is_known_the_second_time(hub: SmallHub) -> None:
    slip = told(hub, "A998", service="no-such-service")

    def hour(work: Work, connection: Connection) -> list[str]:
        inside = OneAfterAnother(work, connection, hub.time)
        results = [inside.do(c.HandIn(command_id=new_command_id(), tickets=(slip,)), KIOSK) for _ in range(2)]
        return [result.tickets[0].end.value for result in results]  # type: ignore[union-attr] # a hand-in's

    assert hub.writer.run(hour).result(10) == ["not-placed", "known"]
