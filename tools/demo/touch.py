"""A finger on the kiosk's glass: real TUIO touches, aimed by the names that the kiosk writes down."""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path

import msgspec

DOWN_S = 0.08


class NothingThereError(Exception):
    """The screen has nothing of that name to touch now."""


class Finger:
    """Touches by name."""

    def __init__(self, port: int, names: Path) -> None:
        self._address = ("127.0.0.1", port)
        self._names = names
        self._frame = 0
        self._session = 0

    def sees(self) -> dict[str, tuple[float, float, float, float]]:
        """What can be touched now: name → x, y, width, height, in parts of the screen from its upper left.

        Nothing before the first frame.
        """
        if not self._names.exists():
            return {}
        return msgspec.json.decode(
            self._names.read_bytes(), type=dict[str, tuple[float, float, float, float]]
        )

    def touch(self, name: str) -> None:
        """Touch the middle of what has this name, as a finger does: down, a moment, up.

        Raises:
            NothingThereError: nothing of that name is on the screen.
        """
        seen = self.sees()
        if name not in seen:
            raise NothingThereError(f"there is no {name!r} on the screen, only {', '.join(sorted(seen))}")
        x, y, width, height = seen[name]
        self.touch_at(x + width / 2, y + height / 2)

    def touch_at(self, x: float, y: float) -> None:
        """Touch there: parts of the screen from its upper left, as TUIO counts."""
        self._session += 1
        self._send([self._session], (x, y))
        time.sleep(DOWN_S)
        self._send([], None)

    def _send(self, alive: list[int], at: tuple[float, float] | None) -> None:
        """One TUIO 1.1 frame in an OSC 1.0 bundle."""
        self._frame += 1
        messages = [_osc("/tuio/2Dcur", "alive", *alive)]
        if at is not None:
            messages.append(_osc("/tuio/2Dcur", "set", self._session, at[0], at[1], 0.0, 0.0, 0.0))
        messages.append(_osc("/tuio/2Dcur", "fseq", self._frame))
        bundle = b"#bundle\0" + struct.pack(">Q", 1)
        bundle += b"".join(struct.pack(">i", len(message)) + message for message in messages)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
            channel.sendto(bundle, self._address)


def _osc(address: str, *values: str | float) -> bytes:
    tags = "," + "".join("s" if isinstance(v, str) else "i" if isinstance(v, int) else "f" for v in values)
    packed = b"".join(
        _text(value)
        if isinstance(value, str)
        else struct.pack(">i", value)
        if isinstance(value, int)
        else struct.pack(">f", value)
        for value in values
    )
    return _text(address) + _text(tags) + packed


def _text(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return raw + b"\0" * (-len(raw) % 4)
