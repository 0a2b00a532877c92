"""`/records/register`, and the same as CSV: the register of a year, numbered without a gap.

After a restore a manager says here how far it was given: what is in people's hands no program knows.
"""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass

import msgspec
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from contract.commands import ContinueRegister
from contract.ids import new_command_id
from contract.words import Outcome
from server.reports.record_register import ROWS_OF_A_PAGE, Entry, Lost, last_number, register
from server.service.permission import may, may_read_records
from server.service.register_number import year_asked
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.register_table import COLUMNS, csv_of, line_of

YEARS = range(2025, 2101)
ANSWER_WITHIN_S = 8.0


@dataclass(frozen=True, slots=True)
class Unsure:
    """After a restore nobody has said yet how far a register was given."""

    year: int
    last: int
    """The last number that the restored ledger knows."""
    may_say: bool


def register_pages(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("register", __name__)

    @pages.before_request
    def only_who_works_on_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/register")
    def page() -> str:
        return _page(hub)

    @pages.post("/records/register/continue")
    def go_on() -> AnyResponse | tuple[str, int]:
        return _go_on(hub)

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


def _page(hub: ConsoleHub, said: str = "") -> str:
    """`said`: why what was written is not taken."""
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
        entries=[entry if isinstance(entry, Entry) else None for entry in entries],
        starts=range(1, last + 1, ROWS_OF_A_PAGE),
        first=first,
        last=last,
        unsure=_unsure(hub),
        said=said,
        typed=request.form.get("last", ""),
        command_id=new_command_id,
    )


def is_register_unsure(hub: ConsoleHub) -> bool:
    """Whether no record can be received before a manager has written the last number down."""
    with hub.writer.reading() as hall:
        return hall.register_unsure_from is not None


def _unsure(hub: ConsoleHub) -> Unsure | None:
    with hub.writer.reading() as hall:
        unsure_from = hall.register_unsure_from
    if unsure_from is None:
        return None
    year = year_asked(unsure_from, hub.writer.now().local_day.year)
    with hub.database.reading() as connection:
        last = last_number(connection, year)
    return Unsure(year, last, may(security.signed_in().asker, ContinueRegister))


def _go_on(hub: ConsoleHub) -> AnyResponse | tuple[str, int]:
    """A repeated press gets the first answer again."""
    say, form = security.say(), request.form
    fields = {name: form.get(name, "").strip() for name in ("command_id", "year", "last")}
    if not (fields["last"].isascii() and fields["last"].isdigit()):
        return _page(
            hub, say("Xin ghi số cuối chỉ bằng chữ số.", "Please write the number in digits alone.")
        ), 400
    try:
        command = msgspec.convert(fields, ContinueRegister, strict=False)
    except msgspec.ValidationError:
        abort(400)
    try:
        answer = hub.writer.ask(command, security.signed_in().asker).result(ANSWER_WITHIN_S)
    except NotInTime:
        abort(503)
    if answer.outcome is Outcome.REFUSED:
        return _page(hub, say(answer.message_vi or "", answer.message_en or "")), 409
    if answer.outcome is not Outcome.DONE:
        abort(503)
    return redirect(url_for("register.page", year=command.year), 303)


def _lines(hub: ConsoleHub, entries: tuple[Entry | Lost, ...]) -> list[list[str]]:
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
