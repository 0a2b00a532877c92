"""What a display says of itself every 15 s, at each connection, and in its last will.

Knows DeviceState; knows nothing of the screens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from contract.account import Account
from contract.devices import HEARTBEAT_S, DeviceState, Fault
from display.hub_watch import HubWatch

log = logging.getLogger(__name__)


class Heartbeat:
    """Beats in a thread of its own; `each_beat` is called with every one, connected or not."""

    def __init__(
        self,
        account: Account,
        hub: HubWatch,
        faults: Callable[[], tuple[Fault, ...]],
        each_beat: Callable[[DeviceState], None],
    ) -> None:
        self._account = account
        self._hub = hub
        self._faults = faults
        self._each_beat = each_beat
        self._due = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="heartbeat", daemon=True)

    def gone(self) -> DeviceState:
        """The last will, and the farewell."""
        return self._account.gone()

    def here(self) -> DeviceState:
        """This device now."""
        return self._account.here(self._hub.now(), self._faults())

    def start(self) -> None:
        """Begin beating."""
        self._thread.start()

    def connected(self) -> None:
        """A new connection: say so at once."""
        self._account.connected()
        self.beat_now()

    def beat_now(self) -> None:
        """Something changed: do not wait for the next beat."""
        self._due.set()

    def end(self) -> None:
        """Beat no more."""
        self._ended = True
        self._due.set()
        self._thread.join()

    def _work(self) -> None:
        while True:
            self._due.wait(HEARTBEAT_S)
            self._due.clear()
            if self._ended:
                return
            try:
                self._each_beat(self.here())
            except Exception:
                log.exception("a heartbeat failed; the next one is tried")
