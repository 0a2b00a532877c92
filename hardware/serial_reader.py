"""A reader in serial mode (USB virtual COM port or RS-232): the mode that keeps every Vietnamese letter.

Knows pyserial; knows nothing of codes.
"""

from dataclasses import dataclass

import serial

from hardware.attached_reader import AttachedReader

_PAUSE_S = 0.2
"""A reader sends a code without pauses; longer silence ends one that has no line end."""


@dataclass(frozen=True)
class SerialReaderSettings:
    path: str
    """A name that stays: `/dev/serial/by-id/…`, not `/dev/ttyACM0`."""
    baud: int = 9600
    """USB readers ignore it."""


class SerialLine:
    """An `OpenDevice`. `serial.SerialException` is an `OSError`."""

    def __init__(self, settings: SerialReaderSettings) -> None:
        self._port = serial.Serial(settings.path, settings.baud, timeout=_PAUSE_S, exclusive=True)

    def read_some(self) -> bytes:
        received: bytes = self._port.read(max(self._port.in_waiting, 1))
        return received

    def close(self) -> None:
        self._port.close()


def serial_reader(settings: SerialReaderSettings) -> AttachedReader:
    return AttachedReader(lambda: SerialLine(settings))
