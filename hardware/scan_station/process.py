"""The scan station's process: scanner, code reader, hub, heartbeat and watchdog put together.

Wires and decides nothing; ends in an orderly way when told.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from contract.account import Account
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.devices import HEARTBEAT_S, DeviceState, Fault
from contract.hub_calls import HubCalls
from contract.hubtime import HubTime
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.states import HubState
from contract.unit import Notifier
from contract.words import DeviceKind
from hardware.scan_station.code_calls import CodeCalls
from hardware.scan_station.counter_reader import CounterReader
from hardware.scan_station.hub import StationHub
from hardware.scan_station.scanning import Scanning
from hardware.scan_station.settings import MEGABYTE, StationSettings
from hardware.scan_station.station import ScanStation
from hardware.scan_station.waiting import WaitingRoom

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5


class Part(Protocol):
    """The scanner or the reader at work."""

    @property
    def is_alive(self) -> bool: ...
    @property
    def faults(self) -> tuple[Fault, ...]: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


def run_station(settings: StationSettings, notifier: Notifier, stopped: threading.Event) -> None:
    """Be a scan station until `stopped` is set.

    Raises:
        SettingsError: the password cannot be read.
    """
    who = Credentials(settings.center, settings.device, settings.password())
    parts = _parts(settings, HubCalls(settings.hub_url, settings.device, who.password))
    machine = MachineWatch(HealthSources(Path(settings.data_dir)))
    account = Account(settings.device, DeviceKind.SCANNER, machine, time.monotonic)
    hub_time, is_due = HubTime(time.monotonic), threading.Event()
    client = BrokerClient(settings.broker, who, will=account.gone())

    def connection(is_connected: bool) -> None:  # noqa: FBT001  # the broker client's listener shape
        if is_connected:
            account.connected()
            is_due.set()

    client.on_connection(connection)
    client.subscribe(HubState, lambda hub, _: hub_time.heard(hub.at))
    client.start()
    machine.start()
    for part in parts:
        part.start()
    notifier.ready(f"scan station, {len(parts)} of scanner and reader")
    next_beat_s, told = 0.0, _faults(parts)
    while not stopped.wait(LOOK_EVERY_S):
        if all(part.is_alive for part in parts):
            notifier.alive()
        faults = _faults(parts)
        if is_due.is_set() or faults != told or time.monotonic() >= next_beat_s:
            is_due.clear()
            next_beat_s, told = time.monotonic() + HEARTBEAT_S, faults
            _send(client, account.here(hub_time.now(), faults))
    notifier.stopping()
    for part in parts:
        part.stop()
    machine.stop()
    client.stop(account.gone())


def _parts(settings: StationSettings, calls: HubCalls) -> tuple[Part, ...]:
    parts: list[Part] = []
    scanner, reader = settings.job_scanner(), settings.code_reader()
    if scanner is not None:
        room = WaitingRoom(Path(settings.waiting_dir))
        most_waiting = settings.most_waiting_mb * MEGABYTE
        parts.append(Scanning(ScanStation(StationHub(calls), scanner, room, most_waiting)))
    if reader is not None and settings.reader is not None:
        parts.append(CounterReader(reader, CodeCalls(calls, settings.reader.counter)))
    return tuple(parts)


def _faults(parts: Sequence[Part]) -> tuple[Fault, ...]:
    """Each once: both may be refused by the hub."""
    return tuple(dict.fromkeys(fault for part in parts for fault in part.faults))


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        log.debug("no connection: this heartbeat is left out")
