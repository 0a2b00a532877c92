"""`python -m printer --settings FILE serve`: a shared printer on a machine of its own.

Wires print server, broker and unit together, and says on `device/{id}` how the printer is. Composes no slip.
"""

from __future__ import annotations

import logging
import threading
import time
from importlib.metadata import version

from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.devices import HEARTBEAT_S, DeviceState, Fault
from contract.hubtime import HubTime
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
        faults = [_fault(f"printer-{fault}", sentence_for(fault)) for fault in self._last]
        if self._may_print_later:
            faults.append(_fault(f"printer-{Leftover.MAY_PRINT_LATER}", MAY_PRINT_LATER))
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
    hub_time = HubTime(time.monotonic)
    connected = threading.Event()
    client = BrokerClient(settings.broker, who, will=_gone(settings))
    client.on_connection(lambda is_connected: connected.set() if is_connected else None)
    client.subscribe(HubState, lambda hub, _: hub_time.heard(hub.at))
    server.start()
    client.start()
    notifier.ready(f"shared printer on port {server.port}, {settings.printer.cable}")
    due_s = 0.0
    while not stopped.wait(LOOK_EVERY_S):
        if not server.is_well:
            log.error("the print server has ended by itself")
            break
        notifier.alive()
        if connected.is_set() or time.monotonic() >= due_s:
            connected.clear()
            due_s = time.monotonic() + HEARTBEAT_S
            _send(client, _here(settings, hub_time, watch.faults()))
    notifier.stopping()
    server.stop()
    client.stop(_gone(settings))


def _gone(settings: SharedPrinterSettings) -> DeviceState:
    """The last will, and the farewell."""
    return DeviceState(
        device=settings.device, kind=DeviceKind.PRINTER, is_online=False, version=version("motcua")
    )


def _here(settings: SharedPrinterSettings, hub_time: HubTime, faults: tuple[Fault, ...]) -> DeviceState:
    return DeviceState(
        device=settings.device,
        kind=DeviceKind.PRINTER,
        is_online=True,
        version=version("motcua"),
        at=hub_time.now(),
        faults=faults,
    )


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        log.debug("no connection: this heartbeat is left out")


def _fault(code: str, sentence: FaultSentence) -> Fault:
    return Fault(code=code, message_vi=sentence.vi, message_en=sentence.en)
