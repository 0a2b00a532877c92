"""Displays and panels without glass and pins: the models that their processes draw and act from, connected.

What is shown is compared with what the hub itself holds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.codec import Received
from contract.devices import DeviceState
from contract.ids import CallId, CounterId, TicketNumber, ZoneId
from contract.settings import BrokerAddress
from contract.states import BoardState, CounterState, HubState, LineState, State
from contract.words import CounterStatus, DeviceKind
from display.announcement_journal import AnnouncementJournal
from display.announcer import Announcer
from display.hub_watch import HubWatch, Line
from display.knowing import Knowing
from display.known import Known
from hardware.panel.counter_watch import CounterWatch
from hardware.panel.press_table import Standing
from server.service.states import board_state, counter_state, line_state
from tests.server.hub.live_hub import LiveHub

ZONE = ZoneId("hall")
STANDINGS = {
    CounterStatus.CLOSED: Standing.CLOSED,
    CounterStatus.READY: Standing.READY,
    CounterStatus.CALLING: Standing.CALLED,
    CounterStatus.SERVING: Standing.SERVING,
    CounterStatus.PAUSED: Standing.PAUSED,
}


class Model:
    """A connection that says who it is at every connect, as the processes do; knows since when it stands."""

    kind: DeviceKind

    def __init__(self, address: BrokerAddress, who: Credentials) -> None:
        self.client = BrokerClient(address, who, will=self._state(who, is_online=False))
        self.connected_s: float | None = None
        self.client.on_connection(self._connection_changed)

    def start(self) -> None:
        """Connect."""
        self.client.start()

    def stop(self) -> None:
        """The power is cut, as far as the broker can tell."""
        self.client.stop()

    def agrees_with(self, hub: LiveHub) -> bool:
        """Whether it shows what the hub holds, and knows that the hub lives."""
        raise NotImplementedError

    def _state(self, who: Credentials, *, is_online: bool) -> DeviceState:
        return DeviceState(device=who.device, kind=self.kind, is_online=is_online, version="1")

    def _connection_changed(self, is_connected: bool) -> None:
        self.connected_s = time.monotonic() if is_connected else None
        if is_connected:
            self.client.publish(self._state(self.client.who, is_online=True))


class DisplayModel(Model):
    """A hall display with its voice, or with a counter that counter's display."""

    kind = DeviceKind.HALL_DISPLAY

    def __init__(
        self,
        address: BrokerAddress,
        who: Credentials,
        folder: Path,
        counter: CounterId | None = None,
        steady_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(address, who)
        self.watch = HubWatch(steady_s)
        self.announcer = Announcer(ZONE, AnnouncementJournal(folder / f"{who.device}.said"), self.watch)
        self._counter = counter
        self._knowing = Knowing(folder / f"{who.device}.known", self.watch)
        self._knowing.on_change(self._follow)
        self._knowing.listen(self.client, counter)

    @property
    def known(self) -> Known:
        """What it draws from."""
        return self._knowing.known

    def stop(self) -> None:
        """Its file is kept."""
        super().stop()
        self._knowing.save()

    def agrees_with(self, hub: LiveHub) -> bool:
        rules = hub.hub.core.writer.rules
        with hub.hub.core.writer.reading() as hall:
            true: list[State] = [board_state(hall, rules), line_state(hall, rules, hub.hub.core.writer.now())]
            if self._counter is not None:
                true.append(counter_state(hall, rules, self._counter))
        shown = {BoardState: self.known.board, LineState: self.known.line, CounterState: self.known.counter}
        return self.watch.line is Line.ONLINE and all(same(shown[type(state)], state) for state in true)

    def shown_calls(self) -> list[CallId]:
        """On the board, newest first."""
        return [] if self.known.board is None else [call.call_id for call in self.known.board.calls]

    def speak_all(self) -> list[TicketNumber]:
        """Everything that is to be spoken now, spoken."""
        said: list[TicketNumber] = []
        while (call := self.announcer.begin_next()) is not None:
            said.append(call.number)
            self.announcer.end(call)
        return said

    def _follow(self, known: Known) -> None:
        if known.board is not None:
            self.announcer.heard(known.board)


class PanelModel(Model):
    """A call panel's knowledge of its counter."""

    kind = DeviceKind.PANEL

    def __init__(self, address: BrokerAddress, who: Credentials, counter: CounterId) -> None:
        super().__init__(address, who)
        self.watch = CounterWatch(counter, time.monotonic)
        self._counter = counter
        self.client.subscribe(HubState, self._hub)
        self.client.subscribe(CounterState, self._state_of_counter, counter=counter)
        self.client.on_connection(
            lambda is_connected: self.watch.connection_changed(is_connected=is_connected)
        )

    def agrees_with(self, hub: LiveHub) -> bool:
        with hub.hub.core.writer.reading() as hall:
            true = counter_state(hall, hub.hub.core.writer.rules, self._counter)
        return self.watch.standing() is STANDINGS[true.status] and same(self.watch.counter, true)

    def _hub(self, hub: HubState, received: Received) -> None:
        (self.watch.remember_hub if received.is_retained else self.watch.heard_hub)(hub)

    def _state_of_counter(self, state: CounterState, received: Received) -> None:
        (self.watch.remember_counter if received.is_retained else self.watch.heard_counter)(state)


def same(shown: State | None, true: State) -> bool:
    """Whether they say the same, apart from which row of the ledger they reflect."""
    if shown is None or type(shown) is not type(true) or shown.epoch != true.epoch:
        return False
    fields = [name for name in true.__struct_fields__ if name != "revision"]
    return all(getattr(shown, name) == getattr(true, name) for name in fields)


def send_if_connected(client: BrokerClient, state: DeviceState) -> None:
    """A heartbeat; without a connection it is left out."""
    try:
        client.publish(state)
    except NotConnectedError:
        return
