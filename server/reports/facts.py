"""From one ticket's row and periods to what reports count of it: a visit, its legs, its stays at counters.

Pure. Knows the definitions (docs/statistics.md); knows nothing of databases, days or pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from contract.words import Origin, PeriodKind, SlipFate, TicketState
from server.reports.seen import SECOND_US, DayRules, Seen, Stretch
from server.reports.units import Ending, Flag, Measure, Target, Unit

AT_COUNTER = frozenset({PeriodKind.WALKING, PeriodKind.SERVICE, PeriodKind.HOLD})

_ENDED: dict[TicketState, Ending] = {
    TicketState.SERVED: Ending.SERVED,
    TicketState.NO_SHOW: Ending.NO_SHOW,
    TicketState.CANCELLED: Ending.LEFT,
    TicketState.UNSERVED: Ending.UNSERVED,
}
_RUNNING: dict[TicketState, PeriodKind] = {
    TicketState.WAITING: PeriodKind.WAITING,
    TicketState.CALLED: PeriodKind.WALKING,
    TicketState.SERVING: PeriodKind.SERVICE,
    TicketState.ON_HOLD: PeriodKind.HOLD,
}
_PLAIN: dict[PeriodKind, Measure] = {
    PeriodKind.WALKING: Measure.WALKING,
    PeriodKind.SERVICE: Measure.SERVICE,
    PeriodKind.HOLD: Measure.HOLD,
    PeriodKind.ABSENT: Measure.ABSENT,
}
_NOTED: dict[PeriodKind, int] = {
    PeriodKind.WALKING: 1 << Flag.CALLED,
    PeriodKind.SERVICE: 1 << Flag.CALLED,
    PeriodKind.HOLD: 1 << Flag.CALLED,
    PeriodKind.ABSENT: 1 << Flag.ABSENT_ONCE,
}
"""What one period of that kind tells of the unit it belongs to."""
_ESTIMATED, _FORGOTTEN, _TOO_SHORT = 1 << Flag.ESTIMATED, 1 << Flag.FORGOTTEN, 1 << Flag.TOO_SHORT
_NO_TIMES: Mapping[Measure, int] = {}


class Fact(NamedTuple):
    """One unit: what it is counted under, how it ended, what is noted, how long things took."""

    service: str
    procedure: str
    priority: str
    kiosk: str
    counter: str
    officer: str
    start_us: int
    """Arrival; of a leg its start; of a stay the call."""
    ending: Ending
    flags: int
    target: Target
    times_us: Mapping[Measure, int]


class TicketFacts(NamedTuple):
    """All that one ticket adds to the units."""

    visit: Fact
    legs: tuple[Fact, ...] = ()
    stays: tuple[Fact, ...] = ()


def facts_of(seen: Seen, rules: DayRules, now_us: int) -> TicketFacts:
    """What reports count of this ticket; `now_us` ends what still runs."""
    (visit,) = units_of(Unit.VISIT, seen, rules, now_us)
    return TicketFacts(
        visit, units_of(Unit.LEG, seen, rules, now_us), units_of(Unit.STAY, seen, rules, now_us)
    )


def units_of(unit: Unit, seen: Seen, rules: DayRules, now_us: int) -> tuple[Fact, ...]:
    """Its units of one sort alone; a visit is always one."""
    if seen.fate is None or (seen.state is TicketState.CANCELLED and not seen.stretches):
        return (_fact(seen, Ending.NO_SLIP, 0),) if unit is Unit.VISIT else ()
    flags = _ticket_flags(seen, rules)
    if seen.is_by_hand:
        return _by_hand(unit, _fact(seen, Ending.BY_HAND, flags), seen.service)
    stretches = all_stretches(seen, now_us)
    match unit:
        case Unit.VISIT:
            return (_visit(seen, stretches, rules, flags),)
        case Unit.LEG:
            return tuple(_legs(seen, stretches, rules, flags))
        case Unit.STAY:
            return tuple(_stays(seen, stretches, rules, flags))


def _fact(seen: Seen, ending: Ending, flags: int, times_us: Mapping[Measure, int] = _NO_TIMES) -> Fact:
    return Fact(
        service=seen.first_service,
        procedure=seen.procedure or "",
        priority=seen.priority or "",
        kiosk=seen.kiosk or "",
        counter="",
        officer="",
        start_us=seen.arrived_us,
        ending=ending,
        flags=flags,
        target=Target.NONE,
        times_us=times_us,
    )


def _by_hand(unit: Unit, visit: Fact, service: str) -> tuple[Fact, ...]:
    """One leg, for the service it ended with, and no stay that anybody knows of."""
    if unit is Unit.STAY:
        return ()
    return (visit if unit is Unit.VISIT else visit._replace(service=service),)


def _ending(seen: Seen) -> Ending:
    return _ENDED.get(seen.state, Ending.OPEN)


def all_stretches(seen: Seen, now_us: int) -> tuple[Stretch, ...]:
    """The finished ones and the one that still runs, up to now."""
    return (*seen.stretches, *_running(seen, now_us))


def _running(seen: Seen, now_us: int) -> Iterator[Stretch]:
    kind = _RUNNING.get(seen.state)
    if kind is None:
        return
    since = seen.stretches[-1].end_us if seen.stretches else seen.arrived_us
    is_there = kind in AT_COUNTER
    yield Stretch(
        kind=kind,
        leg=seen.legs,
        service=seen.service,
        counter=seen.counter if is_there else None,
        officer=seen.officer if is_there else None,
        start_us=since,
        end_us=max(since, now_us),
        us=max(0, now_us - since),
        is_estimated=False,
        is_running=True,
    )


# --- flags and times ----------------------------------------------------------------------------------


def _bit(flag: Flag, is_so: bool) -> int:  # noqa: FBT001 - one bit, set or not
    return 1 << flag if is_so else 0


def _ticket_flags(seen: Seen, rules: DayRules) -> int:
    """What holds for the whole visit and all its parts."""
    return (
        _bit(Flag.UNCONFIRMED, seen.fate is SlipFate.UNCONFIRMED)
        | _bit(Flag.OFFLINE, seen.origin is Origin.OFFLINE)
        | _bit(Flag.BACK_DATED, seen.is_back_dated)
        | _bit(Flag.STEPPED, any(seen.first_seq < step < seen.last_seq for step in rules.steps))
        | _bit(Flag.INACCURATE, seen.id in rules.inaccurate)
    )


def _last_flags(seen: Seen) -> int:
    """What the ticket's end tells of its visit, its last leg and its last stay."""
    return _bit(Flag.INFERRED, seen.is_end_inferred) | _bit(
        Flag.ABSENT_ONCE, seen.state is TicketState.NO_SHOW
    )


