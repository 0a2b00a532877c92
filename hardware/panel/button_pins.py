"""The five buttons on gpiozero pins: every raw edge, bounces and all.

Knows pins; leaves bounces and meaning to others (`bounce_time` stays None: FINDINGS, gpiozero).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from gpiozero import DigitalInputDevice

from hardware.panel.debounce import Contact
from hardware.panel.gesture import Button
from hardware.panel.settings import PanelSettings

OnEdge = Callable[[Button, Contact], None]


class ButtonPins:
    """Tells every edge of every button, on gpiozero's thread."""

    def __init__(self, settings: PanelSettings, pins: Any, on_edge: OnEdge) -> None:
        self._inputs: list[Any] = []
        for button in Button:
            pin = settings.wiring.pin_of(button)
            contact = DigitalInputDevice(pin, pull_up=settings.pull_up, pin_factory=pins)
            contact.when_activated = partial(on_edge, button, Contact.CLOSED)
            contact.when_deactivated = partial(on_edge, button, Contact.OPEN)
            self._inputs.append(contact)

    def close(self) -> None:
        """Let the pins go."""
        for contact in self._inputs:
            contact.close()
