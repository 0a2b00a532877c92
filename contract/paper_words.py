"""The words of a record's papers: where pages come from, what a scan may look like, what goes wrong with it.

Shared by events, settings and the HTTP between hub and scan stations; no rule is held here.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final

LARGEST_PAGE: Final = 32 * 1024 * 1024 - 64 * 1024
"""Bytes of one page's file, at most: the hub lets no larger request in."""


@unique
class PagesFrom(StrEnum):
    """How pages came to a record."""

    SCANNER = "scanner"
    UPLOAD = "upload"
    """A file that an officer gave from a PC."""
    KIOSK = "kiosk"
    """Scanned by the citizen, taken over from the ticket."""


@unique
class PagesErasedBecause(StrEnum):
    """Why pages of a record were erased."""

    TIME_OVER = "time-over"
    """The kind's days after the record's end have passed."""
    APPLICANT_FORGOTTEN = "applicant-forgotten"
    VOID = "void"
    """The record was entered by mistake; its reception was taken back."""
    ON_REQUEST = "on-request"
    """A manager did it."""
    BEFORE_RESTORE = "before-restore"
    """They were erased already in a ledger that a restore replaced; the backup still held them."""
    DROPPED = "dropped"
    """An officer took single pages out."""
    RETAKEN = "retaken"
    """A better scan of the same page came."""
    LOST = "lost"
    """The files are not there any more: a restore without them, a broken disk."""


@unique
class ScanMode(StrEnum):
    """How much colour is kept."""

    COLOR = "color"
    GRAY = "gray"
    LINEART = "lineart"


@unique
class SheetSize(StrEnum):
    """Size of the paper."""

    A4 = "a4"
    A5 = "a5"
    ID_CARD = "id-card"
    AUTO = "auto"


@unique
class SheetSource(StrEnum):
    """Where the scanner takes the paper from."""

    FEEDER = "feeder"
    FLATBED = "flatbed"


@unique
class ScanState(StrEnum):
    """Where a scan job stands."""

    WANTED = "wanted"
    """The station has not begun, or shall go on."""
    SCANNING = "scanning"
    PAUSED = "paused"
    """Something is in the way; the officer says when to go on."""
    DONE = "done"
    CANCELLED = "cancelled"


@unique
class ScanTrouble(StrEnum):
    """Why a scan paused."""

    JAMMED = "jammed"
    NO_DOCUMENTS = "no-documents"
    COVER_OPEN = "cover-open"
    BUSY = "busy"
    IO_ERROR = "io-error"
    DISCONNECTED = "disconnected"
    CANNOT_SCAN_SO = "cannot-scan-so"
    """The scanner offers no such size, resolution or colour; no sheet has moved."""
    DOCUMENT_FULL = "document-full"
    """The hub takes no more pages into the document."""
    PAGE_TOO_LARGE = "page-too-large"
    """The hub takes no picture of that size."""
    PAGE_DAMAGED = "page-damaged"
    """What came out of the scanner is no whole picture."""
    REFUSED = "refused"
    """The hub did not take the page, for a reason that the station does not know."""


@unique
class PageFlaw(StrEnum):
    """What a station found wrong with a page; advice, never a refusal."""

    BLURRED = "blurred"
    SKEWED = "skewed"
    DARK = "dark"
    CUT_OFF = "cut-off"
    BLANK = "blank"
    UPSIDE_DOWN = "upside-down"
