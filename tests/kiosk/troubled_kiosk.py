"""One kiosk with real ticketing, journal and printer, a real emulator on TCP and the real writer of the hub.

Plays one story of a fault, a death or a hub away, mends everything, serves the next citizen, and keeps what a
bookkeeper needs. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, unique
from pathlib import Path

from contract.clock import SteeredClock
from contract.ids import DeviceId, ServiceId
from contract.words import DeviceKind, Language
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import HalfCommand, PrinterEmulator
from kiosk.handing_in import HandingIn
from kiosk.journal import Journal
from kiosk.outcomes import Given, NotPrinted, Outcome, SlipIs, Wish
from kiosk.settling import Settler
from kiosk.ticketing import Ticketing
from kiosk.without_hub import WithoutHub
from printer.drawing import FontFiles
from printer.job import Patience
from printer.models import model_named
from printer.network import NetworkPrinter
from printer.outcome import PrintResult
from printer.service import PrinterService
from printer.slip import Slip
from server.service.asker import Asker
from server.service.states import hub_state, lease_state
from tests.kiosk.citizen import a_center
from tests.kiosk.line_to_hub import Line, LineToHub
from tests.kiosk.meddled_device import MeddledDevice, Moment
from tests.kiosk.mortality import Death, KilledError, Life
from tests.kiosk.printer_hands import PrinterTrouble, cause, mend
from tests.support.hub import SmallHub

WISH = Wish(ServiceId("ho-tich"), language=Language.EN)
"""English: half the drawing, and there are hundreds of stories."""
SHORT = Patience(reply_s=0.5, confirm_s=1.2, look_every_s=0.1, quiet_s=0.05)
COMES_OUT_WITHIN_S = 20.0
MOST_TRIES = 3
"""Citizens after the mending of whom one must get a slip: on a busy machine an answer may be late."""


@unique
class Citizen(StrEnum):
    """What the citizen does with a number on the screen."""

    NOTES = "notes"
    DECLINES = "declines"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Story:
    """What happens to one citizen."""

    trouble: PrinterTrouble | None = None
    moment: Moment | None = None
    death: Death | None = None
    line: Line = Line.STANDS
    citizen: Citizen = Citizen.NOTES
    model: str = "generic-80"
    patience: Patience = SHORT


@dataclass(slots=True)
class ObservedPrinter:
    """A `ticketing.SlipPrinter` that remembers which slips were begun."""

    service: PrinterService
    begun: list[str]

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        def bytes_start() -> None:
            self.begun.append(slip.number)
            on_bytes_started()

        return self.service.print_slip(slip, bytes_start)

    def expect_remains(self) -> None:
        self.service.expect_remains()


class TroubledKiosk:
    """One story's kiosk, printer and line."""

    def __init__(
        self, folder: Path, hub: SmallHub, story: Story, emulator: PrinterEmulator, name: str
    ) -> None:
        self.story = story
        self.emulator = emulator
        self.outcome: Outcome | None = None
        """What the troubled citizen met; None: the kiosk died before."""
        self.has_died = False
        self.while_dead: Callable[[], None] = lambda: None
        self.begun: list[str] = []
        """Numbers whose bytes the kiosk was about to send, or sent."""
        self.next_outcomes: list[Outcome] = []
        """What the citizens after that met, until one got a slip."""
        self._journal_file = folder / "journal.jsonl"
        self._device = DeviceId(name)
        self._clock = SteeredClock(hub.now(), boot_id=f"{name}-b1", boot_us=30_000_000)
        self._line = LineToHub(hub, Asker(device=self._device, device_kind=DeviceKind.KIOSK))
        self._life = Life()
        self._is_troubled = False
        host, port = emulator.address
        self._printer_device = MeddledDevice(NetworkPrinter(host, port, timeout_s=1.0), self._reached)

    def play(self) -> None:
        """The whole story, then the next citizen."""
        self._start()
        self._settle()  # only a kiosk whose journal the hub knows gives numbers without it
        self._line.way, self._life.death, self._is_troubled = self.story.line, self.story.death, True
        self._life.begin()
        try:
            self._serve()
        except KilledError:
            self.has_died = True
            self._life.end()
            self.while_dead()
            self._start()
        finally:
            self._life.end()
        self._mend()
        self._settle()
        self._line.deliver_late()
        for _ in range(MOST_TRIES):
            self.next_outcomes.append(self._take(Citizen.NOTES))
            self._settle()
            if self.has_printer_recovered:
                break

    @property
    def has_printer_recovered(self) -> bool:
        """Whether somebody got a slip after all was mended."""
        last = self.next_outcomes[-1]
        return isinstance(last, Given) and last.slip is SlipIs.SURE

    def _serve(self) -> None:
        self._reached(Moment.BEFORE)
        self.outcome = self._take(self.story.citizen)
        self.settler.settle()

    def _take(self, citizen: Citizen) -> Outcome:
        outcome = self._ticketing.take(WISH)
        if isinstance(outcome, NotPrinted):
            match citizen:
                case Citizen.NOTES:
                    self._ticketing.noted(outcome)
                case Citizen.DECLINES:
                    self._ticketing.declined(outcome)
                case Citizen.LEAVES:
                    self._ticketing.left(outcome)
        return outcome

    def _start(self) -> None:
        """A new process on the same disk, as `kiosk.running` puts it together."""
        self._is_troubled = False
        self.journal = Journal(self._journal_file)
        model = model_named(self.story.model)
        service = PrinterService(self._printer_device, model, self.story.patience, FontFiles(), "network")
        self.printer = ObservedPrinter(service, self.begun)
        self._alone = WithoutHub(self.journal, self._clock, self._device)
        self._ticketing = Ticketing(self._line, self.printer, self.journal, self._alone, a_center)
        self.settler = Settler(self.journal, self._line, HandingIn(self.journal, self._line, self._clock))
        self._ticketing.finish_what_was_open()
        self._hear_hub()

    def _hear_hub(self) -> None:
        """A heartbeat, and the numbers lent to this kiosk."""
        if self._line.is_silent():
            return
        hub = self._line.hub
        with hub.writer.reading() as hall:
            beat, leases = hub_state(hall, hub.writer.now(), "0"), lease_state(hall, self._device)
        self._alone.heard(beat)
        self._alone.leases_are(leases)

    def _mend(self) -> None:
        """A new roll, power, no noise; the hub is back."""
        self._is_troubled = False
        mend(self.emulator.controls)
        self._line.way = Line.STANDS
        self._hear_hub()

    def _settle(self) -> None:
        assert self.settler.settle() == 0

    def _reached(self, moment: Moment) -> None:
        if not self._is_troubled:
            return
        if moment is Moment.PRINTED and self.story.moment is moment:
            self.emulator.tray.wait_for(1, COMES_OUT_WITHIN_S)
        if self.story.trouble is not None and self.story.moment is moment:
            cause(self.story.trouble, self.emulator.controls)
        self._life.reach(moment)


@contextmanager
def troubled_kiosk(
    folder: Path, hub: SmallHub, story: Story, name: str = "kiosk-1"
) -> Iterator[TroubledKiosk]:
    """With a printer of its own."""
    folder.mkdir()
    with PrinterEmulator(
        folder / "slips",
        EmulatorControls(),
        lambda: datetime.now(UTC),
        half_command=HalfCommand.KEPT,
    ) as emulator:
        yield TroubledKiosk(folder, hub, story, emulator, name)
