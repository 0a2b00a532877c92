"""`/me`: what an officer did themselves, today, this week and this month. Nobody else's figures, no rank.

What computes is loaded on demand.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from server.service.permission import may_read_own_figures
from server.web import security
from server.web.console_hub import ConsoleHub


def own_pages(hub: ConsoleHub) -> Blueprint:
    """For officers."""
    pages = Blueprint("own", __name__)

    @pages.before_request
    def only_officers() -> None:
        if not may_read_own_figures(security.signed_in().asker):
            abort(403)

    @pages.get("/me")
    def page() -> str:
        return _page(hub)

    return pages


def _page(hub: ConsoleHub) -> str:
    from server.reports.answering import answer
    from server.reports.question import Question
    from server.reports.record_figures import whole_of
    from server.reports.record_question import RecordDimension, RecordQuestion
    from server.reports.units import Dimension, Ending
    from server.web.officer.own_figures import TIMES, explained, rows_of, stretches_up_to
    from server.web.officer.own_records import record_rows_of, records_explained

    say, now, officer = security.say(), hub.writer.now(), security.signed_in().account.id
    stretches = stretches_up_to(now.local_day, say)
    only = {Dimension.OFFICER: officer}
    with hub.database.reading() as connection:
        found = [
            answer(connection, Question(part.first, part.last, only=only, measures=TIMES), now.utc_us).total
            for part in stretches
        ]
        own = {RecordDimension.OFFICER: officer}
        by = hub.writer.rules.records.compared_by
        records = [
            whole_of(connection, RecordQuestion(part.first, part.last, only=own), now.utc, by)
            for part in stretches
        ]
    return render_template(
        "officer_own.html",
        stretches=stretches,
        rows=rows_of(found, say),
        explained=explained(say),
        is_empty=not any(figures.issued for figures in found),
        now_figures=found[0],
        record_rows=record_rows_of(records, say),
        records_explained=records_explained(say),
        has_records=any(figures.received for figures in records),
        Ending=Ending,
    )
