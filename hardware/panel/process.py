"""The panel's process: pins, broker, loop and heartbeat put together.

Wires and decides nothing; ends in an orderly way when told.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from contract.account import Account
from contract.asking import Asker
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.clock import boot_seconds, clock_of
from contract.codec import Received
from contract.devices import DeviceState
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.states import CounterState, HubState
from contract.unit import Notifier
from contract.words import DeviceKind
from hardware.panel.call_panel import CallPanel
from hardware.panel.heartbeat import Heartbeat
from hardware.panel.loop import Loop
from hardware.panel.pins import open_pins
from hardware.panel.settings import PanelSettings
from hardware.virtual_panel import VirtualPanel

log = logging.getLogger(__name__)


class SignsOfLife:
    """Tells the service manager's watchdog as often as it needs, however often the loop turns."""

    def __init__(self, notifier: Notifier, monotonic_s: Callable[[], float]) -> None:
        self._notifier = notifier
        self._monotonic_s = monotonic_s
        self._given_s = -math.inf

    def give(self) -> None:
        """The loop has turned."""
        every_s = self._notifier.sign_every_s
        now_s = self._monotonic_s()
        if every_s is not None and now_s - self._given_s >= every_s:
            self._given_s = now_s
            self._notifier.alive()


def run_panel(settings: PanelSettings, notifier: Notifier, stop: threading.Event) -> None:
    """Be a call panel until `stop` is set.

    Raises:
        PinsError: the pins cannot be used.
        SettingsError: the password cannot be read.
    """
    who = Credentials(settings.center, settings.device, settings.password())
    pins = open_pins(settings)
    steady_s = boot_seconds(clock_of(settings.clock_file))
    loop = Loop(monotonic_s=steady_s)
    machine = MachineWatch(HealthSources(Path(settings.data_dir)))
    account = Account(settings.device, DeviceKind.PANEL, machine, time.monotonic)
    heartbeat = Heartbeat(account, lambda state: _send(client, state), time.monotonic)
    client = BrokerClient(settings.broker, who, will=heartbeat.gone())
    asker = Asker(client)
    panel = CallPanel(settings, pins, asker.ask, loop.post, steady_s)
    signs_of_life = SignsOfLife(notifier, time.monotonic)
    _listen(client, panel, heartbeat, loop, settings)

    def pass_time() -> None:
        panel.pass_time()
        heartbeat.beat(panel.watch.hub_now, panel.stuck_buttons())
        signs_of_life.give()

    with ExitStack() as stack:
        stack.callback(panel.close)
        stack.enter_context(_virtual(settings, pins))
        stack.enter_context(_running(loop, pass_time, panel, stop))
        machine.start()
        stack.callback(machine.stop)
        client.start()
        stack.callback(client.stop, heartbeat.gone())
        loop.post(partial(notifier.ready, f"panel of counter {settings.counter}"))
        stop.wait()
        notifier.stopping()


def _listen(
    client: BrokerClient, panel: CallPanel, heartbeat: Heartbeat, loop: Loop, settings: PanelSettings
) -> None:
    """Everything the network thread hears goes to the panel's own thread."""

    def connection(is_connected: bool) -> None:  # noqa: FBT001  # the broker client's listener shape
        loop.post(partial(panel.connection_changed, is_connected=is_connected))
        if is_connected:
            loop.post(heartbeat.connected)

    client.on_connection(connection)

    def heartbeat_of_hub(hub: HubState, received: Received) -> None:
        loop.post(partial(panel.remember_hub if received.is_retained else panel.heard_hub, hub))

    def counter_is(state: CounterState, received: Received) -> None:
        loop.post(partial(panel.remember_counter if received.is_retained else panel.heard_counter, state))

    client.subscribe(HubState, heartbeat_of_hub)
    client.subscribe(CounterState, counter_is, counter=settings.counter)


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        log.debug("no connection: this heartbeat is left out")


@contextmanager
def _virtual(settings: PanelSettings, pins: Any) -> Iterator[None]:
    if settings.virtual_pins is None:
        yield
        return
    with VirtualPanel(settings, pins).serving():
        yield


@contextmanager
def _running(
    loop: Loop, pass_time: Callable[[], None], panel: CallPanel, stop: threading.Event
) -> Iterator[None]:
    def work() -> None:
        try:
            loop.run(pass_time, lambda: panel.due_s)
        finally:
            stop.set()

    worker = threading.Thread(target=work, name="panel")
    worker.start()
    try:
        yield
    finally:
        loop.end()
        worker.join()
