"""The panel itself: gestures through the table to the hub, answers and states to the lamps.

Decides by `press_table` alone. Everything runs on one thread; what comes from others is posted to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gpiozero import LED

from contract.answers import Answer, Called
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import LiveCommand
from contract.states import CounterState, HubState
from contract.words import Outcome
from hardware.lamps import LampPair
from hardware.panel.button_pins import ButtonPins
from hardware.panel.button_reader import ButtonReader
from hardware.panel.counter_watch import CounterWatch
from hardware.panel.debounce import Contact
from hardware.panel.gesture import Button, Gesture
from hardware.panel.order import Sight, order
from hardware.panel.parking import Parking
from hardware.panel.press_table import Action, Asking, Refusal, Standing, decide
from hardware.panel.settings import PanelSettings
from hardware.panel.signals import signal

log = logging.getLogger(__name__)

Ask = Callable[[LiveCommand], Future[Answer]]
Post = Callable[[Callable[[], None]], None]
"""Runs a call on the panel's own thread, in order."""


class CallPanel:
    """Five buttons and two lamps at one counter."""

    def __init__(
        self, settings: PanelSettings, pins: Any, ask: Ask, post: Post, monotonic_s: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._ask = ask
        self._post = post
        self._monotonic_s = monotonic_s
        self._asking = Asking.FREE
        self._parking = Parking()
        self._watch = CounterWatch(settings.counter, monotonic_s)
        self._readers = {
            button: ButtonReader(button, settings.debounce_s, settings.timing) for button in Button
        }
        wiring = settings.wiring
        self._leds = (LED(wiring.green, pin_factory=pins), LED(wiring.red, pin_factory=pins))
        self._lamps = LampPair(*self._leds)
        self._buttons = ButtonPins(settings, pins, self._edge_on_any_thread)
        self._draw()

    # --- news, on the panel's thread ---

    def remember_hub(self, hub: HubState) -> None:
        """A heartbeat that the broker had kept."""
        self._watch.remember_hub(hub)
        self._draw()

    def heard_hub(self, hub: HubState) -> None:
        """A heartbeat of the hub."""
        self._watch.heard_hub(hub)
        self._draw()

    def remember_counter(self, state: CounterState) -> None:
        """What the broker had kept of a counter."""
        self._watch.remember_counter(state)
        self._follow_counter()

    def heard_counter(self, state: CounterState) -> None:
        """News of a counter."""
        self._watch.heard_counter(state)
        self._follow_counter()

    def _follow_counter(self) -> None:
        if self._watch.counter is not None:
            self._parking.heard_counter(self._watch.counter)
        self._draw()

    def connection_changed(self, *, is_connected: bool) -> None:
        """The broker came or went."""
        self._watch.connection_changed(is_connected=is_connected)
        self._draw()

    # --- time ---

    @property
    def due_s(self) -> float | None:
        """When `pass_time` is wanted, by the monotonic clock; None: nothing is under way."""
        dues = [self._lamps.due_s, *(reader.due_s for reader in self._readers.values())]
        return min((due for due in dues if due is not None), default=None)

    def pass_time(self) -> None:
        """Let presses settle, hub silence show and lamps blink."""
        now_s = self._monotonic_s()
        for reader in self._readers.values():
            for gesture in reader.pass_time(now_s):
                self._gestured(reader.button, gesture)
        self._draw()

    @property
    def watch(self) -> CounterWatch:
        """What is known of hub and counter."""
        return self._watch

    def stuck_buttons(self) -> tuple[Button, ...]:
        """Buttons that have been down for longer than any hand would hold them."""
        now_s = self._monotonic_s()
        return tuple(button for button, reader in self._readers.items() if reader.is_stuck(now_s))

    def close(self) -> None:
        """Lamps out, pins free."""
        self._buttons.close()
        for led in self._leds:
            led.off()
            led.close()

    # --- from press to answer ---

    def _edge_on_any_thread(self, button: Button, contact: Contact) -> None:
        self._post(partial(self._edge, button, contact, self._monotonic_s()))

    def _edge(self, button: Button, contact: Contact, at_s: float) -> None:
        for gesture in self._readers[button].edge(contact, at_s):
            self._gestured(button, gesture)

    def _gestured(self, button: Button, gesture: Gesture) -> None:
        entry = decide(button, gesture, self._standing(), self._asking)
        if isinstance(entry, Refusal):
            self._refuse(f"{gesture} press of {button}: {entry}")
        elif isinstance(entry, Action):
            self._act(entry)

    def _act(self, action: Action) -> None:
        counter, asked_at = self._watch.counter, self._watch.hub_now
        if counter is None or asked_at is None:
            self._refuse(f"{action}: {Refusal.HUB_AWAY}")
            return
        sight = Sight(counter, self._parking.ticket, asked_at, self._settings.answer_within_s)
        command = order(action, sight)
        self._asking = Asking.OPEN
        log.info("asking: %s", action)
        self._ask(command).add_done_callback(
            lambda future: self._post(partial(self._answered, action, future))
        )

    def _answered(self, action: Action, future: Future[Answer]) -> None:
        self._asking = Asking.FREE
        try:
            answer = future.result()
        except (NotConnectedError, NoAnswerError, ValueError) as error:
            self._refuse(f"{action}: {error}")
            return
        self._parking.answered(action, answer)
        if answer.outcome is not Outcome.DONE:
            self._refuse(f"{action}: the hub says {answer.code}: {answer.message_en}")
        elif isinstance(answer.result, Called) and answer.result.ticket is None:
            self._refuse(f"{action}: nobody is waiting")
        self._draw()

    def _refuse(self, why: str) -> None:
        log.info("refused: %s", why)
        self._lamps.refuse(self._monotonic_s())

    # --- lamps ---

    def _standing(self) -> Standing:
        return self._parking.refine(self._watch.standing())

    def _draw(self) -> None:
        counter = self._watch.counter
        waiting = 0 if counter is None else counter.waiting
        self._lamps.show(signal(self._watch.standing(), waiting), self._monotonic_s())
