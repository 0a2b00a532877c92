"""Rows of a manager's page: a service's line, a counter, one who waits. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from contract.clock import local_time
from contract.words import CounterStatus
from server.domain.center import CenterRules
from server.domain.hall_watch import CounterNow, LineNow, Norm, WaitNow
from server.web.console.names import Names
from server.web.norm_words import norm_span, span, span_against
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class LineRow:
    """One service's line."""

    name: str
    waiting: int
    longest: str
    """Whose number and how long; empty: nobody waits."""
    norm: str
    said: tuple[str, ...]
    """What is broken, in words."""
    note: str
    """What else the manager should know."""


@dataclass(frozen=True, slots=True)
class CounterRow:
    """One counter."""

    name: str
    status: str
    """For the page's look."""
    doing: str
    officer: str
    elapsed: str
    since: str
    said: str


@dataclass(frozen=True, slots=True)
class WaitRow:
    """One who waits."""

    number: str
    service: str
    arrived: str
    waited: str
    notes: str
    said: str


def line_row(line: LineNow, names: Names) -> LineRow:
    """A service's line."""
    say, longest, waiting = names.say, line.longest, len(line.waits)
    norm = norm_span(line.norm_s, say)
    said = []
    if longest is not None and longest.is_too_long:
        over = sum(1 for wait in line.waits if wait.is_too_long)
        said.append(say(f"{over} người chờ quá {norm}", f"{over} waited over {norm}"))
    if line.is_too_long:
        said.append(say(f"quá {line.longest_line} người", f"over {line.longest_line} people"))
    return LineRow(
        name=names.service(line.service),
        waiting=waiting,
        longest=f"{longest.ticket.number} · {span_against(longest.waited, line.norm_s, say)}"
        if longest
        else "",
        norm=norm,
        said=tuple(said),
        note=say("chưa quầy nào gọi", "no counter calls them") if waiting and not line.has_counter else "",
    )


_DOING = {
    CounterStatus.CLOSED: ("đã đóng", "closed"),
    CounterStatus.READY: ("đang rảnh", "free"),
    CounterStatus.CALLING: ("đang gọi", "calling"),
    CounterStatus.SERVING: ("đang phục vụ", "serving"),
    CounterStatus.PAUSED: ("tạm dừng", "paused"),
}
_NEVER_OPENED = ("chưa mở", "not open yet")


def counter_row(counter: CounterNow, rules: CenterRules, names: Names) -> CounterRow:
    """What a counter does."""
    say, is_open = names.say, counter.status is not CounterStatus.CLOSED
    return CounterRow(
        name=names.counter(counter.counter) or counter.counter,
        status=counter.status,
        doing=_doing(counter, rules, say),
        officer=names.officer(counter.officer) or "",
        elapsed=span(counter.elapsed, say) if is_open and counter.elapsed is not None else "",
        since=_since(counter, say),
        said=_broken(counter, say),
    )


def _doing(counter: CounterNow, rules: CenterRules, say: Say) -> str:
    doing = say(*(_DOING[counter.status] if counter.since is not None else _NEVER_OPENED))
    pause = rules.pause_reason(counter.pause)
    if counter.ticket is not None:
        return f"{doing} {counter.ticket.number}"
    return f"{doing}: {say(pause.name_vi, pause.name_en)}" if pause is not None else doing


def _since(counter: CounterNow, say: Say) -> str:
    if counter.since is None:
        return ""
    time = f"{local_time(counter.since.utc):%H:%M}"
    return say(f"từ {time}", f"since {time}")


def _broken(counter: CounterNow, say: Say) -> str:
    norms = counter.norms
    match counter.broken:
        case Norm.LONGEST_SERVICE:
            most = norm_span(norms.longest_service_s, say)
            return say(f"phục vụ quá {most}", f"service over {most}")
        case Norm.IDLE_WITH_WAITING:
            most = norm_span(norms.idle_with_waiting_s, say)
            return say(
                f"rảnh quá {most} khi có {counter.waiting} người chờ",
                f"free over {most} while {counter.waiting} wait",
            )
        case _:
            return ""


def wait_row(wait: WaitNow, names: Names) -> WaitRow:
    """Who waits."""
    say, ticket = names.say, wait.ticket
    notes = [names.priority(ticket.priority) or ""]
    if ticket.leg > 1:
        notes.append(say("chuyển đến", "sent on"))
    elif any(period.leg == ticket.leg for period in ticket.periods):
        notes.append(say("trở lại hàng", "back in line"))
    most = norm_span(wait.norm_s, say)
    return WaitRow(
        number=ticket.number,
        service=names.service(ticket.service),
        arrived=f"{local_time(ticket.arrived.utc):%H:%M}",
        waited=span_against(wait.waited, wait.norm_s, say),
        notes=", ".join(note for note in notes if note),
        said=say(f"quá {most}", f"over {most}") if wait.is_too_long else "",
    )
