"""What the panel knows of its counter: the hub's newest words, and whether the hub is there at all.

Knows epochs, revisions and heartbeats; knows nothing of the broker they came through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from contract.hubtime import HubTime
from contract.ids import CounterId, Epoch
from contract.states import CounterState, HubState
from contract.words import CounterStatus, TicketState
from hardware.panel.press_table import Standing


class CounterWatch:
    """Follows one counter. The heartbeat's epoch decides which states still count."""

    def __init__(self, counter: CounterId, monotonic_s: Callable[[], float]) -> None:
        self._counter = counter
        self._hub_time = HubTime(monotonic_s)
        self._hub: HubState | None = None
        self._states: dict[Epoch, CounterState] = {}
        self._kept: set[Epoch] = set()
        """Epochs whose counter is known from what the broker had kept."""
        self._is_connected = False

    def connection_changed(self, *, is_connected: bool) -> None:
        """The broker came or went."""
        self._is_connected = is_connected

    def remember_hub(self, hub: HubState) -> None:
        """A heartbeat that the broker had kept, of any age: it sets no clock."""
        last = self._hub
        if last is None or hub.epoch != last.epoch or hub.revision >= last.revision:
            self._follow(hub)

    def heard_hub(self, hub: HubState) -> None:
        """The hub said so just now."""
        self._follow(hub)
        self._hub_time.heard(hub.at)

    def remember_counter(self, state: CounterState) -> None:
        """What the broker had kept of a counter; another counter's and older ones are ignored."""
        known = self._states.get(state.epoch)
        if state.counter == self._counter and (known is None or state.revision >= known.revision):
            self._states[state.epoch] = state
            self._kept.add(state.epoch)

    def heard_counter(self, state: CounterState) -> None:
        """News of a counter. The hub's own word beats what was kept, however new that claimed to be."""
        known = self._states.get(state.epoch)
        is_news = known is None or state.epoch in self._kept or state.revision >= known.revision
        if state.counter == self._counter and is_news:
            self._states[state.epoch] = state
            self._kept.discard(state.epoch)

    def _follow(self, hub: HubState) -> None:
        self._hub = hub
        self._states = {epoch: state for epoch, state in self._states.items() if epoch == hub.epoch}

    @property
    def counter(self) -> CounterState | None:
        """The newest words of the hub's present epoch."""
        return None if self._hub is None else self._states.get(self._hub.epoch)

    @property
    def hub_now(self) -> datetime | None:
        """Hub time; None before it is known."""
        return self._hub_time.now()

    def standing(self) -> Standing:
        """Where the counter stands (a parked ticket is the panel's own knowledge)."""
        counter = self.counter
        if counter is None or not self._is_connected or self._hub_time.is_silent():
            return Standing.HUB_AWAY
        return _standing(counter)


def _standing(counter: CounterState) -> Standing:
    if counter.status is CounterStatus.CLOSED:
        return Standing.CLOSED
    if not counter.is_seated:
        return Standing.NOBODY_SEATED
    if counter.status is CounterStatus.PAUSED:
        return Standing.PAUSED
    if counter.ticket is None:
        return Standing.READY if counter.status is CounterStatus.READY else Standing.UNCLEAR
    by_ticket = {TicketState.CALLED: Standing.CALLED, TicketState.SERVING: Standing.SERVING}
    if counter.ticket_state is None:
        return Standing.UNCLEAR
    return by_ticket.get(counter.ticket_state, Standing.UNCLEAR)
