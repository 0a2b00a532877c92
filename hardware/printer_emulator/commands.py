"""What a printer can be told, one frozen value a command.

Knows the words of ESC/POS; knows neither their bytes (`decoder`) nor their ink (`mechanism`).
"""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Alignment(Enum):
    LEFT = 0
    CENTER = 1
    RIGHT = 2


class Font(Enum):
    A = 0
    """12 × 24 dots."""
    B = 1
    """9 × 17 dots."""


class Switch(Enum):
    OFF = 0
    ON = 1


class CutKind(Enum):
    FULL = 0
    PARTIAL = 1


class QrLevel(IntEnum):
    """Error correction as `GS ( k` function 169 numbers it."""

    L = 48
    M = 49
    Q = 50
    H = 51


@dataclass(frozen=True)
class Text:
    raw: bytes


@dataclass(frozen=True)
class NewLine:
    pass


@dataclass(frozen=True)
class Tab:
    pass


@dataclass(frozen=True)
class Initialise:
    pass


@dataclass(frozen=True)
class PrintMode:
    """`ESC !`: several settings in one byte."""

    font: Font
    bold: Switch
    underline: Switch
    width: int
    height: int


@dataclass(frozen=True)
class Bold:
    switch: Switch


@dataclass(frozen=True)
class Underline:
    switch: Switch


@dataclass(frozen=True)
class WhiteOnBlack:
    switch: Switch


@dataclass(frozen=True)
class SelectFont:
    font: Font


@dataclass(frozen=True)
class CharacterSize:
    """`GS !`: each letter `width` × `height` times its normal size, 1 to 8."""

    width: int
    height: int


@dataclass(frozen=True)
class CharacterSpacing:
    dots: int


@dataclass(frozen=True)
class Justify:
    alignment: Alignment


@dataclass(frozen=True)
class FeedLines:
    lines: int


@dataclass(frozen=True)
class FeedDots:
    dots: int


@dataclass(frozen=True)
class LineSpacing:
    dots: int | None
    """None is the printer's own spacing (`ESC 2`)."""


@dataclass(frozen=True)
class CodePage:
    number: int


@dataclass(frozen=True)
class CharacterSet:
    """`ESC R`: twelve ASCII letters replaced by a country's own."""

    number: int


@dataclass(frozen=True)
class MoveTo:
    dots: int


@dataclass(frozen=True)
class LeftMargin:
    dots: int


@dataclass(frozen=True)
class AreaWidth:
    dots: int


@dataclass(frozen=True)
class Raster:
    """A one-bit picture, rows of whole bytes, most significant bit left, 1 is black."""

    width: int
    height: int
    rows: bytes
    x_scale: int = 1
    y_scale: int = 1


@dataclass(frozen=True)
class StoreGraphics:
    raster: Raster


@dataclass(frozen=True)
class PrintGraphics:
    pass


@dataclass(frozen=True)
class BitImage:
    """`ESC *`: a strip 8 or 24 dots high, standing in the line like a letter; columns of bytes, top first."""

    width: int
    column_bytes: int
    columns: bytes
    x_scale: int
    y_scale: int


@dataclass(frozen=True)
class QrModuleSize:
    dots: int


@dataclass(frozen=True)
class QrErrorLevel:
    level: QrLevel


@dataclass(frozen=True)
class QrStore:
    data: bytes


@dataclass(frozen=True)
class QrPrint:
    pass


@dataclass(frozen=True)
class BarcodeHeight:
    dots: int


@dataclass(frozen=True)
class Barcode:
    system: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    kind: CutKind
    feed_dots: int | None
    """None cuts where the paper is; a number feeds the last printed row to the knife and that much beyond."""


@dataclass(frozen=True)
class AskStatus:
    """`GS r`: answered when its turn comes, behind all that was sent before."""

    subject: int


@dataclass(frozen=True)
class AutomaticStatus:
    """`GS a`: tell every change from now on; 0 is never."""

    mask: int


@dataclass(frozen=True)
class AskIdentity:
    subject: int


@dataclass(frozen=True)
class Harmless:
    """Understood, and without any effect on the paper: the cash drawer, smoothing, a carriage return."""

    name: str


@dataclass(frozen=True)
class Unknown:
    """Not understood. The bytes after it are read as if it had not been there, as a printer would."""

    raw: bytes


Command = (
    Text
    | NewLine
    | Tab
    | Initialise
    | PrintMode
    | Bold
    | Underline
    | WhiteOnBlack
    | SelectFont
    | CharacterSize
    | CharacterSpacing
    | Justify
    | FeedLines
    | FeedDots
    | LineSpacing
    | CodePage
    | CharacterSet
    | MoveTo
    | LeftMargin
    | AreaWidth
    | Raster
    | StoreGraphics
    | PrintGraphics
    | BitImage
    | QrModuleSize
    | QrErrorLevel
    | QrStore
    | QrPrint
    | BarcodeHeight
    | Barcode
    | Cut
    | AskStatus
    | AutomaticStatus
    | AskIdentity
    | Harmless
    | Unknown
)
