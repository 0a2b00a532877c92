"""Slips kiosks are asked to print for counters: wanted for some seconds, answered by the kiosk's account.

In memory alone: whoever asked stands at a counter and waits. Knows nothing of what is on them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from contract.counter_slip import CounterSlip, EndedSlip, WantedSlip
from contract.devices import DeviceState
from contract.ids import CommandId, DeviceId, new_command_id
from contract.states import CounterSlipsState
from server.domain.hall import Hall
from server.service.health import Presence
from server.service.slip_kiosks import BusyKioskError

WANTED_FOR = timedelta(seconds=10)
"""Of hub time; a kiosk that has not begun by then begins no more."""
ANSWER_WITHIN_S = 20.0
"""From asking to the kiosk's word: a slip before it, 40 kB of its own, the printer's confirmation."""


class SlipDesk:
    """One slip a kiosk at a time. Thread-safe."""

    def __init__(
        self,
        presences: Callable[[], Iterable[Presence]],
        kiosks: Callable[[], Iterable[DeviceId]],
        now: Callable[[], datetime],
        answer_within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        """`now`: hub time."""
        self.on_change: Callable[[], None] = lambda: None
        self._presences = presences
        self._kiosks = kiosks
        self._now = now
        self._answer_within_s = answer_within_s
        self._wanted: dict[DeviceId, WantedSlip] = {}
        self._ended: dict[CommandId, EndedSlip] = {}
        self._news = threading.Condition()
        self._is_over = False

    def kiosks(self) -> tuple[tuple[DeviceId, bool], ...]:
        """Every configured kiosk, and whether it is heard now."""
        here = {one.device for one in self._presences() if one.is_here}
        return tuple((kiosk, kiosk in here) for kiosk in self._kiosks())

    def print(self, kiosk: DeviceId, slip: CounterSlip) -> EndedSlip | None:
        """Ask for it and wait for the end; None: the kiosk has not said. Raises `BusyKioskError`."""
        wanted = WantedSlip(id=new_command_id(), until=self._now() + WANTED_FOR, slip=slip)
        with self._news:
            if kiosk in self._wanted:
                raise BusyKioskError(kiosk)
            self._wanted[kiosk] = wanted
        self.on_change()
        try:
            with self._news:
                self._news.wait_for(lambda: self._is_over or wanted.id in self._ended, self._answer_within_s)
                return self._ended.get(wanted.id)
        finally:
            with self._news:
                del self._wanted[kiosk]
                self._ended.pop(wanted.id, None)
            self.on_change()

    def stop(self) -> None:
        """Nobody waits any longer."""
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def heard(self, state: DeviceState) -> None:
        """A device's account of itself: perhaps what somebody waits for."""
        with self._news:
            wanted = self._wanted.get(state.device)
            if wanted is None:
                return
            for ended in state.ended_slips:
                if ended.id == wanted.id:
                    self._ended[ended.id] = ended
                    self._news.notify_all()

    def states(self, hall: Hall) -> Iterable[CounterSlipsState]:
        """What each kiosk is asked for now."""
        with self._news:
            asked = dict(self._wanted)
        for kiosk in self._kiosks():
            wanted = (asked[kiosk],) if kiosk in asked else ()
            yield CounterSlipsState(
                epoch=hall.head.epoch, revision=hall.head.seq, device=kiosk, wanted=wanted
            )
