"""The kiosk's window: draws what the flow shows, lets time pass, and never shows a traceback.

Knows Kivy's application and clock; decides nothing.
"""

from __future__ import annotations

import json
import logging
import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window

from contract.clock import local_time
from contract.states import PanelSize
from contract.words import Language
from display.glass.palette import GROUND
from display.glass.trigger import GlassTrigger
from kiosk.flow import Flow
from kiosk.glass.ruler import GlassRuler
from kiosk.glass.sheet import Sheet
from kiosk.hub_link import HubLink
from kiosk.patience import SETTLE_S
from kiosk.screens.breaking import Breaker
from kiosk.screens.brush import Brush
from kiosk.screens.measures import Measures
from kiosk.screens.painting import paint
from kiosk.screens.scene import Face
from kiosk.settings import KioskSettings
from kiosk.wording import Wording

log = logging.getLogger(__name__)

TICK_S = 0.25
FAILSAFE_S = 5.0
MOST_FAILURES = 3
"""Without a quiet minute in between; then the process ends and its unit starts it afresh."""


class KioskWindow(App):  # type: ignore[misc]  # Kivy has no types
    """The application; runs on the main thread."""

    def __init__(
        self, flow: Flow, link: HubLink, settings: KioskSettings, wordings: dict[Language, Wording]
    ) -> None:
        super().__init__()
        self.flow = flow
        self.has_failed = False
        self._link = link
        self._settings = settings
        self._wordings = wordings
        self._sheet = Sheet(flow.touched)
        self._breaker = Breaker(GlassRuler())
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._drain = GlassTrigger(self._run_calls, every_s=0)
        self._redraw = GlassTrigger(self.draw, every_s=0)
        self._clock_said = ""
        self._failures = 0

    def post(self, call: Callable[[], None]) -> None:
        """Run it on this thread soon; from any thread."""
        self._calls.put(call)
        self._drain.pull()

    def build(self) -> Sheet:
        Window.clearcolor = tuple(GROUND)
        Window.bind(size=lambda *_: self._redraw.pull())
        self._sheet.bind(size=lambda *_: self._redraw.pull())
        self.flow.stage.on_change = self._redraw.pull
        Clock.schedule_interval(lambda _dt: self._tick(), TICK_S)
        ExceptionManager.add_handler(_Failsafe(self))
        self._redraw.pull()
        return self._sheet

    def draw(self) -> None:
        """Mirror the flow."""
        self._sheet.show(paint(self._brush()))
        if self._settings.window.picture_file is not None:
            Clock.unschedule(self._write_names)
            Clock.schedule_once(self._write_names, SETTLE_S)

    def failed(self, error: Exception) -> None:
        """Words for the citizen, the traceback for the journal, and a fresh start."""
        log.critical("the screen failed", exc_info=error)
        self._failures += 1
        self.has_failed = self._failures > MOST_FAILURES
        if self.has_failed:
            self.stop()
            return
        brush = self._brush()
        sentence, size = brush.say("failsafe.sentence", desk=brush.desk_name), brush.m.act_px
        lines = self._breaker.even_lines(sentence, size, brush.inside().w * 0.8, face=Face.BOLD)
        self._sheet.show_failsafe(lines, size)
        Clock.schedule_once(lambda _dt: self.flow.stage.home(), FAILSAFE_S)
        Clock.schedule_once(lambda _dt: self._forget_failures(), 60)

    def _brush(self) -> Brush:
        brush = Brush(self.flow, self._measures(), self._breaker, self._wordings, self._clock_said)
        brush.desk = (self._settings.desk_vi, self._settings.desk_en)
        brush.crest_file = self._settings.crest_file
        return brush

    def _measures(self) -> Measures:
        panel: PanelSize = self._link.news.panel or self._settings.panel
        width, height = (int(side) for side in Window.size)
        return Measures(msgspec.structs.replace(panel, width_px=width, height_px=height))

    def _tick(self) -> None:
        self.flow.tick()
        center = self._link.news.center()
        if center != self.flow.stage.center:
            self.flow.center_changed(center)
        now = self._link.news.time_to_show()
        said = local_time(now).strftime("%H:%M") if now else ""
        if said != self._clock_said:
            self._clock_said = said
            self._redraw.pull()

    def _run_calls(self) -> None:
        while not self._calls.empty():
            self._calls.get()()

    def _forget_failures(self) -> None:
        self._failures = 0

    def _write_names(self, _dt: float) -> None:
        target = Path(self._settings.window.picture_file or "").with_suffix(".json")
        fresh = target.with_suffix(".json.new")
        fresh.write_text(json.dumps(self._sheet.names(), ensure_ascii=False), encoding="utf-8")
        fresh.replace(target)


class _Failsafe(ExceptionHandler):  # type: ignore[misc]  # Kivy has no types
    def __init__(self, window: KioskWindow) -> None:
        super().__init__()
        self._window = window

    def handle_exception(self, inst: Exception) -> Any:
        self._window.failed(inst)
        return ExceptionManager.PASS
