"""`/waits`, and the same as CSV: every visit of one day, under the day's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from contract.ids import CounterId, OfficerId, ServiceId
from server.reports.ledger_view import LedgerView
from server.reports.past_names import PastNames
from server.reports.question import checked
from server.reports.units import Dimension
from server.reports.visit import Visit
from server.reports.waits import WaitFilter, visits_of
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console.names import Names, names_in
from server.web.console_hub import ConsoleHub
from server.web.manager import durations, report_cells, wait_table
from server.web.manager.asked import Asked, day_of
from server.web.manager.periods import Period
from server.web.manager.report_names import report_names
from server.web.manager.reports_page import attached, guard

if TYPE_CHECKING:
    from server.web.manager.shown import SplitAlone

_NARROWED = (Dimension.SERVICE, Dimension.COUNTER, Dimension.OFFICER)


@dataclass(frozen=True, slots=True)
class Read:
    """What both the page and the export are made of."""

    wanted: WaitFilter
    visits: tuple[Visit, ...]
    names: Names


def waits_pages(hub: ConsoleHub, book: PastNames) -> Blueprint:
    """For managers."""
    pages = Blueprint("waits", __name__)
    guard(pages)

    @pages.get("/waits")
    def page() -> str:
        from server.web.manager.report_charts import how_to_read, split_chart
        from server.web.manager.report_sentence import in_one_sentence
        from server.web.manager.report_split import split_tables

        read = _read(hub)
        shown = _figures(hub, book, read.wanted)
        return render_template(
            "manager_waits.html",
            read=read,
            said=in_one_sentence(shown.asked, shown.overall, shown.names),
            shown=shown,
            tables=split_tables(shown),
            chart=split_chart(shown)[0],
            reads=how_to_read(shown),
            table=wait_table,
            span=durations.span,
            cells=report_cells,
        )

    @pages.get("/waits.csv")
    def export() -> Response:
        read = _read(hub)
        text = wait_table.csv_of(read.visits, read.wanted.day, read.names)
        return attached(
            text, "text/csv", f"motcua-{hub.config().center.code}-{read.wanted.day.isoformat()}.csv"
        )

    return pages


def _wanted(today: date) -> WaitFilter:
    return WaitFilter(
        day=day_of(request.args.get("day")) or today,
        service=ServiceId(request.args.get("service", "")) or None,
        counter=CounterId(request.args.get("counter", "")) or None,
        officer=OfficerId(request.args.get("officer", "")) or None,
    )


def _read(hub: ConsoleHub) -> Read:
    now = hub.writer.now()
    today = local_time(now.utc).date()
    wanted = _wanted(today)
    checked(_asked(wanted).question(), today)
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
        visits = visits_of(connection, wanted, now.utc_us)
    return Read(wanted, visits, names_in(hub.config(), hub.procedures(), officers, security.say()))


def _asked(wanted: WaitFilter) -> Asked:
    """The same as a report's question."""
    values = zip(_NARROWED, (wanted.service, wanted.counter, wanted.officer), strict=True)
    only: dict[Dimension, str | int] = {known: value for known, value in values if value is not None}
    return Asked(Period(wanted.day, wanted.day), only=only)


def _figures(hub: ConsoleHub, book: PastNames, wanted: WaitFilter) -> SplitAlone:
    from server.web.manager.shown import split_alone

    with hub.database.reading() as connection:
        view = LedgerView(connection, hub.writer.now().utc_us)
        names = report_names(hub, view, book, security.say())
        return split_alone(view, _asked(wanted), names)
