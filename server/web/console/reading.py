"""The hall read for whoever asks, and answers as JSON. Knows no page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from flask import Response

from contract.answers import Result
from contract.words import Outcome
from server.reports.unsettled import unsettled
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console.names import names_in
from server.web.console.view import Reader
from server.web.console_hub import ConsoleHub


class Said(msgspec.Struct, frozen=True):
    """The answer to a press."""

    outcome: Outcome
    sentence: str
    code: str | None = None
    result: Result | None = None


@contextmanager
def reading(hub: ConsoleHub) -> Iterator[Reader]:
    """The database first: the hall is held only while it is read."""
    who, config = security.signed_in(), hub.config()
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
        known = unsettled(connection, hub.writer.now().local_day)
    names = names_in(config, hub.procedures(), officers, security.say())
    with hub.writer.reading() as hall:
        yield Reader(hall, hub.writer.rules, config, hub.writer.now(), who.asker, names, known)


def as_json(value: msgspec.Struct, status: int = 200) -> Response:
    """What the page's scripts read."""
    return Response(msgspec.json.encode(value), status, mimetype="application/json")
