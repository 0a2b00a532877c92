"""Pages scanned at the kiosk, offered to a record of the visit: which it does not have, and taking them over.

Who may see the record was asked before; whether the ticket is with the officer is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import request, url_for

from contract.ids import DocumentId, RecordId, TicketId
from contract.record_words import RecordState
from server.domain.record import Record
from server.service.asker import Asker
from server.store.kiosk_take_over import JOINED, KioskPage, whereabouts
from server.store.paper_consents import kiosk_consents
from server.store.paper_refusals import no_kiosk_pages, no_page_chosen
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.desk import kiosk_likes
from server.web.records.paper_hub import PaperHub
from server.web.records.papers_view import AlikeView, KioskOffer, OfferedPage
from server.web.records.suspects import MOST_BY_PAGES, comparing, said_of
from server.web.say import Say

_WAS_NOT_TAKEN_IN = (RecordState.REFUSED_AT_RECEPTION, RecordState.VOID)
"""Nothing is said of repetitions: it is none."""


NOTHING_WAITS: tuple[KioskOffer | None, tuple[Record, ...]] = (None, ())


def kiosk_offer(
    hub: ConsoleHub, papers: PaperHub, record: Record, say: Say
) -> tuple[KioskOffer | None, tuple[Record, ...]]:
    """What waits that the record does not have, and the earlier records that it came with."""
    pages = _whereabouts(hub, papers, record)
    offered = tuple(page for page in pages if not page.is_in_record)
    if record.ticket is None or not offered:
        return NOTHING_WAITS
    ticket = record.ticket if record.state not in _WAS_NOT_TAKEN_IN else None
    likes = kiosk_likes(hub, security.signed_in().account.id, ticket, record.procedure)
    offer = KioskOffer(
        text=_text(len(offered), len(pages), say),
        pages=tuple(_offered(page, record.ticket, say) for page in offered),
        is_comparing=likes.is_comparing,
        comparing=comparing(likes, record.procedure, say),
        alike=tuple(
            AlikeView(record=came.record.id, text=said_of(came, say)) for came in likes.found[:MOST_BY_PAGES]
        ),
    )
    return offer, tuple(came.record for came in likes.found)


def take_over(hub: ConsoleHub, papers: PaperHub, asker: Asker, record: RecordId) -> None:
    """The pages ticked, into a document that is there or a new one.

    The kiosk's text promised to erase that day, so the citizen is asked again; both versions are kept. Asked
    again after a failure, it takes what is still missing. Raises `Refusal` and what `KioskTakeOver` raises.
    """
    known, _held = papers.desk.papers_of(asker, record)
    missing = {page.number for page in _whereabouts(hub, papers, known) if not page.is_in_record}
    if known.ticket is None or not missing:
        raise no_kiosk_pages()
    ticked = {int(number) for number in request.form.get("pages", "").split(",") if number}
    if not missing & ticked:
        raise no_page_chosen()
    with hub.database.reading() as connection:
        consents = (JOINED.join(kiosk_consents(connection, known.ticket)), request.form.get("agreed", ""))
    pages = _opened(hub, known.ticket, sorted(missing & ticked))
    document = request.form.get("document")
    if document:
        papers.take_over.into(asker, known.id, DocumentId(document), pages, consents)
    else:
        papers.take_over.into_new(asker, known.id, request.form.get("paper", ""), pages, consents)


def _whereabouts(hub: ConsoleHub, papers: PaperHub, record: Record) -> tuple[KioskPage, ...]:
    if record.ticket is None:
        return ()
    officer = security.signed_in().account.id
    digests = hub.papers.digests_for(officer, record.ticket, papers.take_over.digest)
    with hub.database.reading() as connection:
        return whereabouts(connection, record, digests)


def _opened(hub: ConsoleHub, ticket: TicketId, numbers: list[int]) -> Iterator[tuple[int, bytes]]:
    """One after the other: memory holds one. A damaged one has no content."""
    officer = security.signed_in().account.id
    for number in numbers:
        try:
            yield number, hub.papers.open_for(officer, ticket, number)
        except LookupError:
            yield number, b""


def _offered(page: KioskPage, ticket: TicketId, say: Say) -> OfferedPage:
    references = ", ".join(other.reference for other in page.elsewhere)
    return OfferedPage(
        number=page.number,
        address=url_for("console.paper", wanted=ticket, number=page.number),
        elsewhere=say(f"Đã có trong hồ sơ {references}", f"In record {references}") if references else "",
    )


def _text(waiting: int, of: int, say: Say) -> str:
    if waiting == of:
        return say(f"Công dân đã quét {of} trang ở máy lấy số.", f"Pages scanned at the kiosk: {of}.")
    return say(
        f"Còn {waiting} trong {of} trang quét ở máy lấy số chưa có trong hồ sơ này.",
        f"Of {of} pages scanned at the kiosk, {waiting} are not in this record yet.",
    )
