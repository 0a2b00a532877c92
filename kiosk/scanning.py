"""Scanning papers for a ticket: the slip's code, consent, pages, sending.

Knows the order of things; keeps pages only in the view, so they go with it. One page's fate is `reviewing`'s.
"""

from __future__ import annotations

import re
from dataclasses import replace

from contract.paper_words import PageFlaw
from kiosk.pages import MOST_PAGES, Page
from kiosk.requests import FindTicket, ReadCode, ScanPages, SendPages, StopReading, Visit
from kiosk.reviewing import first_to_review
from kiosk.stage import Stage
from kiosk.views import (
    CheckingCode,
    Consent,
    Home,
    InTrouble,
    NotSentIs,
    Pages,
    PagesNotSent,
    PagesSent,
    ScannerIs,
    SendingPages,
    ShowCode,
    Trouble,
)

_TOKEN = re.compile(r"(?:^|[/=])([A-Za-z0-9_-]{16,64})$")


def token_in(code: str) -> str | None:
    """The ticket's token in what the reader read: the bare token, or the end of the public page's address."""
    found = _TOKEN.search(code.strip())
    return found.group(1) if found else None


class ScanPart:
    """Everything from the slip's code to the hub's "received"."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def is_offered(self) -> bool:
        """Only where the center allows it and this kiosk has a scanner and a reader."""
        has_both = self._stage.equipment.has_scanner and self._stage.equipment.has_reader
        return has_both and self._stage.center.can_scan

    # --- whose papers ---

    def begin(self) -> None:
        """ "Scan papers" on the tiles."""
        if self._stage.pressed(Home) and self.is_offered:
            self._stage.show(ShowCode())
            self._stage.ask(ReadCode(self._stage.visit))

    def code_read(self, visit: Visit, code: str) -> None:
        """The reader read something."""
        if not self._stage.is_current(visit) or not isinstance(self._stage.view, ShowCode):
            return
        self._stage.ask(StopReading())
        token = token_in(code)
        if token is None:
            self._stage.show(InTrouble(Trouble.CODE_UNREADABLE))
        else:
            self._stage.show(CheckingCode())
            self._stage.ask(FindTicket(visit, token))

    def reader_gone(self, visit: Visit) -> None:
        """The reader is unplugged."""
        if self._stage.is_current(visit) and isinstance(self._stage.view, ShowCode):
            self._stage.show(InTrouble(Trouble.READER_GONE))

    def ticket_found(self, visit: Visit, token: str, number: str) -> None:
        """A ticket of today that has not ended."""
        if self._is_checking(visit):
            self._stage.show(Consent(token, number))

    def ticket_not_found(self, visit: Visit, trouble: Trouble) -> None:
        """Unknown, ended, or the hub is away."""
        if self._is_checking(visit):
            self._stage.show(InTrouble(trouble))

    # --- consent and pages ---

    def agree(self) -> None:
        """Yes. Nothing was chosen beforehand."""
        view = self._stage.view
        if self._stage.pressed(Consent) and isinstance(view, Consent):
            self._stage.show(Pages(view.token, view.number))

    def disagree(self) -> None:
        """No: the number keeps its place, the officer takes the papers at the counter."""
        if self._stage.pressed(Consent):
            self._stage.home()

    def scan(self) -> None:
        """What lies in the feeder; or, after "scan again", the one page in the other's place."""
        view = self._stage.view
        if not self._stage.pressed(Pages) or not isinstance(view, Pages):
            return
        room = 1 if view.replacing is not None else MOST_PAGES - len(view.pages)
        if view.scanner is not ScannerIs.SCANNING and room > 0:
            self._stage.show(replace(view, scanner=ScannerIs.SCANNING))
            self._stage.ask(ScanPages(self._stage.visit, room))

    def drop(self, page: int) -> None:
        """Away with this page."""
        view = self._editable()
        if view is not None:
            left = tuple(each for each in view.pages if each.page != page)
            replacing = None if view.replacing == page else view.replacing
            self._stage.show(replace(view, pages=left, replacing=replacing, scanner=ScannerIs.READY, shown=0))

    def turn(self, shown: int) -> None:
        """Other thumbnails."""
        view = self._stage.view
        if self._stage.pressed(Pages) and isinstance(view, Pages) and shown >= 0:
            self._stage.show(replace(view, shown=shown))

    def page_scanned(self, visit: Visit, image: bytes, flaw: PageFlaw | None = None) -> None:
        """One page came out of the scanner, and what is wrong with it."""
        view = self._stage.view
        if not self._stage.is_current(visit) or not isinstance(view, Pages):
            return
        fresh = Page(max((each.page for each in view.pages), default=0) + 1, image, flaw)
        if view.replacing is None:
            pages = (*view.pages, fresh)
        else:
            pages = tuple(fresh if each.page == view.replacing else each for each in view.pages)
        self._stage.show(replace(view, pages=pages[:MOST_PAGES], replacing=None))

    def scan_ended(self, visit: Visit, scanner: ScannerIs) -> None:
        """The feeder is empty again, or something stopped it."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, Pages):
            is_full = scanner is ScannerIs.READY and len(view.pages) >= MOST_PAGES
            ended = replace(view, scanner=ScannerIs.FULL if is_full else scanner)
            review = first_to_review(ended) if scanner is ScannerIs.READY else None
            self._stage.show(review or ended)

    # --- sending ---

    def send(self) -> None:
        """All pages, in this order; those with a flaw are looked at first."""
        view = self._editable()
        review = None if view is None else first_to_review(view)
        if review is not None:
            self._stage.show(review)
        elif view is not None and view.pages:
            self._send(SendingPages(view))

    def sent(self, visit: Visit) -> None:
        """The hub has them."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, SendingPages):
            self._stage.show(PagesSent(view.pages.number, view.count))

    def refused(self, visit: Visit, trouble: Trouble) -> None:
        """The hub took nothing and never will; what an earlier sending left there stays unknown."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, SendingPages):
            is_unsure = view.is_unsure and trouble is Trouble.PAPERS_NOT_SENT
            unsure = PagesNotSent(view.pages, NotSentIs.UNSURE)
            self._stage.show(unsure if is_unsure else InTrouble(trouble))

    def not_sent(self, visit: Visit, why: NotSentIs) -> None:
        """Not this time; the pages stay while the citizen does."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, SendingPages):
            self._stage.show(PagesNotSent(view.pages, NotSentIs.UNSURE if view.is_unsure else why))

    def send_again(self) -> None:
        """The same pages: the hub keeps each of them once."""
        view = self._stage.view
        if self._stage.pressed(PagesNotSent) and isinstance(view, PagesNotSent):
            self._send(SendingPages(view.pages, is_unsure=view.why is NotSentIs.UNSURE))

    def send_fewer(self) -> None:
        """Back to the pages, to drop some; only where the hub has none of them."""
        view = self._stage.view
        is_pressed = self._stage.pressed(PagesNotSent)
        if is_pressed and isinstance(view, PagesNotSent) and view.why is NotSentIs.TOO_LARGE:
            self._stage.show(view.pages)

    def _send(self, sending: SendingPages) -> None:
        about = sending.pages
        self._stage.show(sending)
        self._stage.ask(SendPages(self._stage.visit, about.token, about.pages, self._stage.language))

    def _is_checking(self, visit: Visit) -> bool:
        return self._stage.is_current(visit) and isinstance(self._stage.view, CheckingCode)

    def _editable(self) -> Pages | None:
        view = self._stage.view
        is_pressed = self._stage.pressed(Pages)
        if is_pressed and isinstance(view, Pages) and view.scanner is not ScannerIs.SCANNING:
            return view
        return None
