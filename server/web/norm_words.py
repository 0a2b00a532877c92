"""Broken norms as sentences: one for each kind with its counts, however many people or counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.domain.hall_watch import SECOND_US, CounterNow, HallNow, LineNow, Norm, WaitNow, is_over
from server.domain.instant import Duration
from server.web.console.names import Names
from server.web.say import Say

_MINUTE_S = 60
_HOUR_MIN = 60


@dataclass(frozen=True, slots=True)
class BrokenNorm:
    """One kind, said."""

    norm: Norm
    text: str


def broken_norms(now: HallNow, names: Names) -> tuple[BrokenNorm, ...]:
    """What is broken at this moment; a kind that is not is left out."""
    return tuple(BrokenNorm(norm, text) for norm, text in _sentences(now, names))


def span(duration: Duration, say: Say) -> str:
    """Whole minutes that have passed: `1 giờ 12 phút`; an estimate is said to be one."""
    told = _minutes(duration.us // (_MINUTE_S * SECOND_US), say)
    return say(f"khoảng {told}", f"about {told}") if duration.is_estimated else told


def span_against(duration: Duration, norm_s: int, say: Say) -> str:
    """The same beside its norm: just beyond it, whole minutes alone would contradict themselves."""
    is_same_minute = duration.us // (_MINUTE_S * SECOND_US) <= norm_s // _MINUTE_S
    told = norm_span(norm_s, say)
    return (
        say(f"hơn {told}", f"over {told}")
        if is_over(duration, norm_s) and is_same_minute
        else span(duration, say)
    )


def norm_span(norm_s: int, say: Say) -> str:
    """A norm as it was configured."""
    return _minutes(norm_s // _MINUTE_S, say)


def _minutes(minutes: int, say: Say) -> str:
    if minutes < 1:
        return say("chưa đến 1 phút", "under 1 min")
    hours, rest = divmod(minutes, _HOUR_MIN)
    parts = [(hours, say("giờ", "h")), (rest, say("phút", "min"))]
    return " ".join(f"{value} {unit}" for value, unit in parts if value)


def _sentences(now: HallNow, names: Names) -> Iterator[tuple[Norm, str]]:
    over = [wait for wait in now.waits if wait.is_too_long]
    if over:
        yield Norm.LONGEST_WAIT, _waits(over, names)
    serving = sorted(now.broken_by(Norm.LONGEST_SERVICE), key=_elapsed_us, reverse=True)
    if serving:
        yield Norm.LONGEST_SERVICE, _services(serving, names)
    idle = now.broken_by(Norm.IDLE_WITH_WAITING)
    if idle:
        yield Norm.IDLE_WITH_WAITING, _idle(idle, names)
    lines = [line for line in now.lines if line.is_too_long]
    if lines:
        yield Norm.LONGEST_LINE, _lines(lines, names)


def _waits(over: list[WaitNow], names: Names) -> str:
    say, worst = names.say, max(over, key=lambda wait: wait.waited.us)
    service, norm = names.service(worst.ticket.service), norm_span(worst.norm_s, say)
    told = span_against(worst.waited, worst.norm_s, say)
    people = "1 person has" if len(over) == 1 else f"{len(over)} people have"
    return say(
        f"{len(over)} người chờ quá lâu; lâu nhất {worst.ticket.number} ({service}): {told}, mức {norm}",
        f"{people} waited too long; longest {worst.ticket.number} ({service}): {told}, norm {norm}",
    )


def _services(serving: list[CounterNow], names: Names) -> str:
    norm = norm_span(serving[0].norms.longest_service_s, names.say)
    told = ", ".join(_served(counter, names) for counter in serving)
    return names.say(
        f"Phục vụ một người quá lâu (mức {norm}): {told}", f"One service too long (norm {norm}): {told}"
    )


def _served(counter: CounterNow, names: Names) -> str:
    number = counter.ticket.number if counter.ticket is not None else ""
    time = (
        span_against(counter.elapsed, counter.norms.longest_service_s, names.say) if counter.elapsed else ""
    )
    return f"{names.counter(counter.counter)} ({number}, {time})"


def _idle(idle: tuple[CounterNow, ...], names: Names) -> str:
    told = ", ".join(_passed_over(counter, names) for counter in idle)
    return names.say(
        f"Quầy mở mà chưa gọi ai, trong khi có người chờ: {told}",
        f"Open and calling nobody while people wait: {told}",
    )


def _passed_over(counter: CounterNow, names: Names) -> str:
    name, norm_s = names.counter(counter.counter), counter.norms.idle_with_waiting_s
    time = span_against(counter.passed_over, norm_s, names.say) if counter.passed_over else ""
    return names.say(
        f"{name} ({time}, {counter.waiting} người chờ)", f"{name} ({time}, {counter.waiting} waiting)"
    )


def _lines(lines: list[LineNow], names: Names) -> str:
    say, most = names.say, lines[0].longest_line
    people = say("người", "people")
    told = ", ".join(f"{names.service(line.service)} {len(line.waits)} {people}" for line in lines)
    return say(f"Hàng chờ quá dài (mức {most} người): {told}", f"Line too long (norm {most}): {told}")


def _elapsed_us(counter: CounterNow) -> int:
    return counter.elapsed.us if counter.elapsed is not None else 0
