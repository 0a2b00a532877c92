"""`/records` for everybody: what became of the records of today, this week and this month. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from contract.clock import local_time
from contract.record_words import ReasonFor
from server.domain.instant import Instant
from server.domain.record_rules import RecordRules
from server.reports.record_figures import RecordFigures, periods, record_figures
from server.web.public.framing import asked_say, framed
from server.web.public.hub import PublicHub
from server.web.public.record_rows import RecordRow, record_rows, shown
from server.web.say import Say

_PERIODS = {
    "today": ("Hôm nay", "Today"),
    "week": ("Tuần này", "This week"),
    "month": ("Tháng này", "This month"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One column."""

    name: str
    figures: RecordFigures
    rows: tuple[RecordRow, ...]


def add_records(blueprint: Blueprint, hub: PublicHub) -> None:
    """Add the page."""

    @blueprint.get("/records")
    def records() -> Response:
        say, now = asked_say(), hub.writer.now()
        facts = {
            "share": shown,
            "periods": _periods(hub, now, say),
            "at": f"{local_time(now.utc):%H:%M %d/%m/%Y}",
        }
        return framed(hub, "public/records.html", facts)


def _periods(hub: PublicHub, now: Instant, say: Say) -> list[Period]:
    rules = hub.writer.rules.records
    with hub.database.reading() as connection:
        found = {
            name: record_figures(connection, first, last, now.utc, rules.compared_by)
            for name, (first, last) in periods(now.local_day).items()
        }
    return [
        Period(say(*_PERIODS[name]), seen, tuple(record_rows(seen, _refusals(seen, rules, say), say)))
        for name, seen in found.items()
    ]


def _refusals(figures: RecordFigures, rules: RecordRules, say: Say) -> tuple[tuple[str, int], ...]:
    """By reason, the most frequent first."""
    named = {
        reason.id: say(reason.name_vi, reason.name_en)
        for act in (ReasonFor.REFUSE, ReasonFor.REFUSE_AT_RECEPTION)
        for reason in rules.reasons_for(act)
    }
    counted = [(named.get(reason, reason), count) for reason, count in figures.refused.items()]  # type: ignore[call-overload] # an id as the table keeps it
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
