"""`/reports/visits.csv` and `.xlsx`: every visit of a range, made by a reading child and streamed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from flask import Blueprint, Response, abort, render_template, request

from contract.clock import local_time
from server.reports.child import BusyError, ExportFailedError, Wanted, exported
from server.service.permission import may_read_reports
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.say import language_of

MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class _CannotExportError(Exception):
    def __init__(self, vi: str, en: str, status: int = 400) -> None:
        super().__init__(en)
        self.vi, self.en, self.status = vi, en, status


def visits_exports(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("visits_export", __name__)

    @pages.before_request
    def only_managers() -> None:
        if not may_read_reports(security.signed_in().asker):
            abort(403)

    @pages.errorhandler(_CannotExportError)
    def refused(error: _CannotExportError) -> tuple[str, int]:
        said = security.say()(error.vi, error.en)
        return render_template("console_error.html", said=said, code=error.status), error.status

    @pages.get("/reports/visits.<any(csv, xlsx):kind>")
    def export(kind: str) -> Response:
        now = hub.writer.now()
        first, last = _range(local_time(now.utc).date())
        wanted = Wanted(first, last, kind, language_of(request), now.utc_us)
        response = Response(_started(hub.database.url, wanted), content_type=MIME[kind])
        name = f"motcua-{hub.config().center.code}-{first.isoformat()}-{last.isoformat()}.{kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return pages


def _range(today: date) -> tuple[date, date]:
    try:
        first = date.fromisoformat(request.args.get("from", ""))
        last = date.fromisoformat(request.args.get("to", ""))
    except ValueError as error:
        raise _CannotExportError(
            "Cần ngày bắt đầu và ngày kết thúc, ví dụ from=2026-11-02&to=2026-11-30.",
            "A first and a last day are needed: from=2026-11-02&to=2026-11-30.",
        ) from error
    if first > last:
        raise _CannotExportError("Ngày bắt đầu sau ngày kết thúc.", "The range begins after its end.")
    if last > today:
        raise _CannotExportError(
            "Ngày kết thúc chưa tới: chưa có gì để đếm.", "The last day has not come yet: nothing to count."
        )
    return first, last


def _started(url: str, wanted: Wanted) -> Iterator[bytes]:
    """The file, once its first piece is there: until then a failure can still be said."""
    try:
        pieces = exported(url, wanted)
        first = next(pieces, b"")
    except BusyError as error:
        raise _CannotExportError(
            "Đang xuất hai tệp khác. Vui lòng thử lại sau ít phút.",
            "Two other files are being made. Please try again in a few minutes.",
            503,
        ) from error
    except ExportFailedError as error:
        if error.is_too_long:
            raise _CannotExportError(
                "Quá nhiều lượt cho một bảng tính (1.048.575). Hãy chọn CSV hoặc khoảng ngắn hơn.",
                "Too many visits for a spreadsheet (1,048,575). Choose CSV or a shorter range.",
            ) from error
        raise _CannotExportError(
            "Không đọc được sổ cái. Xem trang Sức khỏe hệ thống.",
            "The ledger could not be read. See the system health page.",
            503,
        ) from error
    return chain([first], pieces)
