"""One kiosk with real ticketing, journal and printer, a real emulator on TCP and the real writer of the hub.

Plays one story of a fault, a death or a hub away, mends everything, serves the next citizen, and keeps what a
bookkeeper needs. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum, unique
from pathlib import Path

from contract.answers import Answer
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.clock import SystemClock
from contract.commands import Command, ReserveTicket
from contract.ids import DeviceId, ServiceId
from contract.words import Language
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
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
from tests.kiosk.citizen import a_center
from tests.kiosk.meddled_device import MeddledDevice, Moment
from tests.kiosk.mortality import Death, KilledError, Life
from tests.kiosk.printer_hands import PrinterTrouble, cause, mend
from tests.support.hub import KIOSK, SmallHub

WISH = Wish(ServiceId("ho-tich"), language=Language.EN)
"""English: half the drawing, and there are hundreds of stories."""
SHORT = Patience(reply_s=0.5, confirm_s=1.2, look_every_s=0.1, quiet_s=0.05)
COMES_OUT_WITHIN_S = 20.0
MOST_TRIES = 3
"""Citizens after the mending of whom one must get a slip: on a busy machine an answer may be late."""


@unique
class Line(StrEnum):
    """What the line to the hub does to the kiosk's commands."""

    STANDS = "stands"
    LATE = "late"
    """The hub gets the asking for a number when the kiosk has long given it up."""
    ANSWER_LOST = "answer-lost"
    """The hub reserves, and the kiosk never hears of it."""
    DEBTS_UNANSWERED = "debts-unanswered"
    """The hub does what it is told, and the kiosk never hears of it."""
    DOWN_AFTER_NUMBER = "down-after-number"
    """Nothing gets through any more once the number is reserved."""


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


@dataclass(slots=True)
class LineToHub:
    """A `ticketing.Hub`."""

    hub: SmallHub
    way: Line = Line.STANDS
    late: list[Command] = field(default_factory=list)

    def is_silent(self) -> bool:
        """As `Hub`."""
        return False

    def now(self) -> datetime | None:
        return self.hub.now()

    def ask(self, command: Command, within_s: float) -> Answer:
        is_number = isinstance(command, ReserveTicket)
        if is_number and self.way is Line.LATE:
            self.late.append(command)
            raise NoAnswerError
        if not is_number and self.way is Line.DOWN_AFTER_NUMBER:
            raise NotConnectedError
        answer = self.hub.ask(command, KIOSK)
        if self.way is (Line.ANSWER_LOST if is_number else Line.DEBTS_UNANSWERED):
            raise NoAnswerError
        return answer

    def deliver_late(self) -> None:
        """What lay in the network arrives after all."""
        for command in self.late:
            self.hub.ask(command, KIOSK)


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

    def __init__(self, folder: Path, hub: SmallHub, story: Story, emulator: PrinterEmulator) -> None:
        self.story = story
        self.emulator = emulator
        self.outcome: Outcome | None = None
        """What the troubled citizen met; None: the kiosk died before."""
        self.has_died = False
        self.begun: list[str] = []
        """Numbers whose bytes the kiosk was about to send, or sent."""
        self.next_outcomes: list[Outcome] = []
        """What the citizens after that met, until one got a slip."""
        self._journal_file = folder / "journal.jsonl"
        self._line = LineToHub(hub, story.line)
        self._life = Life()
        self._is_troubled = False
        host, port = emulator.address
        self.device = MeddledDevice(NetworkPrinter(host, port, timeout_s=1.0), self._reached)

    def play(self) -> None:
        """The whole story, then the next citizen."""
        self._start()
        self._life.death, self._is_troubled = self.story.death, True
        self._life.begin()
        try:
            self._serve()
        except KilledError:
            self.has_died = True
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
        self._settler.settle()

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
        self._life.end()
        self._is_troubled = False
        self._journal = Journal(self._journal_file)
        model = model_named(self.story.model)
        printer = PrinterService(self.device, model, SHORT, FontFiles(), "network")
        observed = ObservedPrinter(printer, self.begun)
        clock = SystemClock()
        alone = WithoutHub(self._journal, clock, DeviceId("kiosk-1"))
        self._ticketing = Ticketing(self._line, observed, self._journal, alone, a_center)
        self._settler = Settler(self._journal, self._line, HandingIn(self._journal, self._line, clock))
        self._ticketing.finish_what_was_open()

    def _mend(self) -> None:
        """A new roll, power, no noise; the hub is back."""
        self._is_troubled = False
        mend(self.emulator.controls)
        self._line.way = Line.STANDS

    def _settle(self) -> None:
        assert self._settler.settle() == 0

    def _reached(self, moment: Moment) -> None:
        if not self._is_troubled:
            return
        if moment is Moment.PRINTED and self.story.moment is moment:
            self.emulator.tray.wait_for(1, COMES_OUT_WITHIN_S)
        if self.story.trouble is not None and self.story.moment is moment:
            cause(self.story.trouble, self.emulator.controls)
        self._life.reach(moment)


@contextmanager
def troubled_kiosk(folder: Path, hub: SmallHub, story: Story) -> Iterator[TroubledKiosk]:
    """With a printer of its own."""
    folder.mkdir()
    with PrinterEmulator(folder / "slips", EmulatorControls(), lambda: datetime.now(UTC)) as emulator:
        yield TroubledKiosk(folder, hub, story, emulator)
