"""Brings a ticket into any state, and says which command is for which states."""

from __future__ import annotations

from typing import Any

from contract import commands as c
from contract.ids import TicketId
from contract.words import TicketState
from tests.support.hub import MANAGER, SmallHub

S = TicketState

ALLOWED_ON: dict[type[c.Command], set[TicketState]] = {
    c.CallTicket: {S.WAITING, S.ON_HOLD},
    c.Recall: {S.CALLED},
    c.StartService: {S.CALLED},
    c.Hold: {S.CALLED, S.SERVING},
    c.Resume: {S.ON_HOLD},
    c.Finish: {S.SERVING, S.ON_HOLD},
    c.NoShow: {S.CALLED, S.ON_HOLD},
    c.Transfer: {S.SERVING, S.ON_HOLD},
    c.Redirect: {S.WAITING, S.CALLED},
    c.ReturnToLine: {S.CALLED, S.NO_SHOW},
    c.Cancel: {S.RESERVED, S.WAITING, S.CALLED, S.ON_HOLD},
}
"""Which state each command is for; `docs/ticket.md` shows it."""


def in_state(hub: SmallHub, state: TicketState) -> TicketId:
    """A ticket that came to that state at counter 1."""
    if state is S.RESERVED:
        return hub.reserve().ticket
    ticket = hub.take()
    if state is S.WAITING:
        return ticket
    if state is S.CANCELLED:
        hub.do(c.Cancel, MANAGER, ticket=ticket, reason="về")
        return ticket
    hub.call()
    if state is S.NO_SHOW:
        hub.at_counter(c.NoShow, ticket)
    if state in (S.SERVING, S.ON_HOLD, S.SERVED):
        hub.at_counter(c.StartService, ticket)
    if state is S.ON_HOLD:
        hub.at_counter(c.Hold, ticket)
    if state is S.SERVED:
        hub.at_counter(c.Finish, ticket)
    return ticket


def what_it_needs(kind: type[c.Command], ticket: TicketId) -> dict[str, Any]:
    """The fields of a command on that ticket at counter 1."""
    fields: dict[str, Any] = {"counter": "1", "ticket": ticket}
    fields |= {"reason": "lý do"} if kind in (c.CallTicket, c.Cancel) else {}
    fields |= {"to_service": "chung-thuc"} if "to_service" in kind.__struct_fields__ else {}
    return fields
