"""`/records/register`, and the same as CSV: the register of a year, numbered without a gap."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from server.reports.record_register import ROWS_OF_A_PAGE, Entry, last_number, register
from server.service.permission import may_read_records
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.register_table import COLUMNS, csv_of, line_of

YEARS = range(2025, 2101)


def register_pages(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("register", __name__)

    @pages.before_request
    def only_who_works_on_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/register")
    def page() -> str:
        year = _number("year", hub.writer.now().local_day.year, YEARS)
        first = _number("from", 1, range(1, 10_000_000))
        with hub.database.reading() as connection:
            entries = register(connection, year, first, ROWS_OF_A_PAGE)
            last = last_number(connection, year)
        return render_template(
            "record_register.html",
            year=year,
            columns=COLUMNS,
            lines=_lines(hub, entries),
            entries=entries,
            starts=range(1, last + 1, ROWS_OF_A_PAGE),
            first=first,
            last=last,
        )

    @pages.get("/records/register.csv")
    def export() -> Response:
        year = _number("year", hub.writer.now().local_day.year, YEARS)
        with hub.database.reading() as connection:
            entries = register(connection, year)
        response = Response(csv_of(_lines(hub, entries), security.say()), mimetype="text/csv")
        name = f"so-theo-doi-{hub.config().center.code}-{year}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return pages


def _lines(hub: ConsoleHub, entries: tuple[Entry, ...]) -> list[list[str]]:
    say = security.say()
    names = {known.code: say(known.short_vi, known.short_en) for known in hub.procedures()}
    return [line_of(entry, hub.writer.rules.records, names, say) for entry in entries]


def _number(name: str, otherwise: int, allowed: range) -> int:
    written = request.args.get(name, "")
    if not written:
        return otherwise
    if not written.isascii() or not written.isdigit() or int(written[:9]) not in allowed:
        abort(404)
    return int(written[:9])
