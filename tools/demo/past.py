"""Days before the demo's first one, made by `motcua simulate` into a ledger that is not there yet.

A ledger that exists is never touched, so no center that has run gets made-up days. Reports name their staff
“Cán bộ mô phỏng”.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from server.config.calendar import DayKind, read_holidays
from tools.demo.place import SAMPLE, Place

WEEKS = 4
PROFILE = "M"
"""As busy as a middle-sized commune: 65 people and 28 records a day (docs/simulate.md)."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was made."""

    first_real_day: date
    """Every day before it is simulated."""


def live_past(place: Place, motcua: Callable[..., str], today: date) -> Past | None:
    """Four weeks up to yesterday, or those of an earlier run; None: a center that began without a past."""
    note = place.data / "simulated-before"
    if place.ledger.exists():
        return Past(date.fromisoformat(note.read_text())) if note.exists() else None
    made = place.ledger.with_name("simulated.sqlite")
    for left in made.parent.glob(f"{made.name}*"):
        left.unlink()
    first = today - timedelta(days=today.weekday() + 7 * WEEKS)
    config = place.data / "past.toml"
    config.write_text(_configuration(SAMPLE.read_text(encoding="utf-8"), first, today), encoding="utf-8")
    motcua(
        "simulate", "--profile", PROFILE, "--config", str(config), "--into", f"sqlite:///{made}",
        "--from", f"{first}", "--days", str((today - first).days),
    )  # fmt: skip
    note.write_text(f"{today}")
    made.rename(place.ledger)
    return Past(today)


def _configuration(sample: str, first: date, today: date) -> str:
    """The sample center with its real hours, in whatever years the demo is run."""
    known = {row.day.year for row in read_holidays() if row.kind is DayKind.CONFIRMED}
    years = sorted({first.year, today.year, today.year + 1} - known)
    return re.sub(r"^\[hours\]$", f"[hours]\nconfirmed_years = {years}", sample, flags=re.M)
