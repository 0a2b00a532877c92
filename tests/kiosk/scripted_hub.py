"""A hub that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from contract.answers import Answer, HandedIn, HandedTicket, Noted, Result
from contract.commands import Command, HandIn
from contract.ids import TicketId
from contract.words import HandInEnd, Outcome

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)


@dataclass
class ScriptedHub:
    """Answers in the order given; when the script is over it notes everything and takes in every ticket."""

    script: deque[Result | Outcome | Exception] = field(default_factory=deque)
    asked: list[Command] = field(default_factory=list)
    time: datetime | None = NOW
    silent: bool = False
    refusal: str = "said-no"
    """The code of its refusals."""
    not_yet: set[TicketId] = field(default_factory=set)
    """Tickets of a day that it has not opened."""
    fails_on: set[TicketId] = field(default_factory=set)
    """Tickets that break it; a hand-in that names one is answered with an error."""

    def will(self, *ends: Result | Outcome | Exception) -> None:
        self.script.extend(ends)

    def is_silent(self) -> bool:
        return self.silent

    def now(self) -> datetime | None:
        return self.time

    def ask(self, command: Command, within_s: float) -> Answer:
        self.asked.append(command)
        end = self.script.popleft() if self.script else self._taken_in(command)
        if isinstance(end, Exception):
            raise end
        if isinstance(end, Outcome):
            return Answer(
                command_id=command.command_id,
                outcome=end,
                code=self.refusal,
                message_vi="Không được.",
                message_en="No.",
            )
        return Answer(command_id=command.command_id, outcome=Outcome.DONE, result=end)

    def _taken_in(self, command: Command) -> Result | Outcome:
        if not isinstance(command, HandIn):
            return Noted()
        if any(told.ticket in self.fails_on for told in command.tickets):
            return Outcome.ERROR
        early = [told for told in command.tickets if told.ticket in self.not_yet]
        ends = {told.ticket: HandInEnd.NOT_YET for told in early}
        return HandedIn(
            tickets=tuple(
                HandedTicket(ticket=told.ticket, end=ends.get(told.ticket, HandInEnd.IN_LINE))
                for told in command.tickets
            ),
            is_journal_in=command.is_whole and not any(told.lease is None for told in early),
        )
