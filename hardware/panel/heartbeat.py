"""What the panel says of itself: alive every 15 s, a stuck button as a fault, a last will.

Knows the device state's shape; sends through whatever it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from contract.account import Account
from contract.devices import HEARTBEAT_S, DeviceState, Fault, Gravity
from hardware.panel.gesture import Button

_NAMES_VI = {
    Button.NEXT: "Mời số tiếp theo",
    Button.RECALL: "Gọi lại",
    Button.NO_SHOW: "Vắng mặt",
    Button.HOLD: "Lưu số",
    Button.FINISH: "Hoàn thành",
}


class Heartbeat:
    """Says the panel's state when due, and at once when its faults change."""

    def __init__(
        self, account: Account, send: Callable[[DeviceState], None], monotonic_s: Callable[[], float]
    ) -> None:
        self._account = account
        self._send = send
        self._monotonic_s = monotonic_s
        self._sent_s: float | None = None
        self._stuck: tuple[Button, ...] = ()

    def gone(self) -> DeviceState:
        """The last will, and the farewell of an orderly end."""
        return self._account.gone()

    def connected(self) -> None:
        """A new connection: say so at the next beat."""
        self._account.connected()
        self._sent_s = None

    def beat(self, hub_now: datetime | None, stuck: tuple[Button, ...]) -> None:
        """Send when 15 s have passed, when newly connected, or when a button got stuck or free."""
        now_s = self._monotonic_s()
        is_due = self._sent_s is None or now_s - self._sent_s >= HEARTBEAT_S
        if is_due or stuck != self._stuck:
            self._sent_s, self._stuck = now_s, stuck
            self._send(self._account.here(hub_now, tuple(_stuck(button) for button in stuck)))


def _stuck(button: Button) -> Fault:
    return Fault(
        code=f"button-stuck-{button.value.replace('_', '-')}",
        message_vi=f"Nút “{_NAMES_VI[button]}” trên bàn phím gọi số bị kẹt.",
        message_en=f"The panel's {button.value.replace('_', '-')} button is stuck down.",
        gravity=Gravity.WARNS,
    )
