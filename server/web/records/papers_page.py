"""`/records/<record>/papers…`: scanned papers on a record's page; a script draws them from JSON.

Every answer to a press is the papers as they stand then, or the refusal in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import TimeoutError as NotInTime
from typing import TypeVar

import msgspec
from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import RequestEntityTooLarge

from contract.ids import DeviceId, DocumentId, RecordId, ScanJobId
from contract.paper_words import LARGEST_PAGE
from server.domain.paper_name import paper_name
from server.domain.record import OPEN, Record
from server.domain.refusal import Refusal
from server.scans.not_a_picture import NotAPictureError, PictureDamagedError, PictureTooLargeError
from server.service.asker import Asker
from server.service.health import VaultStands
from server.service.page_vault_words import REFUSED, VaultAwayError
from server.service.permission import may_erase_papers, may_read_records
from server.store.alike_pages import alike_records
from server.store.page_vault import NotInVaultError
from server.store.paper_access import no_change
from server.store.record_paper_desk import Held
from server.store.writer import LedgerUnwritableError
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.kiosk_offer import NOTHING_WAITS, kiosk_offer, take_over
from server.web.records.paper_hub import PaperHub
from server.web.records.paper_words import FILE_TOO_LARGE
from server.web.records.papers_view import PapersView, PaperViewer
from server.web.records.pdf_words import PdfWords
from server.web.records.suspects import MOST_BY_PAGES
from server.web.say import Say

T = TypeVar("T")
_NO_PAGE = {PictureTooLargeError: 413, PictureDamagedError: 422}
Act = Callable[[PaperHub, Asker, DocumentId], object]


class _Refused(msgspec.Struct, frozen=True, kw_only=True):
    refused: str


def record_papers_pages(hub: ConsoleHub, papers: PaperHub) -> Blueprint:
    """For officers and managers; who may see a record's papers is asked each time."""
    pages = Blueprint("record_papers", __name__)

    @pages.before_request
    def only_who_works_on_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/<record>/papers")
    def state(record: str) -> Response:
        return _state(hub, papers, RecordId(record))

    @pages.post("/records/<record>/papers")
    def add(record: str) -> Response:
        return _acting(hub, papers, RecordId(record), lambda who: _add(papers, who, RecordId(record)))

    @pages.post("/records/<record>/papers/take-over")
    def take_over_pages(record: str) -> Response:
        return _acting(
            hub, papers, RecordId(record), lambda who: take_over(hub, papers, who, RecordId(record))
        )

    @pages.post("/records/<record>/papers/<document>/upload")
    def upload(record: str, document: str) -> Response:
        return _acting(hub, papers, RecordId(record), lambda who: _upload(papers, who, DocumentId(document)))

    @pages.post("/records/<record>/papers/<document>/<verb>")
    def act(record: str, document: str, verb: str) -> Response:
        known = _ACTS.get(verb)
        if known is None:
            abort(404)
        return _acting(hub, papers, RecordId(record), lambda who: known(papers, who, DocumentId(document)))

    _add_pictures(pages, papers)
    return pages


def _add_pictures(pages: Blueprint, papers: PaperHub) -> None:
    @pages.get("/records/<record>/papers/<document>/small/<int:number>")
    def small(record: str, document: str, number: int) -> Response:  # noqa: ARG001 - the address's shape
        asker = security.signed_in().asker
        content = _shown(lambda: papers.desk.thumbnail(asker, DocumentId(document), number))
        return Response(content, mimetype="image/jpeg")

    @pages.get("/records/<record>/papers/<document>/pages/<int:number>")
    def page(record: str, document: str, number: int) -> Response:  # noqa: ARG001 - the address's shape
        asker = security.signed_in().asker
        content, media = _shown(lambda: papers.desk.open_page(asker, DocumentId(document), number))
        return Response(content, mimetype=f"image/{media}")

    @pages.get("/records/<record>/papers/<document>/pdf")
    def pdf(record: str, document: str) -> Response:  # noqa: ARG001 - the address's shape
        asker = security.signed_in().asker
        known, made, content = _shown(lambda: papers.desk.open_pdf(asker, DocumentId(document)))
        response = Response(content, mimetype="application/pdf")
        name = paper_name(known, made.paper, made.position)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


# --- what stands there --------------------------------------------------------------------------------


def _state(hub: ConsoleHub, papers: PaperHub, record: RecordId) -> Response:
    asker, say = security.signed_in().asker, security.say()
    try:
        known, held = papers.desk.papers_of(asker, record)
    except Refusal as refusal:
        if refusal.code == "unknown-record":
            abort(404)
        return _json(PapersView(why_not=say(refusal.vi, refusal.en)))
    return _json(_view(hub, papers, asker, known, held, say))


