"""The running hub: core, broker door, pages, clockwork and the local door, started and ended in order.

Wires, decides nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from contract.broker import BrokerClient, Credentials
from contract.codec import Received
from contract.devices import HUB_HEARTBEAT_S, DeviceState
from contract.file_trouble import trouble_of
from contract.ids import DeviceId
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.settings import BrokerAddress
from contract.states import State
from server.backup.keeper import BackupKeeper
from server.broker.devices import HUB
from server.bus.allowance import Allowance
from server.bus.catalogue import catalogue_state, device_settings
from server.bus.counter_slips import SlipDesk
from server.bus.door import CommandDoor
from server.bus.newcomers import Newcomers
from server.bus.outbox import Outbox
from server.bus.presence import PresenceBook
from server.bus.states import StatePublisher
from server.core import VERSION, Core, HubStartError
from server.domain.hall import Hall
from server.hub_alerts import HubAlerts
from server.hub_counters import HubCounters
from server.hub_health import HubHealth
from server.local_door import LocalDoor
from server.pages import Pages
from server.reports.keeper import ReportKeeper
from server.reports.record_counter import RecordCounter
from server.reports.record_keeper import RecordKeeper
from server.store.turning import turn
from server.ticket_log import TicketLog

log = logging.getLogger(__name__)

TICK_S = 1.0
LONGEST_TURN_S = 30.0
"""A commit on a failing card can take seconds; after this the clockwork tries the next turn."""


class Hub:
    """One center's hub."""

    def __init__(self, core: Core, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        """`monotonic_s`: by which heartbeats are missed."""
        self.core = core
        self.allowance = Allowance(core.settings.device_messages_per_s, time.monotonic)
        self.presence = PresenceBook(monotonic_s, lambda: self.devices.all(), self.allowance.flooding)
        self.health = HubHealth(VERSION)
        self._stopping = threading.Event()
        self._clockwork = threading.Thread(target=self._run_clockwork, name="clockwork", daemon=True)
        self._turned_s = time.monotonic()

    def start(self) -> None:
        """Open everything; returns when the hub answers on all doors.

        Raises:
            HubStartError and what `Core.open` and `HttpListener` raise.
        """
        self.core.open()
        try:
            self._open_doors()
        except BaseException:
            self.core.close()
            raise
        self._clockwork.start()
        log.info(
            "hub of center %s: public pages on port %s, console on port %s",
            self.core.center,
            self.pages.public_port,
            self.pages.console_port,
        )

    def is_turning(self, within_s: float) -> bool:
        """Whether the clockwork has come round in that time, written or not: the watchdog asks.

        A full disk is no reason to be started again; a writer that hangs is.
        """
        return time.monotonic() - self._turned_s <= max(within_s, 3 * TICK_S)

    def stop(self) -> None:
        """An orderly end within two seconds."""
        self._stopping.set()
        self.backups.stop()
        self.reports.stop()
        self.record_figures.stop()
        self.record_counter.stop()
        self.machine.stop()
        self.local.stop()
        self.slips.stop()
        self.pages.stop()
        self._clockwork.join()
        self.states.stop()
        self.outbox.stop()
        self.client.stop()
        self.core.close()
        self.ticket_log.stop()

    def _open_doors(self) -> None:
        core = self.core
        core.site.prepare()
        self.devices = core.devices()
        self.machine = MachineWatch(HealthSources(core.ledger_folder))
        self.client = BrokerClient(self._broker_address(), self._credentials(), admit=self.allowance.admit)
        self.door = CommandDoor(self.client, core.writer, self.devices)
        self.client.subscribe(DeviceState, self._heard)
        self.client.on_connection(self.presence.connection_changed)
        self.backups = BackupKeeper(core.settings, core.writer.now, VERSION)
        self.reports = ReportKeeper(core.writer, core.database)
        self.record_figures = RecordKeeper(core.writer, core.database)
        alerts = HubAlerts(self.health, self.backups, self.presence)
        self.slips = SlipDesk(
            self.presence.all, lambda: core.writer.rules.kiosks, lambda: core.writer.now().utc
        )
        self.pages = Pages(core, self.devices, alerts, self.health, self.slips)
        self.newcomers = Newcomers(self.client)
        self.ticket_log = TicketLog()
        core.writer.listen(self.ticket_log.committed)
        self.record_counter = RecordCounter(core.writer, core.database)
        self.states = StatePublisher(
            self.client, core.writer, self._texts, self._texts_are, VERSION, self._beside
        )
        self.record_counter.on_change = self.states.refresh
        self.slips.on_change = self.states.refresh
        self.outbox = Outbox(self.client, core.writer, core.database, core.published_seq)
        self.local = LocalDoor(core)
        self._note_health()
        self.health.counters = self._counters()
        self.machine.start()
        self.ticket_log.start()
        self.backups.start()
        self.reports.start()
        self.record_figures.start()
        self.record_counter.start()
        self.states.start()
        self.outbox.start()
        self.pages.start()
        self.local.start()
        self._tick()
        self.client.start()

    def _heard(self, state: DeviceState, received: Received) -> None:
        """A device spoke; the word of one that was removed is cleared (its last will is never sent)."""
        if self.devices.find(state.device) is not None:
            told = self.presence.remember if received.is_retained else self.presence.hear
            told(state)
            self.slips.heard(state)
            if self.newcomers.hear(state, received):
                self.states.greet()
        elif received.is_retained:
            self.client.publish_bytes(state.topic(self.core.center), b"", retain=True)

    def _beside(self, hall: Hall) -> Iterable[State]:
        yield from self.record_counter.states()
        yield from self.slips.states(hall)

    def _texts(self, hall: Hall) -> Iterable[State]:
        yield catalogue_state(hall.head, self.core.config, self.pages.procedures_sha256)
        for device in self.core.config.devices:
            yield device_settings(hall.head, device)

    def _texts_are(self) -> str:
        return f"{self.core.writer.rules.sha256} {self.pages.procedures_sha256}"

    def _run_clockwork(self) -> None:
        next_heartbeat_s = 0.0
        while not self._stopping.wait(TICK_S):
            self._tick()
            self._turned_s = time.monotonic()
            self.states.refresh()
            now_s = time.monotonic()
            if now_s >= next_heartbeat_s:
                self.states.heartbeat()
                next_heartbeat_s = now_s + HUB_HEARTBEAT_S

    def _tick(self) -> None:
        if not self.core.writer.is_writing:
            # else an idle hub never learns that its disk has room again: the outbox's mark is written anew
            self.core.writer.has_published(self.outbox.acknowledged_seq)
        try:
            self.core.writer.run(partial(turn, time=self.core.time)).result(timeout=LONGEST_TURN_S)
        except TimeoutError:
            log.error("the ledger has not answered the clockwork for %s s", LONGEST_TURN_S)
        except Exception:
            self.health.note_failure()
            log.exception("the clockwork could not turn")
        else:
            self._note_health()

    def _note_health(self) -> None:
        with self.core.writer.reading() as hall:
            self.health.note(hall, self.core.writer.now(), writes=self.core.writer.is_writing)

    def _counters(self) -> HubCounters:
        return HubCounters(
            client=self.client,
            outbox=self.outbox,
            writer=self.core.writer,
            door=self.door,
            pages=self.pages,
            machine=self.machine,
            presence=self.presence,
            read_backups=self.backups.standings,
            stream_cap=2 * self.core.settings.stream_cap,
        )

    def _broker_address(self) -> BrokerAddress:
        settings = self.core.settings
        return BrokerAddress(
            host=settings.broker_host, port=settings.broker_port, ca_file=settings.broker_certificate
        )

    def _credentials(self) -> Credentials:
        written = self.core.settings.broker_password_file
        path = Path(written) if written else self.core.site.hub_password_file
        try:
            password = path.read_text(encoding="utf-8").strip()
        except OSError as error:
            why = trouble_of(error)
            raise HubStartError(
                f"Không đọc được mật khẩu máy chuyển tin {path}: {why.vi}.\n"
                f"The hub's broker password {path} cannot be read: {why.en}. ({why.code})"
            ) from error
        return Credentials(self.core.center, DeviceId(HUB), password)
