"""`/reports/filing`, and the same as CSV: what people lacked who came for help with filing online."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from server.reports.filing_definitions import FILING, FilingCount
from server.reports.filing_figures import filing_by_day
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.filing_words import thing_names
from server.web.manager import numerals
from server.web.manager.asked import asked
from server.web.manager.filing_view import FilingView, filing_csv, filing_view
from server.web.manager.periods import usual
from server.web.manager.reports_page import attached, guard


def filing_pages(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("filing_figures", __name__)
    guard(pages)

    @pages.get("/reports/filing")
    def page() -> str:
        view, say = _view(hub), security.say()
        return render_template(
            "manager_filing.html",
            view=view,
            said=view.sentence(say),
            shares=view.shares(say),
            usual=usual(local_time(hub.writer.now().utc).date()),
            definitions=FILING,
            C=FilingCount,
            numerals=numerals,
        )

    @pages.get("/reports/filing.csv")
    def export() -> Response:
        view = _view(hub)
        period, center = view.period, hub.config().center.code
        name = f"motcua-{center}-{period.first}-{period.last}-filing.csv"
        return attached(filing_csv(view, security.say()), "text/csv", name)

    return pages


def _view(hub: ConsoleHub) -> FilingView:
    period = asked(request.args, local_time(hub.writer.now().utc).date()).period
    marked = hub.writer.rules.filing.services
    with hub.database.reading() as connection:
        days = filing_by_day(connection, period.first, period.last, marked)
    return filing_view(period, days, thing_names(hub.config(), security.say()))
