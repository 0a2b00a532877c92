"""The panel's settings: which counter, which pins, how long is long."""

from __future__ import annotations

from typing import Annotated

import msgspec

from contract.ids import CounterId
from contract.settings import DeviceSettings
from contract.settings_misfit import WrongSettingError
from hardware.panel.gesture import Button, Timing

Bcm = Annotated[int, msgspec.Meta(ge=2, le=27)]
"""A pin of the 40-pin header by its Broadcom number."""

Milliseconds = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class Wiring(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pin each button and lamp is soldered to; the defaults are those of docs/panel.md."""

    next: Bcm = 5
    recall: Bcm = 6
    no_show: Bcm = 13
    hold: Bcm = 19
    finish: Bcm = 26
    green: Bcm = 20
    red: Bcm = 21

    def __post_init__(self) -> None:
        taken: dict[int, str] = {}
        for name in self.__struct_fields__:
            pin = getattr(self, name)
            if pin in taken:
                raise WrongSettingError(
                    "pin-twice",
                    f"chân {pin} được nối vào cả {taken[pin]} lẫn {name}",
                    f"pin {pin} is wired to both {taken[pin]} and {name}",
                )
            taken[pin] = name

    def pin_of(self, button: Button) -> int:
        """The button's BCM number."""
        return int(getattr(self, button.value))


class PanelSettings(DeviceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call panel's settings file."""

    counter: CounterId
    """The counter this panel stands at."""
    wiring: Wiring = Wiring()
    pull_up: bool = True
    """True: a button connects its pin to ground. False: to 3.3 V."""
    debounce_ms: Milliseconds = 25
    """A contact counts once it has rested for so long."""
    long_press_ms: Milliseconds = 800
    double_press_ms: Milliseconds = 500
    """A press sooner than this after the same button's release is not meant and does nothing."""
    answer_within_s: Annotated[float, msgspec.Meta(gt=0, le=60)] = 2.0
    """How long a press is worth an answer; the hub refuses it afterwards."""
    virtual_pins: str | None = None
    """Path of a unix socket that drives mock pins instead of real ones (demo and tests)."""

    def __post_init__(self) -> None:
        if self.long_press_ms <= self.debounce_ms:
            raise WrongSettingError(
                "wrong-value",
                "long_press_ms phải lớn hơn debounce_ms",
                "long_press_ms must be more than debounce_ms",
            )

    @property
    def debounce_s(self) -> float:
        """Seconds a contact must rest."""
        return self.debounce_ms / 1000

    @property
    def timing(self) -> Timing:
        """Where short ends and double begins."""
        return Timing(self.long_press_ms / 1000, self.double_press_ms / 1000)
