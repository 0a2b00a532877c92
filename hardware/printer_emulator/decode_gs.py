"""The GS half of ESC/POS: sizes, pictures, symbols, cuts and questions.

Knows their parameters; `decoder` knows when they are met.
"""

from collections.abc import Callable

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.byte_source import ByteSource

GS = 0x1D


def _size(source: ByteSource) -> say.Command:
    n = source.byte()
    width, height = (n >> 4) + 1, (n & 0x0F) + 1
    return say.CharacterSize(width, height) if max(width, height) <= 8 else say.Unknown(bytes([GS, 0x21, n]))


def _raster(source: ByteSource) -> say.Command:
    head = source.take(2)
    scales = {0: (1, 1), 1: (2, 1), 2: (1, 2), 3: (2, 2)}
    mode = head[1] - 48 if head[1] >= 48 else head[1]
    if head[0] != 0x30 or mode not in scales:
        return say.Unknown(bytes([GS, 0x76]) + head)
    row_bytes, height = source.word(), source.word()
    return say.Raster(row_bytes * 8, height, source.take(row_bytes * height), *scales[mode])


def _function(source: ByteSource) -> say.Command:
    """`GS (`: a letter, a length, and a function's own parameters."""
    letter, length = source.byte(), source.word()
    parameters = source.take(length)
    reader = {0x4C: _graphics, 0x6B: _symbol}.get(letter)
    if reader:
        return reader(parameters)
    if letter in (0x41, 0x44, 0x45, 0x48, 0x4B, 0x4D, 0x4E):
        return say.Harmless(f"GS ( {chr(letter)}")
    return say.Unknown(bytes([GS, 0x28, letter]) + parameters[:2])


def _long_graphics(source: ByteSource) -> say.Command:
    """`GS 8 L` is `GS ( L` with a four-byte length."""
    letter = source.byte()
    if letter != 0x4C:
        return say.Unknown(bytes([GS, 0x38, letter]))
    return _graphics(source.take(source.double_word()))


def _graphics(parameters: bytes) -> say.Command:
    source = ByteSource(parameters, 0)
    if len(parameters) == 2 and parameters[1] in (2, 50):
        return say.PrintGraphics()
    if len(parameters) < 10 or parameters[1] != 112 or parameters[2] != 48:
        return say.Unknown(bytes([GS, 0x28, 0x4C]) + parameters[:3])
    source.take(3)
    x_scale, y_scale, _color = source.byte(), source.byte(), source.byte()
    width, height = source.word(), source.word()
    rows = parameters[source.position :]
    if len(rows) != (width + 7) // 8 * height or not {x_scale, y_scale} <= {1, 2}:
        return say.Unknown(bytes([GS, 0x28, 0x4C]) + parameters[:10])
    return say.StoreGraphics(say.Raster(width, height, rows, x_scale, y_scale))


def _symbol(parameters: bytes) -> say.Command:
    """`GS ( k`; only QR codes (symbol 49) are drawn."""
    unknown = say.Unknown(bytes([GS, 0x28, 0x6B]) + parameters[:3])
    if len(parameters) < 3 or parameters[0] != 49:
        return unknown
    function, first = parameters[1], parameters[2]
    match function:
        case 65:
            return say.Harmless("QR model")
        case 67 if 1 <= first <= 16:
            return say.QrModuleSize(first)
        case 69 if first in set(say.QrLevel):
            return say.QrErrorLevel(say.QrLevel(first))
        case 80 if first == 48:
            return say.QrStore(parameters[3:])
        case 81 if first == 48:
            return say.QrPrint()
        case _:
            return unknown


def _barcode(source: ByteSource) -> say.Command:
    system = source.byte()
    if system <= 6:
        return say.Barcode(system, source.take_until(0))
    if 65 <= system <= 79:
        return say.Barcode(system, source.take(source.byte()))
    return say.Unknown(bytes([GS, 0x6B, system]))


def _cut(source: ByteSource) -> say.Command:
    mode = source.byte()
    if mode in (0, 48, 1, 49):
        return say.Cut(say.CutKind(mode % 2), None)
    if mode in (65, 66):
        return say.Cut(say.CutKind(mode - 65), source.byte())
    return say.Unknown(bytes([GS, 0x56, mode]))


def _ignored(name: str, parameter_bytes: int) -> Callable[[ByteSource], say.Command]:
    def read(source: ByteSource) -> say.Command:
        source.take(parameter_bytes)
        return say.Harmless(name)

    return read


GS_READERS: dict[int, Callable[[ByteSource], say.Command]] = {
    0x21: _size,
    0x28: _function,
    0x38: _long_graphics,
    0x42: lambda source: say.WhiteOnBlack(say.Switch(source.byte() & 1)),
    0x48: _ignored("barcode caption place", 1),
    0x49: lambda source: say.AskIdentity(source.byte()),
    0x4C: lambda source: say.LeftMargin(source.word()),
    0x56: _cut,
    0x57: lambda source: say.AreaWidth(source.word()),
    0x61: lambda source: say.AutomaticStatus(source.byte()),
    0x62: _ignored("smoothing", 1),
    0x66: _ignored("barcode caption font", 1),
    0x68: lambda source: say.BarcodeHeight(source.byte()),
    0x6B: _barcode,
    0x72: lambda source: say.AskStatus(source.byte()),
    0x76: _raster,
    0x77: _ignored("barcode module width", 1),
}
