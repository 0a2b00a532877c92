"""How many waited how long, in bars of five minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.reports.definitions import FLAGS, MEASURES
from server.reports.units import Flag, Measure
from server.web.manager.report_table import Heading, Kind, Line, Table

if TYPE_CHECKING:
    from server.web.manager.shown import Shown

BAR_MIN = 5
BARS = 24
"""Bars of five minutes; the last one holds everything longer."""


def bars(shown: Shown) -> Table:
    """How many waited how long."""
    found = shown.distribution
    lines = [
        Line(bar_name(at), (called, gone))
        for at, (called, gone) in enumerate(zip(found.called, found.not_called, strict=True))
    ]
    filled = max((at for at, one in enumerate(lines) if any(one.cells)), default=-1)
    return Table(
        "bars",
        ("Phân bố thời gian chờ", "Distribution of waits"),
        ("chờ từ–đến dưới (phút)", "waited from–under (min)"),
        (
            Heading(FLAGS[Flag.CALLED].name, Kind.COUNT),
            Heading(MEASURES[Measure.LEFT].name, Kind.COUNT),
        ),
        tuple(lines[: filled + 1]),
    )


def bar_name(at: int) -> str:
    """`10–15`; the last one is open."""
    first = at * BAR_MIN
    return f"≥ {first}" if at == BARS - 1 else f"{first}–{first + BAR_MIN}"
