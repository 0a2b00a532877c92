"""`/records` for everybody: what became of the records of today, this week and this month. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from contract.clock import local_time
from contract.record_words import ReasonFor
from contract.words import Language
from server.domain.record_rules import RecordRules
from server.reports.record_figures import RecordFigures, periods, record_figures
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
        say = Say(Language.EN if request.args.get("lang") == Language.EN else Language.VI)
        text = render_template("public/records.html", t=say, share=shown, **_shown(hub, say))
        response = Response(text, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response


def _shown(hub: PublicHub, say: Say) -> dict[str, object]:
    now = hub.writer.now()
    rules = hub.writer.rules.records
    with hub.database.reading() as connection:
        found = {
            name: record_figures(connection, first, last, now.utc, rules.compared_by)
            for name, (first, last) in periods(now.local_day).items()
        }
    columns = [
        Period(say(*_PERIODS[name]), seen, tuple(record_rows(seen, _refusals(seen, rules, say), say)))
        for name, seen in found.items()
    ]
    catalogue = hub.catalogue()
    return {
        "periods": columns,
        "center": say(catalogue.center_vi, catalogue.center_en),
        "at": f"{local_time(now.utc):%H:%M %d/%m/%Y}",
    }


def _refusals(figures: RecordFigures, rules: RecordRules, say: Say) -> tuple[tuple[str, int], ...]:
    """By reason, the most frequent first."""
    named = {
        reason.id: say(reason.name_vi, reason.name_en)
        for act in (ReasonFor.REFUSE, ReasonFor.REFUSE_AT_RECEPTION)
        for reason in rules.reasons_for(act)
    }
    counted = [(named.get(reason, reason), count) for reason, count in figures.refused.items()]  # type: ignore[call-overload] # an id as the table keeps it
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
