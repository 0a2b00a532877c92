"""The core of a hub on a ledger of its own: real writer, real database, steered clock, the sample center.

Knows who asks and how a command is filled in; opens no door to network or browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

from contract import commands as c
from contract.answers import Answer, Called, Reserved, Stands
from contract.clock import SteeredClock
from contract.ids import CounterId, TicketId, new_command_id
from contract.words import ClockTrust, DeviceKind, Outcome, SlipFate, TicketState
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import shipped
from server.domain.center import CenterRules
from server.domain.counter import Counter
from server.domain.hubtime import HubTime
from server.domain.ticket import Ticket
from server.service.asker import Asker, Role
from server.store import ledger
from server.store.database import Database
from server.store.job import Commit
from server.store.turning import turn
from server.store.verify import Findings, verify
from server.store.writer import Writer

C = TypeVar("C", bound=c.Command)

SAMPLE = Path("server/data/tan-lap.toml").read_text(encoding="utf-8")
SECOND_KIOSK = """
[[devices]]
id = "kiosk-2"
kind = "kiosk"
name_vi = "Máy lấy số thứ hai"
name_en = "Second kiosk"
zone = "hall"
screen = { width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }
"""
"""Added to the sample: a center with two."""
MONDAY_8 = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""08:00 in Vietnam, a working day."""
ANSWER_WITHIN_S = 20.0


def _staff(name: str, *roles: Role) -> Asker:
    return Asker(officer=name, roles=frozenset(roles))  # type: ignore[arg-type] # an id written by hand


def _device(name: str, kind: DeviceKind, counter: str | None = None) -> Asker:
    return Asker(device=name, device_kind=kind, device_counter=counter)  # type: ignore[arg-type] # the same


KIOSK = _device("kiosk-1", DeviceKind.KIOSK)
OTHER_KIOSK = _device("kiosk-2", DeviceKind.KIOSK)
PANEL = _device("panel-1", DeviceKind.PANEL, "1")
ANH = _staff("anh", Role.OFFICER)
BINH = _staff("binh", Role.OFFICER)
CHI = _staff("chi", Role.OFFICER)
GUIDE = _staff("giang", Role.GUIDE)
MANAGER = _staff("man", Role.MANAGER)
ADMINISTRATOR = _staff("adam", Role.ADMINISTRATOR)


@cache
def rules_of(text: str = SAMPLE) -> CenterRules:
    """The rules of a configuration."""
    known = shipped(date(2026, 11, 23))
    checked = check(text, known)
    assert checked.config is not None, checked.problems
    return center_rules(checked.config, known.holidays, text, known.procedures)


