"""What staff should know of this kiosk: faults by device, and how much paper is left by count.

Knows codes and sentences; knows nothing of how they reach the hub.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from contract.devices import Fault, Gravity, Measured, Reading

LOW_SHARE = 0.1
"""Of a roll: so much is left when staff are asked to have a new one ready; half an hour of a busy morning."""
_ROLL = "roll"
_ROLL_LOW = (
    "Theo số phiếu đã in, cuộn giấy sắp hết. Vui lòng chuẩn bị cuộn mới; thay xong, bấm “Đã thay giấy”.",
    "By count the roll is nearly used up. Have a new one ready; once it is in, press “New paper”.",
)


class Health:
    """Safe to use from several threads."""

    def __init__(self, path: Path, roll_slips: int) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self._path = path
        self._roll_slips = roll_slips
        self._lock = threading.Lock()
        self._faults: dict[str, Fault] = {}
        self._printed = _count_in(path)
        self._look_at_roll(None)

    def broken(
        self,
        device: str,
        code: str,
        words: tuple[str, str],
        now: datetime | None,
        gravity: Gravity = Gravity.STOPS,
    ) -> None:
        """That device has this fault (Vietnamese and English words) since now, unless it had it before."""
        with self._lock:
            old = self._faults.get(device)
            if old is not None and old.code == code:
                return
            self._faults[device] = Fault(
                code=code, message_vi=words[0], message_en=words[1], since=now, gravity=gravity
            )
        self.on_change()

    def well(self, device: str) -> None:
        """Nothing is wrong with it any more."""
        with self._lock:
            was_broken = self._faults.pop(device, None) is not None
        if was_broken:
            self.on_change()

    def slip_printed(self, now: datetime | None) -> None:
        """One slip less on the roll; staff hear of it before it is used up."""
        self._set_printed(self._printed + 1)
        self._look_at_roll(now)

    def paper_changed(self) -> None:
        """A new roll."""
        self._set_printed(0)
        self.well(_ROLL)
        self.on_change()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """By device, in the order they came."""
        with self._lock:
            return tuple(self._faults.values())

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The paper estimate."""
        return (Reading(name=Measured.SLIPS_LEFT, value=self._slips_left, unit="slips"),)

    @property
    def _slips_left(self) -> int:
        return max(0, self._roll_slips - self._printed)

    def _look_at_roll(self, now: datetime | None) -> None:
        if self._slips_left <= self._roll_slips * LOW_SHARE:
            self.broken(_ROLL, "roll-low", _ROLL_LOW, now, Gravity.WARNS)

    def _set_printed(self, count: int) -> None:
        with self._lock:
            self._printed = count
            fresh = self._path.with_suffix(".new")
            try:
                fresh.write_bytes(msgspec.json.encode(count))
                fresh.replace(self._path)
            except OSError:
                return  # an estimate only; the journal is what says that the disk is full


def _count_in(path: Path) -> int:
    try:
        return msgspec.json.decode(path.read_bytes(), type=int)
    except (OSError, msgspec.DecodeError):
        return 0
