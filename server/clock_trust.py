"""Who says whether this process's clock may be believed: the machine, or the file that steers the clock.

Knows both; a person's word is the ledger's business.
"""

from __future__ import annotations

from collections.abc import Callable

from contract.clock import FileSteeredClock, SystemClock
from contract.machine_clock import machine_trust
from contract.words import ClockTrust


def trust_in(clock: SystemClock | FileSteeredClock) -> Callable[[], ClockTrust]:
    """Asked once a second. A steering file decides alone, so that a test sees the same on every machine."""
    if isinstance(clock, FileSteeredClock):
        return lambda: ClockTrust.NTP if clock.steering.is_trusted else ClockTrust.UNTRUSTED
    return machine_trust
