"""Undo: the counter's last action, within two minutes, as an event of its own."""

from __future__ import annotations

from typing import Any

import pytest

from contract import commands as c
from contract.answers import Undone
from contract.events import ActionUndone
from contract.ids import TicketId
from contract.words import PeriodKind, TicketState
from server.domain.ticket import Ticket
from tests.support.hub import ANH, BINH, GUIDE, PANEL, SmallHub

S = TicketState
ACTIONS = (
    "call", "call-ticket", "start", "hold-called", "hold-served", "resume", "transfer", "redirect",
    "return", "late-return", "finish", "finish-parked", "no-show", "no-show-parked", "cancel",
    "redirect-waiting", "cancel-reserved",
)  # fmt: skip


@pytest.fixture
def desk(hub: SmallHub) -> SmallHub:
    """Counter 1 is open."""
    hub.sit()
    return hub


def prepare(hub: SmallHub, action: str) -> TicketId:
    """A ticket as it is just before the action."""
    if action == "cancel-reserved":
        return hub.reserve().ticket
    ticket = hub.take()
    if action in ("call", "call-ticket", "redirect-waiting"):
        return ticket
    hub.call()
    if action in ("start", "hold-called", "redirect", "return", "no-show", "cancel"):
        return ticket
    if action == "late-return":
        hub.at_counter(c.NoShow, ticket)
        return ticket
    hub.at_counter(c.StartService, ticket)
    if action in ("resume", "finish-parked", "no-show-parked"):
        hub.at_counter(c.Hold, ticket)
    return ticket


def act(hub: SmallHub, action: str, ticket: TicketId) -> None:
    moves: dict[str, tuple[type[c.Command], dict[str, Any]]] = {
        "call": (c.CallNext, {}),
        "call-ticket": (c.CallTicket, {"ticket": ticket, "reason": "lý do"}),
        "start": (c.StartService, {"ticket": ticket}),
        "hold-called": (c.Hold, {"ticket": ticket}),
        "hold-served": (c.Hold, {"ticket": ticket}),
        "resume": (c.Resume, {"ticket": ticket}),
        "transfer": (c.Transfer, {"ticket": ticket, "to_service": "chung-thuc"}),
        "redirect": (c.Redirect, {"ticket": ticket, "to_service": "chung-thuc"}),
        "redirect-waiting": (c.Redirect, {"ticket": ticket, "to_service": "chung-thuc"}),
        "return": (c.ReturnToLine, {"ticket": ticket}),
        "late-return": (c.ReturnToLine, {"ticket": ticket}),
        "finish": (c.Finish, {"ticket": ticket}),
        "finish-parked": (c.Finish, {"ticket": ticket}),
        "no-show": (c.NoShow, {"ticket": ticket}),
        "no-show-parked": (c.NoShow, {"ticket": ticket}),
        "cancel-reserved": (c.Cancel, {"ticket": ticket, "reason": "về"}),
        "cancel": (c.Cancel, {"ticket": ticket, "reason": "về"}),
    }
    kind, fields = moves[action]
    hub.do(kind, ANH, counter="1", **fields)


def what_counts(ticket: Ticket) -> tuple[object, ...]:
    """All of it but the place in the ledger."""
    return (
        ticket.state, ticket.service, ticket.leg, ticket.place, ticket.counter, ticket.officer,
        ticket.call_id, ticket.recalls, ticket.running, ticket.periods, ticket.arrived,
    )  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_of_a_counter_can_be_taken_back(desk: SmallHub, action: str) -> None:
    ticket = prepare(desk, action)
    before, at_counter = desk.ticket(ticket), desk.counter("1").ticket
    desk.clock.pass_time(30)
    act(desk, action, ticket)
    desk.clock.pass_time(30)

    undone: Undone = desk.do(c.Undo, ANH, counter="1")

    assert what_counts(desk.ticket(ticket)) == what_counts(before)
    assert desk.counter("1").ticket == at_counter
    assert [stands.state for stands in undone.tickets] == [before.state]
    with desk.writer.reading() as hall:
        assert (ticket in hall.reserved) is (before.state is S.RESERVED)
    assert desk.findings().wrong == []


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_can_be_taken_back_after_a_restart(desk: SmallHub, action: str) -> None:
    ticket = prepare(desk, action)
    before = desk.ticket(ticket)
    act(desk, action, ticket)
    desk.restart()

    desk.do(c.Undo, ANH, counter="1")

    assert what_counts(desk.ticket(ticket)) == what_counts(before)