def _told(stretches: Sequence[Stretch], rules: DayRules) -> tuple[dict[Measure, int], int]:
    """Times and flags that these stretches alone tell: sums by kind, where that kind is finished.

    Gone through once, since today's tickets are counted again for every report. A wait that no call ended is
    another measure.
    """
    spent: dict[PeriodKind, int] = {}
    flags = 0
    is_called = False
    for part in stretches:
        kind = part.kind
        spent[kind] = spent.get(kind, 0) + part.us
        flags |= _NOTED.get(kind, 0)
        if part.is_estimated:
            flags |= _ESTIMATED
        if kind is PeriodKind.SERVICE and part.us > rules.forgotten_us and not part.is_running:
            flags |= _FORGOTTEN
        is_called = kind is not PeriodKind.WAITING and (is_called or kind in AT_COUNTER)
    if _is_too_short(stretches, spent.get(PeriodKind.SERVICE), rules):
        flags |= _TOO_SHORT
    if stretches[-1].is_running and stretches[-1].kind is not PeriodKind.WAITING:
        del spent[stretches[-1].kind]
    waiting = Measure.WAITING if is_called else Measure.LEFT
    return {_PLAIN.get(kind, waiting): us for kind, us in spent.items()}, flags


def _is_too_short(stretches: Sequence[Stretch], served_us: int | None, rules: DayRules) -> bool:
    """Whether services that are finished took next to nothing; one that still runs is none of them."""
    if served_us is None:
        return False
    last = stretches[-1]
    if not (last.is_running and last.kind is PeriodKind.SERVICE):
        return served_us < rules.too_short_us
    is_first = sum(part.kind is PeriodKind.SERVICE for part in stretches) == 1
    return not is_first and served_us - last.us < rules.too_short_us


