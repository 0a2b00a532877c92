"""The routes of `/api/v1`, for either listener.

`app.register_blueprint(api_blueprint(hub, Door.CONSOLE, authenticate))` is all the console needs.
"""

from __future__ import annotations

import logging
from functools import cache

from flask import Blueprint, Request, Response, request
from werkzeug.exceptions import HTTPException

from contract.ids import DeviceId
from server.web.api import reads
from server.web.api.commands import do_command, who_asks
from server.web.api.counter_codes import CodeTaker
from server.web.api.door import Authenticate, Door, offered
from server.web.api.papers import take_in
from server.web.api.record_look_up import look_up_record
from server.web.api.scan_jobs import next_job, take_page, take_status
from server.web.api.tickets import SlipLookup, view_of
from server.web.openapi import document
from server.web.problem import ProblemError, internal_error, of_exception, respond
from server.web.public.hub import PublicHub
from server.web.public.look_up import RecordLookUp

log = logging.getLogger(__name__)

PREFIX = "/api/v1"


def api_blueprint(
    hub: PublicHub,
    door: Door,
    authenticate: Authenticate,
    lookup: SlipLookup | None = None,
    station: Authenticate | None = None,
    look_up: RecordLookUp | None = None,
) -> Blueprint:
    """REST for this listener; `authenticate` says who is behind a request, `station` which scan station."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    lookup = lookup or SlipLookup(hub)
    _add_reads(api, hub)
    _add_tickets(api, lookup)
    _add_commands(api, hub, door, authenticate)
    if door is Door.PUBLIC:
        _add_papers(api, hub, lookup, authenticate)
        _add_look_up(api, look_up or RecordLookUp(hub), authenticate)
    if station is not None:
        _add_scan_jobs(api, hub, station)
        _add_counter_codes(api, hub, station)
    _add_document(api, hub, door)
    _add_errors(api, door)
    return api


def _add_reads(api: Blueprint, hub: PublicHub) -> None:
    api.add_url_rule("/state/hub", "hub", lambda: reads.hub(hub, request))
    api.add_url_rule("/state/line", "line", lambda: reads.line(hub, request))
    api.add_url_rule("/state/board", "board", lambda: reads.board(hub, request))
    api.add_url_rule("/state/counters", "counters", lambda: reads.counters(hub, request))
    api.add_url_rule(
        "/state/counters/<counter>", "counter", lambda counter: reads.counter(hub, request, counter)
    )
    api.add_url_rule("/catalogue", "catalogue", lambda: reads.catalogue(hub, request))
    api.add_url_rule("/procedures", "procedures", lambda: reads.procedures(hub.procedures().book, request))
    api.add_url_rule("/health", "health", lambda: reads.health(hub))


def _add_tickets(api: Blueprint, lookup: SlipLookup) -> None:
    @api.get("/tickets/<token>")
    def ticket(token: str) -> Response:
        response = reads.answer(view_of(lookup.find(token, request)), request)
        response.headers["Cache-Control"] = "no-store"
        return response


def _add_commands(api: Blueprint, hub: PublicHub, door: Door, authenticate: Authenticate) -> None:
    for verb, kind in offered(door).items():
        api.add_url_rule(
            f"/commands/{verb}",
            f"command-{verb}",
            lambda verb=verb, kind=kind: do_command(request, verb, kind, hub.writer, authenticate),
            methods=["POST"],
        )


def _add_papers(api: Blueprint, hub: PublicHub, lookup: SlipLookup, authenticate: Authenticate) -> None:
    @api.post("/papers")
    def papers() -> Response:
        return take_in(request, who_asks(request, authenticate), hub.papers, lookup)


def _add_scan_jobs(api: Blueprint, hub: PublicHub, station: Authenticate) -> None:
    def device() -> DeviceId:
        return who_asks(request, station).device or DeviceId("")

    @api.get("/scan-jobs/next")
    def next_scan_job() -> Response:
        return next_job(hub.scans, device())

    @api.put("/scan-jobs/<job>/pages/<int:number>")
    def scan_page(job: str, number: int) -> Response:
        return take_page(request, hub.scans, device(), job, number)

    @api.post("/scan-jobs/<job>/status")
    def scan_status(job: str) -> Response:
        return take_status(request, hub.scans, device(), job)


def _add_counter_codes(api: Blueprint, hub: PublicHub, station: Authenticate) -> None:
    take = CodeTaker(hub.codes)

    @api.post("/counter-codes")
    def counter_code() -> Response:
        return take(request, who_asks(request, station).device or DeviceId(""))


def _add_look_up(api: Blueprint, look_up: RecordLookUp, authenticate: Authenticate) -> None:
    @api.post("/records/look-up")
    def record() -> Response:
        return look_up_record(request, look_up, authenticate)


def _add_document(api: Blueprint, hub: PublicHub, door: Door) -> None:
    body = cache(lambda: document(door, hub.version))  # at the first question: it would slow every start
    api.add_url_rule("/openapi.json", "document", lambda: Response(body(), mimetype="application/json"))


def _add_errors(api: Blueprint, door: Door) -> None:
    # a console page must not make the browser ask for a name and password of its own
    api.register_error_handler(ProblemError, _with_challenge if door is Door.PUBLIC else respond)
    api.register_error_handler(HTTPException, lambda error: respond(of_exception(error)))
    api.register_error_handler(Exception, _failed)


def _with_challenge(error: ProblemError) -> Response:
    response = respond(error)
    if error.problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="motcua", charset="UTF-8"'
    return response


def _failed(error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url_rule, exc_info=error)
    return respond(internal_error())


def respond_as_problem(error: HTTPException, asked: Request) -> Response | None:
    """For an app's own handler: unknown addresses and wrong methods under `/api` are problems too.

    None elsewhere: there the app says it in its own way.
    """
    if not asked.path.startswith("/api/"):
        return None
    response = respond(of_exception(error))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response