class SmallHub:
    """A hub without doors. Asked, steered and looked at by tests."""

    def __init__(self, url: str, folder: Path, text: str = SAMPLE, at: datetime = MONDAY_8) -> None:
        self.url = url
        self.folder = folder
        self.rules = rules_of(text)
        self.clock = SteeredClock(at)
        self.trust = ClockTrust.NTP
        self.commits: list[Commit] = []

    # --- life ---

    def start(self) -> Self:
        """Open the ledger and begin to work."""
        self.database = Database(self.url)
        self.database.open()
        with self.database.writing() as connection:
            self.identity = ledger.identity(connection, self.rules.center, 0)
            hall = ledger.load_hall(connection, self.identity.epoch)
            latest = ledger.latest_instant(connection)
        self.time = HubTime(self.clock, lambda: self.trust, latest)
        self.writer = Writer(self.database, hall, self.rules, self.time)
        self.writer.listen(lambda commit, _: self.commits.append(commit))
        self.writer.start()
        return self

    def stop(self) -> None:
        """Do what is queued and give the ledger back."""
        self.writer.stop()
        self.database.close()

    def restart(self) -> None:
        """The process ends and starts again, in the same boot."""
        self.stop()
        self.start()

    def reboot(self, boot_id: str, wall: datetime | None = None) -> None:
        """The machine goes down and comes back with what its wall clock then says."""
        self.stop()
        self.clock.reboot(boot_id, wall)
        self.start()

    # --- asking ---

    def make(self, kind: type[C], **fields: Any) -> C:
        """A command as its asker would send it now; `ticket` becomes what they see of it."""
        fields.setdefault("command_id", new_command_id())
        if issubclass(kind, c.LiveCommand):
            fields.setdefault("asked_at", self.now())
        if "seen" in kind.__struct_fields__ and "seen" not in fields and "ticket" in fields:
            fields["seen"] = self.seen(fields.pop("ticket"))
        return kind(**fields)

    def ask(self, command: c.Command, asker: Asker) -> Answer:
        """Whatever the answer is."""
        return self.writer.ask(command, asker).result(ANSWER_WITHIN_S)

    def do(self, kind: type[c.Command], asker: Asker, **fields: Any) -> Any:
        """It must be done; its result."""
        answer = self.ask(self.make(kind, **fields), asker)
        assert answer.outcome is Outcome.DONE, answer
        return answer.result

    def refused(self, kind: type[c.Command], asker: Asker, **fields: Any) -> str:
        """It must be refused, in both languages, leaving no trace; the code."""
        before = self.seq
        answer = self.ask(self.make(kind, **fields), asker)
        assert answer.outcome is Outcome.REFUSED, answer
        assert answer.message_vi
        assert answer.message_en
        assert answer.message_vi != answer.message_en
        assert answer.code
        assert self.seq == before
        return answer.code

    def tick(self) -> None:
        """One turn of the hub's clockwork, as the running hub does it."""
        self.writer.run(lambda work, connection: turn(work, connection, self.time)).result(ANSWER_WITHIN_S)

    def settle(self) -> None:
        """Until all listeners have heard of everything that was answered."""
        self.writer.run(lambda _work, _connection: None).result(ANSWER_WITHIN_S)

    # --- shorthands of a day ---

    def open_day(self) -> None:
        """The manager opens the day."""
        self.do(c.OpenDay, MANAGER)

    def close_day(self) -> Any:
        """The manager closes it."""
        return self.do(c.CloseDay, MANAGER)

    def reserve(self, service: str = "ho-tich", **fields: Any) -> Reserved:
        """A number, not confirmed yet."""
        taken: Reserved = self.do(c.ReserveTicket, KIOSK, service=service, **fields)
        return taken

    def take(self, service: str = "ho-tich", **fields: Any) -> TicketId:
        """A number with its slip printed: in line."""
        ticket = self.reserve(service, **fields).ticket
        self.do(c.ConfirmTicket, KIOSK, ticket=ticket, fate=SlipFate.PRINTED)
        return ticket

    def sit(self, counter: str = "1", asker: Asker = ANH, **fields: Any) -> None:
        """An officer opens a counter."""
        self.do(c.OpenCounter, asker, counter=counter, **fields)

    def call(self, counter: str = "1", asker: Asker = ANH) -> Called:
        """Call who is next."""
        called: Called = self.do(c.CallNext, asker, counter=counter)
        return called

    def at_counter(
        self, kind: type[c.Command], ticket: TicketId, counter: str = "1", asker: Asker = ANH, **fields: Any
    ) -> Stands:
        """One of the counter's commands on a ticket, as it stands now."""
        stands: Stands = self.do(kind, asker, counter=counter, ticket=ticket, **fields)
        return stands

    def serve(self, ticket: TicketId, counter: str = "1", asker: Asker = ANH) -> None:
        """Call that ticket's turn and start its service."""
        assert self.call(counter, asker).ticket == ticket
        self.at_counter(c.StartService, ticket, counter, asker)

    # --- looking ---

    def now(self) -> datetime:
        """Hub time."""
        return self.writer.now().utc

    @property
    def seq(self) -> int:
        """Where the ledger stands."""
        with self.writer.reading() as hall:
            return hall.head.seq

    def ticket(self, ticket: TicketId) -> Ticket:
        """As it stands."""
        with self.writer.reading() as hall:
            return hall.tickets[ticket]

    def counter(self, counter: str) -> Counter:
        """As it stands."""
        with self.writer.reading() as hall:
            return hall.counter(CounterId(counter))

    def seen(self, ticket: TicketId, state: TicketState | None = None) -> c.SeenTicket:
        """What a person sees of the ticket now, or saw before."""
        return c.SeenTicket(ticket=ticket, state=state or self.ticket(ticket).state)

    def findings(self) -> Findings:
        """What a full verification says."""
        with self.database.reading() as connection:
            return verify(connection)


@contextmanager
def small_hub(
    folder: Path, url: str | None = None, text: str = SAMPLE, at: datetime = MONDAY_8
) -> Iterator[SmallHub]:
    """Running, on SQLite where no URL is given; the day is not open yet."""
    hub = SmallHub(url or f"sqlite:///{folder / 'ledger.sqlite'}", folder, text, at).start()
    try:
        yield hub
    finally:
        hub.stop()
