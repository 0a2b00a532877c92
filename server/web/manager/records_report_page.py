"""`/reports/records` and its exports: what became of the records of some days, and how long they took.

For managers. The figures need numpy, which is loaded when the first page is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from server.reports import record_definitions as words
from server.reports.definitions import Both, Definition
from server.reports.ledger_view import LedgerView
from server.reports.past_names import PastNames
from server.reports.question import WrongQuestionError
from server.reports.record_question import RecordDimension
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.manager import numerals, report_cells
from server.web.manager.periods import Compared, usual
from server.web.manager.records_asked import RecordSplit, records_asked
from server.web.manager.report_names import report_names
from server.web.manager.reports_page import XLSX, attached, guard

if TYPE_CHECKING:
    from server.web.manager.records_shown import RecordsShown
    from server.web.manager.report_table import Table

SPLITS = {
    RecordSplit.PROCEDURE: ("thủ tục", "procedure"),
    RecordSplit.CHANNEL: ("hình thức nộp", "channel"),
    RecordSplit.OFFICER: ("cán bộ", "officer"),
    RecordSplit.MONTH: ("tháng", "month"),
    RecordSplit.TIME: ("thời gian", "time"),
}


def records_report_pages(hub: ConsoleHub, book: PastNames) -> Blueprint:
    """For managers."""
    pages = Blueprint("record_reports", __name__)
    guard(pages)

    @pages.get("/reports/records")
    def page() -> str:
        return _page(hub, _shown(hub, book))

    @pages.get("/reports/records.csv")
    def csv() -> Response:
        from server.web.manager.report_csv import csv_of, csv_of_split

        shown = _shown(hub, book)
        tables, say = _tables(shown), shown.names.say
        name = request.args.get("table", "split")
        if name != "split" and name not in tables:
            raise WrongQuestionError(
                "no-table", f"Không có bảng “{name[:40]}”.", f"There is no table “{name[:40]}”."
            )
        made = csv_of_split(list(tables.values())[:4], say) if name == "split" else csv_of(tables[name], say)
        return attached(made, "text/csv", _file(hub, shown, name, "csv"))

    @pages.get("/reports/records.xlsx")
    def xlsx() -> Response:
        from server.web.manager.report_workbook import workbook

        shown = _shown(hub, book)
        made = workbook(_question(hub, shown), _tables(shown).values(), shown.names.say, _meanings())
        return attached(made, XLSX, _file(hub, shown, shown.asked.by.value, "xlsx"))

    return pages


def _shown(hub: ConsoleHub, book: PastNames) -> RecordsShown:
    from server.web.manager.records_shown import records_shown

    now = hub.writer.now()
    wanted = records_asked(request.args, local_time(now.utc).date())
    with hub.database.reading() as connection:
        view = LedgerView(connection, now.utc_us)
        names = report_names(hub, view, book, security.say())
        return records_shown(view, wanted, names, hub.writer.rules.records)


def _tables(shown: RecordsShown) -> dict[str, Table]:
    from server.web.manager.record_tables import tables_of

    return {table.name: table for table in tables_of(shown)}


def _page(hub: ConsoleHub, shown: RecordsShown) -> str:
    from server.web.manager.record_chart import READ, record_chart
    from server.web.manager.record_sentence import fraction, in_one_sentence
    from server.web.manager.record_tables import count_of

    chart, left_out = record_chart(shown)
    return render_template(
        "manager_records.html",
        shown=shown,
        asked=shown.asked,
        total=shown.report.total,
        said=in_one_sentence(shown),
        tables=_tables(shown),
        chart=chart,
        chart_read=READ,
        left_out=left_out,
        count_of=count_of,
        fraction=fraction,
        usual=usual(local_time(hub.writer.now().utc).date()),
        words=words,
        splits=SPLITS,
        Split=RecordSplit,
        D=RecordDimension,
        Compared=Compared,
        cells=report_cells,
        numerals=numerals,
    )


def _question(hub: ConsoleHub, shown: RecordsShown) -> list[tuple[str, str]]:
    from server.web.manager.record_sentence import in_one_sentence, population

    say, center, at = shown.names.say, hub.config().center, shown.as_of.at
    lines = [
        (say("Trung tâm", "Center"), say(center.name_vi, center.name_en)),
        (say("Câu hỏi", "Question"), say("Hồ sơ được giải quyết thế nào?", "What became of the records?")),
        (say("Phạm vi", "Population"), population(shown)),
        (say("Trả lời", "Answer"), in_one_sentence(shown)),
        (say("Sổ cái đến sự kiện số", "Ledger up to event"), str(shown.as_of.seq)),
        (say("Mã băm của sự kiện đó", "Hash of that event"), shown.as_of.head),
        (say("Lúc (giờ Việt Nam)", "At (Vietnam time)"), f"{local_time(at):%d/%m/%Y %H:%M:%S}" if at else ""),
    ]
    if shown.asked.by is RecordSplit.OFFICER:
        lines.append((say("Không có nghĩa là", "What it does not mean"), say(*words.NOT_MEANT)))
    return lines


def _meanings() -> tuple[list[Definition], list[Both]]:
    known = [*words.COUNTS.values(), *words.SHARES.values(), *words.TIMES.values()]
    return known, [rule for _, rule in words.RULES]


def _file(hub: ConsoleHub, shown: RecordsShown, what: str, ending: str) -> str:
    period = shown.asked.period
    return f"motcua-{hub.config().center.code}-{period.first}-{period.last}-records-{what}.{ending}"
