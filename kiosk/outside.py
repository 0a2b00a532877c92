"""Does what the flow asks for: in threads of its own, so that the glass never waits.

Knows which part of the kiosk does what and who is told; knows nothing of screens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from contract.hub_calls import HubAwayError, HubUnreachedError
from contract.words import Language, TicketState
from kiosk.checklists import Checklists
from kiosk.checks import Checks, said_of
from kiosk.feeding import Feeding
from kiosk.flow import Flow
from kiosk.hub_http import HubHttp, PapersEnd
from kiosk.hub_link import HubLink
from kiosk.page_check import flaw_of
from kiosk.pin import is_right
from kiosk.reading import Reading
from kiosk.reprinting import Reprinting
from kiosk.requests import (
    CallForGuide,
    CheckPin,
    FindRecord,
    FindTicket,
    ListNumbers,
    NumberDeclined,
    NumberLeft,
    NumberNoted,
    PrintChecklist,
    PrintCopy,
    ReadCode,
    ReadRecordCode,
    Request,
    RunCheck,
    ScanPages,
    SendPages,
    ShutDown,
    StopReading,
    TakeNumber,
)
from kiosk.ticketing import Ticketing
from kiosk.views import NotFound, NotSentIs, Trouble

log = logging.getLogger(__name__)

Post = Callable[[Callable[[], None]], None]
"""Runs a call on the glass's thread soon."""

_TROUBLE = {
    PapersEnd.UNKNOWN_SLIP: Trouble.CODE_UNKNOWN,
    PapersEnd.TICKET_ENDED: Trouble.TICKET_ENDED,
    PapersEnd.REFUSED: Trouble.PAPERS_NOT_SENT,
}
_NOT_SENT = {PapersEnd.TOO_LARGE: NotSentIs.TOO_LARGE, PapersEnd.TOO_SOON: NotSentIs.NOT_SENT}


