"""What happened to the scanned papers of records. The pages are elsewhere, encrypted and erasable.

Says which record, how many pages and why; never what is on them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from contract.event import event_topic
from contract.ids import DocumentId
from contract.paper_words import PagesErasedBecause, PagesFrom
from contract.record_events import RecordEvent

Pages = Annotated[int, msgspec.Meta(ge=1, le=9999)]


class RecordPapersEvent(RecordEvent, frozen=True, kw_only=True):
    """Base of what happens to one scanned document of a record."""

    document: DocumentId


class RecordPapersReceived(RecordPapersEvent, frozen=True, kw_only=True, tag="record-papers/received"):
    """Pages came."""

    TOPIC: ClassVar = event_topic("record-papers/received")

    paper: Annotated[str, msgspec.Meta(max_length=40)]
    """Id of the configured kind of document."""
    pages: Pages
    origin: PagesFrom
    consent: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """Versions of the consent texts agreed to; None: none was needed."""


class RecordPapersOpened(RecordPapersEvent, frozen=True, kw_only=True, tag="record-papers/opened"):
    """Somebody looked at the pages, or took the PDF; leafing on soon after is the same look."""

    TOPIC: ClassVar = event_topic("record-papers/opened")


class RecordPapersErased(RecordPapersEvent, frozen=True, kw_only=True, tag="record-papers/erased"):
    """Pages are gone."""

    TOPIC: ClassVar = event_topic("record-papers/erased")

    pages: Pages
    because: PagesErasedBecause


RECORD_PAPER_EVENTS: tuple[type[RecordPapersEvent], ...] = (
    RecordPapersReceived,
    RecordPapersOpened,
    RecordPapersErased,
)
"""Every event of a record's papers."""
