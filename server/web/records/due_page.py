"""`/records/due-soon`: what is due within a few working days, and whom to tell before it is late.

A telephone is shown to who received the record; a colleague opens the record, which is written down.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template

from contract.ids import new_command_id
from server.domain.due_soon import soon_until
from server.reports.record_due import count_due_before, due_before
from server.reports.record_lists import standing_of
from server.service.permission import may_read_records
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records import words


def due_pages(hub: ConsoleHub) -> Blueprint:
    """For who works on records."""
    pages = Blueprint("due", __name__)

    @pages.before_request
    def only_who_works_on_them() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/due-soon")
    def page() -> str:
        return _page(hub)

    @pages.get("/records/due-soon/count")
    def count() -> Response:
        now, rules = hub.writer.now().utc, hub.writer.rules.records
        if not rules.due_soon_days:
            return jsonify(0)
        until = soon_until(rules.working, now, rules.due_soon_days)
        with hub.database.reading() as connection:
            return jsonify(count_due_before(connection, until, security.signed_in().asker.officer))

    return pages


def _page(hub: ConsoleHub) -> str:
    now, rules, say = hub.writer.now().utc, hub.writer.rules.records, security.say()
    until = soon_until(rules.working, now, rules.due_soon_days)
    with hub.database.reading() as connection:
        found = due_before(connection, until) if rules.due_soon_days else ()
        officers = names_of_accounts(connection)
    me = security.signed_in().asker.officer
    return render_template(
        "record_due.html",
        mine=[due for due in found if due.record.officer == me],
        others=[due for due in found if due.record.officer != me],
        days=rules.due_soon_days,
        standing=lambda record: standing_of(record, now, rules.compared_by, until),
        names={known.code: say(known.short_vi, known.short_en) for known in hub.procedures()},
        officers=officers,
        command_id=new_command_id,
        words=words,
    )
