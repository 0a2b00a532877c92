"""Issue on a ledger with years of history, and a hub's start on it, beside an empty ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.askers import Seat, ask_together
from bench.center import BenchCenter
from bench.history import load_history
from bench.measure import Measure, at_most, median, ratio_at_most
from bench.model_day import live_through
from bench.scale import Scale
from bench.start_up import Start, timed_start
from contract.clock import LOCAL
from tools.demo.place import CENTER

EMPTY = "empty"
FULL = "full"
TICKETS_A_DAY = 500
TURNS = 2
ON_AIR_S = 3.0
"""A hub that was killed is away no longer than that (issue 3)."""


def measure_growth(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """Turns on both ledgers alternate, so that what else the machine does hits both alike."""
    text = center.place.config.read_text(encoding="utf-8")
    today = datetime.now(UTC).astimezone(LOCAL).date()
    model = live_through(text, today, min(TICKETS_A_DAY, max(scale.history) // 2), center.place.var)
    for tickets in scale.history:
        started_s = time.monotonic()
        load_history(center.ledger(f"{FULL}-{tickets}"), CENTER, model, tickets, today)
        loaded_s = time.monotonic() - started_s
        starts: dict[str, list[Start]] = {}
        p50: dict[str, list[float]] = {}
        for ledger in (EMPTY, f"{FULL}-{tickets}") * TURNS:
            starts.setdefault(ledger, []).append(timed_start(center, ledger))
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
        yield _back_on_the_air(tickets, starts[full], starts[EMPTY])
        center.ledger(full).unlink()


def _back_on_the_air(tickets: int, full: list[Start], empty: list[Start]) -> Measure:
    best = min(full, key=lambda start: start.on_air_s)
    return Measure(
        name=f"hub on the air with {tickets:,} tickets",
        value=best.on_air_s,
        unit="s",
        baseline=min(start.on_air_s for start in empty),
        against="empty ledger",
        aim=at_most(ON_AIR_S),
        note=f"READY=1 after {best.ready_s:.2f} s, {best.cpu_s:.2f} s of processor time; "
        f"the slowest of {len(full)} starts {max(start.on_air_s for start in full):.2f} s",
    )
