"""How long a hub is away: from the start of its process until its devices hear it and it answers.

Knows the broker's side of it; what the ledger holds is the caller's business.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from bench.center import BenchCenter
from bench.processes import cpu_s
from contract.codec import Received
from contract.states import HubState

WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a hub."""

    on_air_s: float
    """Until a connected device has heard the hub: it takes commands from then on."""
    ready_s: float
    """Until it said READY=1."""
    cpu_s: float
    """Processor time it took by then: what the machine's other work cannot stretch."""


def timed_start(center: BenchCenter, ledger: str) -> Start:
    """Start the hub on that ledger while a device listens.

    Raises:
        RuntimeError: the hub was not heard.
    """
    listener = center.client(center.who(center.kiosks[-1]))
    heard = threading.Event()
    heard_s: list[float] = []

    def hear(_state: HubState, received: Received) -> None:
        if not received.is_retained:
            heard_s.append(time.monotonic())
            heard.set()

    listener.subscribe(HubState, hear)
    try:
        ready_s = center.start_hub(ledger)
        begun_s = time.monotonic() - ready_s
        if not heard.wait(WAIT_S):
            raise RuntimeError(f"the hub was not heard in {WAIT_S:g} s")
    finally:
        listener.stop()
    used_s = cpu_s(center.children.find("hub").process.pid)
    return Start(max(ready_s, heard_s[0] - begun_s), ready_s, used_s)