class Outside:
    """The flow's outbox."""

    def __init__(
        self,
        ticketing: Ticketing,
        link: HubLink,
        http: HubHttp,
        checks: Checks,
        reprinting: Reprinting,
        checklists: Checklists,
        feeding: Feeding | None,
        reading: Reading | None,
        pin_hash: str | None,
    ) -> None:
        self.flow: Flow | None = None
        self.post: Post = lambda _call: None
        self.shut_down: Callable[[], None] = lambda: None
        self.consents: dict[Language, str] = {}
        """Version of the consent text by the language it was read in."""
        self._ticketing = ticketing
        self._link = link
        self._http = http
        self._checks = checks
        self._reprinting = reprinting
        self._checklists = checklists
        self._feeding = feeding
        self._reading = reading
        self._pin_hash = pin_hash
        # numbers have a thread of their own: a long scan must not keep anybody waiting for a slip
        self._numbers = ThreadPoolExecutor(1, "numbers")
        self._rest = ThreadPoolExecutor(3, "outside")

    def take(self, request: Request) -> None:
        """Begin what was asked; returns at once."""
        match request:
            case (
                TakeNumber()
                | NumberNoted()
                | NumberDeclined()
                | NumberLeft()
                | PrintCopy()
                | PrintChecklist()
            ):
                self._numbers.submit(self._guarded, request)
            case ShutDown():
                self.shut_down()
            case _:
                self._rest.submit(self._guarded, request)

    def close(self) -> None:
        """What runs is finished, nothing new begins."""
        if self._feeding is not None:
            self._feeding.cancel()
        self._numbers.shutdown()
        self._rest.shutdown(cancel_futures=True)

    def _guarded(self, request: Request) -> None:
        try:
            self._do(request)
        except Exception:
            log.exception("%s failed", type(request).__name__)

    def _do(self, request: Request) -> None:  # one line a case: a table, not a function
        flow = self.flow
        if flow is None:
            return
        match request:
            case TakeNumber(visit, wish):
                outcome = self._ticketing.take(wish)
                self.post(lambda: flow.numbers.ended(visit, outcome))
            case NumberNoted(shown):
                self._ticketing.noted(shown)
            case NumberDeclined(shown):
                self._ticketing.declined(shown)
            case NumberLeft(shown):
                self._ticketing.left(shown)
            case CallForGuide(visit):
                tell = flow.guide.coming if self._link.call_guide() else flow.guide.failed
                self.post(lambda: tell(visit))
            case ReadCode() | ReadRecordCode() | StopReading():
                self._read(flow, request)
            case FindTicket():
                self._find(flow, request)
            case FindRecord():
                self._find_record(flow, request)
            case ScanPages():
                self._scan(flow, request)
            case SendPages():
                self._send(flow, request)
            case CheckPin(visit, pin):
                is_staff = self._pin_hash is not None and is_right(pin, self._pin_hash)
                end = flow.staff.pin_right if is_staff else flow.staff.pin_wrong
                self.post(lambda: end(visit))
            case ListNumbers(visit):
                numbers = self._reprinting.latest()
                self.post(lambda: flow.copies.listed(visit, numbers))
            case PrintCopy(visit, ticket):
                said = said_of(self._reprinting.print_copy(ticket))
                self.post(lambda: flow.copies.printed(visit, *said))
            case PrintChecklist(visit, code, language):
                told = said_of(self._checklists.print(code, language))
                self.post(lambda: flow.finding.printed(visit, code, *told))
            case RunCheck(visit, check):
                end_of_check = self._checks.run(check)
                self.post(lambda: flow.staff.check_ended(visit, check, *end_of_check))

    def _read(self, flow: Flow, request: ReadCode | ReadRecordCode | StopReading) -> None:
        if self._reading is None:
            return
        if isinstance(request, StopReading):
            self._reading.stop()
            return
        visit = request.visit
        if isinstance(request, ReadRecordCode):
            self._reading.begin(lambda code: self.post(lambda: flow.records.code_read(visit, code)))
            return
        if not self._reading.begin(lambda code: self.post(lambda: flow.scan.code_read(visit, code))):
            self.post(lambda: flow.scan.reader_gone(visit))

    def _find(self, flow: Flow, request: FindTicket) -> None:
        visit, token = request.visit, request.token
        try:
            ticket = self._http.ticket(token)
        except HubAwayError as error:
            log.info("a slip could not be looked up: %s", error)
            self.post(lambda: flow.scan.ticket_not_found(visit, Trouble.NO_ANSWER))
            return
        if ticket is None:
            self.post(lambda: flow.scan.ticket_not_found(visit, Trouble.CODE_UNKNOWN))
        elif TicketState(ticket.state).is_ended:
            self.post(lambda: flow.scan.ticket_not_found(visit, Trouble.TICKET_ENDED))
        else:
            number = ticket.number
            self.post(lambda: flow.scan.ticket_found(visit, token, number))

    def _find_record(self, flow: Flow, request: FindRecord) -> None:
        visit = request.visit
        try:
            said = self._http.look_up(request.code, request.key)
        except HubAwayError as error:
            log.info("a record could not be looked up: %s", error)
            self.post(lambda: flow.records.not_found(visit, NotFound.AWAY))
            return
        degree = said.found
        if degree is not None:
            self.post(lambda: flow.records.found(visit, degree))
        elif said.needs_key:
            self.post(lambda: flow.records.key_needed(visit, said.wait_s))
        elif said.wait_s:
            self.post(lambda: flow.records.not_found(visit, NotFound.WAIT, said.wait_s))
        else:
            self.post(lambda: flow.records.not_found(visit, NotFound.UNKNOWN))

    def _scan(self, flow: Flow, request: ScanPages) -> None:
        visit = request.visit
        if self._feeding is None:
            return

        def page(image: bytes) -> None:
            flaw = flaw_of(image)
            self.post(lambda: flow.scan.page_scanned(visit, image, flaw))

        end = self._feeding.scan(request.most, page)
        self.post(lambda: flow.scan.scan_ended(visit, end))

    def _send(self, flow: Flow, request: SendPages) -> None:
        visit = request.visit
        try:
            end = self._http.send_papers(request.token, self.consents[request.language], request.pages)
        except HubAwayError as error:
            log.warning("papers may not have been sent: %s", error)
            is_unheard = isinstance(error, HubUnreachedError)
            why = NotSentIs.NOT_SENT if is_unheard else NotSentIs.UNSURE
            self.post(lambda: flow.scan.not_sent(visit, why))
            return
        if end is PapersEnd.STORED:
            self.post(lambda: flow.scan.sent(visit))
        elif end in _NOT_SENT:
            self.post(lambda: flow.scan.not_sent(visit, _NOT_SENT[end]))
        else:
            self.post(lambda: flow.scan.refused(visit, _TROUBLE[end]))
