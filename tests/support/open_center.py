"""A center on a ledger of its own: the sample configuration, a steered clock, the real writer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.clock import SteeredClock
from contract.events import ConfigurationAccepted
from contract.ids import CounterId, DeviceId, OfficerId, ServiceId, new_command_id
from contract.words import ClockTrust, DeviceKind, Language, Outcome, SlipFate, TicketState
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import shipped
from server.config.shapes import CenterConfig
from server.domain.hubtime import HubTime
from server.service.asker import Asker, Role
from server.store import ledger
from server.store.database import Database
from server.store.writer import Writer

SAMPLE = Path("server/data/tan-lap.toml")
MONDAY_8_AM = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""In Vietnam; a working day."""
KIOSK = Asker(device=DeviceId("kiosk-1"), device_kind=DeviceKind.KIOSK)
MANAGER = Asker(officer=OfficerId("the-manager"), roles=frozenset({Role.MANAGER}))


def officer(name: str) -> Asker:
    """An officer who may serve everything."""
    return Asker(officer=OfficerId(name), roles=frozenset({Role.OFFICER}))


@dataclass(slots=True)
class OpenCenter:
    """What tests hold on to."""

    writer: Writer
    database: Database
    config: CenterConfig
    clock: SteeredClock
    data_dir: Path

    def ask(self, command: c.Command, asker: Asker) -> Answer:
        """Carry it out."""
        return self.writer.ask(command, asker).result(10)

    def done(self, command: c.Command, asker: Asker) -> Answer:
        """Carry it out; it must be done."""
        answer = self.ask(command, asker)
        assert answer.outcome is Outcome.DONE, answer
        return answer

    def now(self) -> datetime:
        """Hub time."""
        return self.writer.now().utc

    def open_day(self) -> None:
        """The manager opens the day."""
        self.done(c.OpenDay(command_id=new_command_id()), MANAGER)

    def accept(self, text: str) -> None:
        """The ledger is told that the center works by this text from here on."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        self.writer.run(
            lambda work, _connection: work.record(ConfigurationAccepted, sha256=sha256, text=text)
        ).result(10)

    def close_day(self) -> None:
        """The manager closes the day."""
        self.done(c.CloseDay(command_id=new_command_id()), MANAGER)

    def take(self, service: str, priority: str | None = None, language: Language = Language.VI) -> Reserved:
        """A citizen takes a number and gets the slip."""
        wanted = c.ReserveTicket(
            command_id=new_command_id(),
            asked_at=self.now(),
            service=ServiceId(service),
            language=language,
            priority=priority,  # type: ignore[arg-type] # a NewType of the configuration's own ids
        )
        result = self.done(wanted, KIOSK).result
        assert isinstance(result, Reserved)
        fate = c.ConfirmTicket(command_id=new_command_id(), ticket=result.ticket, fate=SlipFate.PRINTED)
        self.done(fate, KIOSK)
        return result

    def sit(self, counter: str, who: Asker) -> None:
        """The officer opens the counter."""
        wanted = c.OpenCounter(command_id=new_command_id(), asked_at=self.now(), counter=CounterId(counter))
        self.done(wanted, who)

    def call(self, counter: str, who: Asker) -> Called:
        """The next one is called."""
        wanted = c.CallNext(command_id=new_command_id(), asked_at=self.now(), counter=CounterId(counter))
        result = self.done(wanted, who).result
        assert isinstance(result, Called)
        return result

    def start(self, counter: str, who: Asker) -> None:
        """Whoever is called has come."""
        self.done(
            c.StartService(
                command_id=new_command_id(),
                asked_at=self.now(),
                counter=CounterId(counter),
                seen=self._at(counter, TicketState.CALLED),
            ),
            who,
        )

    def finish(self, counter: str, who: Asker) -> None:
        """The visit is over."""
        self.done(
            c.Finish(
                command_id=new_command_id(),
                asked_at=self.now(),
                counter=CounterId(counter),
                seen=self._at(counter, TicketState.SERVING),
            ),
            who,
        )

    def _at(self, counter: str, state: TicketState) -> c.SeenTicket:
        with self.writer.reading() as hall:
            ticket = hall.counter(CounterId(counter)).ticket
        assert ticket is not None
        return c.SeenTicket(ticket=ticket, state=state)


@contextmanager
def open_center(
    folder: Path,
    *,
    at: datetime = MONDAY_8_AM,
    text: str | None = None,
    trust: ClockTrust = ClockTrust.NTP,
    url: str | None = None,
) -> Iterator[OpenCenter]:
    """The center, its day not yet open; on SQLite unless a database is named."""
    text = SAMPLE.read_text(encoding="utf-8") if text is None else text
    known = shipped(date(2026, 11, 23))
    checked = check(text, known)
    assert checked.config is not None, checked.errors
    rules = center_rules(checked.config, known.holidays, text, known.procedures)
    database = Database(url or f"sqlite:///{folder / 'ledger.sqlite'}")
    database.open()
    clock = SteeredClock(at)
    with database.writing() as connection:
        identity = ledger.identity(connection, rules.center, 0)
        hall = ledger.load_hall(connection, identity.epoch)
    writer = Writer(database, hall, rules, HubTime(clock, lambda: trust))
    writer.start()
    try:
        yield OpenCenter(writer, database, checked.config, clock, folder)
    finally:
        writer.stop()
        database.close()
