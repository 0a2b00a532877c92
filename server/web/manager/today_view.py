"""The hall as it is now, for a manager: answer, counts and rows in the reader's language. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contract.clock import local_time
from server.domain.center import CenterRules
from server.domain.day_count import DayCount, day_count
from server.domain.hall import Hall
from server.domain.hall_watch import HallNow, watch
from server.domain.instant import Instant
from server.web.console.names import Names
from server.web.manager.today_rows import CounterRow, LineRow, WaitRow, counter_row, line_row, wait_row
from server.web.norm_words import BrokenNorm, broken_norms, span
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Fact:
    """One count of the day."""

    name: str
    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class TodayPage:
    """All of it."""

    at: str
    day: str
    answer: str
    level: str
    broken: tuple[BrokenNorm, ...]
    facts: tuple[Fact, ...]
    sum: str
    """How the counts add up."""
    is_open: bool
    lines: tuple[LineRow, ...]
    counters: tuple[CounterRow, ...]
    waits: tuple[WaitRow, ...]
    is_estimated: bool


def today_page(hall: Hall, rules: CenterRules, now: Instant, names: Names) -> TodayPage:
    """For this reader, at this moment."""
    seen = watch(hall, rules, now)
    is_of_today = hall.day is not None or hall.last_day == now.local_day
    counted = day_count(hall.tickets.values() if is_of_today else ())
    broken = broken_norms(seen, names) if hall.day is not None else ()
    return TodayPage(
        at=f"{local_time(now.utc):%H:%M:%S}",
        day=_day(hall, now, names.say),
        answer=_answer(hall, seen, counted, len(broken), names),
        level=_level(hall, broken),
        broken=broken,
        facts=_facts(counted, names.say) if is_of_today else (),
        sum=_sum(counted, names.say) if is_of_today and counted.issued else "",
        is_open=hall.day is not None,
        lines=tuple(line_row(line, names) for line in seen.lines),
        counters=tuple(counter_row(counter, rules, names) for counter in seen.counters),
        waits=tuple(wait_row(wait, names) for wait in seen.waits),
        is_estimated=any(wait.waited.is_estimated for wait in seen.waits)
        or any(counter.elapsed is not None and counter.elapsed.is_estimated for counter in seen.counters),
    )


# --- the answer ---


def _level(hall: Hall, broken: tuple[BrokenNorm, ...]) -> str:
    if hall.day is None:
        return "none"
    return "broken" if broken else "well"


def _answer(hall: Hall, seen: HallNow, counted: DayCount, broken: int, names: Names) -> str:
    say = names.say
    if hall.day is None:
        return say("Không có ngày làm việc nào đang mở.", "No day is open.")
    if not counted.issued:
        return say("Hôm nay chưa ai lấy số.", "Nobody has taken a number yet.")
    told = _who_waits(seen, names)
    if broken:
        return say(f"{told} Vượt mức đặt ra: {broken} việc.", f"{told} Norms broken: {broken}.")
    return say(f"{told} Mọi việc trong mức đặt ra.", f"{told} All within the norms.")


def _who_waits(seen: HallNow, names: Names) -> str:
    waits, say = seen.waits, names.say
    if not waits:
        return say("Không có ai đang chờ.", "Nobody is waiting.")
    first = waits[0]
    told = f"{first.ticket.number}, {span(first.waited, say)}"
    if len(waits) == 1:
        return say(f"1 người đang chờ ({told}).", f"1 person is waiting ({told}).")
    return say(
        f"{len(waits)} người đang chờ; lâu nhất {told}.", f"{len(waits)} people are waiting; longest {told}."
    )


def _day(hall: Hall, now: Instant, say: Say) -> str:
    if hall.day is not None and hall.opened is not None:
        opened = f"{local_time(hall.opened.utc):%H:%M}"
        if hall.day == now.local_day:
            return say(f"Ngày {_date(hall.day)}, mở lúc {opened}", f"{_date(hall.day)}, opened at {opened}")
        return say(
            f"Ngày đang mở là {_date(hall.day)}, không phải hôm nay",
            f"The open day is {_date(hall.day)}, not today",
        )
    today = _date(now.local_day)
    if hall.last_day == now.local_day:
        return say(f"Ngày {today} đã đóng", f"{today} is closed")
    return say(f"Ngày {today} chưa mở: chưa phát số", f"{today} is not open yet: no numbers are given")


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# --- counts ---


def _facts(counted: DayCount, say: Say) -> tuple[Fact, ...]:
    back = counted.missed - counted.absent
    unconfirmed = say(f"{counted.unconfirmed} đang in phiếu", f"{counted.unconfirmed} being printed")
    by_hand = say(f"{counted.by_hand} ghi bằng tay", f"{counted.by_hand} by hand")
    came_back = say(f"{back} đã quay lại", f"{back} came back")
    facts = (
        Fact(say("Đã phát", "Issued"), counted.issued, unconfirmed if counted.unconfirmed else ""),
        Fact(say("Đã gọi", "Called"), counted.called),
        Fact(say("Đang chờ", "Waiting"), counted.waiting),
        Fact(say("Hoàn thành", "Served"), counted.served, by_hand if counted.by_hand else ""),
        Fact(say("Vắng mặt", "No-show"), counted.missed, came_back if back else ""),
        Fact(say("Đã hủy", "Left"), counted.left),
    )
    unserved = Fact(say("Chưa được phục vụ", "Unserved"), counted.unserved)
    return (*facts, unserved) if counted.unserved else facts


def _sum(counted: DayCount, say: Say) -> str:
    parts = (
        (counted.waiting, say("đang chờ", "waiting")),
        (counted.at_counters, say("ở quầy", "at counters")),
        (counted.on_hold, say("lưu số", "on hold")),
        (counted.served, say("hoàn thành", "served")),
        (counted.absent, say("vắng mặt", "absent")),
        (counted.left, say("đã hủy", "left")),
        (counted.unserved, say("chưa được phục vụ", "unserved")),
    )
    told = " + ".join(f"{count} {name}" for count, name in parts if count)
    return say(f"{counted.issued} số đã phát = {told}", f"{counted.issued} issued = {told}")