def _view(
    hub: ConsoleHub, papers: PaperHub, asker: Asker, record: Record, held: tuple[Held, ...], say: Say
) -> PapersView:
    pdfs = PdfWords(say, papers.progress(), papers.missing(), makes=papers.papers().make_pdf)
    with hub.database.reading() as connection:
        alike = alike_records(connection, record.id)
    viewer = PaperViewer(papers.papers(), say, papers.stations.is_heard, pdfs, alike)
    officer = security.signed_in().account.id
    closed = no_change(asker, record, hub.writer.now().utc, hub.writer.rules.records)
    can_add = closed is None
    kiosk, came_before = kiosk_offer(hub, papers, record, say) if can_add else NOTHING_WAITS
    repeats = viewer.repeats(came_before) if record.state in OPEN else ()
    return PapersView(
        away=_away(papers.vault(), say),
        can_add=can_add,
        closed=say(closed.vi, closed.en) if closed is not None else "",
        file_too_large=say(*FILE_TOO_LARGE),
        may_erase=may_erase_papers(asker),
        kinds=viewer.kinds(),
        stations=viewer.stations(papers.scans.stations(officer)),
        ask=viewer.consent(),
        kiosk=kiosk,
        repeats=repeats[:MOST_BY_PAGES],
        documents=tuple(viewer.document(one) for one in held),
    )


def _away(stands: VaultStands, say: Say) -> str:
    return say(*REFUSED) if stands is not VaultStands.HERE else ""


# --- presses ------------------------------------------------------------------------------------------


def _acting(hub: ConsoleHub, papers: PaperHub, record: RecordId, act: Callable[[Asker], object]) -> Response:
    say = security.say()
    try:
        act(security.signed_in().asker)
    except Refusal as refusal:
        return _json(_Refused(refused=say(refusal.vi, refusal.en)), 409)
    except NotAPictureError as error:
        return _json(_Refused(refused=say(error.vi, error.en)), _NO_PAGE.get(type(error), 415))
    except RequestEntityTooLarge:
        return _json(_Refused(refused=say(*FILE_TOO_LARGE)), 413)
    except ValueError:
        return _json(_Refused(refused=say("Có ô ghi chưa đúng.", "A field is not right.")), 400)
    except (NotInTime, LedgerUnwritableError, OSError):
        abort(503)
    return _state(hub, papers, record)


def _upload(papers: PaperHub, asker: Asker, document: DocumentId) -> None:
    request.max_content_length = LARGEST_PAGE
    papers.desk.upload(asker, document, request.get_data(cache=False))


def _add(papers: PaperHub, asker: Asker, record: RecordId) -> None:
    papers.desk.add(asker, record, request.form.get("paper", ""), request.form.get("agreed", ""))


def _scan(papers: PaperHub, asker: Asker, document: DocumentId) -> None:
    replaces = request.form.get("replaces")
    station = DeviceId(request.form.get("station", ""))
    papers.scans.ask(asker, document, station, int(replaces) if replaces else None)


def _order(papers: PaperHub, asker: Asker, document: DocumentId) -> None:
    numbers = [int(number) for number in request.form.get("numbers", "").split(",")]
    papers.desk.order(asker, document, numbers)


def _drop(papers: PaperHub, asker: Asker, document: DocumentId) -> None:
    papers.desk.drop_page(asker, document, int(request.form.get("number", "")))


def _mark(papers: PaperHub, asker: Asker, document: DocumentId) -> None:
    is_shown_only = request.form.get("is_shown_only") == "yes"
    papers.desk.mark_shown_only(asker, document, is_shown_only=is_shown_only)


def _job() -> ScanJobId:
    return ScanJobId(request.form.get("job", ""))


_ACTS: dict[str, Act] = {
    "scan": _scan,
    "go-on": lambda papers, asker, _document: papers.scans.go_on(asker, _job()),
    "cancel": lambda papers, asker, _document: papers.scans.cancel(asker, _job()),
    "order": _order,
    "drop": _drop,
    "shown-only": _mark,
    "remove": lambda papers, asker, document: papers.desk.remove(asker, document),
    "erase": lambda papers, asker, document: papers.desk.erase(asker, document),
    "make-again": lambda papers, asker, document: papers.desk.make_again(asker, document),
}


def _shown(look: Callable[[], T]) -> T:
    try:
        return look()
    except VaultAwayError:
        abort(503)
    except Refusal:
        abort(403)
    except (NotInVaultError, ValueError):
        abort(404)
    except (NotInTime, LedgerUnwritableError):
        abort(503)


def _json(answer: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status, mimetype="application/json")
