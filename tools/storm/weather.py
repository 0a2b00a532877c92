"""Lets the drawn faults happen, each on its target's own lane, and mends each when its time is over.

Knows how each kind is done and undone; decides nothing: what happens was drawn before.
"""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from contract.clock import Steering
from tools.demo.center import NothingHappenedError
from tools.storm.cast import HUB
from tools.storm.center import StormCenter
from tools.storm.faults import Fault, Kind
from tools.storm.lanes import LANES, lane_of
from tools.storm.lost_disks import LostDisk, lose_disk
from tools.storm.printer_hands import bad_printer
from tools.storm.truth import await_truth

LOOK_S = 0.05
MOST_WAITING = 2
"""Faults of one lane that are not over: a third waits with all that come after it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A fault that was, in monotonic seconds."""

    fault: Fault
    began_s: float
    mended_s: float
    true_again_s: float | None = None
    """When its target was heard on the broker again; None: nobody waited for it."""

    @property
    def recovery_s(self) -> float | None:
        """From mended to truth."""
        return None if self.true_again_s is None else self.true_again_s - self.mended_s


class Weather:
    """Runs the faults; `wait` returns when the last one is mended."""

    def __init__(self, center: StormCenter, tell: Callable[[str], None]) -> None:
        self.happened: list[Happened] = []
        self.lost_disks: list[LostDisk] = []
        self._center = center
        self._tell = tell
        self._lock = threading.Lock()
        self._lanes = {name: ThreadPoolExecutor(1, name) for name in LANES}
        self._under_way: defaultdict[str, list[Future[None]]] = defaultdict(list)

    def blow(self, faults: Iterable[Fault], stopped: threading.Event, until_s: float) -> None:
        """One after the other in their drawn distances, until that moment (monotonic)."""
        for fault in faults:
            if stopped.wait(fault.after_s) or time.monotonic() > until_s:
                return
            lane = lane_of(fault)
            while self._waiting(lane) >= MOST_WAITING:
                stopped.wait(LOOK_S)
            self._under_way[lane].append(self._lanes[lane].submit(self._let_happen, fault))

    def wait(self, timeout_s: float) -> None:
        """Until all are mended.

        Raises:
            TimeoutError: one is not.
        """
        deadline = time.monotonic() + timeout_s
        try:
            for future in [future for lane in self._under_way.values() for future in lane]:
                future.result(max(0.1, deadline - time.monotonic()))
        finally:
            for lane in self._lanes.values():
                lane.shutdown(wait=False, cancel_futures=True)

    def _waiting(self, lane: str) -> int:
        return sum(not future.done() for future in self._under_way[lane])

    def _let_happen(self, fault: Fault) -> None:
        began_s = time.monotonic()
        with self._broken(fault):
            time.sleep(fault.lasts_s)
        mended_s = time.monotonic()
        true_again_s = await_truth(self._center, fault, mended_s)
        with self._lock:
            self.happened.append(Happened(fault, began_s, mended_s, true_again_s))
        self._tell(fault.text)

    # --- how it is done and undone ---

    @contextmanager
    def _broken(self, fault: Fault) -> Iterator[None]:
        match fault.kind:
            case Kind.KILL | Kind.STOP:
                yield from self._without_process(fault)
            case Kind.FREEZE:
                yield from self._frozen(fault)
            case Kind.CUT | Kind.SHUT | Kind.DELAY | Kind.SWALLOW | Kind.HALF_OPEN:
                yield from self._bad_line(fault)
            case Kind.CLOCK_STEP:
                yield from self._steered(fault, Steering(wall_s=fault.amount))
            case Kind.CLOCK_UNTRUSTED:
                yield from self._steered(fault, Steering(is_trusted=False))
            case Kind.DISK_FULL:
                yield from self._full(fault)
            case Kind.LOSE_DISK:
                yield from self._without_journal(fault)
            case Kind.RESTORE:
                yield from self._restored()
            case _:
                yield from bad_printer(self._center.controls[fault.target], fault)

    def _without_process(self, fault: Fault) -> Iterator[None]:
        how = signal.SIGKILL if fault.kind is Kind.KILL else signal.SIGTERM
        self._center.end(fault.target, how)
        yield
        self._center.start(fault.target)

    def _frozen(self, fault: Fault) -> Iterator[None]:
        unit = self._center.units[fault.target]
        unit.signal(signal.SIGSTOP)
        yield
        unit.signal(signal.SIGCONT)

    def _bad_line(self, fault: Fault) -> Iterator[None]:
        link = self._center.links[fault.target]
        match fault.kind:
            case Kind.CUT:
                link.gate.cut()
            case Kind.SHUT:
                link.hold("storm")
            case Kind.DELAY:
                link.gate.delay(fault.amount)
            case Kind.SWALLOW:
                link.gate.swallow()
            case _:
                link.gate.abandon()
        yield
        link.gate.mend()
        link.release("storm")

    def _steered(self, fault: Fault, steering: Steering) -> Iterator[None]:
        self._center.where.steer(fault.target, steering)
        yield
        self._center.where.steer(fault.target, Steering())

    def _full(self, fault: Fault) -> Iterator[None]:
        disks, home = self._center.disks, self._center.where.home(fault.target)
        if disks.can_be_full:
            disks.fill(home)
        yield
        disks.free(home)

    def _without_journal(self, fault: Fault) -> Iterator[None]:
        self._center.end(fault.target, signal.SIGKILL)
        self.lost_disks.append(lose_disk(self._center.where, fault.target))
        yield
        self._center.start(fault.target)

    def _restored(self) -> Iterator[None]:
        """Where no backup can be made or brought back (a full disk) it is a kill like any other."""
        center = self._center
        try:
            made = center.motcua("backup", "--to", str(center.where.backups)).split(": ")[0]
        except NothingHappenedError as error:
            made = ""
            self._tell(f"no backup: {error}")
        yield
        center.end(HUB, signal.SIGKILL)
        for kept in center.where.home(HUB).glob("replaced-*"):
            shutil.rmtree(kept)  # 17 of them filled the small disk in a storm of 800 faults
        try:
            if made:
                center.motcua("restore", made, "--yes")
        except NothingHappenedError as error:
            self._tell(f"no restore: {error}")
        center.start(HUB)
