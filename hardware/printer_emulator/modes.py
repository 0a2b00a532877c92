"""The settings a printer keeps between commands, all of which `ESC @` sets back.

Knows what each setting is and its value at power-on; prints nothing.
"""

from dataclasses import dataclass, field

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.code_pages import is_character_set, is_code_page
from hardware.printer_emulator.line import Style

OWN_LINE_SPACING = 30
"""Dots; `ESC 2` on a 203 dpi head (3.75 mm)."""


class NotInThisPrinter(Exception):  # noqa: N818  a remark on the slip, nothing fails
    """A setting this printer has not; the old one stays."""


@dataclass
class Modes:
    style: Style = field(default_factory=Style)
    alignment: say.Alignment = say.Alignment.LEFT
    line_spacing: int = OWN_LINE_SPACING
    code_page: int = 0
    character_set: int = 0
    left_margin: int = 0
    area_width: int | None = None
    barcode_height: int = 162
    qr_module_dots: int = 3
    qr_level: say.QrLevel = say.QrLevel.L
    qr_data: bytes = b""
    graphics: say.Raster | None = None

    def set(self, command: say.Command) -> None:
        """Take a setting; a command that is none changes nothing. Raises `NotInThisPrinter`."""
        self._set_style(command)
        self._set_symbols(command)
        match command:
            case say.LineSpacing(dots):
                self.line_spacing = OWN_LINE_SPACING if dots is None else dots
            case say.CodePage(number):
                self.code_page = _known(number, "code page", is_known=is_code_page(number))
            case say.CharacterSet(number):
                self.character_set = _known(number, "character set", is_known=is_character_set(number))
            case say.LeftMargin(dots):
                self.left_margin = dots
            case say.AreaWidth(dots):
                self.area_width = dots

    def _set_style(self, command: say.Command) -> None:
        style = self.style
        match command:
            case say.PrintMode():
                style.font, style.width, style.height = command.font, command.width, command.height
                style.is_bold = command.bold is say.Switch.ON
                style.is_underlined = command.underline is say.Switch.ON
            case say.Bold(switch):
                style.is_bold = switch is say.Switch.ON
            case say.Underline(switch):
                style.is_underlined = switch is say.Switch.ON
            case say.WhiteOnBlack(switch):
                style.is_reversed = switch is say.Switch.ON
            case say.SelectFont(font):
                style.font = font
            case say.CharacterSize(width, height):
                style.width, style.height = width, height
            case say.CharacterSpacing(dots):
                style.spacing = dots

    def _set_symbols(self, command: say.Command) -> None:
        match command:
            case say.StoreGraphics(raster):
                self.graphics = raster
            case say.QrModuleSize(dots):
                self.qr_module_dots = dots
            case say.QrErrorLevel(level):
                self.qr_level = level
            case say.QrStore(data):
                self.qr_data = data
            case say.BarcodeHeight(dots):
                self.barcode_height = max(dots, 1)


def _known(number: int, what: str, *, is_known: bool) -> int:
    if not is_known:
        raise NotInThisPrinter(f"{what} {number} is not in this printer")
    return number
