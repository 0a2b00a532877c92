"""Every number is counted once, whatever happened to it, and nobody who did not come is forgotten."""

from __future__ import annotations

import pytest

from contract.words import SlipFate, TicketState
from server.domain.day_count import DayCount, day_count
from server.domain.ticket import Ticket
from tests.support.made_tickets import NOON, a_waiting_ticket

S = TicketState


def a_ticket(*states: TicketState) -> Ticket:
    """Moved through these from WAITING on."""
    ticket = a_waiting_ticket("t", place=1).touched(1, fate=SlipFate.PRINTED)
    for state in states:
        ticket = ticket.moved(state, NOON, 2)
    return ticket


EMPTY = dict.fromkeys(DayCount.__slots__, 0)


@pytest.mark.parametrize(
    ("ticket", "expected"),
    [
        (a_ticket(), {"issued": 1, "waiting": 1}),
        (a_ticket(S.CALLED), {"issued": 1, "at_counters": 1, "called": 1}),
        (a_ticket(S.CALLED, S.SERVING), {"issued": 1, "at_counters": 1, "called": 1}),
        (a_ticket(S.CALLED, S.WAITING), {"issued": 1, "waiting": 1, "called": 1}),
        (a_ticket(S.CALLED, S.SERVING, S.ON_HOLD), {"issued": 1, "on_hold": 1, "called": 1}),
        (a_ticket(S.CALLED, S.SERVING, S.SERVED), {"issued": 1, "served": 1, "called": 1}),
        (a_ticket(S.CALLED, S.NO_SHOW), {"issued": 1, "absent": 1, "called": 1, "missed": 1}),
        (a_ticket(S.CALLED, S.NO_SHOW, S.WAITING), {"issued": 1, "waiting": 1, "called": 1, "missed": 1}),
        (a_ticket(S.CANCELLED), {"issued": 1, "left": 1}),
        (a_ticket(S.UNSERVED), {"issued": 1, "unserved": 1}),
        (a_waiting_ticket("t", place=1).served_by_hand(NOON, 2), {}),
        (a_ticket().served_by_hand(NOON, 2), {"issued": 1, "served": 1, "by_hand": 1}),
        (a_ticket().touched(2, state=S.RESERVED, fate=None), {"unconfirmed": 1}),
        (a_ticket(S.CANCELLED).touched(2, fate=None), {}),
        (a_ticket(S.CANCELLED).touched(2, claimed=True), {}),
    ],
)
def test_what_became_of_a_number(ticket: Ticket, expected: dict[str, int]) -> None:
    assert day_count([ticket]) == DayCount(**EMPTY | expected)


def test_what_became_of_all_is_what_was_issued() -> None:
    fates = [(), (S.CALLED,), (S.CALLED, S.NO_SHOW), (S.CALLED, S.NO_SHOW, S.WAITING), (S.CANCELLED,)]
    found = day_count(a_ticket(*fate) for fate in fates)

    ends = (found.waiting, found.at_counters, found.on_hold, found.served, found.absent, found.left)
    assert found.issued == len(fates) == sum(ends) + found.unserved
