"""`/records/waiting`: what has waited for its applicant for longer than ended records keep theirs.

Such a record ends by nobody's doing but an officer's. A telephone is shown to who received the record.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, render_template

from server.reports.record_waiting import count_waiting_since, waiting_since
from server.service.permission import may_read_records
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records import words


def waiting_pages(hub: ConsoleHub) -> Blueprint:
    """For who works on records."""
    pages = Blueprint("waiting", __name__)

    @pages.before_request
    def only_who_works_on_them() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/waiting")
    def page() -> str:
        return _page(hub)

    return pages


def how_many_wait_long(hub: ConsoleHub) -> int:
    """What the lists lead here with."""
    with hub.database.reading() as connection:
        return count_waiting_since(connection, _before(hub))


def _page(hub: ConsoleHub) -> str:
    say, me, now = security.say(), security.signed_in().asker.officer, hub.writer.now().utc
    with hub.database.reading() as connection:
        found = waiting_since(connection, _before(hub))
        officers = names_of_accounts(connection)
    return render_template(
        "record_waiting.html",
        mine=[one for one in found if one.record.officer == me],
        others=[one for one in found if one.record.officer != me],
        days=hub.config().records.keep_applicants_days,
        now=now,
        names={known.code: say(known.short_vi, known.short_en) for known in hub.procedures()},
        officers=officers,
        words=words,
    )


def _before(hub: ConsoleHub) -> datetime:
    return hub.writer.now().utc - timedelta(days=hub.config().records.keep_applicants_days)