def test_undoing_finish_and_call_takes_back_both_together(desk: SmallHub) -> None:
    first, second = desk.take(), desk.take()
    desk.serve(first)
    called = desk.do(c.CallNext, PANEL, counter="1", finishing=desk.seen(first))
    assert (called.ticket, desk.ticket(first).state) == (second, S.SERVED)

    undone = desk.do(c.Undo, ANH, counter="1")

    assert {stands.ticket: stands.state for stands in undone.tickets} == {first: S.SERVING, second: S.WAITING}
    assert desk.counter("1").ticket == first
    with desk.writer.reading() as hall:
        assert hall.served == 0


def test_time_undone_counts_as_what_it_was_before(desk: SmallHub) -> None:
    ticket = desk.take()
    desk.serve(ticket)
    desk.clock.pass_time(60)
    desk.at_counter(c.Finish, ticket)
    desk.clock.pass_time(60)
    desk.do(c.Undo, ANH, counter="1")
    desk.clock.pass_time(60)
    desk.at_counter(c.Finish, ticket)

    assert desk.ticket(ticket).spent_us(PeriodKind.SERVICE) == 180_000_000


def test_two_minutes_are_in_time_and_a_moment_more_is_too_late(desk: SmallHub) -> None:
    desk.take()
    desk.call()
    desk.clock.pass_time(120)
    desk.do(c.Undo, ANH, counter="1")
    desk.call()
    desk.clock.pass_time(120.001)

    assert desk.refused(c.Undo, ANH, counter="1") == "too-late"


def test_there_is_nothing_to_undo_before_the_first_action_nor_twice(desk: SmallHub) -> None:
    assert desk.refused(c.Undo, ANH, counter="1") == "nothing-to-undo"
    desk.take()
    desk.call()
    desk.do(c.Undo, ANH, counter="1")

    assert desk.refused(c.Undo, ANH, counter="1") == "nothing-to-undo"


def test_a_ticket_that_moved_on_at_another_counter_is_not_torn_back(desk: SmallHub) -> None:
    desk.sit("2", BINH)
    ticket = desk.take("chung-thuc")
    desk.serve(ticket)
    desk.at_counter(c.Hold, ticket)
    desk.at_counter(c.Resume, ticket, "2", BINH)

    assert desk.refused(c.Undo, ANH, counter="1") == "moved-on"
    assert desk.counter("2").ticket == ticket


def test_a_call_that_was_repeated_is_no_longer_undone(desk: SmallHub) -> None:
    ticket = desk.take()
    desk.call()
    desk.do(c.Recall, ANH, counter="1", ticket=ticket)

    assert desk.refused(c.Undo, ANH, counter="1") == "moved-on"


def test_an_action_of_the_line_without_a_counter_is_no_counters_to_undo(desk: SmallHub) -> None:
    ticket = desk.take()
    desk.do(c.Cancel, GUIDE, ticket=ticket, reason="về")

    assert desk.refused(c.Undo, ANH, counter="1") == "nothing-to-undo"


def test_whoever_sits_down_next_cannot_undo_what_the_last_one_did(desk: SmallHub) -> None:
    ticket = desk.take()
    desk.serve(ticket)
    desk.at_counter(c.Finish, ticket)
    desk.do(c.CloseCounter, ANH, counter="1")
    desk.sit("1", BINH)

    assert desk.refused(c.Undo, BINH, counter="1") == "nothing-to-undo"


def test_nobody_undoes_at_anothers_counter(desk: SmallHub) -> None:
    desk.take()
    desk.call()

    assert desk.refused(c.Undo, BINH, counter="1") == "not-your-counter"
    assert desk.refused(c.Undo, PANEL, counter="2") == "not-your-counter"


def test_an_undo_is_an_event_and_what_it_undoes_stays_in_the_ledger(desk: SmallHub) -> None:
    desk.take()
    desk.call()
    before = desk.seq
    desk.do(c.Undo, ANH, counter="1")
    desk.settle()

    assert desk.seq == before + 1
    event = desk.commits[-2].recorded[-1].event
    assert isinstance(event, ActionUndone)
