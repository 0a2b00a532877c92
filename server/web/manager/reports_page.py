"""`/reports` and its exports: the question, its answer in a sentence, figures, charts, tables.

The figures need numpy, which is loaded when the first page is asked for and not at the hub's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from contract.clock import local_time
from server.reports import definitions, record_definitions
from server.reports.ledger_view import LedgerView
from server.reports.past_names import PastNames
from server.reports.question import WrongQuestionError
from server.reports.units import QUALITY, Dimension
from server.service.permission import may_read_reports
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.manager import durations, numerals, report_cells
from server.web.manager.asked import NARROWED, Asked, Heat, Split, asked
from server.web.manager.periods import Compared, usual
from server.web.manager.report_names import report_names

if TYPE_CHECKING:
    from server.web.manager.report_table import Table
    from server.web.manager.shown import Shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reports_pages(hub: ConsoleHub, book: PastNames) -> Blueprint:
    """For managers."""
    pages = Blueprint("reports", __name__)
    guard(pages)

    @pages.get("/reports")
    def page() -> str | AnyResponse:
        if request.args.get("by") == Dimension.OFFICER.value:
            args: list[tuple[str, str]] = [item for item in request.args.items(multi=True) if item[0] != "by"]
            return redirect(f"{url_for('officers.page')}?{urlencode(args)}")
        return _page(hub, _shown(hub, book))

    @pages.get("/reports.csv")
    def csv() -> Response:
        from server.web.manager.report_csv import csv_of, csv_of_split

        shown = _shown(hub, book)
        tables, say = _tables(shown), shown.names.say
        name = request.args.get("table", "split")
        if name == "split":
            return attached(
                csv_of_split(list(tables.values())[:4], say), "text/csv", _file(hub, shown, name, "csv")
            )
        if name not in tables:
            raise WrongQuestionError(
                "no-table", f"Không có bảng “{name[:40]}”.", f"There is no table “{name[:40]}”."
            )
        return attached(csv_of(tables[name], say), "text/csv", _file(hub, shown, name, "csv"))

    @pages.get("/reports.xlsx")
    def xlsx() -> Response:
        from server.web.manager.report_workbook import workbook

        shown = _shown(hub, book)
        made = workbook(_question(hub, shown), _tables(shown).values(), shown.names.say)
        return attached(made, XLSX, _file(hub, shown, shown.asked.by.value, "xlsx"))

    @pages.get("/reports/definitions")
    def all_definitions() -> str:
        return render_template("manager_definitions.html", known=definitions, records=record_definitions)

    return pages


def guard(pages: Blueprint) -> None:
    """Managers only; a question that makes no sense is answered with one sentence."""

    @pages.before_request
    def only_managers() -> None:
        if not may_read_reports(security.signed_in().asker):
            abort(403)

    @pages.errorhandler(WrongQuestionError)
    def wrong(error: WrongQuestionError) -> tuple[str, int]:
        return render_template("manager_wrong_question.html", wrong=error), 400


def attached(content: str | bytes, mimetype: str, name: str) -> Response:
    """A download."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(hub: ConsoleHub, book: PastNames) -> Shown:
    from server.web.manager.shown import shown

    now = hub.writer.now()
    wanted = asked(request.args, local_time(now.utc).date())
    with hub.database.reading() as connection:
        view = LedgerView(connection, now.utc_us)
        names = report_names(hub, view, book, security.say())
        return shown(view, wanted, names, _target_s(hub, wanted))


def _target_s(hub: ConsoleHub, wanted: Asked) -> int | None:
    """Of the one service that is asked about, as it is promised now."""
    service = wanted.only.get(Dimension.SERVICE)
    known = next((item for item in hub.config().services if item.id == service), None)
    return None if known is None or known.target_wait_min is None else known.target_wait_min * 60


def _tables(shown: Shown) -> dict[str, Table]:
    from server.web.manager.report_tables import tables_of

    return {table.name: table for table in tables_of(shown)}


def _page(hub: ConsoleHub, shown: Shown) -> str:
    from server.web.manager.report_charts import drawn
    from server.web.manager.report_sentence import in_one_sentence

    return render_template(
        "manager_report.html",
        shown=shown,
        asked=shown.asked,
        names=shown.names,
        said=in_one_sentence(shown.asked, shown.overall, shown.names),
        tables=_tables(shown),
        drawn=drawn(shown),
        usual=usual(local_time(hub.writer.now().utc).date()),
        narrowed=NARROWED,
        words=definitions,
        **VOCABULARY,
    )


VOCABULARY = {
    "Split": Split,
    "Heat": Heat,
    "Compared": Compared,
    "D": Dimension,
    "QUALITY": QUALITY,
    "cells": report_cells,
    "durations": durations,
    "numerals": numerals,
}
"""What templates name things with."""


def _question(hub: ConsoleHub, shown: Shown) -> list[tuple[str, str]]:
    from server.web.manager.report_sentence import in_one_sentence, population

    names, center = shown.names, hub.config().center
    say = names.say
    at = shown.as_of.at
    return [
        (say("Trung tâm", "Center"), say(center.name_vi, center.name_en)),
        (say("Câu hỏi", "Question"), say("Người dân chờ bao lâu?", "How long did people wait?")),
        (say("Phạm vi", "Population"), population(shown.asked, names)),
        (say("Trả lời", "Answer"), in_one_sentence(shown.asked, shown.overall, names)),
        (say("Sổ cái đến sự kiện số", "Ledger up to event"), str(shown.as_of.seq)),
        (say("Mã băm của sự kiện đó", "Hash of that event"), shown.as_of.head),
        (say("Lúc (giờ Việt Nam)", "At (Vietnam time)"), f"{local_time(at):%d/%m/%Y %H:%M:%S}" if at else ""),
    ]


def _file(hub: ConsoleHub, shown: Shown, what: str, ending: str) -> str:
    period = shown.asked.period
    return f"motcua-{hub.config().center.code}-{period.first}-{period.last}-{what}.{ending}"
