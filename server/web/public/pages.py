"""The public pages: a ticket on its holder's phone, the web board, procedures and centers.

Vietnamese first; `?lang=en` switches. No cookie, no script or font from elsewhere.
"""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from contract.ids import CounterId
from contract.words import Language
from server.store.slips import SlipTicket
from server.web.api import reads
from server.web.api.tickets import SlipLookup, view_of
from server.web.problem import ProblemError
from server.web.public.board_page import board_page
from server.web.public.catalogue_pages import add_catalogue
from server.web.public.hub import PublicHub
from server.web.public.look_up import RecordLookUp
from server.web.public.look_up_page import add_look_up
from server.web.public.notices_page import add_notices
from server.web.public.plain_pages import plain_page
from server.web.public.records_page import add_records
from server.web.public.ticket_words import Named, TicketPage, ticket_page
from server.web.say import asked_language


def pages(hub: PublicHub, lookup: SlipLookup, look_up: RecordLookUp) -> Blueprint:
    """Ticket page, board, procedures, centers, what becomes of records, and of one."""
    blueprint = Blueprint("public", __name__)
    _add_ticket(blueprint, hub, lookup)
    _add_board(blueprint, hub)
    add_catalogue(blueprint, hub)
    add_records(blueprint, hub)
    add_look_up(blueprint, hub, look_up)
    add_notices(blueprint, hub)
    blueprint.register_error_handler(ProblemError, lambda error: plain_page(error.problem, request))
    return blueprint


def _add_ticket(blueprint: Blueprint, hub: PublicHub, lookup: SlipLookup) -> None:
    @blueprint.get("/t/<token>")
    def ticket(token: str) -> Response:
        page = _page(hub, lookup.find(token, request))
        language = asked_language(request)
        text = render_template(
            "public/ticket.html",
            page=page,
            token=token,
            language=language.value,
            catalogue=hub.catalogue(),
        )
        return _private(Response(text, mimetype="text/html"))

    @blueprint.get("/t/<token>/now")
    def ticket_now(token: str) -> Response:
        body = msgspec.json.encode(_page(hub, lookup.find(token, request)))
        return _private(Response(body, mimetype="application/json"))


def _add_board(blueprint: Blueprint, hub: PublicHub) -> None:
    @blueprint.get("/board")
    def board() -> Response:
        response = Response(render_template("public/board.html", page=board_page(hub)), mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    blueprint.add_url_rule("/board/now", "board_now", lambda: reads.answer(board_page(hub), request))
    blueprint.add_url_rule("/board/live", "board_live", hub.live.response)


def _page(hub: PublicHub, found: SlipTicket) -> TicketPage:
    language = asked_language(request)
    catalogue = hub.catalogue()
    is_english = language is Language.EN
    services = {card.service: card.name_en if is_english else card.name_vi for card in catalogue.services}
    counters = {card.counter: card.name_en if is_english else card.name_vi for card in catalogue.counters}
    seen, now = view_of(found), hub.writer.now()
    named = Named(
        number=seen.number,
        state=seen.state,
        service=services.get(seen.service, seen.service),
        counter=counters.get(seen.counter or CounterId(""), seen.counter or ""),
        people_ahead=seen.people_ahead,
        day=seen.day,
        is_today=seen.day == now.local_day,
        call_id=seen.call_id,
        clock=f"{local_time(now.utc):%H:%M}",
    )
    return ticket_page(named, language)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
