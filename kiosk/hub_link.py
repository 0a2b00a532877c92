"""The kiosk's line to the hub: states in, questions out, heartbeat.

Knows the broker client; decides nothing about what is shown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime

from contract.account import Account
from contract.answers import Answer
from contract.asking import Asker
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.clock import Clock
from contract.codec import Received
from contract.commands import CallGuide, Command
from contract.counter_slip import EndedSlip
from contract.devices import HEARTBEAT_S
from contract.hubtime import HubTime
from contract.ids import new_command_id
from contract.machine_watch import MachineWatch
from contract.states import (
    CatalogueState,
    CounterSlipsState,
    DeviceSettingsState,
    HubState,
    LeaseState,
    LineState,
    NoticesState,
)
from contract.words import DeviceKind, Outcome
from kiosk.health import Health
from kiosk.news import News
from kiosk.settings import KioskSettings
from kiosk.valid_today import today_of
from kiosk.without_hub import WithoutHub

log = logging.getLogger(__name__)

GUIDE_WITHIN_S = 5.0


class HubLink:
    """A `hub_port.Hub`, and everything else that goes through the broker."""

    def __init__(
        self, settings: KioskSettings, health: Health, machine: MachineWatch, alone: WithoutHub, clock: Clock
    ) -> None:
        def boot_s() -> float:
            return clock.read().boot_us / 1_000_000

        self.time = HubTime(boot_s)
        self.news = News(self.time, boot_s)
        self.news.lent = alone.lent
        self.news.today = lambda: today_of(alone.belief())
        self.on_catalogue: Callable[[CatalogueState], None] = lambda _catalogue: None
        self.on_day: Callable[[date], None] = lambda _day: None
        self.on_connected: Callable[[], None] = lambda: None
        self.on_hub_back: Callable[[], None] = lambda: None
        """Told when the hub is heard again after a silence."""
        self.on_counter_slips: Callable[[CounterSlipsState], None] = lambda _wanted: None
        self.ended_slips: Callable[[], tuple[EndedSlip, ...]] = tuple
        """What became of those it was asked for; told with every heartbeat."""
        self._alone = alone
        self._settings = settings
        self._health = health
        self._machine = machine
        self._account = Account(settings.device, DeviceKind.KIOSK, machine, time.monotonic)
        self._beat = threading.Event()
        self._stopped = threading.Event()
        who = Credentials(settings.center, settings.device, settings.password())
        self._client = BrokerClient(settings.broker, who, will=self._account.gone())
        self._asker = Asker(self._client)
        self._subscribe()
        health.on_change = self._beat.set

    def start(self) -> None:
        """Connect in the background and begin to beat."""
        self._client.start()
        self._machine.start()
        threading.Thread(target=self._keep_beating, name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Say goodbye."""
        self._stopped.set()
        self._beat.set()
        self._machine.stop()
        self._client.stop(self._account.gone())

    def speak(self) -> None:
        """Say how we are now, not at the next heartbeat."""
        self._beat.set()

    def now(self) -> datetime | None:
        """Hub time."""
        return self.time.now()

    def is_silent(self) -> bool:
        """Whether its heartbeats are missing (`hub_port.Hub`)."""
        return self.time.is_silent()

    def ask(self, command: Command, within_s: float) -> Answer:
        """The hub's answer (`hub_port.Hub`)."""
        return self._asker.ask(command, within_s).result()

    def call_guide(self) -> bool:
        """Whether the hub has told the staff."""
        now = self.now()
        if now is None:
            return False
        command = CallGuide(command_id=new_command_id(), asked_at=now, answer_within_s=GUIDE_WITHIN_S)
        try:
            return self.ask(command, GUIDE_WITHIN_S).outcome is Outcome.DONE
        except (TimeoutError, NotConnectedError):
            return False

    def _subscribe(self) -> None:
        client, news = self._client, self.news
        client.subscribe(HubState, self._hub_beats)
        client.subscribe(LineState, lambda state, _: news.line_is(state))
        client.subscribe(NoticesState, lambda state, _: news.notices_are(state))
        client.subscribe(CatalogueState, lambda state, _: self._catalogue_came(state))
        client.subscribe(
            DeviceSettingsState, lambda state, _: self._settings_came(state), device=self._settings.device
        )
        client.subscribe(
            LeaseState, lambda state, _: self._alone.leases_are(state), device=self._settings.device
        )
        client.subscribe(
            CounterSlipsState, lambda state, _: self.on_counter_slips(state), device=self._settings.device
        )
        client.on_connection(self._connection_changed)

    def _hub_beats(self, hub: HubState, received: Received) -> None:
        if received.is_retained:
            self.news.hub_was(hub)
            return
        was_silent = self.time.is_silent()
        if not self.news.hub_beats(hub):
            return
        self._alone.heard(hub)
        if was_silent:
            self.on_hub_back()
        if hub.day is not None:
            self.on_day(hub.day)

    def _catalogue_came(self, catalogue: CatalogueState) -> None:
        if self.news.catalogue_is(catalogue):
            self.on_catalogue(catalogue)

    def _settings_came(self, settings: DeviceSettingsState) -> None:
        if settings.panel is not None:
            self.news.panel = settings.panel
            self.news.on_change()

    def _connection_changed(self, is_connected: bool) -> None:  # noqa: FBT001  # BrokerClient's listener
        if is_connected:
            self._account.connected()
            self.on_connected()
        self._beat.set()

    def _keep_beating(self) -> None:
        while not self._stopped.is_set():
            self._beat.clear()
            self._say_how_we_are()
            self._beat.wait(HEARTBEAT_S)

    def _say_how_we_are(self) -> None:
        try:
            self._client.publish(
                self._account.here(self.now(), self._health.faults, self._health.readings, self.ended_slips())
            )
        except NotConnectedError:
            log.debug("no heartbeat: not connected")
