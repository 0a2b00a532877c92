"""Staff hear of a printer that needs hands: at once, in words, and one call for each time of trouble."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.commands import CallGuide
from contract.hubtime import HubTime
from kiosk.guide_bell import GuideBell
from kiosk.health import Health
from kiosk.watched_printer import WatchedPrinter
from printer.faults import PrinterFault
from printer.outcome import PrintOutcome, PrintResult, failed
from printer.slip import Slip
from printer.status import PaperState, PrinterStatus, Readiness
from tests.kiosk.citizen import HO_TICH, a_center, a_reservation
from tests.kiosk.running_kiosk import RunningKiosk
from tests.kiosk.scripted_printer import PAPER_OUT_BEFORE, PAPER_OUT_MIDWAY, PRINTED
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

TIME = HubTime(lambda: 0.0)
ROLL = 20


class ToldPrinter:
    """Ends as it is told; `PrinterService` as the watched printer uses it."""

    def __init__(self) -> None:
        self.end = PRINTED

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        return self.end

    def status(self) -> PrinterStatus:
        return PrinterStatus(Readiness.OFFLINE, paper=PaperState.OUT)


class Hall:
    """A watched printer, staff that count their calls, and what the heartbeat says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printer = ToldPrinter()
        self.calls = 0
        self.hears = True
        self.bell = GuideBell(self._called)
        self.start()

    def start(self) -> None:
        """A new process on the same disk."""
        self.health = Health(self.folder / "roll.json", ROLL)
        self.watched = WatchedPrinter(self.printer, self.health, TIME, self.bell)  # type: ignore[arg-type]  # the part that is used

    def ends(self, end: PrintResult) -> None:
        """A citizen's slip ends so."""
        self.printer.end = end
        reserved = a_reservation()
        center = a_center().catalogue
        assert center is not None
        slip = Slip(center.center_vi, HO_TICH, HO_TICH, reserved.number, reserved.token, reserved.taken_at)
        self.watched.print_slip(slip, lambda: None)
        self.bell.call_if_owed()

    def codes(self) -> list[str]:
        """Faults staff are told of."""
        return [fault.code for fault in self.health.faults]

    def left(self) -> float:
        """Slips on the roll, by count."""
        return self.health.readings[0].value

    def _called(self) -> bool:
        self.calls += 1
        return self.hears


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_one_call_for_one_time_without_paper_however_many_citizens_meet_it(hall: Hall) -> None:
    for _ in range(4):
        hall.ends(PAPER_OUT_BEFORE)
    assert hall.calls == 1

    hall.ends(PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.COVER_OPEN))
    assert hall.calls == 1, "the guide who changes the roll opens the cover"

    hall.ends(PRINTED)
    hall.ends(PAPER_OUT_BEFORE)
    assert hall.calls == 2


def test_a_call_that_nobody_heard_is_made_again(hall: Hall) -> None:
    hall.hears = False
    hall.ends(PAPER_OUT_BEFORE)
    hall.hears = True
    hall.bell.call_if_owed()
    hall.bell.call_if_owed()

    assert hall.calls == 2


def test_a_call_still_owed_when_the_paper_is_back_is_not_made(hall: Hall) -> None:
    hall.hears = False
    hall.ends(PAPER_OUT_BEFORE)
    hall.ends(PRINTED)

    hall.bell.call_if_owed()

    assert hall.calls == 1


def test_low_paper_calls_nobody(hall: Hall) -> None:
    hall.ends(PrintResult(PrintOutcome.CONFIRMED, warning=PrinterFault.PAPER_LOW))

    assert hall.calls == 0
    assert hall.codes() == ["printer-paper-low"]


def test_the_paper_is_looked_at_without_a_citizen(hall: Hall) -> None:
    stopped = threading.Event()
    watcher = threading.Thread(target=hall.watched.watch, args=(stopped,))
    watcher.start()
    wait_until(lambda: hall.codes() == ["printer-paper-out"])
    stopped.set()
    watcher.join()

    hall.bell.call_if_owed()
    assert hall.calls == 1


def test_an_old_slip_that_may_still_come_out_is_told_until_one_is_confirmed(hall: Hall) -> None:
    hall.ends(failed(PrinterFault.STALLED))
    assert hall.codes() == ["printer-stalled", "printer-may-print-later"]
    hall.ends(PAPER_OUT_BEFORE)
    assert "printer-may-print-later" in hall.codes()

    hall.ends(PRINTED)

    assert hall.codes() == []


def test_what_was_purged_is_not_told(hall: Hall) -> None:
    hall.ends(PAPER_OUT_MIDWAY)

    assert hall.codes() == ["printer-paper-out"]


def test_the_roll_is_told_before_it_is_used_up_also_after_a_restart(hall: Hall) -> None:
    for _ in range(ROLL - 3):
        hall.ends(PRINTED)
    assert (hall.codes(), hall.left()) == ([], 3)
    hall.ends(PRINTED)
    assert (hall.codes(), hall.left()) == (["roll-low"], 2)

    hall.start()

    assert (hall.codes(), hall.left()) == (["roll-low"], 2)
    hall.health.paper_changed()
    assert (hall.codes(), hall.left()) == ([], ROLL)


def test_a_new_roll_after_paper_out_counts_anew_without_a_button(hall: Hall) -> None:
    for _ in range(ROLL - 1):
        hall.ends(PRINTED)
    hall.ends(PAPER_OUT_BEFORE)

    hall.ends(PRINTED)

    assert (hall.codes(), hall.left()) == ([], ROLL - 1)


@pytest.mark.system
@pytest.mark.window
def test_a_kiosk_without_paper_says_so_and_calls_the_guide_once_by_itself(tmp_path: Path) -> None:
    with RunningBroker() as broker, RunningKiosk(tmp_path, broker) as kiosk:
        kiosk.controls.run_paper_out()
        kiosk.sees("tile-ho-tich")

        kiosk.finger.press("tile-ho-tich")
        kiosk.finger.press("take-number")
        kiosk.sees("noted")

        kiosk.until(lambda: kiosk.hub.told(CallGuide), "the guide is called")
        state = kiosk.hub.kiosk
        assert state is not None
        assert [fault.code for fault in state.faults] == ["printer-paper-out"]
        kiosk.finger.press("noted")
        kiosk.finger.press("tile-ho-tich", 40)
        kiosk.finger.press("take-number")
        kiosk.sees("noted")
        assert len(kiosk.hub.told(CallGuide)) == 1
