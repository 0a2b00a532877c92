"""What the page of a record shows of its scanned papers, as JSON for its script.

Knows words; access was looked at before, and nothing here is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from contract.ids import DocumentId, RecordId, ScanJobId
from contract.paper_words import LARGEST_PAGE
from contract.record_words import RecordState
from server.config.papers import DocumentKind, Papers, Scan
from server.config.shapes import Device
from server.domain.record import Record
from server.service.paper_consent import SCANNED_FOR_RECORD
from server.store.alike_pages import Said
from server.store.record_pages import Page, ScanJob
from server.store.record_paper_desk import Held
from server.web.records.paper_words import ENDS_THE_SCAN, FLAWS, job_words
from server.web.records.pdf_words import PdfView, PdfWords
from server.web.records.words import STATES
from server.web.say import Say


class KindView(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of document to choose."""

    id: str
    name: str
    needs_consent: bool
    is_shown_only: bool


class StationView(msgspec.Struct, frozen=True, kw_only=True):
    """A scanner to choose; the first is the officer's own."""

    id: str
    name: str
    is_heard: bool


class AlikeView(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a page came with before."""

    record: RecordId
    text: str


class RepeatView(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier record that this one may repeat: one press refuses it as its duplicate."""

    record: RecordId
    text: str


class OfferedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the record does not have."""

    number: int
    address: str
    """Of the picture; looking is an event, once a call."""
    elsewhere: str
    """In which other records of the visit it is; empty: in none."""


class KioskOffer(msgspec.Struct, frozen=True, kw_only=True):
    """What waits with the ticket and is not in the record."""

    text: str
    pages: tuple[OfferedPage, ...]
    is_comparing: bool = False
    comparing: str = ""
    """How far all pages of the visit are compared with earlier records' pages."""
    alike: tuple[AlikeView, ...] = ()
    """With which records they came before."""


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    """One page."""

    number: int
    kept_us: int
    """Tells a page from an earlier one of that number."""
    advice: tuple[str, ...]
    alike: tuple[AlikeView, ...] = ()
    """With which records it came before."""


class JobView(msgspec.Struct, frozen=True, kw_only=True):
    """A scan, under way or the last one."""

    id: ScanJobId
    text: str
    is_active: bool
    is_trouble: bool
    can_go_on: bool
    """Going on may bring the rest; else it could only lose sheets."""


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """One document."""

    id: DocumentId
    name: str
    is_shown_only: bool
    can_unmark: bool
    consent: str
    pages: tuple[PageView, ...]
    job: JobView | None
    pdf: PdfView


class ConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """What the citizen is asked, in the language of this page."""

    version: str
    text: str


class PapersView(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `why_not` says why nothing is shown."""

    why_not: str = ""
    away: str = ""
    """The page vault is not at hand: what that means."""
    can_add: bool = False
    """Add, drop and order pages."""
    closed: str = ""
    """Why not, where the record has ended or its applicant is forgotten."""
    may_erase: bool = False
    largest_file: int = LARGEST_PAGE
    """Bytes that an upload may have."""
    file_too_large: str = ""
    """What is said of one that has more."""
    kinds: tuple[KindView, ...] = ()
    stations: tuple[StationView, ...] = ()
    ask: ConsentView | None = None
    kiosk: KioskOffer | None = None
    repeats: tuple[RepeatView, ...] = ()
    """Nothing where it can no longer be refused."""
    documents: tuple[DocumentView, ...] = ()


class PaperViewer:
    """Puts it into words for one reader."""

    def __init__(
        self,
        papers: Papers,
        say: Say,
        is_heard: Callable[[str], bool],
        pdf_words: PdfWords,
        alike: Mapping[tuple[DocumentId, int], Sequence[Said]],
    ) -> None:
        self._papers = papers
        self._say = say
        self._is_heard = is_heard
        self._pdf_words = pdf_words
        self._alike = alike

    def kinds(self) -> tuple[KindView, ...]:
        """All to choose from."""
        return tuple(self._kind(kind) for kind in self._papers.offered)

    def stations(self, devices: Sequence[Device]) -> tuple[StationView, ...]:
        """In the given order."""
        return tuple(
            StationView(
                id=device.id,
                name=self._say(device.name_vi, device.name_en),
                is_heard=self._is_heard(device.id),
            )
            for device in devices
        )

    def consent(self) -> ConsentView:
        """To be read out."""
        asked = SCANNED_FOR_RECORD[self._say.language]
        return ConsentView(version=asked.version, text=asked.text)

    def document(self, held: Held) -> DocumentView:
        """One document."""
        document, kind = held.document, self._papers.kind(held.document.paper)
        return DocumentView(
            id=document.id,
            name=self._say(kind.name_vi, kind.name_en) if kind is not None else document.paper,
            is_shown_only=document.is_shown_only,
            can_unmark=kind is not None and kind.scan is not Scan.NO,
            consent=document.consent or "",
            pages=tuple(self._page(page) for page in held.pages),
            job=self._job(held.job, held.pages) if held.job is not None else None,
            pdf=self._pdf_words(document),
        )

    def _kind(self, kind: DocumentKind) -> KindView:
        return KindView(
            id=kind.id,
            name=self._say(kind.name_vi, kind.name_en),
            needs_consent=kind.scan is Scan.CONSENT,
            is_shown_only=kind.scan is Scan.NO,
        )

    def _page(self, page: Page) -> PageView:
        return PageView(
            number=page.number,
            kept_us=page.kept_us,
            advice=tuple(self._say(*FLAWS[flaw]) for flaw in page.found),
            alike=tuple(self._said(said) for said in self._alike.get((page.document, page.number), ())),
        )

    def _said(self, said: Said) -> AlikeView:
        reference, state = said.record.reference, self._say(*STATES[said.record.state]).lower()
        text = (
            self._say(
                f"Chính ảnh này đã nộp ở hồ sơ {reference} ({state}).",
                f"This very picture came with record {reference} ({state}).",
            )
            if said.is_same_file
            else self._say(
                f"Giống trang đã nộp ở hồ sơ {reference} ({state}). Xem có phải nộp trùng không.",
                f"Looks like a page of record {reference} ({state}). See whether it is a duplicate.",
            )
        )
        return AlikeView(record=said.record.id, text=text)

    def repeats(self, at_kiosk: Iterable[Record]) -> tuple[RepeatView, ...]:
        """Those that scanned pages came with before, and those that pages still at the kiosk did."""
        of_pages = (said.record for found in self._alike.values() for said in found)
        known = {record.id: record for record in (*of_pages, *at_kiosk)}
        earlier = [record for record in known.values() if record.state is not RecordState.VOID]
        return tuple(self._repeat(record) for record in sorted(earlier, key=_in_the_register))

    def _repeat(self, earlier: Record) -> RepeatView:
        reference, state = earlier.reference, self._say(*STATES[earlier.state]).lower()
        text = self._say(
            f"Có thể trùng với hồ sơ {reference} ({state}).",
            f"Possibly a duplicate of record {reference} ({state}).",
        )
        return RepeatView(record=earlier.id, text=text)

    def _job(self, job: ScanJob, pages: Sequence[Page]) -> JobView:
        is_full = len(pages) >= self._papers.max_pages
        return JobView(
            id=job.id,
            text=job_words(job, self._say, is_heard=self._is_heard(job.device), is_full=is_full),
            is_active=job.is_active,
            is_trouble=job.is_active and job.code is not None,
            can_go_on=job.is_active and job.code not in ENDS_THE_SCAN,
        )


def _in_the_register(record: Record) -> tuple[int, int]:
    return record.year, record.number
