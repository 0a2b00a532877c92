"""Whether people at a kiosk feel that somebody exports years of visits: issues on the ledger that is read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.askers import Seat, ask_together
from bench.center import BenchCenter
from bench.exporting import child
from bench.measure import Measure, percentile, ratio_at_most
from bench.past import Past
from server.reports.__main__ import Format

TURNS = 3
"""With and without by turns, so that what else the machine does hits both alike."""
READING_S = 3.0
"""After the start of the child: by then it reads."""
UNDISTURBED = 1.25


def measure_beside_export(center: BenchCenter, ledger: str, past: Past, issues: int) -> Iterator[Measure]:
    """p50 and p99 of one asker."""
    center.start_hub(ledger)
    alone: list[float] = []
    beside: list[float] = []
    for _ in range(TURNS):
        alone += _issue_ms(center, issues)
        with ExitStack() as stack, Path(os.devnull).open("wb") as nowhere:
            url = f"sqlite:///{center.ledger(ledger)}"
            reader = stack.enter_context(
                child(url, past.days[0], past.days[-1], Format.CSV, nowhere.fileno())
            )
            time.sleep(READING_S)
            beside += _issue_ms(center, issues)
            is_reading = reader.poll() is None
    center.stop_hub()
    for name, percent in (("p50", 50), ("p99", 99)):
        yield Measure(
            name=f"issue beside an export, {name}",
            value=percentile(beside, percent),
            unit="ms",
            baseline=percentile(alone, percent),
            against="the same hub and ledger without an export",
            aim=ratio_at_most(UNDISTURBED) if percent == 50 else None,
            note=f"{len(beside)} issues in {TURNS} turns; ledger of {past.tickets:,} tickets; "
            f"the export {'went on all the while' if is_reading else 'ended too early'}",
        )


def _issue_ms(center: BenchCenter, issues: int) -> list[float]:
    seat = Seat(center.who(center.kiosks[0]), count=issues)
    return [spent * 1000 for spent in ask_together(center.address, [seat]).seconds]
