"""Listens to the broker and keeps what is known, in memory and in a file.

Handlers run on the network thread; whoever draws or speaks is told and reads `known`.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from contract.broker import BrokerClient
from contract.codec import Received
from contract.ids import CounterId, Epoch
from contract.states import (
    BoardState,
    CatalogueState,
    CounterState,
    DeviceSettingsState,
    HubState,
    LineState,
    NoticesState,
    RecordsState,
    State,
)
from display.hub_watch import HubWatch
from display.known import Known, KnownFile

log = logging.getLogger(__name__)

SAVE_EVERY_S: Final = 60.0


class Knowing:
    """What this display knows; starts with what it knew before."""

    def __init__(self, file: Path, hub: HubWatch) -> None:
        self._file = KnownFile(file)
        self._hub = hub
        self._lock = threading.Lock()
        self._saved_s = -math.inf
        self._listeners: list[Callable[[Known], None]] = []
        self._said: dict[type[State], Epoch] = {}
        """Kinds that the hub itself was the last to say, and in which epoch."""
        self.known = self._file.load()
        if self.known.hub is not None:
            hub.remember(self.known.hub)

    def on_change(self, listener: Callable[[Known], None]) -> None:
        """Tell this listener of every change, on the network thread."""
        self._listeners.append(listener)

    def listen(self, client: BrokerClient, counter: CounterId | None) -> None:
        """Subscribe to all that this display draws from."""
        for kind in (HubState, LineState, BoardState, CatalogueState, NoticesState):
            client.subscribe(kind, self._heard)
        client.subscribe(DeviceSettingsState, self._heard, device=client.who.device)
        if counter is None:
            client.subscribe(RecordsState, self._heard)
        else:
            client.subscribe(CounterState, self._heard, counter=counter)

    def save_now_and_then(self, now_s: float) -> None:
        """Keep it, but spare the SD card: at most once in `SAVE_EVERY_S`."""
        if now_s - self._saved_s >= SAVE_EVERY_S:
            self._saved_s = now_s
            self.save()

    def save(self) -> None:
        """Keep it over a restart; a full disk is no reason to stop showing."""
        try:
            self._file.save(self.known)
        except OSError as error:
            log.warning("what is known could not be kept: %s", error)

    def _heard(self, state: State, received: Received) -> None:
        if isinstance(state, HubState):
            (self._hub.remember if received.is_retained else self._hub.heard)(state)
        with self._lock:
            self.known = self._with(state, received)
        for listener in self._listeners:
            listener(self.known)

    def _with(self, state: State, received: Received) -> Known:
        """The hub's own word beats what the broker or the file had kept, however new that claimed to be."""
        kind = type(state)
        if not received.is_retained:
            is_first, self._said[kind] = self._said.get(kind) != state.epoch, state.epoch
            return self.known.corrected_by(state) if is_first else self.known.with_state(state)
        known = self.known.with_state(state)
        if known is not self.known:
            self._said.pop(kind, None)
        return known
