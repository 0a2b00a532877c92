"""Obeys commands that leave ink on paper, in the order they come.

Knows lines, blocks and cuts; knows nothing of cables, status or faults.
"""

from collections.abc import Callable

from PIL import Image

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.code_pages import letters
from hardware.printer_emulator.line import Line, indent
from hardware.printer_emulator.modes import Modes, NotInThisPrinter
from hardware.printer_emulator.paper import CutPiece, MarkKind, Paper
from hardware.printer_emulator.pictures import barcode_frame, bit_image_picture, qr_picture, raster_picture
from hardware.printer_emulator.typeface import Typeface

TAB_LETTERS = 8


class Mechanism:
    """One head over one paper. Told each command once; `cut_piece` is called with every piece that falls."""

    def __init__(self, paper: Paper, cut_piece: Callable[[CutPiece, tuple[str, ...]], None]) -> None:
        self._paper = paper
        self._cut_piece = cut_piece
        self._line = Line(Typeface())
        self._modes = Modes()
        self._remarks: list[str] = []

    def obey(self, command: say.Command) -> None:
        self._set(command)
        self._fill_line(command)
        match command:
            case say.NewLine():
                self._new_line()
            case say.FeedLines(lines):
                self._print_line(lines * self._modes.line_spacing)
            case say.FeedDots(dots):
                self._print_line(dots)
            case say.Raster():
                self._raster(command)
            case say.PrintGraphics():
                self._print_graphics()
            case say.QrPrint():
                self._qr()
            case say.Barcode():
                self._barcode(command)
            case say.Cut():
                self._cut(command)
            case say.Unknown(raw):
                self._remarks.append(f"unknown command {raw.hex(' ')}")

    def forget(self) -> None:
        """Empty the print buffer, set all modes back, as `ESC @` and power-on do. Ink stays where it is."""
        self._line.clear()
        self._modes = Modes()

    def _set(self, command: say.Command) -> None:
        try:
            self._modes.set(command)
        except NotInThisPrinter as remark:
            self._remarks.append(str(remark))

    def _fill_line(self, command: say.Command) -> None:
        match command:
            case say.Initialise():
                self.forget()
            case say.Justify(alignment) if self._is_line_start("alignment"):
                self._modes.alignment = alignment
            case say.Text(raw):
                self._text(raw)
            case say.Tab():
                step = self._modes.style.advance * TAB_LETTERS
                self._line.move_to((self._line.cursor // step + 1) * step)
            case say.MoveTo(dots):
                self._line.move_to(dots)
            case say.BitImage():
                self._line.add_strip(bit_image_picture(command))

    @property
    def _margin(self) -> int:
        return min(self._modes.left_margin, self._paper.width - 1)

    @property
    def _width(self) -> int:
        whole = self._paper.width - self._margin
        return max(min(self._modes.area_width or whole, whole), 1)

    def _text(self, raw: bytes) -> None:
        modes = self._modes
        for letter in letters(raw, modes.code_page, modes.character_set):
            if self._line.cursor + modes.style.advance > self._width:
                self._new_line()
            self._line.add_letter(letter, modes.style)

    def _new_line(self) -> None:
        self._print_line(self._modes.line_spacing)

    def _print_line(self, feed_dots: int) -> None:
        """A line higher than the feed takes its own height: printers never print over the line before."""
        height = self._line.height
        if height:
            picture = self._line.set(self._width, self._modes.alignment)
            self._paper.put(picture, self._margin, MarkKind.TEXT, self._line.words)
        self._paper.feed(max(feed_dots - height, 0))
        self._line.clear()

    def _raster(self, raster: say.Raster) -> None:
        picture = raster_picture(raster)
        self._block(picture, MarkKind.PICTURE, f"{picture.width} × {picture.height}")

    def _print_graphics(self) -> None:
        if self._modes.graphics:
            self._raster(self._modes.graphics)
        self._modes.graphics = None

    def _qr(self) -> None:
        modes = self._modes
        try:
            picture = qr_picture(modes.qr_data, modes.qr_level, modes.qr_module_dots)
        except ValueError:
            self._remarks.append(f"QR code not printed: {len(modes.qr_data)} bytes of data")
            return
        if picture.width > self._width:
            self._remarks.append("QR code not printed: wider than the paper")
            return
        self._block(picture, MarkKind.QR, modes.qr_data.decode("utf-8", "replace"))

    def _barcode(self, command: say.Barcode) -> None:
        frame = barcode_frame(command.data, self._width * 2 // 3, self._modes.barcode_height)
        self._block(frame, MarkKind.BARCODE, command.data.decode("ascii", "replace"))

    def _block(self, picture: Image.Image, kind: MarkKind, words: str) -> None:
        """Print a picture on rows of its own."""
        if not self._is_line_start(kind):
            self._print_line(0)
        if picture.width > self._width:
            self._remarks.append(f"{kind} {picture.width} dots wide, cut off at {self._width}")
            picture = picture.crop((0, 0, self._width, picture.height))
        x = self._margin + indent(self._width, picture.width, self._modes.alignment)
        self._paper.put(picture, x, kind, words)

    def _cut(self, command: say.Cut) -> None:
        if not self._is_line_start("cut"):
            self._print_line(0)
        if command.feed_dots is not None:
            self._paper.feed_to_knife()
            self._paper.feed(command.feed_dots)
        remarks, self._remarks = tuple(self._remarks), []
        self._cut_piece(self._paper.cut(), remarks)

    def _is_line_start(self, what: str) -> bool:
        """The reference allows some commands only there; a real printer ignores or garbles them elsewhere."""
        if not self._line.is_empty:
            self._remarks.append(f"{what} in the middle of a line")
        return self._line.is_empty
