"""The wait log in rows, marks and CSV. Pure: visits in, texts out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from contract.clock import local_time
from contract.words import PeriodKind
from server.reports.visit import Visit
from server.web.console.names import Names
from server.web.manager.csv_text import Cell, csv_text
from server.web.manager.durations import SECOND_US
from server.web.say import Say

KINDS = (PeriodKind.WAITING, PeriodKind.WALKING, PeriodKind.SERVICE, PeriodKind.HOLD, PeriodKind.ABSENT)

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
    return csv_text((names.say(*column) for column in COLUMNS), (_row(visit, day, names) for visit in visits))


def _row(visit: Visit, day: date, names: Names) -> list[Cell]:
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
        *(visit.spent_us(kind) // SECOND_US for kind in KINDS),
        visit.visit_us // SECOND_US,
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


def clock(us: int) -> str:
    """`08:12:05` in Vietnam."""
    return f"{local_time(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)):%H:%M:%S}"
