"""Tickets written down by hand, and what the reports make of them. Shares no arithmetic with the reports.

Times of day are `"08:05"` or `"08:05:30"`, local, on one Monday; what happened is a row of (kind, from, to).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from contract.words import Origin, PeriodKind, SlipFate, TicketState
from server.reports.day_rules import midnight_us
from server.reports.facts import facts_of
from server.reports.figures import Figures, figures_of
from server.reports.seen import DayRules, Seen, Stretch
from server.reports.sheet import Sheet, sheet_of
from server.reports.tally import Key, tally_of
from server.reports.units import Dimension, Unit

MONDAY = date(2026, 11, 23)
S = TicketState
_ids = count(1)

Part = tuple[str, str, str] | tuple[str, str, str, dict[str, Any]]


def us(clock: str, day: date = MONDAY) -> int:
    """A local time of day as the ledger keeps it; `"08:05:30.5"` has a fraction."""
    hours, minutes, *seconds = clock.split(":")
    whole = int(hours) * 3600 + int(minutes) * 60
    return midnight_us(day) + whole * 1_000_000 + round(float(seconds[0]) * 1_000_000 if seconds else 0)


def ticket(*parts: Part, state: TicketState = S.SERVED, day: date = MONDAY, **others: Any) -> Seen:
    """One ticket; `parts` are its finished periods in order."""
    stretches = tuple(_stretch(part, day) for part in parts)
    arrived = others.pop("arrived", None)
    told: dict[str, Any] = {
        "id": f"t-{next(_ids)}",
        "number": "A001",
        "state": state,
        "service": stretches[-1].service if stretches else "a",
        "first_service": stretches[0].service if stretches else "a",
        "procedure": None,
        "priority": None,
        "kiosk": "kiosk-1",
        "origin": Origin.KIOSK,
        "fate": SlipFate.PRINTED,
        "arrived_us": us(arrived, day) if arrived else stretches[0].start_us,
        "legs": stretches[-1].leg if stretches else 1,
        "counter": None,
        "officer": None,
        "is_end_inferred": False,
        "is_by_hand": False,
        "is_back_dated": False,
        "first_seq": 1,
        "last_seq": 9,
        "stretches": stretches,
    }
    return Seen(**(told | others))


def _stretch(part: Part, day: date) -> Stretch:
    kind, since, until = part[0], part[1], part[2]
    others: dict[str, Any] = part[3] if len(part) == 4 else {}
    is_there = kind in ("walking", "service", "hold")
    start, end = us(since, day), us(until, day)
    return Stretch(
        kind=PeriodKind(kind),
        leg=others.get("leg", 1),
        service=others.get("service", "a"),
        counter=others.get("counter", "1") if is_there else None,
        officer=others.get("officer", "anh") if is_there else None,
        start_us=start,
        end_us=end,
        us=others.get("us", end - start),
        is_estimated=others.get("is_estimated", False),
    )


def served(arrived: str, waited_s: float, service_s: float = 300, **others: Any) -> Seen:
    """Taken, called after so long, served at once."""
    called = us(arrived) + round(waited_s * 1_000_000)
    done = called + round(service_s * 1_000_000)
    begun = us(arrived)
    kind = others.pop("service", "a")
    return ticket(
        state=S.SERVED,
        service=kind,
        first_service=kind,
        arrived=arrived,
        stretches=(
            Stretch(PeriodKind.WAITING, 1, kind, None, None, begun, called, called - begun, False),
            Stretch(PeriodKind.SERVICE, 1, kind, "1", "anh", called, done, done - called, False),
        ),
        **others,
    )


def sheet(*tickets: Seen, rules: DayRules | None = None, now: str = "17:00", day: date = MONDAY) -> Sheet:
    """The day of these tickets."""
    facts = (facts_of(seen, rules or DayRules(), us(now, day)) for seen in tickets)
    return sheet_of(day, facts, midnight_us(day))


def counted(
    tickets: Iterable[Seen],
    unit: Unit = Unit.VISIT,
    by: tuple[Dimension, ...] = (),
    rules: DayRules | None = None,
    now: str = "17:00",
) -> dict[Key, Figures]:
    """What the reports say of them."""
    columns = sheet(*tickets, rules=rules, now=now).units[unit]
    return figures_of(tally_of(columns, by))


def total(
    *tickets: Seen, unit: Unit = Unit.VISIT, rules: DayRules | None = None, now: str = "17:00"
) -> Figures:
    """All of them together."""
    return counted(tickets, unit, (), rules, now)[()]
