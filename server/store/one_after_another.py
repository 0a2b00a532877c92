"""Many commands in one transaction, each at its own moment: what a simulated hour needs.

Runs inside one task of the writer. The ledger is what it would be had each command come alone; only answers
are not kept, because nobody repeats a command of a simulation.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from contract.answers import Result
from contract.commands import Command, HandIn
from contract.events import Event, RecordEntered, RecordEvent, TicketNotPlaced
from contract.ids import RecordCode, RecordId
from server.domain.center import CenterRules
from server.domain.hall import Hall
from server.domain.hubtime import HubTime
from server.domain.instant import Instant
from server.domain.record import Record
from server.domain.record_story import told
from server.domain.refusal import Refusal
from server.service.asker import HUB, Asker
from server.service.use_cases import carry_out
from server.service.work import Work
from server.store import ledger
from server.store.records import StoredRecords
from server.store.turning import turn


class OneAfterAnother:
    """The hub while one task of its writer runs."""

    def __init__(self, task: Work, connection: Connection, time: HubTime) -> None:
        self._task = task
        self._connection = connection
        self._time = time
        self._records = _RecordsSoFar(connection)

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
        work.records = self._records
        if isinstance(command, HandIn):
            work.known_tokens = self._known_tokens(command)
        try:
            result = carry_out(command, work)
        except Refusal:
            self.hall.back_to(mark)
            raise
        self._task.recorded += work.recorded
        self._records.hear(recorded.event for recorded in work.recorded)
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


class _RecordsSoFar:
    """The ledger's records, and what this transaction has told of them; the writer stores that at its end."""

    def __init__(self, connection: Connection) -> None:
        self._stored = StoredRecords(connection)
        self._changed: dict[RecordId, Record] = {}
        self._last: dict[int, int] = {}

    def find(self, record: RecordId) -> Record | None:
        """The record of that id."""
        return self._changed.get(record) or self._stored.find(record)

    def is_named(self, record: RecordId) -> bool:
        """Whether another record says that it repeats this one."""
        so_far = any(changed.duplicate_of == record for changed in self._changed.values())
        return so_far or self._stored.is_named(record)

    def holder_of(self, code: RecordCode, besides: RecordId | None) -> Record | None:
        """Another record that has this official code, of those told here or stored before."""
        told_here = (record for record in self._changed.values() if record.code == code)
        so_far = next((record for record in told_here if record.id != besides), None)
        if so_far is not None:
            return so_far
        stored = self._stored.holder_of(code, besides)
        return stored if stored is not None and stored.id not in self._changed else None

    def last_number(self, year: int) -> int:
        """The last number of that year's register; 0: none yet."""
        if year not in self._last:
            self._last[year] = self._stored.last_number(year)
        return self._last[year]

    def hear(self, events: Iterable[Event]) -> None:
        """Of one command."""
        for event in events:
            if isinstance(event, RecordEvent):
                self._changed[event.record] = told(self.find(event.record), event)
            if isinstance(event, RecordEntered):
                self._last[event.year] = event.number