def _visit(seen: Seen, stretches: Sequence[Stretch], rules: DayRules, flags: int) -> Fact:
    times, told = _told(stretches, rules)
    if seen.state is TicketState.SERVED:
        times[Measure.VISIT] = sum(times.values())
    if rules.hours is not None and Measure.WAITING in times:
        waits = [part for part in stretches if part.kind is PeriodKind.WAITING]
        times[Measure.WAITING_OPEN] = sum([_within_hours(part, rules.hours) for part in waits])
    return _fact(seen, _ending(seen), flags | told | _last_flags(seen), times)


def _within_hours(part: Stretch, hours: Iterable[tuple[int, int]]) -> int:
    """How much of it lay in opening hours; never more than it took."""
    inside = 0
    for since, until in hours:
        inside += max(0, min(part.end_us, until) - max(part.start_us, since))
    return min(part.us, inside)


# --- legs ---------------------------------------------------------------------------------------------


def _legs(seen: Seen, stretches: Sequence[Stretch], rules: DayRules, flags: int) -> Iterator[Fact]:
    for number, group in groupby(stretches, key=lambda part: part.leg):
        parts = tuple(group)
        is_last = number == seen.legs
        times, told = _told(parts, rules)
        stay = next((part for part in reversed(parts) if part.kind in AT_COUNTER), None)
        own = flags | told
        if is_last:
            own |= _last_flags(seen)
        yield Fact(
            service=parts[0].service,
            procedure=seen.procedure or "",
            priority=seen.priority or "",
            kiosk=seen.kiosk or "",
            counter=(stay.counter if stay else None) or "",
            officer=(stay.officer if stay else None) or "",
            start_us=parts[0].start_us,
            ending=_ending(seen) if is_last else Ending.PASSED_ON,
            flags=own,
            target=_target(parts[0].service, times, rules),
            times_us=times,
        )


def _target(service: str, times: Mapping[Measure, int], rules: DayRules) -> Target:
    target_s = (rules.target_s or {}).get(service)
    if target_s is None:
        return Target.NONE
    waited, left = times.get(Measure.WAITING), times.get(Measure.LEFT)
    if waited is not None:
        return Target.WITHIN if waited // SECOND_US <= target_s else Target.OVER
    if left is not None:
        return Target.OVER if left // SECOND_US > target_s else Target.UNKNOWN
    return Target.NONE


# --- stays at counters --------------------------------------------------------------------------------


def _stays(seen: Seen, stretches: Sequence[Stretch], rules: DayRules, flags: int) -> Iterator[Fact]:
    """Stretches at one counter with one officer, one after the other, and the wait right before them."""
    runs = [tuple(group) for _, group in groupby(stretches, key=_where)]
    for at, run in enumerate(runs):
        if run[0].kind not in AT_COUNTER:
            continue
        times, told = _told(run, rules)
        wait = _wait_before(runs, at)
        if wait is not None:
            times[Measure.WAITING] = wait
        following = runs[at + 1] if at + 1 < len(runs) else None
        own = flags | told
        if following is None:
            own |= _last_flags(seen)
        yield Fact(
            service=run[0].service,
            procedure=seen.procedure or "",
            priority=seen.priority or "",
            kiosk=seen.kiosk or "",
            counter=run[0].counter or "",
            officer=run[0].officer or "",
            start_us=run[0].start_us,
            ending=_stay_ending(seen, run, following),
            flags=own,
            target=Target.NONE,
            times_us=times,
        )


def _where(part: Stretch) -> tuple[int, bool, str | None, str | None]:
    is_there = part.kind in AT_COUNTER
    return (part.leg, is_there, part.counter if is_there else None, part.officer if is_there else None)


def _wait_before(runs: Sequence[Sequence[Stretch]], at: int) -> int | None:
    """The wait in line of the same leg that this stay ended; None: it came from no line."""
    if at == 0:
        return None
    before = runs[at - 1]
    waits = [part.us for part in before if part.kind is PeriodKind.WAITING and part.leg == runs[at][0].leg]
    return sum(waits) if waits else None


def _stay_ending(seen: Seen, run: Sequence[Stretch], following: Sequence[Stretch] | None) -> Ending:
    if following is None:
        return _ending(seen)
    if following[0].leg != run[0].leg or following[0].kind in AT_COUNTER:
        return Ending.PASSED_ON
    return Ending.NO_SHOW if following[0].kind is PeriodKind.ABSENT else Ending.RETURNED
