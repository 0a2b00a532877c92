"""The officer's page and what it asks for: state, a ticket, what was handed in, a command, a scanned page."""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime

import msgspec
from flask import Blueprint, Response, abort, render_template, request

from contract.answers import Answer
from contract.ids import TicketId
from contract.words import Outcome
from server.domain.refusal import Refusal
from server.reports.hand_ins import kiosks_of_handed_in, not_placed
from server.service.alerts import AlertKind
from server.service.permission import may, may_use_console
from server.web import security
from server.web.commands import UnknownVerbError, UnreadableCommandError, read_command
from server.web.console.filing_kiosks import with_kiosks
from server.web.console.handed import HandedIn
from server.web.console.lookup import Wanted, look_up
from server.web.console.reading import Said, as_json, reading
from server.web.console.sentences import sentence
from server.web.console.state import AlertLine, ConsoleState
from server.web.console_hub import ConsoleHub
from server.web.live import LiveStreams

ANSWER_WITHIN_S = 8.0
STATUS = {Outcome.DONE: 200, Outcome.REFUSED: 409, Outcome.ERROR: 503}


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
        return as_json(_state(hub))

    @pages.post("/console/ticket")
    def ticket() -> Response:
        return look_up(hub, _wanted())

    @pages.get("/console/handed-in")
    def handed_in() -> Response:
        return as_json(_handed_in(hub))

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


def _wanted() -> str:
    """What stood in the find box: in the body, for an address is kept in logs and histories."""
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=Wanted).wanted
    except (msgspec.DecodeError, UnicodeDecodeError):
        abort(400)


def _state(hub: ConsoleHub) -> ConsoleState:
    alerts = hub.alerts.current()
    with reading(hub) as reader:
        state = reader.state(alerts)
    if state.filing is not None:
        state = msgspec.structs.replace(state, filing=with_kiosks(state.filing, hub, security.say()))
    officer, counter = security.signed_in().account.id, state.counter
    if hub.codes.has_missed(officer):
        state = msgspec.structs.replace(state, alerts=(_missed(), *state.alerts))
    if counter is None or counter.ticket is None:
        return state
    pages = hub.papers.pages_for(officer, counter.ticket.id)
    return msgspec.structs.replace(state, counter=msgspec.structs.replace(counter, pages=pages))


def _missed() -> AlertLine:
    text = security.say()(
        "Đầu đọc vừa đọc một mã, nhưng chưa mở mẫu nhận hồ sơ: bấm B rồi quét lại.",
        "The reader has read a code, but no reception form is open: press B, then scan again.",
    )
    return AlertLine(kind=AlertKind.CODE_MISSED, text=text, since=None)


def _handed_in(hub: ConsoleHub) -> HandedIn:
    today = hub.writer.now().local_day
    with hub.database.reading() as connection:
        lost = not_placed(connection, today)
        kiosks = kiosks_of_handed_in(connection, today)
    with reading(hub) as reader:
        return reader.handed_in(kiosks, lost)


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
    return as_json(_said(answer), STATUS[answer.outcome])


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
