"""A hub and two kiosks for the model: real writer, real journals, a printer that obeys or dies."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

from contract.events import EpochBegun
from contract.ids import Epoch
from kiosk.outcomes import Outcome, Wish
from printer.faults import PrinterFault
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.slip import Slip
from tests.kiosk.citizen import HO_TICH
from tests.kiosk.wired_kiosk import WiredKiosk
from tests.model.blank_ledger import put_blank_ledger
from tests.support.hub import KIOSK, OTHER_KIOSK, SAMPLE, SECOND_KIOSK, SmallHub, small_hub


class Paper(Enum):
    """What the printer does with the next slip."""

    PRINTS = auto()
    IS_OUT = auto()
    ENDS_MIDWAY = auto()
    SAYS_NOTHING = auto()
    POWER_CUT_BEFORE = auto()
    POWER_CUT_AFTER = auto()


class Killed(BaseException):
    """The kiosk's power went in the middle of it."""


class ModelPrinter:
    """Prints as told, and knows which numbers are on paper."""

    def __init__(self) -> None:
        self.next = Paper.PRINTS
        self.begun: set[str] = set()
        """Numbers of whose slip bytes were sent."""
        self.on_paper: list[str] = []

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        """As `printer.service.PrinterService`."""
        match self.next:
            case Paper.IS_OUT:
                return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.PAPER_OUT)
            case Paper.POWER_CUT_BEFORE:
                raise Killed
        on_bytes_started()
        self.begun.add(slip.number)
        if self.next is Paper.ENDS_MIDWAY:
            return PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.PAPER_OUT, Leftover.PURGED)
        self.on_paper.append(slip.number)
        if self.next is Paper.POWER_CUT_AFTER:
            raise Killed
        if self.next is Paper.SAYS_NOTHING:
            return PrintResult(PrintOutcome.UNCONFIRMED, None, Leftover.UNKNOWABLE)
        return PrintResult(PrintOutcome.CONFIRMED)

    def expect_remains(self) -> None:
        """Half a slip may hang at the head; it is cut off before the next."""


class ModelHall:
    """Everything of it; one clock for all machines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        put_blank_ledger(folder)
        self._running = small_hub(folder, text=SAMPLE + SECOND_KIOSK)
        self.hub: SmallHub = self._running.__enter__()
        self.hub.open_day()
        self.hub.sit("1")
        self.kiosks = [
            WiredKiosk(folder / "k1", self.hub, KIOSK),
            WiredKiosk(folder / "k2", self.hub, OTHER_KIOSK),
        ]
        self.printers = [ModelPrinter(), ModelPrinter()]
        for kiosk, printer in zip(self.kiosks, self.printers, strict=True):
            kiosk.printer = printer  # type: ignore[assignment] # both are a `SlipPrinter`
            kiosk.start()
            kiosk.meets_hub()

    def close(self) -> None:
        """The end of the example."""
        self._running.__exit__(None, None, None)

    def passes(self, seconds: float) -> None:
        """For all machines alike."""
        self.hub.clock.pass_time(seconds)
        for kiosk in self.kiosks:
            kiosk.clock.pass_time(seconds)

    def takes(self, place: int, paper: Paper) -> Outcome | None:
        """A citizen asks at that kiosk; None: its power went, and it is back."""
        self.printers[place].next = paper
        try:
            return self.kiosks[place].ticketing.take(Wish(HO_TICH))
        except Killed:
            self.kiosks[place].start()
            return None

    # --- the ledger of before ---

    def back_up(self) -> None:
        """A copy of the ledger as it is now."""
        self.hub.settle()
        with (
            closing(sqlite3.connect(self.folder / "ledger.sqlite")) as ledger,
            closing(sqlite3.connect(self.folder / "backup.sqlite")) as copy,
        ):
            ledger.backup(copy)

    def restore(self, epoch: str) -> None:
        """It comes back with a new epoch, as `motcua restore` does it; the hub waits for the journals."""
        self.hub.stop()
        ledger = self.folder / "ledger.sqlite"
        for left in self.folder.glob("ledger.sqlite-*"):
            left.unlink()
        shutil.copy(self.folder / "backup.sqlite", ledger)
        with closing(sqlite3.connect(ledger)) as connection, connection:
            before = connection.execute("SELECT epoch FROM ledger").fetchone()[0]
            connection.execute("UPDATE ledger SET epoch = ?", (epoch,))
        self.hub.start()
        begun = {"before": Epoch(before), "awaits": self.hub.rules.kiosks}
        self.hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
