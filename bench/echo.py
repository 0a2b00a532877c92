"""Stands where the hub stands and answers at once: the bare request/response that the hub is compared with.

Decides nothing, writes nothing; same broker, same client, same bytes.
"""

from __future__ import annotations

from datetime import date

from contract.answers import Answer, Called, Reserved, Result, Stands
from contract.broker import BrokerClient
from contract.codec import Received
from contract.commands import CallNext, Command, ReserveTicket, StartService
from contract.ids import CallId, ServiceId, TicketNumber, new_ticket_id, new_token, uuid7
from contract.words import Outcome, TicketState

_TICKET = new_ticket_id()
_NUMBER = TicketNumber("1234")


class Echo:
    """Answers numbers, calls and starts of service until the client is stopped."""

    def __init__(self, client: BrokerClient) -> None:
        self._client = client
        for kind in (ReserveTicket, CallNext, StartService):
            client.subscribe(kind, self._arrived)

    def _arrived(self, command: Command, received: Received) -> None:
        answer = Answer(command_id=command.command_id, outcome=Outcome.DONE, result=_result(command))
        self._client.publish(answer, correlation=command.command_id.encode(), device=received.slots["device"])


_TOKEN = new_token()
_CALL = CallId(uuid7())


def _result(command: Command) -> Result:
    match command:
        case ReserveTicket():
            return Reserved(
                ticket=_TICKET,
                number=_NUMBER,
                token=_TOKEN,
                service=command.service,
                taken_at=command.asked_at,
                day=date(2026, 1, 1),
                people_ahead=12,
            )
        case CallNext():
            return Called(
                counter=command.counter, ticket=_TICKET, number=_NUMBER, call_id=_CALL, why="đến trước nhất"
            )
    return Stands(ticket=_TICKET, number=_NUMBER, state=TicketState.SERVING, service=ServiceId("ho-tich"))
