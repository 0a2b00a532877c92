"""`/records/reader…`: what the reader at the officer's counter read, for the form that is looked at.

The stream says only that there is something; the form fetches it, once. Nothing of it is kept or logged here.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from contract.ids import OfficerId
from server.service.permission import may_read_records
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.live import LiveStreams

LONGEST_ID = 64
LONGEST_AGO = 12
"""Digits of milliseconds: thirty years."""
MISSED = "Motcua-Missed"
"""The header that has the form say that something was read before it was open."""


def reader_pages(hub: ConsoleHub, live: LiveStreams) -> Blueprint:
    """For who receives records."""
    pages = Blueprint("readers", __name__)

    @pages.before_request
    def only_who_receives_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/reader/live")
    def stream() -> Response:
        officer = _officer()
        form, opening = (_id(request.args.get(name, "")) for name in ("form", "opening"))
        turned_ago_s = _seconds(request.args.get("turned_ago_ms", "0"))
        response = live.response(officer, lambda: hub.codes.closed(officer, form, opening))
        if response.status_code == 200:
            hub.codes.opened(officer, form, opening, turned_ago_s)
        return response

    @pages.post("/records/reader")
    def take() -> Response:
        officer, form = _officer(), _id(request.form.get("form", ""))
        code = hub.codes.take(officer, form)
        response = Response(status=204) if code is None else Response(code, mimetype="text/plain")
        response.headers["Cache-Control"] = "no-store"
        if hub.codes.take_missed(officer, form):
            response.headers[MISSED] = "1"
        return response

    return pages


def _officer() -> OfficerId:
    return security.signed_in().account.id


def _id(written: str) -> str:
    """The one that the form was made with, or that of an opening."""
    if not 0 < len(written) <= LONGEST_ID:
        abort(400)
    return written


def _seconds(written: str) -> float:
    """Of milliseconds; a page from before an update of the hub names none."""
    if not written.isdecimal() or len(written) > LONGEST_AGO:
        abort(400)
    return int(written) / 1000
