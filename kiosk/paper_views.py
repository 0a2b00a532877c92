"""The screens on which papers are scanned for a ticket, from the code on the slip to the last page sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract.paper_words import PageFlaw
from kiosk.pages import Page


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Hold the slip's code to the reader."""


@dataclass(frozen=True, slots=True)
class CheckingCode:
    """The hub is asked whose ticket it is."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Two buttons of equal weight (FACTS §3.3)."""

    token: str = field(repr=False)
    number: str


class ScannerIs(StrEnum):
    """What the scanner is doing, as the citizen is told."""

    READY = "ready"
    SCANNING = "scanning"
    NO_PAPER = "no-paper"
    JAMMED = "jammed"
    COVER_OPEN = "cover-open"
    BROKEN = "broken"
    FULL = "full"
    """As many pages as may be sent in one go."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The scanned pages: drop one, scan one again, send all."""

    token: str = field(repr=False)
    number: str
    pages: tuple[Page, ...] = ()
    scanner: ScannerIs = ScannerIs.READY
    replacing: int | None = None
    """The page that the next scan takes the place of."""
    shown: int = 0
    """Which screenful of thumbnails."""


@dataclass(frozen=True, slots=True)
class _OnePage:
    """One of the pages, large."""

    pages: Pages
    page: int

    @property
    def position(self) -> int:
        """From 1."""
        return next(at for at, each in enumerate(self.pages.pages, 1) if each.page == self.page)

    @property
    def image(self) -> bytes:
        """Its picture."""
        return self.pages.pages[self.position - 1].image


@dataclass(frozen=True, slots=True)
class ReviewPage(_OnePage):
    """Something is wrong with it: scan it again, or keep it."""

    @property
    def flaw(self) -> PageFlaw | None:
        """What is wrong."""
        return self.pages.pages[self.position - 1].flaw


@dataclass(frozen=True, slots=True)
class ChangePage(_OnePage):
    """It was chosen: move it, scan it again, drop it."""


@dataclass(frozen=True, slots=True)
class SendingPages:
    """On their way to the hub; they stay here until it has answered."""

    pages: Pages
    is_unsure: bool = False
    """The same pages were sent before, and nobody knows whether they arrived."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.pages.pages)


class NotSentIs(StrEnum):
    """What is known of pages that can be sent again."""

    NOT_SENT = "not-sent"
    """The hub has none of them."""
    UNSURE = "unsure"
    """It may have them."""
    TOO_LARGE = "too-large"
    """It has none of them, and takes fewer."""


@dataclass(frozen=True, slots=True)
class PagesNotSent:
    """The pages are still here: send them again, or leave."""

    pages: Pages
    why: NotSentIs


@dataclass(frozen=True, slots=True)
class PagesSent:
    """The officer will see them."""

    number: str
    count: int
