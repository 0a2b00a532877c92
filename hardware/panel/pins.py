"""Where pins come from: the Pi's own through lgpio, or mock pins where the settings ask for them.

Chosen outright, never guessed: gpiozero's own choice would fall back to other drivers without a word.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from gpiozero.exc import GPIOZeroError
from gpiozero.pins.mock import MockFactory

from hardware.panel.settings import PanelSettings


class PinsError(Exception):
    """The pins cannot be used; says why and what to do in both languages, with a code."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en} ({code})")


def open_pins(settings: PanelSettings, load: Callable[[str], Any] = importlib.import_module) -> Any:
    """The gpiozero pin factory for these settings. `load` imports a module by name.

    Raises:
        PinsError: lgpio is missing, or this machine has no pins for us.
    """
    if settings.virtual_pins is not None:
        return MockFactory()
    try:
        driver = load("gpiozero.pins.lgpio")
    except ImportError as error:
        raise PinsError(
            "lgpio-missing",
            "Thiếu lgpio nên không điều khiển được các chân. Hãy cài gói python3-lgpio, "
            "hoặc đặt virtual_pins là đường dẫn socket để chạy không cần chân.",
            "lgpio is missing, so the pins cannot be driven. Install the package python3-lgpio, "
            "or set virtual_pins to a socket path to run without pins.",
        ) from error
    try:
        return driver.LGPIOFactory()
    except (driver.lgpio.error, GPIOZeroError, OSError) as error:
        raise PinsError(
            "pins-closed",
            f"Không mở được các chân ({error}). Máy này có phải là Raspberry Pi, "
            "và dịch vụ có thuộc nhóm gpio không?",
            f"The pins cannot be opened ({error}). Is this a Raspberry Pi, "
            "and is the service in the group gpio?",
        ) from error
