"""`python -m printer --settings FILE serve`: a shared printer on a machine of its own.

Wires print server, broker and unit together, and says on `device/{id}` how the printer is. Composes no slip.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from contract.account import Account
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.devices import HEARTBEAT_S, DeviceState, Fault, Gravity
from contract.hubtime import HubTime
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.states import HubState
from contract.unit import Notifier
from contract.words import DeviceKind
from printer.conversation import Conversation
from printer.device import device_for
from printer.faults import MAY_PRINT_LATER, FaultSentence, PrinterFault, sentence_for
from printer.link import LinkError, PrinterDevice
from printer.models import model_named
from printer.outcome import Leftover
from printer.print_server import PrintServer, TurnEnd, Turns
from printer.profile import PurgeMethod
from printer.service import PrinterService
from printer.shared_settings import SharedPrinterSettings

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5


class PrinterWatch:
    """What staff should know of the printer; asked between jobs, never during one."""

    def __init__(self, settings: SharedPrinterSettings, turns: Turns) -> None:
        self._service = PrinterService.from_settings(settings.printer)
        self._device: PrinterDevice = device_for(settings.printer)
        self._purge = model_named(settings.printer.profile).purge
        self._patience_s = settings.printer.timeout_s
        self._turns = turns
        self._last: tuple[PrinterFault, ...] = ()
        self._may_print_later = False

    def turn_ended(self, end: TurnEnd) -> None:
        """What a broken turn left behind is thrown away if the model can."""
        self._may_print_later = end is TurnEnd.BROKEN_OFF and not self._is_purged()

    def faults(self) -> tuple[Fault, ...]:
        """Now, or as last known while somebody prints."""
        with self._turns.taken(within_s=0.1) as is_ours:
            if is_ours:
                status = self._service.status()
                told = (status.fault, status.warning)
                # a model that never says how it is would be broken for ever
                self._last = tuple(fault for fault in told if fault and fault is not PrinterFault.UNKNOWN)
        faults = [_fault(f"printer-{fault}", sentence_for(fault), _gravity(fault)) for fault in self._last]
        if self._may_print_later:
            faults.append(_fault(f"printer-{Leftover.MAY_PRINT_LATER}", MAY_PRINT_LATER, Gravity.WARNS))
        return tuple(faults)

    def _is_purged(self) -> bool:
        if self._purge is PurgeMethod.NONE:
            return False
        try:
            link = self._device.open()
        except LinkError:
            return False
        try:
            return Conversation(link, self._patience_s).clear_buffers()
        except LinkError:
            return False
        finally:
            link.close()


class Looking:
    """Asks the printer in a thread of its own: one that does not answer delays neither watchdog nor end."""

    def __init__(self, watch: PrinterWatch, changed: Callable[[], None]) -> None:
        self._watch = watch
        self._changed = changed
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="printer watch", daemon=True)
        self.faults: tuple[Fault, ...] = ()
        """As they were at the last look."""

    def start(self) -> None:
        """Look now and at every heartbeat's distance."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that hangs is left to the end of the process."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                seen = self._watch.faults()
            except Exception:
                log.exception("the printer could not be looked at; the next look is tried")
            else:
                if seen != self.faults:
                    self.faults = seen
                    self._changed()
            self._stopped.wait(HEARTBEAT_S)


def serve(settings: SharedPrinterSettings, notifier: Notifier, stopped: threading.Event) -> None:
    """Be a shared printer until `stopped` is set.

    Raises:
        SettingsError: the password cannot be read.
        UnknownModelError: the profile is not built in.
        OSError: it cannot listen there.
    """
    who = Credentials(settings.center, settings.device, settings.password())
    turns = Turns()
    watch = PrinterWatch(settings, turns)
    server = PrintServer(device_for(settings.printer), settings.listener, turns, watch.turn_ended)
    machine = MachineWatch(HealthSources(Path(settings.data_dir)))
    account = Account(settings.device, DeviceKind.PRINTER, machine, time.monotonic)
    is_due = threading.Event()
    looking = Looking(watch, is_due.set)
    hub_time = HubTime(time.monotonic)
    client = BrokerClient(settings.broker, who, will=account.gone())

    def connection(is_connected: bool) -> None:  # noqa: FBT001  # the broker client's listener shape
        if is_connected:
            account.connected()
            is_due.set()

    client.on_connection(connection)
    client.subscribe(HubState, lambda hub, _: hub_time.heard(hub.at))
    for part in (server, client, machine, looking):
        part.start()
    notifier.ready(f"shared printer on port {server.port}, {settings.printer.cable}")
    heartbeat = Due(is_due, lambda: _send(client, account.here(hub_time.now(), looking.faults)))
    while not stopped.wait(LOOK_EVERY_S):
        if not server.is_well:
            log.error("the print server has ended by itself")
            break
        notifier.alive()
        heartbeat.beat()
    notifier.stopping()
    looking.stop()
    machine.stop()
    server.stop()
    client.stop(account.gone())


class Due:
    """Sends when 15 s have passed and when there is news."""

    def __init__(self, news: threading.Event, send: Callable[[], None]) -> None:
        self._news = news
        self._send = send
        self._next_s = 0.0

    def beat(self) -> None:
        """Send if it is time."""
        now_s = time.monotonic()
        if self._news.is_set() or now_s >= self._next_s:
            self._news.clear()
            self._next_s = now_s + HEARTBEAT_S
            self._send()


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        log.debug("no connection: this heartbeat is left out")


def _gravity(fault: PrinterFault) -> Gravity:
    return Gravity.WARNS if fault is PrinterFault.PAPER_LOW else Gravity.STOPS


def _fault(code: str, sentence: FaultSentence, gravity: Gravity) -> Fault:
    return Fault(code=code, message_vi=sentence.vi, message_en=sentence.en, gravity=gravity)
