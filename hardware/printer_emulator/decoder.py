"""Bytes to commands: ESC/POS as the command reference writes it.

Knows how long each command is and what its parameters mean; draws nothing. What it doesn't know it names, and
never guesses.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.byte_source import ByteSource, NotYetComplete
from hardware.printer_emulator.decode_gs import GS_READERS
from hardware.printer_emulator.real_time import length_of_real_time

NUL, DLE, ESC, FS, GS = 0x00, 0x10, 0x1B, 0x1C, 0x1D
FIRST_PRINTABLE = 0x20

Reader = Callable[[ByteSource], say.Command]


@dataclass(frozen=True)
class Decoded:
    command: say.Command
    size: int
    """Bytes it took on the wire."""


class Decoder:
    """Cuts a stream into commands; an unfinished one waits for its rest. Thread-safe."""

    def __init__(self) -> None:
        self._rest = b""
        self._lock = threading.Lock()

    def feed(self, received: bytes) -> list[Decoded]:
        with self._lock:
            return self._decode(received)

    def _decode(self, received: bytes) -> list[Decoded]:
        self._rest += received
        source = ByteSource(self._rest, 0)
        decoded: list[Decoded] = []
        start = 0
        while start < len(self._rest):
            try:
                command = _read_command(source)
            except NotYetComplete:
                break
            decoded.append(Decoded(command, source.position - start))
            start = source.position
        self._rest = self._rest[start:]
        return decoded

    def forget(self) -> None:
        """Drop a half-received command."""
        with self._lock:
            self._rest = b""


def _read_command(source: ByteSource) -> say.Command:
    text = source.take_text()
    if text:
        return say.Text(text)
    if source.skip(NUL):
        return say.Harmless("no command")
    control = source.byte()
    if control == DLE:
        return _skip_real_time(source)
    readers = _FAMILIES.get(control)
    if readers is None:
        return _SINGLE.get(control, say.Unknown(bytes([control])))
    code = source.byte()
    reader = readers.get(code)
    return reader(source) if reader else say.Unknown(bytes([control, code]))


def _skip_real_time(source: ByteSource) -> say.Command:
    """Already obeyed when it arrived (`real_time`); here only stepped over."""
    kind = source.byte()
    if kind == 0x14:
        function = source.byte()
        source.take(length_of_real_time(bytes([DLE, kind, function])) - 3)
        return say.Harmless("real-time command")
    length = length_of_real_time(bytes([DLE, kind]))
    if not length:
        return say.Unknown(bytes([DLE, kind]))
    source.take(length - 2)
    return say.Harmless("real-time command")


def _switch(n: int) -> say.Switch:
    """Only the lowest bit counts, says the reference."""
    return say.Switch(n & 1)


def _print_mode(source: ByteSource) -> say.Command:
    n = source.byte()
    return say.PrintMode(
        font=say.Font(n & 1),
        bold=_switch(n >> 3),
        underline=_switch(n >> 7),
        width=2 if n & 0x20 else 1,
        height=2 if n & 0x10 else 1,
    )


def _justify(source: ByteSource) -> say.Command:
    n = source.byte()
    places = {0: say.Alignment.LEFT, 1: say.Alignment.CENTER, 2: say.Alignment.RIGHT}
    alignment = places.get(n - 48 if n >= 48 else n)
    return say.Justify(alignment) if alignment else say.Unknown(bytes([ESC, 0x61, n]))


def _select_font(source: ByteSource) -> say.Command:
    n = source.byte()
    font = {0: say.Font.A, 48: say.Font.A, 1: say.Font.B, 49: say.Font.B}.get(n)
    return say.SelectFont(font) if font else say.Unknown(bytes([ESC, 0x4D, n]))


def _underline(source: ByteSource) -> say.Command:
    return say.Underline(say.Switch.OFF if source.byte() in (0, 48) else say.Switch.ON)


_BIT_IMAGE_MODES = {0: (1, 2, 3), 1: (1, 1, 3), 32: (3, 2, 1), 33: (3, 1, 1)}
"""mode: bytes a column, dots each bit is wide and high on a 203 dpi head."""


def _bit_image(source: ByteSource) -> say.Command:
    mode, width = source.byte(), source.word()
    if mode not in _BIT_IMAGE_MODES:
        return say.Unknown(bytes([ESC, 0x2A, mode]) + width.to_bytes(2, "little"))
    column_bytes, x_scale, y_scale = _BIT_IMAGE_MODES[mode]
    return say.BitImage(width, column_bytes, source.take(width * column_bytes), x_scale, y_scale)


def _tab_stops(source: ByteSource) -> say.Command:
    source.take_until(0)
    return say.Harmless("tab stops")


def _ignored(name: str, parameter_bytes: int) -> Reader:
    def read(source: ByteSource) -> say.Command:
        source.take(parameter_bytes)
        return say.Harmless(name)

    return read


def _with_length(name: str) -> Reader:
    """A function that carries its own length may be stepped over safely."""

    def read(source: ByteSource) -> say.Command:
        source.byte()
        source.take(source.word())
        return say.Harmless(name)

    return read


_SINGLE: dict[int, say.Command] = {
    0x09: say.Tab(),
    0x0A: say.NewLine(),
    0x0D: say.Harmless("carriage return"),
}

_ESC_READERS: dict[int, Reader] = {
    0x20: lambda source: say.CharacterSpacing(source.byte()),
    0x21: _print_mode,
    0x24: lambda source: say.MoveTo(source.word()),
    0x28: _with_length("ESC ( function"),
    0x2A: _bit_image,
    0x2D: _underline,
    0x32: lambda _: say.LineSpacing(None),
    0x33: lambda source: say.LineSpacing(source.byte()),
    0x3D: _ignored("peripheral", 1),
    0x40: lambda _: say.Initialise(),
    0x44: _tab_stops,
    0x45: lambda source: say.Bold(_switch(source.byte())),
    0x47: lambda source: say.Bold(_switch(source.byte())),
    0x4A: lambda source: say.FeedDots(source.byte()),
    0x4D: _select_font,
    0x52: lambda source: say.CharacterSet(source.byte()),
    0x61: _justify,
    0x63: _ignored("sensors and panel buttons", 2),
    0x64: lambda source: say.FeedLines(source.byte()),
    0x69: lambda _: say.Cut(say.CutKind.PARTIAL, None),
    0x6D: lambda _: say.Cut(say.CutKind.PARTIAL, None),
    0x70: _ignored("drawer pulse", 3),
    0x72: _ignored("print colour", 1),
    0x74: lambda source: say.CodePage(source.byte()),
}

_FS_READERS: dict[int, Reader] = {
    0x2E: _ignored("no Kanji", 0),
    0x28: _with_length("FS ( function"),
}

_FAMILIES: dict[int, dict[int, Reader]] = {ESC: _ESC_READERS, FS: _FS_READERS, GS: GS_READERS}
