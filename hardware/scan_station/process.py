"""The scan station's process: scanner, hub, heartbeat and watchdog put together.

Wires and decides nothing; ends in an orderly way when told.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from contract.account import Account
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.devices import HEARTBEAT_S, DeviceState
from contract.hub_calls import HubCalls
from contract.hubtime import HubTime
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.states import HubState
from contract.unit import Notifier
from contract.words import DeviceKind
from hardware.scan_station.hub import StationHub
from hardware.scan_station.settings import MEGABYTE, StationSettings
from hardware.scan_station.station import ScanStation
from hardware.scan_station.waiting import WaitingRoom

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
MOST_STEP_S = 180.0
"""The longest that one step may take: asking the scanner twice what it offers and waiting for a page."""


class Progress:
    """When the work last moved on: a station that hangs gives no more signs of life."""

    def __init__(self) -> None:
        self._at_s = time.monotonic()

    def step(self) -> None:
        """The work moved on."""
        self._at_s = time.monotonic()

    @property
    def is_alive(self) -> bool:
        """Whether it moved on lately."""
        return time.monotonic() - self._at_s <= MOST_STEP_S


def run_station(settings: StationSettings, notifier: Notifier, stopped: threading.Event) -> None:
    """Be a scan station until `stopped` is set.

    Raises:
        SettingsError: the password cannot be read.
    """
    who = Credentials(settings.center, settings.device, settings.password())
    calls = HubCalls(settings.hub_url, settings.device, who.password)
    room = WaitingRoom(Path(settings.waiting_dir))
    station = ScanStation(
        StationHub(calls), settings.job_scanner(), room, settings.most_waiting_mb * MEGABYTE
    )
    machine = MachineWatch(HealthSources(Path(settings.data_dir)))
    account = Account(settings.device, DeviceKind.SCANNER, machine, time.monotonic)
    hub_time, progress, is_due = HubTime(time.monotonic), Progress(), threading.Event()
    client = BrokerClient(settings.broker, who, will=account.gone())
    station.on_step, station.on_faults = progress.step, is_due.set

    def connection(is_connected: bool) -> None:  # noqa: FBT001  # the broker client's listener shape
        if is_connected:
            account.connected()
            is_due.set()

    client.on_connection(connection)
    client.subscribe(HubState, lambda hub, _: hub_time.heard(hub.at))
    worker = threading.Thread(target=_work, args=(station, stopped), name="scanning", daemon=True)
    for part in (client, machine, worker):
        part.start()
    notifier.ready(f"scan station, {settings.scanner.kind} scanner")
    next_beat_s = 0.0
    while not stopped.wait(LOOK_EVERY_S):
        if progress.is_alive:
            notifier.alive()
        if is_due.is_set() or time.monotonic() >= next_beat_s:
            is_due.clear()
            next_beat_s = time.monotonic() + HEARTBEAT_S
            _send(client, account.here(hub_time.now(), station.faults))
    notifier.stopping()
    station.stop()
    worker.join(timeout=5.0)
    machine.stop()
    client.stop(account.gone())


def _work(station: ScanStation, stopped: threading.Event) -> None:
    wait_s = 0.0
    while not stopped.wait(wait_s):
        try:
            wait_s = station.turn()
        except Exception:
            log.exception("a turn failed; the next one is tried")
            wait_s = HEARTBEAT_S


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        log.debug("no connection: this heartbeat is left out")
