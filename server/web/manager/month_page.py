"""`/reports/month/2026-11`: a month on one A4 page."""

from __future__ import annotations

import re
from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from contract.clock import local_time
from server.reports import definitions, record_definitions
from server.reports.ledger_view import LedgerView
from server.reports.past_names import PastNames
from server.reports.question import WrongQuestionError
from server.reports.record_question import RecordQuestion
from server.reports.spans import ONE_DAY, month_of
from server.reports.units import QUALITY
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.manager import durations, numerals, report_cells
from server.web.manager.asked import EARLIEST, Asked
from server.web.manager.periods import Period
from server.web.manager.report_names import report_names
from server.web.manager.reports_page import guard

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_pages(hub: ConsoleHub, book: PastNames) -> Blueprint:
    """For managers."""
    pages = Blueprint("months", __name__)
    guard(pages)

    @pages.get("/reports/month")
    def latest() -> AnyResponse:
        before = month_of(_today(hub)).first - ONE_DAY
        return redirect(url_for("months.page", month=f"{before:%Y-%m}"))

    @pages.get("/reports/month/<month>")
    def page(month: str) -> str:
        return _page(hub, book, _period(month, _today(hub)))

    return pages


def _today(hub: ConsoleHub) -> date:
    return local_time(hub.writer.now().utc).date()


def _period(text: str, today: date) -> Period:
    """The month, up to today.

    Raises:
        WrongQuestionError: `no-month`, `future`, `too-early`.
    """
    found = _MONTH.fullmatch(text)
    if found is None or int(found[1]) < EARLIEST.year:
        shown = text[:20]
        raise WrongQuestionError(
            "no-month",
            f"“{shown}” không phải là một tháng: cần viết năm-tháng, như 2026-11.",
            f"“{shown}” is no month: write year-month, as in 2026-11.",
        )
    month = month_of(date(int(found[1]), int(found[2]), 1))
    if month.first > today:
        raise WrongQuestionError(
            "future",
            f"Tháng {month.first:%m/%Y} chưa tới: chưa có gì để đếm.",
            f"{month.first:%m/%Y} has not come yet: there is nothing to count.",
        )
    return Period(month.first, min(month.last, today))


def _page(hub: ConsoleHub, book: PastNames, period: Period) -> str:
    from server.web.manager.month_summary import summary
    from server.web.manager.record_sentence import fraction
    from server.web.manager.record_tables import unit_of
    from server.web.manager.report_sentence import in_one_sentence

    now, today = hub.writer.now(), _today(hub)
    with hub.database.reading() as connection:
        view = LedgerView(connection, now.utc_us)
        names = report_names(hub, view, book, security.say())
        found = summary(view, Asked(period), names, hub.writer.rules.open_spans)
        records = view.records(RecordQuestion(period.first, period.last), hub.writer.rules.records)
    kind, unit = unit_of(hub.writer.rules.records.compared_by)
    following = month_of(period.first).last + ONE_DAY
    return render_template(
        "manager_month.html",
        found=found,
        records=records,
        record_words=record_definitions,
        fraction=fraction,
        worked_kind=kind,
        worked_unit=unit,
        period=period,
        month=month_of(period.first),
        said=in_one_sentence(found.shown.asked, found.shown.overall, names),
        before=period.first - ONE_DAY,
        following=following if following <= today else None,
        changed_on=names.past.changes_within(period.first, period.last),
        words=definitions,
        QUALITY=QUALITY,
        cells=report_cells,
        durations=durations,
        numerals=numerals,
    )
