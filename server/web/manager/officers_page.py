"""`/reports/officers`: what each officer's time at counters was spent on, and what that does not mean.

For managers alone; by name, never by rank.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from server.reports.as_of import AsOf
from server.reports.ledger_view import LedgerView
from server.reports.past_names import PastNames
from server.reports.units import Dimension
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.manager import report_cells
from server.web.manager.asked import Asked, asked
from server.web.manager.periods import usual
from server.web.manager.report_names import ReportNames, report_names
from server.web.manager.reports_page import XLSX, attached, guard

if TYPE_CHECKING:
    from server.web.manager.report_table import Table

_VI = (
    "Bảng này không cho biết ai làm việc tốt hơn. Mỗi người làm nhóm thủ tục khác nhau, hồ sơ khó dễ khác "
    "nhau, quầy và giờ khác nhau; phục vụ nhanh không có nghĩa là phục vụ đúng, và với ít lượt thì chênh "
    "lệch có thể chỉ là ngẫu nhiên. Chỉ nên so trong cùng một nhóm thủ tục, và hỏi người làm việc trước "
    "khi kết luận. Tên xếp theo thứ tự chữ cái, không xếp hạng."
)
_EN = (
    "This table does not say who works better. People serve different services, easier and harder cases, at "
    "other counters and hours; quick service need not be right service, and with few cases a difference may "
    "be mere chance. Compare within one service only, and ask those who did the work before you conclude "
    "anything. Names stand in alphabetical order; nobody is ranked."
)
NOT_MEANT = (_VI, _EN)


def officers_pages(hub: ConsoleHub, book: PastNames) -> Blueprint:
    """For managers."""
    pages = Blueprint("officers", __name__)
    guard(pages)

    @pages.get("/reports/officers")
    def page() -> str:
        wanted, names, table, at = _read(hub, book)
        return render_template(
            "manager_officers.html",
            asked=wanted,
            names=names,
            table=table,
            as_of=at,
            not_meant=NOT_MEANT,
            cells=report_cells,
            usual=usual(local_time(hub.writer.now().utc).date()),
            D=Dimension,
        )

    @pages.get("/reports/officers.csv")
    def csv() -> Response:
        from server.web.manager.report_csv import csv_of

        wanted, names, table, _ = _read(hub, book)
        return attached(csv_of(table, names.say), "text/csv", _file(hub, wanted, "csv"))

    @pages.get("/reports/officers.xlsx")
    def xlsx() -> Response:
        from server.web.manager.report_sentence import population
        from server.web.manager.report_workbook import workbook

        wanted, names, table, at = _read(hub, book)
        say = names.say
        question = [
            (say("Phạm vi", "Population"), population(wanted, names)),
            (say("Không có nghĩa là", "What it does not mean"), say(*NOT_MEANT)),
            (say("Sổ cái đến sự kiện số", "Ledger up to event"), f"{at.seq} {at.head}"),
        ]
        return attached(workbook(question, [table], say), XLSX, _file(hub, wanted, "xlsx"))

    return pages


def _read(hub: ConsoleHub, book: PastNames) -> tuple[Asked, ReportNames, Table, AsOf]:
    now = hub.writer.now()
    wanted = asked(request.args, local_time(now.utc).date())
    with hub.database.reading() as connection:
        view = LedgerView(connection, now.utc_us)
        names = report_names(hub, view, book, security.say())
        return wanted, names, _table(view, wanted, names), view.as_of()


def _table(view: LedgerView, wanted: Asked, names: ReportNames) -> Table:
    from server.web.manager.report_officers import officer_table

    report = view.answer(wanted.question((Dimension.OFFICER,)))
    both = view.answer(wanted.question((Dimension.OFFICER, Dimension.SERVICE), measures=()))
    services: dict[str, set[str]] = defaultdict(set)
    for officer, service in both.groups:
        services[str(officer)].add(str(service))
    return officer_table(report, {officer: len(found) for officer, found in services.items()}, names)


def _file(hub: ConsoleHub, wanted: Asked, ending: str) -> str:
    period = wanted.period
    return f"motcua-{hub.config().center.code}-{period.first}-{period.last}-officer.{ending}"
