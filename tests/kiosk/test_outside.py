"""The outbox: each request is done by its device and answered on the glass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from contract.hub_calls import HubAwayError, HubUnreachedError
from contract.hubtime import HubTime
from contract.ids import TicketId
from contract.words import Language, TicketState
from hardware.scanner import ScannedPage, ScannerError, ScannerFault
from hardware.speaker import SpeakerError, SpeakerFault
from hardware.tray_scanner import COVER_NOTE, JAM_NOTE, TrayScanner
from hardware.virtual_reader import VirtualReader
from kiosk import views
from kiosk.checklists import Checklists
from kiosk.checks import Checks
from kiosk.feeding import Feeding
from kiosk.flow import Flow
from kiosk.guide_bell import GuideBell
from kiosk.health import Health
from kiosk.hub_http import PapersEnd, TicketSeen
from kiosk.issued import IssuedNumber
from kiosk.outcomes import NoAnswer, Outcome, Wish
from kiosk.outside import Outside
from kiosk.pages import Page
from kiosk.pin import pin_hash
from kiosk.reading import Reading
from kiosk.requests import (
    CallForGuide,
    CheckPin,
    FindTicket,
    ListNumbers,
    NumberDeclined,
    NumberLeft,
    NumberNoted,
    PrintChecklist,
    PrintCopy,
    ReadCode,
    Request,
    RunCheck,
    ScanPages,
    SendPages,
    ShutDown,
    StopReading,
    TakeNumber,
    Visit,
)
from kiosk.stage import Equipment
from kiosk.views import Check, CheckEnd, NotSentIs, ScannerIs, Trouble
from kiosk.watched_printer import WatchedPrinter
from printer.faults import PrinterFault
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.slip import Slip
from printer.status import PrinterStatus
from tests.kiosk.citizen import (
    BIRTH,
    HO_TICH,
    TOKEN,
    a_center,
    a_center_with_papers,
    a_reservation,
    an_issued_number,
    no_slip,
)
from tests.kiosk.scripted_printer import NEVER_SAYS, PAPER_OUT_BEFORE, PRINTED, ScriptedPrinter

TIME = HubTime(lambda: 0.0)
ONE_PAGE = views.Pages(TOKEN, "A012", (Page(1, b"x"),))


class FakeTicketing:
    def __init__(self) -> None:
        self.did: list[object] = []

    def take(self, wish: Wish) -> Outcome:
        self.did.append(wish)
        return NoAnswer()

    def noted(self, shown: object) -> None:
        self.did.append("noted")

    def declined(self, shown: object) -> None:
        self.did.append("declined")

    def left(self, shown: object) -> None:
        self.did.append("left")


class FakeReprinting:
    def __init__(self) -> None:
        self.end = PRINTED

    def latest(self) -> tuple[IssuedNumber, ...]:
        return (an_issued_number(),)

    def print_copy(self, ticket: TicketId) -> PrintResult:
        return self.end


class FakeLink:
    def call_guide(self) -> bool:
        return True


class FakeHttp:
    def __init__(self) -> None:
        self.ticket_end: TicketSeen | Exception | None = TicketSeen("A012", TicketState.WAITING)
        self.papers_end: PapersEnd | Exception = PapersEnd.STORED
        self.consent = ""

    def ticket(self, token: str) -> TicketSeen | None:
        if isinstance(self.ticket_end, Exception):
            raise self.ticket_end
        return self.ticket_end

    def send_papers(self, token: str, consent: str, pages: tuple[Page, ...]) -> PapersEnd:
        self.consent = consent
        if isinstance(self.papers_end, Exception):
            raise self.papers_end
        return self.papers_end


class FakeScanner:
    """Gives so many pages and then ends."""

    def __init__(self, pages: int, end: ScannerFault | None = None) -> None:
        self._pages, self._end = pages, end
        self.is_cancelled = False

    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        for number in range(1, self._pages + 1):
            path = folder / f"page-{number:03}.jpeg"
            path.write_bytes(b"page %d" % number)
            yield ScannedPage(number, path)
        if self._end is not None:
            raise ScannerError(self._end)

    def cancel(self) -> None:
        self.is_cancelled = True


class Office:
    """An outbox whose threads are awaited, and the flow it answers."""

    def __init__(self, folder: Path, http: FakeHttp | None = None) -> None:
        self.health = Health(folder / "roll.json", 100)
        self.ticketing, self.http, self.reader = FakeTicketing(), http or FakeHttp(), VirtualReader()
        self.scanner = FakeScanner(2)
        self.reprinting = FakeReprinting()
        self.printer = ScriptedPrinter()
        feeding = Feeding(self.scanner, self.health, TIME, folder)
        checks = Checks(lambda _now: PRINTED, self.health, TIME, feeding, None)
        self.outside = Outside(
            self.ticketing,  # type: ignore[arg-type]  # the part of Ticketing that is used
            FakeLink(),  # type: ignore[arg-type]  # the part of HubLink that is used
            self.http,  # type: ignore[arg-type]  # the part of HubHttp that is used
            checks,
            self.reprinting,  # type: ignore[arg-type]  # the part of Reprinting that is used
            Checklists(self.printer, a_center_with_papers, lambda: None),
            feeding,
            Reading(self.reader),
            pin_hash("2468"),
        )
        self.flow = Flow(lambda: 0.0, lambda _request: None, Equipment(has_pin=True))
        self.flow.center_changed(a_center())
        self.outside.flow = self.flow
        self.outside.consents = {Language.VI: "1-vi", Language.EN: "1-en"}
        self._calls: list[Callable[[], None]] = []
        self._came = threading.Condition()
        self.outside.post = self._post
        self.visit = self.flow.stage.visit

    def does(self, request: Request, view: views.View | None = None, answers: int = 1) -> views.View:
        """Have it done while the flow shows that view, and what it shows afterwards."""
        if view is not None:
            self.flow.stage.view = view
        self.outside.take(request)
        return self._sees_after(answers)

    def hears(self, code: str) -> views.View:
        """The reader reads that, and what the flow shows afterwards."""
        self.reader.hold(code)
        return self._sees_after(1)

    def _sees_after(self, answers: int) -> views.View:
        with self._came:
            assert self._came.wait_for(lambda: len(self._calls) >= answers, 10)
            calls, self._calls = self._calls, []
        for call in calls:
            call()
        return self.flow.stage.view

    def _post(self, call: Callable[[], None]) -> None:
        with self._came:
            self._calls.append(call)
            self._came.notify()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    built = Office(tmp_path)
    yield built
    built.outside.close()


def test_a_wish_comes_back_as_an_outcome(office: Office) -> None:
    view = office.does(TakeNumber(office.visit, Wish(HO_TICH)), views.TakingNumber(HO_TICH))

    assert view == views.InTrouble(Trouble.NO_ANSWER)
    assert office.ticketing.did == [Wish(HO_TICH)]


def test_what_becomes_of_a_number_on_the_screen_is_told_in_order(office: Office) -> None:
    for request in (NumberNoted(no_slip()), NumberDeclined(no_slip()), NumberLeft(no_slip())):
        office.outside.take(request)
    office.does(TakeNumber(office.visit, Wish(HO_TICH)))

    assert office.ticketing.did[:3] == ["noted", "declined", "left"]


def test_a_called_guide_is_coming(office: Office) -> None:
    view = office.does(CallForGuide(office.visit), views.Guide(views.GuideCall.ASKING))

    assert view == views.Guide(views.GuideCall.COMING)


@pytest.mark.parametrize(
    ("end", "view"),
    [
        (TicketSeen("A012", TicketState.CALLED), views.Consent(TOKEN, "A012")),
        (TicketSeen("A012", TicketState.SERVED), views.InTrouble(Trouble.TICKET_ENDED)),
        (None, views.InTrouble(Trouble.CODE_UNKNOWN)),
        (HubAwayError("down"), views.InTrouble(Trouble.NO_ANSWER)),
    ],
)
def test_a_slip_is_looked_up(office: Office, end: TicketSeen | Exception | None, view: views.View) -> None:
    office.http.ticket_end = end

    assert office.does(FindTicket(office.visit, TOKEN), views.CheckingCode()) == view


@pytest.mark.parametrize(
    ("end", "view"),
    [
        (PapersEnd.STORED, views.PagesSent("A012", 1)),
        (PapersEnd.UNKNOWN_SLIP, views.InTrouble(Trouble.CODE_UNKNOWN)),
        (PapersEnd.TICKET_ENDED, views.InTrouble(Trouble.TICKET_ENDED)),
        (PapersEnd.TOO_LARGE, views.PagesNotSent(ONE_PAGE, NotSentIs.TOO_LARGE)),
        (PapersEnd.TOO_SOON, views.PagesNotSent(ONE_PAGE, NotSentIs.NOT_SENT)),
        (PapersEnd.REFUSED, views.InTrouble(Trouble.PAPERS_NOT_SENT)),
        (HubUnreachedError("no way"), views.PagesNotSent(ONE_PAGE, NotSentIs.NOT_SENT)),
        (HubAwayError("cut"), views.PagesNotSent(ONE_PAGE, NotSentIs.UNSURE)),
    ],
)
def test_papers_are_sent_with_the_consent_that_was_read(
    office: Office, end: PapersEnd | Exception, view: views.View
) -> None:
    office.http.papers_end = end
    request = SendPages(office.visit, TOKEN, ONE_PAGE.pages, Language.EN)

    assert office.does(request, views.SendingPages(ONE_PAGE)) == view
    assert office.http.consent == "1-en"


def test_pages_come_one_by_one_and_nothing_stays_on_disk(office: Office, tmp_path: Path) -> None:
    view = office.does(ScanPages(office.visit, 30), views.Pages(TOKEN, "A012"), answers=3)

    assert isinstance(view, views.Pages)
    assert [page.image for page in view.pages] == [b"page 1", b"page 2"]
    assert not list(tmp_path.rglob("page-*"))


def test_a_code_is_heard_only_while_it_is_awaited(office: Office) -> None:
    office.reader.hold(TOKEN)
    office.flow.stage.view = views.ShowCode()
    reading = threading.Event()
    begin = office.outside._reading
    assert begin is not None
    assert begin.begin(lambda _code: reading.set())
    office.reader.hold(TOKEN)
    assert reading.wait(5)
    begin.stop()
    reading.clear()
    office.reader.hold(TOKEN)

    assert not reading.is_set()


def test_a_reader_that_is_not_there_is_said_so(office: Office) -> None:
    office.reader.unplug()

    assert office.does(ReadCode(office.visit), views.ShowCode()) == views.InTrouble(Trouble.READER_GONE)
    office.outside.take(StopReading())


def test_the_pin_is_checked(office: Office) -> None:
    checking = views.EnterPin(state=views.PinIs.CHECKING)

    assert isinstance(office.does(CheckPin(office.visit, "2468"), checking), views.ServiceMenu)
    assert office.does(CheckPin(office.visit, "1111"), checking) == views.EnterPin(state=views.PinIs.WRONG)


def test_a_check_ends_in_the_menu(office: Office) -> None:
    menu = views.ServiceMenu((Check.TEST_PRINT,), Check.TEST_PRINT, CheckEnd.RUNNING)
    view = office.does(RunCheck(office.visit, Check.TEST_PRINT), menu)

    assert isinstance(view, views.ServiceMenu)
    assert view.end is CheckEnd.GOOD


def test_shutting_down_is_done_at_once(office: Office) -> None:
    asked: list[str] = []
    office.outside.shut_down = lambda: asked.append("down")

    office.outside.take(ShutDown())

    assert asked == ["down"]


def test_closing_stops_the_scanner(office: Office) -> None:
    office.outside.close()

    assert office.scanner.is_cancelled


def test_work_that_fails_unexpectedly_harms_nothing_else(office: Office) -> None:
    office.http.ticket_end = ValueError("a bug")
    office.outside.take(FindTicket(office.visit, TOKEN))

    view = office.does(CallForGuide(Visit(office.visit)), views.Guide(views.GuideCall.ASKING))

    assert view == views.Guide(views.GuideCall.COMING)


# --- devices ---


@pytest.mark.parametrize(
    ("fault", "said", "is_told"),
    [
        (ScannerFault.NO_DOCUMENTS, ScannerIs.NO_PAPER, False),
        (ScannerFault.JAMMED, ScannerIs.JAMMED, True),
        (ScannerFault.COVER_OPEN, ScannerIs.COVER_OPEN, True),
        (ScannerFault.IO, ScannerIs.BROKEN, True),
        (ScannerFault.GONE, ScannerIs.BROKEN, True),
    ],
)
def test_a_scanners_fault_is_said_to_the_citizen_and_told_to_staff(
    tmp_path: Path, fault: ScannerFault, said: ScannerIs, is_told: bool
) -> None:
    health = Health(tmp_path / "roll.json", 100)
    feeding = Feeding(FakeScanner(1, fault), health, TIME, tmp_path)
    pages: list[bytes] = []

    assert feeding.scan(30, pages.append) is said
    assert pages == [b"page 1"]
    assert bool(health.faults) is is_told


def test_no_more_pages_are_scanned_than_asked_for(tmp_path: Path) -> None:
    pages: list[bytes] = []
    feeding = Feeding(FakeScanner(5), Health(tmp_path / "roll.json", 100), TIME, tmp_path)

    feeding.scan(1, pages.append)

    assert pages == [b"page 1"]


def test_the_virtual_tray_is_scanned_and_can_be_hindered(tmp_path: Path) -> None:
    scanner = TrayScanner(tmp_path / "tray", tmp_path / "sane")
    feeding = Feeding(scanner, Health(tmp_path / "roll.json", 100), TIME, tmp_path)
    pages: list[bytes] = []
    for name in ("b.png", "a.png"):
        Image.new("RGB", (210, 297), "white").save(tmp_path / "tray" / name)

    assert feeding.scan(30, pages.append) is ScannerIs.READY
    assert len(pages) == 2
    assert feeding.scan(30, pages.append) is ScannerIs.NO_PAPER
    (tmp_path / "tray" / COVER_NOTE).touch()
    assert feeding.scan(30, pages.append) is ScannerIs.COVER_OPEN
    (tmp_path / "tray" / COVER_NOTE).unlink()
    (tmp_path / "tray" / JAM_NOTE).touch()
    Image.new("RGB", (210, 297), "white").save(tmp_path / "tray" / "c.png")
    assert feeding.scan(30, pages.append) is ScannerIs.JAMMED


class Silent:
    def play(self, wav: bytes) -> None:
        raise SpeakerError(SpeakerFault.GONE)


class Loud:
    def play(self, wav: bytes) -> None:
        assert wav.startswith(b"RIFF")


@pytest.mark.parametrize(
    ("result", "end"),
    [
        (PRINTED, CheckEnd.GOOD),
        (NEVER_SAYS, CheckEnd.UNSURE),
        (PAPER_OUT_BEFORE, CheckEnd.BAD),
    ],
)
def test_the_test_print_says_how_it_went(tmp_path: Path, result: PrintResult, end: CheckEnd) -> None:
    checks = Checks(lambda _now: result, Health(tmp_path / "roll.json", 100), TIME, None, None)

    assert checks.run(Check.TEST_PRINT)[0] is end


def test_each_device_is_checked_and_an_absent_one_is_bad(tmp_path: Path) -> None:
    health = Health(tmp_path / "roll.json", 100)
    feeding = Feeding(FakeScanner(1), health, TIME, tmp_path)
    full = Checks(lambda _now: PRINTED, health, TIME, feeding, Loud())
    bare = Checks(lambda _now: PRINTED, health, TIME, None, None)
    mute = Checks(lambda _now: PRINTED, health, TIME, None, Silent())

    assert [full.run(check)[0] for check in (Check.SCANNER, Check.SOUND, Check.PAPER_CHANGED)] == [
        CheckEnd.GOOD
    ] * 3
    assert bare.run(Check.SCANNER)[0] is CheckEnd.BAD
    assert mute.run(Check.SOUND) == (CheckEnd.BAD, "Không thấy loa.", "No loudspeaker is connected.")


class WholePrinter(ScriptedPrinter):
    """With a status to ask for."""

    now: PrinterStatus = PrinterStatus.unplugged()

    def status(self) -> PrinterStatus:
        return self.now


def _slip() -> Slip:
    reserved = a_reservation()
    return Slip(
        center_name="Trung tâm",
        service_vi="Hộ tịch",
        service_en="Civil status",
        number=reserved.number,
        token=reserved.token,
        taken_at=datetime(2026, 11, 23, 1, 12, tzinfo=UTC),
    )


def test_staff_see_the_last_numbers_and_print_one_again(office: Office) -> None:
    view = office.does(ListNumbers(office.visit), views.ServiceMenu((Check.REPRINT,)))
    assert view == views.ChooseCopy((an_issued_number(),))
    printing = views.ChooseCopy((an_issued_number(),), 0, an_issued_number().number, CheckEnd.RUNNING)

    view = office.does(PrintCopy(office.visit, TicketId("t-1")), printing)

    assert isinstance(view, views.ChooseCopy)
    assert view.end is CheckEnd.GOOD


def test_a_copy_that_was_not_printed_says_why(office: Office) -> None:
    office.reprinting.end = PAPER_OUT_BEFORE
    printing = views.ChooseCopy((an_issued_number(),), 0, an_issued_number().number, CheckEnd.RUNNING)

    view = office.does(PrintCopy(office.visit, TicketId("t-1")), printing)

    assert isinstance(view, views.ChooseCopy)
    assert (view.end, view.detail_en[:26]) == (CheckEnd.BAD, "The printer is out of pape")


@pytest.mark.parametrize(
    ("printed", "end", "said"),
    [(PRINTED, CheckEnd.GOOD, ""), (PAPER_OUT_BEFORE, CheckEnd.BAD, "The printer is out of paper")],
)
def test_a_procedures_papers_are_printed_or_the_reason_is_said(
    office: Office, printed: PrintResult, end: CheckEnd, said: str
) -> None:
    office.printer.end = printed
    page = views.ProcedurePage(BIRTH, views.Search(), CheckEnd.RUNNING)

    view = office.does(PrintChecklist(office.visit, BIRTH, Language.EN), page)

    assert isinstance(view, views.ProcedurePage)
    assert view.printing is end
    assert view.detail_en.startswith(said)
    assert [one.procedure for one in office.printer.checklists] == ["Register a birth"]


def test_a_printers_fault_reaches_staff_and_goes_when_it_prints_again(tmp_path: Path) -> None:
    health, printer = Health(tmp_path / "roll.json", 100), WholePrinter()
    watched = WatchedPrinter(printer, health, TIME, GuideBell(lambda: True))  # type: ignore[arg-type]  # the part that is used
    printer.end = PAPER_OUT_BEFORE
    watched.print_slip(_slip(), lambda: None)
    assert [fault.code for fault in health.faults] == ["printer-paper-out"]
    assert health.readings[0].value == 100

    printer.end = PRINTED
    watched.print_slip(_slip(), lambda: None)

    assert health.faults == ()
    assert health.readings[0].value == 99


def test_low_paper_is_a_warning_to_staff(tmp_path: Path) -> None:
    health, printer = Health(tmp_path / "roll.json", 100), WholePrinter()
    watched = WatchedPrinter(printer, health, TIME, GuideBell(lambda: True))  # type: ignore[arg-type]  # the part that is used
    printer.end = PrintResult(PrintOutcome.CONFIRMED, warning=PrinterFault.PAPER_LOW)
    watched.print_slip(_slip(), lambda: None)

    assert [fault.code for fault in health.faults] == ["printer-paper-low"]


def test_a_printer_that_never_says_is_not_broken_for_ever(tmp_path: Path) -> None:
    health, printer = Health(tmp_path / "roll.json", 100), WholePrinter()
    watched = WatchedPrinter(printer, health, TIME, GuideBell(lambda: True))  # type: ignore[arg-type]  # the part that is used
    printer.end = PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.UNKNOWN, Leftover.UNKNOWABLE)
    watched.print_slip(_slip(), lambda: None)

    assert health.faults == ()
    stopped = threading.Event()
    stopped.set()
    watched.watch(stopped)
