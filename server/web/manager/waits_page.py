"""`/waits`, and the same as CSV: the question, its answer in a sentence, chart, tables, export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, render_template, request

from contract.clock import local_time
from contract.ids import CounterId, OfficerId, ServiceId
from contract.words import PeriodKind
from server.reports.visit import Visit
from server.reports.waits import ServiceWaits, WaitFilter, by_service, never_in_line, visits_of
from server.service.permission import may_read_waits
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console.names import Names, names_in
from server.web.console_hub import ConsoleHub
from server.web.manager import wait_table
from server.web.manager.wait_answer import answered, in_one_sentence


@dataclass(frozen=True, slots=True)
class Read:
    """What both the page and the export are made of."""

    wanted: WaitFilter
    visits: tuple[Visit, ...]
    never_in_line: int
    names: Names


def waits_pages(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("waits", __name__)

    @pages.before_request
    def only_managers() -> None:
        if not may_read_waits(security.signed_in().asker):
            abort(403)

    @pages.get("/waits")
    def page() -> str:
        read = _read(hub)
        found = answered(read.visits, _targets(hub))
        services = _in_order(by_service(read.visits), hub)
        return render_template(
            "manager_waits.html",
            read=read,
            said=in_one_sentence(found, read.wanted.day, read.names.say),
            services=services,
            longest=max((known.longest_wait_us or 0 for known in services), default=0),
            table=wait_table,
            Kind=PeriodKind,
        )

    @pages.get("/waits.csv")
    def export() -> Response:
        read = _read(hub)
        text = wait_table.csv_of(read.visits, read.wanted.day, read.names)
        name = f"motcua-{hub.config().center.code}-{read.wanted.day.isoformat()}.csv"
        response = Response(text, mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return pages


def _targets(hub: ConsoleHub) -> dict[ServiceId, int]:
    """Minutes the center promises, where it does."""
    promised = ((ServiceId(known.id), known.target_wait_min) for known in hub.config().services)
    return {service: minutes for service, minutes in promised if minutes is not None}


def _read(hub: ConsoleHub) -> Read:
    now = hub.writer.now()
    wanted = WaitFilter(
        day=_day(request.args.get("day"), local_time(now.utc).date()),
        service=ServiceId(request.args.get("service", "")) or None,
        counter=CounterId(request.args.get("counter", "")) or None,
        officer=OfficerId(request.args.get("officer", "")) or None,
    )
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
        visits = visits_of(connection, wanted, now.utc_us)
        unborn = never_in_line(connection, wanted.day)
    return Read(wanted, visits, unborn, names_in(hub.config(), hub.procedures, officers, security.say()))


def _day(text: str | None, today: date) -> date:
    if not text:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(400)


def _in_order(waits: tuple[ServiceWaits, ...], hub: ConsoleHub) -> list[ServiceWaits]:
    order = {service.id: at for at, service in enumerate(hub.config().services)}
    return sorted(waits, key=lambda known: (order.get(known.service, len(order)), known.service))
