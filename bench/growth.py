"""Issue on a ledger with years of history, and a hub's start on it, beside an empty ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.askers import Seat, ask_together
from bench.center import BenchCenter
from bench.history import load_history
from bench.measure import Measure, median, ratio_at_most
from bench.model_day import live_through
from bench.scale import Scale
from contract.clock import LOCAL
from tools.demo.place import CENTER

EMPTY = "empty"
FULL = "full"
TICKETS_A_DAY = 500
TURNS = 2


def measure_growth(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """Turns on both ledgers alternate, so that what else the machine does hits both alike."""
    text = center.place.config.read_text(encoding="utf-8")
    today = datetime.now(UTC).astimezone(LOCAL).date()
    model = live_through(text, today, min(TICKETS_A_DAY, max(scale.history) // 2), center.place.var)
    for tickets in scale.history:
        started_s = time.monotonic()
        load_history(center.ledger(f"{FULL}-{tickets}"), CENTER, model, tickets, today)
        loaded_s = time.monotonic() - started_s
        starts: dict[str, list[float]] = {}
        p50: dict[str, list[float]] = {}
        for ledger in (EMPTY, f"{FULL}-{tickets}") * TURNS:
            starts.setdefault(ledger, []).append(center.start_hub(ledger))
            seat = Seat(center.who(center.kiosks[0]), count=scale.grown)
            p50.setdefault(ledger, []).append(median(ask_together(center.address, [seat]).seconds) * 1000)
            center.stop_hub()
        full = f"{FULL}-{tickets}"
        yield Measure(
            name=f"issue with {tickets:,} tickets of history, p50",
            value=min(p50[full]),
            unit="ms",
            baseline=min(p50[EMPTY]),
            against="empty ledger",
            aim=ratio_at_most(1.1),
            note=f"ledger of {center.ledger(full).stat().st_size / 1e9:.2f} GB, loaded in {loaded_s:.0f} s",
        )
        yield Measure(
            name=f"hub start with {tickets:,} tickets of history",
            value=min(starts[full]),
            unit="s",
            baseline=min(starts[EMPTY]),
            against="empty ledger",
        )
        center.ledger(full).unlink()
