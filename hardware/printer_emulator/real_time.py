"""Real-time commands: obeyed the moment they arrive, before everything that waits, also while offline.

Knows how to find them in the raw stream, also inside a picture's data, where the reference says a printer
obeys them too. Knows nothing of what is printed.
"""

from dataclasses import dataclass
from enum import IntEnum

CLEAR_BUFFER = bytes([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08])
CLEARED = bytes([0x37, 0x25, 0x00])
"""What a printer answers to `DLE DC4` function 8 when its buffers are empty."""

_FIXED_LENGTHS = {
    bytes([0x10, 0x04]): 3,
    bytes([0x10, 0x05]): 3,
    bytes([0x10, 0x14, 0x01]): 5,
    bytes([0x10, 0x14, 0x02]): 5,
    bytes([0x10, 0x14, 0x03]): 9,
    bytes([0x10, 0x14, 0x07]): 4,
    bytes([0x10, 0x14, 0x08]): len(CLEAR_BUFFER),
}


class StatusSubject(IntEnum):
    """What `DLE EOT n` asks for."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER_SENSOR = 4


@dataclass(frozen=True)
class TellNow:
    subject: StatusSubject


@dataclass(frozen=True)
class Recover:
    """`DLE ENQ 1`: go on after an error."""


@dataclass(frozen=True)
class RecoverAndClear:
    """`DLE ENQ 2`: go on after an error, but throw away what waits."""


@dataclass(frozen=True)
class ClearBuffer:
    """`DLE DC4` function 8: throw away everything received and not yet printed."""


RealTime = TellNow | Recover | RecoverAndClear | ClearBuffer


@dataclass(frozen=True)
class Sighting:
    order: RealTime
    end: int
    """Bytes of the fed piece up to and including the order."""


def length_of_real_time(start: bytes) -> int:
    """Bytes of the command that begins so; its start alone if the rest is not known, 0 for no command."""
    if start in _FIXED_LENGTHS:
        return _FIXED_LENGTHS[start]
    return len(start) if start[1] == 0x14 else 0


class RealTimeScanner:
    """Watches a stream that arrives in pieces."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, received: bytes) -> list[Sighting]:
        seen = self._tail + received
        carried = len(self._tail)
        sightings: list[Sighting] = []
        position = seen.find(0x10)
        done = 0
        while position >= 0:
            order, length = _order_at(seen, position)
            if order:
                done = position + length
                sightings.append(Sighting(order, done - carried))
            position = seen.find(0x10, position + max(length, 1))
        self._tail = _unfinished(seen[max(done, len(seen) - len(CLEAR_BUFFER) + 1) :])
        return sightings


def _order_at(seen: bytes, position: int) -> tuple[RealTime | None, int]:
    if seen.startswith(CLEAR_BUFFER, position):
        return ClearBuffer(), len(CLEAR_BUFFER)
    window = seen[position : position + 3]
    if len(window) < 3:
        return None, 0
    if window[1] == 0x04 and window[2] in set(StatusSubject):
        return TellNow(StatusSubject(window[2])), 3
    if window[1] == 0x05 and window[2] in (1, 2):
        return (Recover() if window[2] == 1 else RecoverAndClear()), 3
    return None, 0


def _unfinished(tail: bytes) -> bytes:
    """The longest end that could still become an order; nothing already obeyed may be seen twice."""
    for start in range(len(tail)):
        piece = tail[start:]
        if CLEAR_BUFFER.startswith(piece) or piece in (b"\x10", b"\x10\x04", b"\x10\x05"):
            return piece
    return b""
