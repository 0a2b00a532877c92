"""When a fault is over: how long it takes until its target is heard on the broker again.

Knows what surely makes somebody speak anew; mends nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tools.storm.cast import BROKER, HUB
from tools.storm.center import StormCenter
from tools.storm.faults import Fault, Kind
from tools.storm.processes import READY_S

LOOK_S = 0.05
TRUTH_S = 60.0
"""Longer than any device needs to be heard again."""


def await_truth(center: StormCenter, fault: Fault, mended_s: float) -> float | None:
    """When it was heard again (monotonic); only for what surely makes its target speak anew."""
    if fault.kind in (Kind.KILL, Kind.STOP, Kind.LOSE_DISK, Kind.RESTORE) and fault.target != BROKER:
        unit = center.units[fault.target]
        _until(lambda: unit.is_ready, READY_S)
        return _heard_again(center, fault.target, mended_s)
    if fault.kind in (Kind.KILL, Kind.STOP):
        return _heard_again(center, HUB, mended_s)
    if fault.kind in (Kind.CUT, Kind.SHUT) and fault.target.endswith(f"/{BROKER}"):
        return _heard_again(center, fault.target.removesuffix(f"/{BROKER}"), mended_s)
    return None


def _heard_again(center: StormCenter, who: str, since_s: float) -> float | None:
    observer = center.observer
    if not _until(lambda: observer.last_sign_s(who) > since_s, TRUTH_S):
        return None
    return observer.last_sign_s(who)


def _until(is_so: Callable[[], bool], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_S)
    return True
