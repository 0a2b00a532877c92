"""A reader that types like a keyboard (HID keyboard wedge), read below every input method.

It is grabbed, so that codes never reach a window. Knows Linux key events and the US layout such readers type;
letters beyond ASCII can't be typed: use the serial mode where the reader has one.
"""

import contextlib
import errno
import fcntl
import os
import select
import struct
from dataclasses import dataclass

from hardware.attached_reader import AttachedReader

_EVENT = struct.Struct("@qqHHi")
"""`struct input_event` on 64-bit Linux: seconds, microseconds, type, code, value."""

_EV_KEY, _RELEASED, _PRESSED = 1, 0, 1
_EVIOCGRAB = 0x40044590
_SHIFTS = (42, 54)
_PAUSE_S = 0.2

_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]\n", "QWERTYUIOP{}\n"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
    96: ("\n", "\n"),
}
"""Key codes run along the rows of the keyboard; first code of each row: plain and shifted letters."""


@dataclass(frozen=True)
class WedgeReaderSettings:
    path: str
    """A name that stays: `/dev/input/by-id/…-event-kbd`."""


class KeyStrokes:
    """Key events to letters."""

    def __init__(self) -> None:
        self._shifts_down: set[int] = set()
        self._rest = b""

    def feed(self, events: bytes) -> bytes:
        events = self._rest + events
        whole = len(events) - len(events) % _EVENT.size
        self._rest = events[whole:]
        typed = (self._letter(*event[2:]) for event in _EVENT.iter_unpack(events[:whole]))
        return "".join(typed).encode("ascii")

    def _letter(self, kind: int, code: int, value: int) -> str:
        if kind != _EV_KEY:
            return ""
        if code in _SHIFTS:
            (self._shifts_down.discard if value == _RELEASED else self._shifts_down.add)(code)
            return ""
        return _key_letter(code, is_shifted=bool(self._shifts_down)) if value == _PRESSED else ""


def _key_letter(code: int, *, is_shifted: bool) -> str:
    for first, (plain, shifted) in _ROWS.items():
        if first <= code < first + len(plain):
            return (shifted if is_shifted else plain)[code - first]
    return ""


class GrabbedKeyboard:
    """An `OpenDevice`."""

    def __init__(self, settings: WedgeReaderSettings) -> None:
        self._keys = KeyStrokes()
        self._file = os.open(settings.path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            _grab(self._file)
        except OSError:
            os.close(self._file)
            raise

    def read_some(self) -> bytes:
        while select.select([self._file], [], [], _PAUSE_S)[0]:
            events = os.read(self._file, 64 * _EVENT.size)
            if not events:
                raise OSError(errno.ENODEV, "the reader has gone")
            if letters := self._keys.feed(events):
                return letters
        return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)


def _grab(file: int) -> None:
    """A recording played back through a pipe has nothing to grab; a keyboard held by another is a fault."""
    try:
        fcntl.ioctl(file, _EVIOCGRAB, 1)
    except OSError as error:
        if error.errno not in (errno.ENOTTY, errno.EINVAL):
            raise


def wedge_reader(settings: WedgeReaderSettings) -> AttachedReader:
    return AttachedReader(lambda: GrabbedKeyboard(settings))
