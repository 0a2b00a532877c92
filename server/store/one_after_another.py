"""Many commands in one transaction, each at its own moment: what a simulated hour needs.

Runs inside one task of the writer. The ledger is what it would be had each command come alone; only answers
are not kept, because nobody repeats a command of a simulation.
"""

from __future__ import annotations

from sqlalchemy import Connection

from contract.answers import Result
from contract.commands import Command, HandIn
from contract.events import TicketNotPlaced
from server.domain.center import CenterRules
from server.domain.hall import Hall
from server.domain.hubtime import HubTime
from server.domain.instant import Instant
from server.domain.refusal import Refusal
from server.service.asker import HUB, Asker
from server.service.use_cases import carry_out
from server.service.work import Work
from server.store import ledger
from server.store.turning import turn


class OneAfterAnother:
    """The hub while one task of its writer runs."""

    def __init__(self, task: Work, connection: Connection, time: HubTime) -> None:
        self._task = task
        self._connection = connection
        self._time = time

    @property
    def hall(self) -> Hall:
        """As the last command left it."""
        return self._task.hall

    @property
    def rules(self) -> CenterRules:
        """The accepted configuration."""
        return self._task.rules

    def now(self) -> Instant:
        """Hub time, which the clock may have moved since the last command."""
        return self._time.now(self.hall)

    def do(self, command: Command, asker: Asker) -> Result:
        """Carry it out now; raises `Refusal` and leaves no trace where it cannot be done."""
        mark = self.hall.mark()
        work = Work(self.hall, self.rules, self.now(), asker, command.command_id)
        if isinstance(command, HandIn):
            work.known_tokens = self._known_tokens(command)
        try:
            result = carry_out(command, work)
        except Refusal:
            self.hall.back_to(mark)
            raise
        self._task.recorded += work.recorded
        return result

    def turn(self) -> None:
        """One turn of the hub's clockwork."""
        work = Work(self.hall, self.rules, self.now(), HUB, None)
        turn(work, self._connection, self._time)
        self._task.recorded += work.recorded

    def _known_tokens(self, command: HandIn) -> set[str]:
        known = ledger.tokens_known(self._connection, command.tickets, self.hall.last_day)
        events = (recorded.event for recorded in self._task.recorded)
        return known | {event.token_hash for event in events if isinstance(event, TicketNotPlaced)}
