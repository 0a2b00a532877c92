"""A display's process: broker, window, voice and heartbeat put together. Wires and decides nothing.

Kivy is imported inside the functions: only `prepare` may come before it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from contract.account import Account
from contract.broker import BrokerClient, Credentials, NotConnectedError
from contract.clock import boot_seconds, clock_of
from contract.devices import DeviceState, Fault
from contract.ids import CounterId
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.unit import Notifier
from contract.words import DeviceKind
from display.board import HallBoard
from display.counter_board import CounterBoard
from display.counter_screen import CounterScreen
from display.glass import fonts, life
from display.glass.picture import pictures_on_signal
from display.glass.trigger import GlassTrigger
from display.glass.window import prepare
from display.hall_screen import HallScreen
from display.heartbeat import Heartbeat
from display.hub_watch import HubWatch
from display.knowing import Knowing
from display.settings import COUNTER_PANEL, HALL_PANEL, DisplaySettings
from display.shown_log import ShownLog
from display.zone_voice import ZoneVoice

if TYPE_CHECKING:
    from display.painter import Painter

FRAMES_PER_S = 20
"""Nothing moves here but a flash, four times a second."""
DRAWING_FAILED = Fault(
    code="drawing",
    message_vi="Màn hình không vẽ được nội dung mới.",
    message_en="The screen cannot draw what is new.",
)


def run_display(
    settings: DisplaySettings, counter: CounterId | None, notifier: Notifier, stopped: threading.Event
) -> None:
    """Be the hall's display, or that counter's, until `stopped` is set.

    Raises:
        SettingsError: the password cannot be read.
        FontsMissingError: Noto Sans is not installed.
    """
    who = Credentials(settings.center, settings.device, settings.password())
    painter = _open_window(settings)
    from display.drawing import Drawing

    steady_s = boot_seconds(clock_of(settings.clock_file))
    hub = HubWatch(steady_s)
    knowing = Knowing(Path(settings.data_dir) / "known.json", hub)
    voice = ZoneVoice(settings, hub, lambda: knowing.known)
    drawing = Drawing(painter, _composed(settings, counter, hub, knowing, steady_s))

    def faults() -> tuple[Fault, ...]:
        return (*voice.faults, *((DRAWING_FAILED,) if drawing.has_failed else ()))

    def beat(state: DeviceState) -> None:
        knowing.save_now_and_then(steady_s())
        _send(client, state)

    kind = DeviceKind.HALL_DISPLAY if counter is None else DeviceKind.COUNTER_DISPLAY
    machine = MachineWatch(HealthSources(Path(settings.data_dir)))
    heartbeat = Heartbeat(Account(settings.device, kind, machine, time.monotonic), hub, faults, beat)
    client = BrokerClient(settings.broker, who, will=heartbeat.gone())
    _listen(client, counter, knowing, voice, heartbeat, GlassTrigger(drawing.draw))
    shown = ShownLog(settings.device)
    drawing.on_painted = lambda scene: shown.drawn(knowing.known, scene)
    drawing.draw_soon()
    client.start()
    machine.start()
    heartbeat.start()
    try:
        _show_until(stopped, painter, notifier, "hall" if counter is None else f"counter {counter}")
    finally:
        voice.end()
        machine.stop()
        heartbeat.end()
        client.stop(heartbeat.gone())
        knowing.save()


def _open_window(settings: DisplaySettings) -> Painter:
    prepare(settings.window, Path(settings.data_dir), FRAMES_PER_S)
    fonts.register(Path(settings.window.fonts_dir))
    pictures_on_signal(settings.window.picture_file)
    from kivy.core.window import Window

    from display.painter import Painter

    return Painter(size=Window.size)


def _show_until(stopped: threading.Event, painter: Painter, notifier: Notifier, shown: str) -> None:
    from kivy.base import runTouchApp, stopTouchApp

    life.tie_to_unit(stopTouchApp, stopped, notifier, f"display of {shown}")
    runTouchApp(painter)


def _composed(
    settings: DisplaySettings,
    counter: CounterId | None,
    hub: HubWatch,
    knowing: Knowing,
    steady_s: Callable[[], float],
) -> HallScreen | CounterScreen:
    from display.painter import kivy_ruler

    fresh_s = settings.voice.fresh_s
    if counter is None:
        hall = HallBoard(hub, steady_s, fresh_s)
        return HallScreen(hall, lambda: knowing.known, settings.panel or HALL_PANEL, kivy_ruler, steady_s)
    board = CounterBoard(counter, hub, steady_s, fresh_s)
    return CounterScreen(board, lambda: knowing.known, settings.panel or COUNTER_PANEL, kivy_ruler, steady_s)


def _listen(
    client: BrokerClient,
    counter: CounterId | None,
    knowing: Knowing,
    voice: ZoneVoice,
    heartbeat: Heartbeat,
    trigger: GlassTrigger,
) -> None:
    def connection(is_connected: bool) -> None:  # noqa: FBT001  # the broker client's listener shape
        if is_connected:
            heartbeat.connected()

    client.on_connection(connection)
    knowing.on_change(lambda _known: trigger.pull())
    if counter is None:
        knowing.on_change(voice.follow)
    knowing.listen(client, counter)


def _send(client: BrokerClient, state: DeviceState) -> None:
    try:
        client.publish(state)
    except NotConnectedError:
        return
