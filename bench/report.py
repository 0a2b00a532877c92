"""The figures for people (a table) and for machines (JSON)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.measure import Measure


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One figure in `latest.json`."""

    name: str
    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    aim: str | None
    met: bool | None


def line_of(measure: Measure) -> Line:
    """The figure as machines read it."""
    return Line(
        name=measure.name,
        value=measure.value,
        unit=measure.unit,
        baseline=measure.baseline,
        ratio=measure.ratio,
        aim=str(measure.aim) if measure.aim else None,
        met=measure.is_met,
    )


def write_json(measures: Sequence[Measure], file: Path) -> None:
    """All figures, replaced at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode([line_of(measure) for measure in measures])))
    part.rename(file)


HEAD = f"{'':44}{'value':>12}  {'baseline':>12}  {'ratio':>6}  {'aim':<16}{'':7}"


def row(measure: Measure) -> str:
    """One line of the table; what must be said about it below."""
    verdict = {True: "met", False: "MISSED", None: ""}[measure.is_met]
    text = (
        f"{measure.name:<44}{_figure(measure.value, measure.unit):>12}  "
        f"{_figure(measure.baseline, measure.unit):>12}  "
        f"{'' if measure.ratio is None else f'{measure.ratio:.2f}':>6}  "
        f"{measure.aim or ''!s:<16}{verdict:<7}{measure.against}"
    ).rstrip()
    return f"{text}\n{'':4}{measure.note}" if measure.note else text


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    shown = f"{value:.2f}" if abs(value) < 10 and value != int(value) else f"{value:,.0f}"
    return f"{shown} {unit}".rstrip()
