"""The wait log in words, rows and CSV. Pure: visits in, texts out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from contract.clock import local_time
from contract.ids import ServiceId
from contract.words import PeriodKind
from server.reports.waits import Visit, middle
from server.web.console.names import Names
from server.web.say import Say

KINDS = (PeriodKind.WAITING, PeriodKind.WALKING, PeriodKind.SERVICE, PeriodKind.HOLD, PeriodKind.ABSENT)
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MINUTE_US = 60_000_000

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


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to *how long did people wait?*, in numbers."""

    visits: int
    called: int
    """Of whom the wait is known for sure."""
    within: int
    """Called within their service's target."""
    with_target: int
    """Called, of services that have a target."""
    waiting: int
    by_hand: int
    """Served by hand: no times."""
    unsure: int
    """Called, and how long they waited is an estimate or not known yet."""
    left: int
    """Gone or cancelled, or the day ended, before they were called."""
    median_us: int | None
    longest_us: int | None


def answered(visits: Iterable[Visit], targets_min: Mapping[ServiceId, int]) -> Answered:
    """Counts over the first wait of every visit, in the service asked for."""
    every = list(visits)
    waits = [(visit, wait) for visit in every if (wait := visit.first_wait_us) is not None]
    aimed = [(visit, wait) for visit, wait in waits if visit.first_service in targets_min]
    without = [visit for visit in every if visit.first_wait_us is None]
    by_hand = sum(1 for visit in without if visit.is_by_hand)
    unsure = sum(1 for visit in without if visit.was_called and not visit.is_by_hand)
    waiting = sum(1 for visit in without if not visit.was_called and visit.running is PeriodKind.WAITING)
    in_order = tuple(sorted(wait for _, wait in waits))
    return Answered(
        visits=len(every),
        called=len(waits),
        within=sum(1 for visit, wait in aimed if wait <= targets_min[visit.first_service] * _MINUTE_US),
        with_target=len(aimed),
        waiting=waiting,
        by_hand=by_hand,
        unsure=unsure,
        left=len(without) - waiting - by_hand - unsure,
        median_us=middle(in_order),
        longest_us=in_order[-1] if in_order else None,
    )


def in_one_sentence(found: Answered, day: date, say: Say) -> str:
    """The whole answer, with numerator and denominator."""
    when = f"{day:%d/%m/%Y}"
    if found.visits == 0:
        return say(f"Ngày {when}: không có lượt nào.", f"{when}: there were no visits.")
    parts = [_called(found, when, say), *_within(found, say), *_others(found, say)]
    return "; ".join(parts) + "."


def _called(found: Answered, when: str, say: Say) -> str:
    if found.median_us is None or found.longest_us is None:
        return say(
            f"Ngày {when}: {found.visits} lượt, chưa ai được gọi",
            f"{when}: {found.visits} visits, nobody was called yet",
        )
    half, most = minutes(found.median_us, say), minutes(found.longest_us, say)
    return say(
        f"Ngày {when}: trong {found.called} người đã được gọi (của {found.visits} lượt), "
        f"một nửa chờ không quá {half} phút, người lâu nhất chờ {most} phút",
        f"{when}: of the {found.called} people called (of {found.visits} visits), half waited no longer than "
        f"{half} min, the longest wait was {most} min",
    )


def _within(found: Answered, say: Say) -> list[str]:
    if not found.with_target:
        return []
    share = round(100 * found.within / found.with_target)
    return [
        say(
            f"{found.within} trên {found.with_target} người ({share} %) được gọi trong thời gian "
            "trung tâm đặt ra",
            f"{found.within} of {found.with_target} ({share} %) were called within the center's target",
        )
    ]


def _others(found: Answered, say: Say) -> list[str]:
    parts = []
    if found.by_hand:
        parts.append(
            say(
                f"{found.by_hand} lượt phục vụ lúc mất kết nối, ghi bằng tay, không tính vào thời gian",
                f"{found.by_hand} were served by hand and are kept out of times",
            )
        )
    if found.unsure:
        parts.append(
            say(
                f"{found.unsure} lượt không biết chắc đã chờ bao lâu, không tính vào thời gian",
                f"of {found.unsure} the wait is not known for sure; they are kept out of times",
            )
        )
    if found.waiting:
        parts.append(say(f"{found.waiting} người còn đang chờ", f"{found.waiting} are still waiting"))
    if found.left:
        parts.append(
            say(f"{found.left} người thôi chờ trước khi được gọi", f"{found.left} left before being called")
        )
    return parts


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


def minutes(us: int, say: Say) -> str:
    """Whole minutes; under ten with one decimal."""
    value = us / _MINUTE_US
    return say(f"{value:.1f}".replace(".", ","), f"{value:.1f}") if value < 10 else f"{value:.0f}"


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
