"""What can be read: states as on the broker, catalogue, procedures, health. Same bytes, same ETag.

A reader that sends `If-None-Match` gets 304 while nothing has changed.
"""

from __future__ import annotations

import hashlib

import msgspec
from flask import Request, Response

from contract.ids import CounterId
from server.domain.hall import Hall
from server.service.states import board_state, counter_state, hub_state, line_state
from server.web.api.procedure_book import PrintedBook
from server.web.api.views import CounterStates, Health
from server.web.problem import ProblemError
from server.web.public.hub import PublicHub


def hub(asked: PublicHub, request: Request) -> Response:
    """The heartbeat."""
    with asked.writer.reading() as hall:
        state = hub_state(hall, asked.writer.now(), asked.version)
    return answer(state, request)


def line(asked: PublicHub, request: Request) -> Response:
    """Who waits for what."""
    with asked.writer.reading() as hall:
        state = line_state(hall, asked.writer.rules, asked.writer.now())
    return answer(state, request)


def board(asked: PublicHub, request: Request) -> Response:
    """The hall's calls."""
    with asked.writer.reading() as hall:
        state = board_state(hall, asked.writer.rules)
    return answer(state, request)


def counters(asked: PublicHub, request: Request) -> Response:
    """Every configured counter."""
    with asked.writer.reading() as hall:
        states = _counters(asked, hall)
    return answer(states, request)


def counter(asked: PublicHub, request: Request, wanted: str) -> Response:
    """One counter; raises `ProblemError` 404."""
    known = CounterId(wanted)
    if known not in asked.writer.rules.counters:
        raise ProblemError(404, "unknown-counter", "Không có quầy này.", "There is no such counter.")
    with asked.writer.reading() as hall:
        state = counter_state(hall, asked.writer.rules, known)
    return answer(state, request)


def catalogue(asked: PublicHub, request: Request) -> Response:
    """Names and texts of the center."""
    return answer(asked.catalogue(), request)


def procedures(book: PrintedBook, request: Request) -> Response:
    """The procedures; the ETag is their sum, the same as in the catalogue."""
    response = Response(book.body, mimetype="application/json")
    response.set_etag(book.sha256)
    return _checked_again(response, request)


def health(asked: PublicHub) -> Response:
    """The hall could be read just now."""
    now = asked.writer.now()
    with asked.writer.reading() as hall:
        day = hall.day
    state = Health(status="ok", version=asked.version, at=now.utc, trust=now.trust, day=day)
    response = Response(msgspec.json.encode(state), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def answer(body: msgspec.Struct, request: Request) -> Response:
    """The struct as JSON with an ETag, or 304."""
    encoded = msgspec.json.encode(body)
    response = Response(encoded, mimetype="application/json")
    response.set_etag(hashlib.sha256(encoded).hexdigest()[:32])
    return _checked_again(response, request)


def _checked_again(response: Response, request: Request) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    checked = response.make_conditional(request)
    return checked if isinstance(checked, Response) else response


def _counters(asked: PublicHub, hall: Hall) -> CounterStates:
    rules = asked.writer.rules
    return CounterStates(counters=tuple(counter_state(hall, rules, known) for known in rules.counters))
