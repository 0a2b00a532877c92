"""A witness on the broker: hears every event, board and device, and writes down when.

Connected to the broker itself, not through a gate; knows nothing of what is right.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from contract.broker import BrokerClient, Credentials
from contract.codec import Received
from contract.devices import DeviceState
from contract.events import EVENTS, Event
from contract.ids import CallId, Epoch
from contract.settings import BrokerAddress
from contract.states import BoardState, HubState
from contract.topics import Topic
from tools.demo.place import CENTER
from tools.storm.cast import HUB, OBSERVER

PROBE = Topic(f"motcua/v1/{CENTER}/device/{OBSERVER}")


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as it came over the broker."""

    event: Event
    at_s: float
    """Monotonic."""


class Observer:
    """Listens from `start` to `stop`."""

    def __init__(self, port: int, password: str) -> None:
        who = Credentials(CENTER, OBSERVER, password)
        self._client = BrokerClient(BrokerAddress(port=port), who)
        self._lock = threading.Lock()
        self._heard: dict[tuple[Epoch, int], Heard] = {}
        self._shown: dict[CallId, float] = {}
        self._seen: dict[str, float] = {}
        for kind in EVENTS:
            self._client.subscribe(kind, self._event)
        self._client.subscribe(BoardState, self._board)
        self._client.subscribe(DeviceState, self._device)
        self._client.subscribe(HubState, self._hub)

    def start(self) -> None:
        """Connect, now and again after every loss."""
        self._client.start()

    def stop(self) -> None:
        """Listen no more."""
        self._client.stop()

    def is_listening(self) -> bool:
        """Whether the broker has made all our subscriptions: it answers in order."""
        if not self._client.is_connected:
            return False
        try:
            return self._client.publish_bytes(PROBE, b"", retain=False).wait(2.0)
        except ConnectionError:
            return False

    # --- what was heard ---

    @property
    def events(self) -> tuple[Heard, ...]:
        """Each once, in the order they first came."""
        with self._lock:
            return tuple(self._heard.values())

    @property
    def shown(self) -> dict[CallId, float]:
        """Calls that stood on a board, and since when (monotonic)."""
        with self._lock:
            return dict(self._shown)

    def last_sign_s(self, who: str) -> float:
        """When a device or the hub last gave a live sign (monotonic); 0 before the first."""
        with self._lock:
            return self._seen.get(who, 0.0)

    # --- handlers ---

    def _event(self, event: Event, _received: Received) -> None:
        with self._lock:
            self._heard.setdefault((event.epoch, event.seq), Heard(event, time.monotonic()))

    def _board(self, board: BoardState, _received: Received) -> None:
        with self._lock:
            for call in board.calls:
                self._shown.setdefault(call.call_id, time.monotonic())

    def _device(self, state: DeviceState, received: Received) -> None:
        if state.is_online and not received.is_retained:
            with self._lock:
                self._seen[state.device] = time.monotonic()

    def _hub(self, _state: HubState, received: Received) -> None:
        if not received.is_retained:
            with self._lock:
                self._seen[HUB] = time.monotonic()
