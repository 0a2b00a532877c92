"""The order and size of everything on the paper, slip or checklist.

Knows what stands where and what a profile can print by itself. Knows nothing of bytes or cables.
The order: center, service, number, marks, people ahead, when taken, what to do, QR with its purpose, hotline.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from contract.words import Language
from printer.blocks import (
    FONT_A_WIDTH,
    Block,
    Cut,
    Feed,
    NativeQr,
    NumberBlock,
    PictureLine,
    PictureQr,
    TextLine,
    TextSize,
    Weight,
)
from printer.checklist import Checklist
from printer.drawing import QUIET_MODULES, FontFiles, Pen, qr_picture
from printer.profile import CodePage, PictureScaling, PrinterProfile, QrSupport
from printer.slip import Slip, TrialSlip
from printer.wording import moment, wording_for
from printer.wrapping import HARD_SPACE, keep_place_together, keep_together, wrap

NUMBER_HEIGHT_MM = 15.5
"""SCREENS asks for 15 mm or more; the half millimetre is for paper that slips under the roller."""
QR_MODULE_DOTS = 6
"""0.75 mm a module at 203 dpi, read by a phone at arm's length and by the readers at the kiosk."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line looks, once for the printer's own font and once for the drawn one."""

    native: TextSize
    drawn_size: int
    """Dots from line to line of the drawn font; 24 dots at 203 dpi are 3 mm."""
    weight: Weight = Weight.REGULAR
    max_lines: int = 2


# Drawn lines are most of a slip's bytes. 22 dots regular and 23 bold are the smallest whose capitals are
# 2 mm high: 16 dots at 203 dpi.
CENTER = LineStyle(TextSize.NORMAL, 22)
SERVICE = LineStyle(TextSize.TALL, 27, Weight.BOLD)
LONG_SERVICE = LineStyle(TextSize.NORMAL, 25, Weight.BOLD)
SECOND_NAME = LineStyle(TextSize.NORMAL, 24)
MARKS = LineStyle(TextSize.TALL, 28, Weight.BOLD)
AHEAD = LineStyle(TextSize.TALL, 23, Weight.BOLD)
TIME = LineStyle(TextSize.TALL, 28)
ADVICE = LineStyle(TextSize.NORMAL, 22)
HOTLINE = LineStyle(TextSize.TALL, 22)
PLAIN = LineStyle(TextSize.NORMAL, 22)
DOCUMENT = LineStyle(TextSize.NORMAL, 22, max_lines=40)
"""Room for the longest text of the national data on 58 mm paper."""
WARNING = LineStyle(TextSize.NORMAL, 22, Weight.BOLD, max_lines=8)

_BOX_DOTS = 20
"""2.5 mm at 203 dpi: a pen hits it."""
_INDENT_DOTS = _BOX_DOTS + 10
SMALL_GAP = Feed(6)
GAP = Feed(16)
WIDE_GAP = Feed(24)


class SlipLayout:
    """Composes slips for one printer."""

    def __init__(self, profile: PrinterProfile, fonts: FontFiles) -> None:
        self._profile = profile
        self._pen = Pen(fonts)

    def compose(self, slip: Slip) -> tuple[Block, ...]:
        words = wording_for(slip.language)
        blocks = [*self._names(slip), GAP, *self._number(slip.number)]
        if slip.marks:
            blocks += [GAP, *self._lines(words.marks_line(slip.marks), MARKS)]
        if slip.people_ahead is not None:
            blocks += [WIDE_GAP, *self._lines(words.people_ahead(slip.people_ahead), AHEAD)]
        when = "" if slip.taken_at is None else f"   {moment(slip.taken_at)}"
        blocks += [GAP, *self._lines(f"{slip.number}{when}", TIME), GAP]
        if slip.where_to_wait:
            blocks += [*self._lines(slip.where_to_wait, ADVICE), SMALL_GAP]
        blocks += [*self._lines(words.keep_slip, ADVICE), *self._qr(slip.qr_content)]
        blocks += self._lines(words.qr_purpose(slip.qr_purpose), ADVICE)
        if slip.hotline:
            blocks += [GAP, *self._lines(f"{words.hotline}: {keep_together(slip.hotline)}", HOTLINE)]
        return (*blocks, Cut(self._profile.cutter))

    def compose_checklist(self, checklist: Checklist) -> tuple[Block, ...]:
        """Every paper in full, each with a box to tick: a shortened one would be brought wrongly."""
        words = wording_for(checklist.language)
        blocks = [*self._lines(keep_place_together(checklist.center_name), CENTER), GAP]
        blocks += [*self._lines(checklist.procedure, LONG_SERVICE), SMALL_GAP]
        blocks += [*self._lines(checklist.code, PLAIN), GAP]
        if checklist.is_unverified:
            blocks += [*self._lines(words.papers_unverified, WARNING), GAP]
        blocks += self._lines(words.papers_to_bring, LONG_SERVICE)
        for text in checklist.documents:
            blocks += [GAP, *self._ticked(text)]
            if text in checklist.shown_only:
                blocks += [SMALL_GAP, *_spaced(self._indented(words.shown_only, WARNING))]
        if checklist.left_out:
            left_out = words.papers_left_out.format(count=checklist.left_out)
            blocks += [GAP, *self._lines(left_out, WARNING)]
        return (*blocks, *self._checklist_foot(checklist), Cut(self._profile.cutter))

    def _ticked(self, text: str) -> list[Block]:
        """A box to tick, and the text in full beside it."""
        lines = self._indented(text, DOCUMENT)
        return _spaced([*map(self._with_box, lines[:1]), *lines[1:]])

    def _indented(self, text: str, style: LineStyle) -> list[PictureLine]:
        """As far from the edge as a box is wide; drawn, since only pictures stand at the left."""
        room = self._room_beside_box
        lines = wrap(
            text,
            lambda part: self._pen.width(part, style.drawn_size, style.weight) <= room,
            style.max_lines,
        )
        return [
            PictureLine(line, self._beside(self._pen.line(line, style.drawn_size, style.weight)))
            for line in lines
        ]

    @property
    def _room_beside_box(self) -> int:
        return self._profile.width_dots - _INDENT_DOTS

    def _beside(self, line: Image.Image) -> Image.Image:
        whole = Image.new("1", (self._profile.width_dots, max(line.height, _BOX_DOTS)), 1)
        whole.paste(line, (_INDENT_DOTS, (whole.height - line.height) // 2))
        return whole

    def _with_box(self, line: PictureLine) -> PictureLine:
        picture = line.picture.copy()
        top = (picture.height - _BOX_DOTS) // 2
        box = (0, top, _BOX_DOTS - 1, top + _BOX_DOTS - 1)
        ImageDraw.Draw(picture).rectangle(box, outline=0, width=2)
        return PictureLine(line.text, picture)

    def _checklist_foot(self, checklist: Checklist) -> list[Block]:
        words = wording_for(checklist.language)
        blocks: list[Block] = []
        if checklist.where:
            blocks += [WIDE_GAP, *self._lines(f"{words.where_to_go}: {checklist.where}", WARNING)]
        if checklist.officer:
            blocks += [GAP, *self._lines(f"{words.officer}: {checklist.officer}", WARNING)]
        if checklist.page_url:
            blocks += [*self._qr(checklist.page_url), *self._lines(words.times_and_fees, ADVICE)]
        if checklist.hotline:
            blocks += [GAP, *self._lines(f"{words.hotline}: {keep_together(checklist.hotline)}", HOTLINE)]
        if checklist.printed_at is not None:
            blocks += [GAP, *self._lines(moment(checklist.printed_at), PLAIN)]
        return blocks

    def compose_trial(self, trial: TrialSlip) -> tuple[Block, ...]:
        """A rule as wide as the paper, every Vietnamese mark once, both fonts, a number, a QR and a cut."""
        blocks: list[Block] = [TextLine("-" * self._columns(TextSize.NORMAL)), SMALL_GAP]
        blocks += [*self._lines("Phiếu in thử", SERVICE), *self._lines("Test print", ADVICE), GAP]
        blocks += [*self._lines("à ả ã á ạ ằ ẩ ẵ ế ệ ĩ ọ ỗ ợ ủ ữ ỳ đ Đ", AHEAD), GAP]
        blocks += [*self._number("A000"), GAP]
        for fact in (trial.profile_name, trial.cable, moment(trial.printed_at)):
            blocks += self._lines(fact, ADVICE)
        return (*blocks, *self._qr("motcua-test-print"), Cut(self._profile.cutter))

    def _names(self, slip: Slip) -> list[Block]:
        blocks = [*self._lines(keep_place_together(slip.center_name), CENTER), GAP]
        if slip.language is Language.VI:
            return [*blocks, *self._service(slip.service_vi)]
        # The Vietnamese name stays below the English one: it is what the officer at the counter reads.
        return [*blocks, *self._service(slip.service_en), *self._lines(slip.service_vi, SECOND_NAME)]

    def _service(self, name: str) -> list[Block]:
        """Large if it goes on one line; otherwise smaller, so that more of the name is left."""
        return self._lines(name, SERVICE if self._fits(name, SERVICE) else LONG_SERVICE)

    def _number(self, number: str) -> list[Block]:
        scale = self._scale
        height = -(-self._profile.dots(NUMBER_HEIGHT_MM) // scale)
        picture = self._pen.number(number, height, self._profile.width_dots // scale)
        return [NumberBlock(number, picture, scale)]

    def _qr(self, content: str) -> list[Block]:
        """With its quiet zone above and below, which printers do not add by themselves."""
        if self._profile.qr is QrSupport.NATIVE:
            quiet = Feed(QUIET_MODULES * QR_MODULE_DOTS)
            return [quiet, NativeQr(content, QR_MODULE_DOTS), quiet]
        return [PictureQr(content, qr_picture(content, QR_MODULE_DOTS // self._scale), self._scale)]

    def _lines(self, text: str, style: LineStyle) -> list[Block]:
        """Each line by itself: native if the printer surely has all its letters, drawn if not."""
        lines = wrap(text, lambda part: self._fits(part, style), style.max_lines)
        blocks: list[Block] = []
        for line in lines:
            if blocks:
                blocks.append(SMALL_GAP)
            blocks.append(self._line(line, style))
        return blocks

    def _line(self, line: str, style: LineStyle) -> Block:
        if line.isascii():
            return TextLine(line, style.native, style.weight)
        page = self._page_for(line)
        if page is not None:
            return TextLine(line, style.native, style.weight, page)
        return PictureLine(line, self._pen.line(line, style.drawn_size, style.weight))

    def _page_for(self, line: str) -> CodePage | None:
        return next((page for page in self._profile.sure_code_pages if page.holds(line)), None)

    def _fits(self, part: str, style: LineStyle) -> bool:
        """Hard spaces are only for breaking: they are printed as ordinary ones."""
        part = part.replace(HARD_SPACE, " ")
        if part.isascii() or self._page_for(part) is not None:
            return len(part) <= self._columns(style.native)
        return self._pen.width(part, style.drawn_size, style.weight) <= self._profile.width_dots

    def _columns(self, size: TextSize) -> int:
        return self._profile.width_dots // (FONT_A_WIDTH * size.value[0])

    @property
    def _scale(self) -> int:
        return 2 if self._profile.picture_scaling is PictureScaling.DOUBLE else 1


def _spaced(lines: Iterable[PictureLine]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        blocks += [SMALL_GAP, line] if blocks else [line]
    return blocks
