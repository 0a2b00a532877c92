"""The lines of the kiosk's journal, and what is still open after reading them.

Knows what each line changes; knows nothing of files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec

from contract.answers import Reserved
from contract.commands import ConfirmTicket, VoidTicket
from contract.ids import CommandId, TicketId


class DayBegun(msgspec.Struct, frozen=True, tag="day-begun"):
    """What was settled before this line has been thrown away."""

    day: date


class Asked(msgspec.Struct, frozen=True, tag="asked"):
    """A number is about to be asked for under this id."""

    command_id: CommandId


class NoNumber(msgspec.Struct, frozen=True, tag="no-number"):
    """The asking ended without a reservation: refused, failed, or never sent."""

    command_id: CommandId


class NumberReserved(msgspec.Struct, frozen=True, tag="reserved"):
    """The hub reserved a number."""

    command_id: CommandId
    reserved: Reserved


class BytesStarted(msgspec.Struct, frozen=True, tag="bytes-started"):
    """From here on something may be on paper."""

    ticket: TicketId


class OwesConfirm(msgspec.Struct, frozen=True, tag="owes-confirm"):
    """The hub has to be told that the citizen has the number."""

    command: ConfirmTicket


class OwesVoid(msgspec.Struct, frozen=True, tag="owes-void"):
    """The hub has to be told that nobody has the number."""

    command: VoidTicket


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """The hub has answered."""

    command_id: CommandId


Entry = DayBegun | Asked | NoNumber | NumberReserved | BytesStarted | OwesConfirm | OwesVoid | Settled
Debt = ConfirmTicket | VoidTicket


@dataclass(slots=True)
class Open:
    """What has begun and not ended."""

    day: date | None = None
    asked: dict[CommandId, Asked] = field(default_factory=dict)
    held: dict[TicketId, NumberReserved] = field(default_factory=dict)
    """Reserved, and nobody knows yet what became of it."""
    started: set[TicketId] = field(default_factory=set)
    """Of those: bytes may have reached the paper."""
    owed: dict[CommandId, Debt] = field(default_factory=dict)
    """Has to be told to the hub until it answers."""

    def apply(self, entry: Entry) -> None:
        """One line more."""
        match entry:
            case DayBegun(day):
                self.day = day
            case Asked(command_id):
                self.asked[command_id] = entry
            case NoNumber(command_id):
                self.asked.pop(command_id, None)
            case NumberReserved(command_id, reserved):
                self.asked.pop(command_id, None)
                self.held[reserved.ticket] = entry
            case BytesStarted(ticket):
                self.started.add(ticket)
            case OwesConfirm(command):
                self._owe(command, command.ticket)
            case OwesVoid(command):
                if command.abandoned is not None:
                    self.asked.pop(command.abandoned, None)
                self._owe(command, command.ticket)
            case Settled(command_id):
                self.owed.pop(command_id, None)

    def entries(self) -> list[Entry]:
        """The fewest lines that say the same."""
        lines: list[Entry] = [] if self.day is None else [DayBegun(self.day)]
        lines += self.asked.values()
        lines += self.held.values()
        lines += (BytesStarted(ticket) for ticket in self.held if ticket in self.started)
        for debt in self.owed.values():
            lines.append(OwesConfirm(debt) if isinstance(debt, ConfirmTicket) else OwesVoid(debt))
        return lines

    def _owe(self, debt: Debt, ticket: TicketId | None) -> None:
        if ticket is not None:
            self.held.pop(ticket, None)
            self.started.discard(ticket)
        self.owed[debt.command_id] = debt
