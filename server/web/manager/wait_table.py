"""The wait log in rows, marks and CSV. Pure: visits in, texts out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from contract.clock import local_time
from contract.words import PeriodKind
from server.reports.visit import Visit
from server.web.console.names import Names
from server.web.say import Say

KINDS = (PeriodKind.WAITING, PeriodKind.WALKING, PeriodKind.SERVICE, PeriodKind.HOLD, PeriodKind.ABSENT)
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS: tuple[tuple[str, str], ...] = (
    ("Ngày", "Day"),
    ("Số", "Number"),
    ("Nhóm thủ tục lúc lấy số", "Service asked for"),
    ("Nhóm thủ tục sau cùng", "Last service"),
    ("Số chặng", "Legs"),
    ("Quầy", "Counter"),
    ("Cán bộ", "Officer"),
    ("Lấy số lúc (giờ Việt Nam)", "Number taken at (Vietnam time)"),
    ("Chờ (giây)", "Waiting (s)"),
    ("Đi tới quầy (giây)", "Walking (s)"),
    ("Phục vụ (giây)", "Service (s)"),
    ("Lưu số (giây)", "Hold (s)"),
    ("Vắng mặt (giây)", "Absent (s)"),
    ("Cả lượt (giây)", "Visit (s)"),
    ("Trạng thái", "State"),
    ("Còn đang tính", "Still running"),
    ("Thời gian ước tính", "Estimated"),
    ("Kết thúc do hệ thống tự xác định", "End inferred"),
    ("Cấp khi mất kết nối", "Issued offline"),
    ("Phục vụ ghi bằng tay", "Served by hand"),
)


def csv_of(visits: Iterable[Visit], day: date, names: Names) -> str:
    """One line a visit, whole seconds; a day without visits is the header alone."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(names.say(*column) for column in COLUMNS)
    writer.writerows([_harmless(cell) for cell in _row(visit, day, names)] for visit in visits)
    return text.getvalue()


def _row(visit: Visit, day: date, names: Names) -> list[str]:
    yes = names.say("có", "yes")
    return [
        day.isoformat(),
        visit.number,
        names.service(visit.first_service),
        names.service(visit.service),
        str(visit.legs),
        names.counter(visit.counter) or "",
        names.officer(visit.officer) or "",
        clock(visit.arrived_us),
        *(str(round(visit.spent_us(kind) / 1_000_000)) for kind in KINDS),
        str(round(visit.visit_us / 1_000_000)),
        names.state(visit.state),
        yes if visit.running is not None else "",
        yes if visit.is_estimated else "",
        yes if visit.is_end_inferred else "",
        yes if visit.is_offline else "",
        yes if visit.is_by_hand else "",
    ]


def marks(visit: Visit, say: Say) -> str:
    """What is unusual about the visit, after its state."""
    known = (
        (visit.is_offline, ("cấp khi mất kết nối", "issued offline")),
        (visit.is_by_hand, ("ghi bằng tay", "by hand")),
        (visit.is_end_inferred, ("kết thúc do hệ thống tự xác định", "end inferred")),
        (visit.is_estimated, ("ước tính", "estimated")),
    )
    return "".join(f", {say(*words)}" for is_so, words in known if is_so)


def _harmless(cell: str) -> str:
    """A name must not become a formula of whoever opens the file."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def span(us: int | None) -> str:
    """`7:05` minutes and seconds, `1:02:09` with hours; a dash where there is nothing."""
    if us is None:
        return "–"
    seconds = round(us / 1_000_000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def clock(us: int) -> str:
    """`08:12:05` in Vietnam."""
    return f"{local_time(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)):%H:%M:%S}"
