"""How long people waited, in one sentence with numerator and denominator. Pure: visits in, words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contract.ids import ServiceId
from contract.words import PeriodKind
from server.reports.visit import Visit
from server.reports.waits import middle
from server.web.say import Say

_MINUTE_US = 60_000_000


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


def minutes(us: int, say: Say) -> str:
    """Whole minutes; under ten with one decimal."""
    value = us / _MINUTE_US
    return say(f"{value:.1f}".replace(".", ","), f"{value:.1f}") if value < 10 else f"{value:.0f}"
