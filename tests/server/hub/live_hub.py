"""A whole hub in this process: all its doors, a real broker, a steered clock. Devices ask it by MQTT.

Knows how commands are filled in; what is right or wrong is the tests' business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.asking import Asker as Asking
from contract.broker import BrokerClient
from contract.clock import SteeredClock
from contract.ids import CounterId, DeviceId, OfficerId, ServiceId, TicketId, new_command_id
from contract.words import ClockTrust, DeviceKind, Outcome, SlipFate
from server.core import Core
from server.domain.ticket import Ticket
from server.hub import Hub
from server.service.asker import Asker, Role
from tests.server.hub.hub_place import HubPlace
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

C = TypeVar("C", bound=c.Command)
MANAGER = Asker(officer=OfficerId("man"), roles=frozenset({Role.MANAGER}))
HO_TICH = ServiceId("ho-tich")


def officer(name: str) -> Asker:
    """Somebody who serves."""
    return Asker(officer=OfficerId(name), roles=frozenset({Role.OFFICER}))


class LiveHub:
    """Entered, it runs; stopped and started again it goes on with the same ledger."""

    def __init__(self, place: HubPlace, trust: ClockTrust = ClockTrust.NTP) -> None:
        self.place = place
        self.clock = SteeredClock(place.now())
        self.trust = trust

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hub.stop()

    def start(self) -> None:
        """As the process does it."""
        self.hub = Hub(Core(self.place.settings(), self.clock, lambda: self.trust))
        self.hub.start()

    def restart(self) -> None:
        """An orderly end and a new start."""
        self.hub.stop()
        self.start()

    # --- asking ---

    def make(self, kind: type[C], **fields: Any) -> C:
        """A command as its asker would send it now."""
        fields.setdefault("command_id", new_command_id())
        if issubclass(kind, c.LiveCommand):
            fields.setdefault("asked_at", self.now())
        return kind(**fields)

    def do(self, kind: type[c.Command], asker: Asker, **fields: Any) -> Any:
        """By the other door; it must be done."""
        answer = self.hub.core.writer.ask(self.make(kind, **fields), asker).result(10)
        assert answer.outcome is Outcome.DONE, answer
        return answer.result

    def sit(self, counter: str, name: str = "lan") -> None:
        """An officer opens a counter."""
        self.do(c.OpenCounter, officer(name), counter=CounterId(counter))

    def take(self, service: ServiceId = HO_TICH) -> Reserved:
        """A number in line."""
        kiosk = Asker(device=DeviceId("kiosk-1"), device_kind=DeviceKind.KIOSK)
        taken: Reserved = self.do(c.ReserveTicket, kiosk, service=service)
        self.do(c.ConfirmTicket, kiosk, ticket=taken.ticket, fate=SlipFate.PRINTED)
        return taken

    # --- looking ---

    def now(self) -> datetime:
        """Hub time."""
        return self.hub.core.writer.now().utc

    @property
    def seq(self) -> int:
        """Where the ledger stands."""
        with self.hub.core.writer.reading() as hall:
            return hall.head.seq

    @property
    def day_is_open(self) -> bool:
        """Whether a business day is open."""
        with self.hub.core.writer.reading() as hall:
            return hall.day is not None

    def ticket(self, ticket: TicketId) -> Ticket:
        """As it stands."""
        with self.hub.core.writer.reading() as hall:
            return hall.tickets[ticket]

    def tickets(self) -> list[Ticket]:
        """All of the day."""
        with self.hub.core.writer.reading() as hall:
            return list(hall.tickets.values())


@dataclass(slots=True)
class AskingDevice:
    """A device that is connected and asks."""

    hub: LiveHub
    client: BrokerClient
    asking: Asking

    def ask(self, kind: type[c.Command], **fields: Any) -> Answer:
        """Whatever the answer is."""
        return self.asking.ask(self.hub.make(kind, **fields)).result(10)

    def send(self, command: c.Command) -> Answer:
        """The same with a command made before."""
        return self.asking.ask(command).result(10)

    def done(self, kind: type[c.Command], **fields: Any) -> Any:
        """It must be done; its result."""
        answer = self.ask(kind, **fields)
        assert answer.outcome is Outcome.DONE, answer
        return answer.result

    def refused(self, kind: type[c.Command], **fields: Any) -> str:
        """It must be refused with a sentence in both languages, leaving no trace; the code."""
        before = self.hub.seq
        answer = self.ask(kind, **fields)
        assert answer.outcome is Outcome.REFUSED, answer
        assert answer.message_vi
        assert answer.message_en
        assert self.hub.seq == before
        return str(answer.code)

    def call_next(self, counter: str) -> Called:
        """A press."""
        called: Called = self.done(c.CallNext, counter=CounterId(counter))
        return called


class Devices:
    """Devices of a live hub, each with its own password."""

    def __init__(self, hub: LiveHub, broker: RunningBroker) -> None:
        self._hub = hub
        self._broker = broker

    def kiosk(self, name: str = "kiosk-1") -> AskingDevice:
        """A kiosk."""
        return self._connected(name, DeviceKind.KIOSK)

    def panel(self, counter: str) -> AskingDevice:
        """The panel of a counter."""
        return self._connected(f"panel-{counter}", DeviceKind.PANEL, counter)

    def _connected(self, name: str, kind: DeviceKind, counter: str | None = None) -> AskingDevice:
        client = self._broker.client(self._broker.add(name, kind, counter))
        asking = Asking(client)
        self._broker.settle(client)
        wait_until(lambda: self._hub.hub.client.is_connected, what="the hub is connected")
        return AskingDevice(self._hub, client, asking)
