"""The officer's page and the four things it asks for: state, a ticket, a command, a scanned page."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import TimeoutError as NotInTime
from contextlib import contextmanager
from datetime import time

import msgspec
from flask import Blueprint, Response, abort, render_template, request

from contract.answers import Answer, Result
from contract.ids import TicketId
from contract.words import Outcome
from server.domain.refusal import Refusal
from server.service.permission import may, may_use_console
from server.store.accounts import names_of_accounts
from server.store.slips import ticket_of_slip
from server.web import security
from server.web.commands import UnknownVerbError, UnreadableCommandError, read_command
from server.web.console.find import by_number, taken_around, time_in, token_in
from server.web.console.names import Names, names_in
from server.web.console.sentences import sentence
from server.web.console.state import ConsoleState, TakenAround
from server.web.console.view import Reader
from server.web.console_hub import ConsoleHub
from server.web.live import LiveStreams

ANSWER_WITHIN_S = 8.0
STATUS = {Outcome.DONE: 200, Outcome.REFUSED: 409, Outcome.ERROR: 503}


class Said(msgspec.Struct, frozen=True):
    """The answer to a press."""

    outcome: Outcome
    sentence: str
    code: str | None = None
    result: Result | None = None


def console_pages(hub: ConsoleHub, live: LiveStreams) -> Blueprint:
    """`/` and `/console/…`."""
    pages = Blueprint("console", __name__)

    @pages.before_request
    def only_staff() -> None:
        if not may_use_console(security.signed_in().asker):
            abort(403)

    @pages.get("/")
    def page() -> str:
        return render_template("console.html", config=hub.config())

    @pages.get("/console/state")
    def state() -> Response:
        return _json(_state(hub))

    @pages.get("/console/ticket/<path:wanted>", merge_slashes=False)
    def ticket(wanted: str) -> Response:
        return _ticket(hub, wanted)

    @pages.get("/console/live")
    def stream() -> Response:
        return live.response()

    @pages.post("/console/command/<verb>")
    def command(verb: str) -> Response:
        return _command(hub, verb)

    @pages.get("/console/papers/<wanted>/<int:number>")
    def paper(wanted: str, number: int) -> Response:
        return _paper(hub, TicketId(wanted), number)

    return pages


def _state(hub: ConsoleHub) -> ConsoleState:
    alerts = hub.alerts.current()
    with _reading(hub) as reader:
        state = reader.state(alerts)
    officer, counter = security.signed_in().account.id, state.counter
    if counter is None or counter.ticket is None:
        return state
    pages = hub.papers.pages_for(officer, counter.ticket.id)
    return msgspec.structs.replace(state, counter=msgspec.structs.replace(counter, pages=pages))


def _ticket(hub: ConsoleHub, wanted: str) -> Response:
    """By id, number, time of day or slip; which of them it is shows in how it is written."""
    around = time_in(wanted)
    if around is not None:
        return _taken_around(hub, around)
    with _reading(hub) as reader:
        known = reader.hall.tickets.get(TicketId(wanted)) or by_number(reader.hall, wanted)
        if known is not None:
            return _json(reader.card(known))
    token = token_in(wanted)
    if token is None:
        said = security.say()(f"Hôm nay không có số “{wanted}”.", f"There is no number “{wanted}” today.")
        return _not_found(said, "unknown-ticket")
    return _slip(hub, token)


def _slip(hub: ConsoleHub, token: str) -> Response:
    found = ticket_of_slip(hub.writer, hub.database, token)
    if found is None:
        said = security.say()("Không tìm thấy phiếu này.", "There is no ticket for this code.")
        return _not_found(said, "unknown-slip")
    with _reading(hub) as reader:
        known = reader.hall.tickets.get(found.ticket)
        if known is not None:
            return _json(reader.card(known))
        said = reader.names.say(
            f"Phiếu {found.number} của ngày {found.day:%d/%m/%Y}: {reader.names.state(found.state)}.",
            f"Slip {found.number} is of {found.day:%d/%m/%Y}: {reader.names.state(found.state)}.",
        )
    return _not_found(said, "day-over")


def _taken_around(hub: ConsoleHub, at: time) -> Response:
    with _reading(hub) as reader:
        tickets = tuple(reader.card(known) for known in taken_around(reader.hall, at))
    if tickets:
        return _json(TakenAround(f"{at:%H:%M}", tickets))
    said = security.say()(
        f"Không có số nào được lấy quanh {at:%H:%M} (trước, sau 10 phút).",
        f"No number was taken around {at:%H:%M} (ten minutes before or after).",
    )
    return _not_found(said, "unknown-ticket")


def _command(hub: ConsoleHub, verb: str) -> Response:
    who = security.signed_in()
    try:
        command = read_command(verb, request.get_data(cache=False), hub.writer.now().utc)
    except UnknownVerbError:
        abort(404)
    except UnreadableCommandError as error:
        return Response(f"{error}\n", 400, mimetype="text/plain")
    if not may(who.asker, type(command)):
        abort(403)
    try:
        answer = hub.writer.ask(command, who.asker).result(ANSWER_WITHIN_S)
    except NotInTime:
        abort(503)
    return _json(_said(answer), STATUS[answer.outcome])


def _said(answer: Answer) -> Said:
    return Said(answer.outcome, sentence(answer, security.say()), answer.code, answer.result)


def _paper(hub: ConsoleHub, ticket: TicketId, number: int) -> Response:
    try:
        content = hub.papers.open_for(security.signed_in().account.id, ticket, number)
    except Refusal:
        abort(403)
    except LookupError:
        abort(404)
    is_png = content.startswith(b"\x89PNG\r\n")
    return Response(content, mimetype="image/png" if is_png else "image/jpeg")


@contextmanager
def _reading(hub: ConsoleHub) -> Iterator[Reader]:
    """The names first: the hall is held only while it is read."""
    who, names, config = security.signed_in(), _names(hub), hub.config()
    with hub.writer.reading() as hall:
        yield Reader(hall, hub.writer.rules, config, hub.writer.now(), who.asker, names)


def _names(hub: ConsoleHub) -> Names:
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
    return names_in(hub.config(), hub.procedures, officers, security.say())


def _json(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, mimetype="application/json")


def _not_found(said: str, code: str) -> Response:
    return _json(Said(Outcome.REFUSED, said, code), 404)
