"""What the kiosk's journal writes of a ticket, as steps for the log. No token, no name.

Knows the journal's lines; remembers only which number belongs to which ticket.
"""

from __future__ import annotations

from contract.ids import CommandId, DeviceId, TicketId, TicketNumber
from contract.ticket_log import TicketStep, tell
from kiosk import journal_entries as lines

REMEMBERED = 200
"""Far more than are open at once."""


class TicketLog:
    """Told of every line, in order."""

    def __init__(self, device: DeviceId) -> None:
        self._device = device
        self._numbers: dict[TicketId, TicketNumber] = {}

    def written(self, entry: lines.Entry) -> None:
        """A line of the journal counts now."""
        match entry:
            case lines.Asked(command_id):
                self._tell("asked", command=command_id)
            case lines.NoNumber(command_id):
                self._tell("no-number", command=command_id)
            case lines.NumberReserved(command_id, reserved, birth):
                self._remember(reserved.ticket, reserved.number)
                step = "reserved" if birth.lent is None else "taken-from-lease"
                self._tell(step, reserved.ticket, command=command_id)
            case lines.BytesStarted(ticket):
                self._tell("bytes-started", ticket)
            case lines.OwesConfirm(command):
                self._tell(f"confirmed-{command.fate}", command.ticket, command=command.command_id)
            case lines.OwesVoid(command):
                about = command.abandoned or command.command_id
                self._tell(f"voided-{command.reason}", command.ticket, command=about)
            case lines.OwesReprint(command):
                self._tell("reprint", command.ticket, command=command.command_id)
            case lines.Ended(ticket, fate, void):
                self._tell(f"confirmed-{fate}" if fate is not None else f"voided-{void}", ticket)
            case lines.TakenIn(tickets):
                for ticket in tickets:
                    self._tell("handed-in", ticket)

    def _remember(self, ticket: TicketId, number: TicketNumber) -> None:
        self._numbers[ticket] = number
        if len(self._numbers) > REMEMBERED:
            del self._numbers[next(iter(self._numbers))]

    def _tell(self, step: str, ticket: TicketId | None = None, command: CommandId | None = None) -> None:
        number = self._numbers.get(ticket) if ticket is not None else None
        marks = [("device", str(self._device))]
        if command is not None:
            marks.append(("command", command))
        tell(TicketStep(step, number, ticket, tuple(marks)))
