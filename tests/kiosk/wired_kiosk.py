"""A kiosk's numbers against the real writer of a hub: the line between them stands or is down."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from contract.answers import Answer
from contract.asking import NoAnswerError
from contract.clock import SteeredClock
from contract.commands import Command
from contract.ids import DeviceId, ServiceId
from contract.words import Language
from kiosk.handing_in import HandingIn
from kiosk.journal import Journal
from kiosk.outcomes import Given, Wish
from kiosk.settling import Settler
from kiosk.ticketing import Ticketing
from kiosk.without_hub import WithoutHub
from server.service.asker import Asker
from server.service.states import hub_state, lease_state
from tests.kiosk.citizen import HO_TICH, a_center
from tests.kiosk.scripted_printer import ScriptedPrinter
from tests.support.hub import SmallHub


class Wire:
    """A `hub_port.Hub`: the hub's writer, while the line stands."""

    def __init__(self, hub: SmallHub, asker: Asker) -> None:
        self.hub = hub
        self.is_down = False
        self.loses_answers = 0
        """So many next answers do not come through; what was asked is done."""
        self._asker = asker

    def ask(self, command: Command, within_s: float) -> Answer:
        if self.is_down:
            raise NoAnswerError(f"{within_s} s")
        answer = self.hub.ask(command, self._asker)
        if self.loses_answers:
            self.loses_answers -= 1
            raise NoAnswerError(f"{within_s} s")
        return answer

    def now(self) -> datetime | None:
        return None if self.is_down else self.hub.now()

    def is_silent(self) -> bool:
        return self.is_down


class WiredKiosk:
    """Its own clock and disk; time passes for the hub and for it by `passes`."""

    def __init__(self, folder: Path, hub: SmallHub, asker: Asker) -> None:
        assert asker.device is not None
        folder.mkdir(exist_ok=True)
        self.device: DeviceId = asker.device
        self.path = folder / "journal.jsonl"
        self.clock = SteeredClock(hub.now(), boot_id=f"{asker.device}-b1", boot_us=30_000_000)
        self.wire = Wire(hub, asker)
        self.printer = ScriptedPrinter()
        self.start()

    def start(self) -> None:
        """A new process on the same disk."""
        self.journal = Journal(self.path)
        self.alone = WithoutHub(self.journal, self.clock, self.device)
        self.ticketing = Ticketing(self.wire, self.printer, self.journal, self.alone, a_center)
        self.settler = Settler(self.journal, self.wire, HandingIn(self.journal, self.wire, self.clock))
        self.ticketing.finish_what_was_open()

    def meets_hub(self) -> int:
        """The line stands: heartbeat and leases come, what is owed is told; how much still is."""
        self.wire.is_down = False
        hub = self.wire.hub
        with hub.writer.reading() as hall:
            beat, leases = hub_state(hall, hub.writer.now(), "0"), lease_state(hall, self.device)
        self.alone.heard(beat)
        self.alone.leases_are(leases)
        return self.settler.settle()

    def takes(self, service: ServiceId = HO_TICH) -> str:
        """A citizen gets a number; which."""
        given = self.ticketing.take(Wish(service, language=Language.EN))
        assert isinstance(given, Given), given
        return given.reserved.number

    @property
    def slips(self) -> list[str]:
        """Numbers on paper."""
        return [slip.number for slip in self.printer.slips]
