"""Made-up papers for trying the page check: text, forms, tables, certificates, handwriting, photographs.

Knows ink and paper; knows nothing of scanners and of the check. Every name on them is invented.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

Rng = np.random.Generator

A4_MM = (210.0, 297.0)
FOLDER = "/usr/share/fonts/truetype/"
FACES = (
    "noto/NotoSerif-Regular.ttf",
    "noto/NotoSans-Regular.ttf",
    "noto/NotoSerif-Italic.ttf",
    "dejavu/DejaVuSerif.ttf",
    "dejavu/DejaVuSerifCondensed.ttf",
    "noto/NotoSerif-Bold.ttf",
)
BOLD = "noto/NotoSerif-Bold.ttf"
_PROSE = (
    "công dân đề nghị ủy ban nhân dân xã xem xét giải quyết hồ sơ theo quy định của pháp luật hiện "
    "hành về đất đai và hộ tịch người yêu cầu cam đoan những nội dung khai trên đây là đúng sự thật "
    "và chịu trách nhiệm trước pháp luật về lời khai của mình giấy chứng nhận quyền sử dụng đất "
    "quyền sở hữu nhà ở và tài sản khác gắn liền với đất được cấp cho hộ gia đình ông bà thường trú "
    "tại thôn thửa đất số tờ bản đồ diện tích mục đích sử dụng thời hạn nguồn gốc kèm theo đơn này "
    "gồm có các giấy tờ sau bản sao trích lục khai sinh giấy xác nhận tình trạng hôn nhân cơ quan "
    "tiếp nhận kiểm tra thành phần và trả kết quả trong thời gian năm ngày làm việc kể từ ngày nhận "
    "đủ hồ sơ hợp lệ trường hợp cần xác minh thì thời hạn có thể kéo dài nhưng không quá mười ngày "
    "mức trợ cấp xã hội hằng tháng"
)
WORDS = tuple(_PROSE.split())


class PageKind(StrEnum):
    """What lies on the glass."""

    TEXT = "text"
    FORM = "form"
    TABLE = "table"
    CERTIFICATE = "certificate"
    HANDWRITING = "handwriting"
    PHOTO = "photo"


class Sheet:
    """A sheet being written on; all lengths in mm."""

    def __init__(self, rng: Rng, dpi: int, paper: tuple[int, int, int]) -> None:
        self.rng = rng
        self.dpi = dpi
        self.image = Image.new("RGB", (self.px(A4_MM[0]), self.px(A4_MM[1])), paper)
        self.pen = ImageDraw.Draw(self.image)

    def px(self, mm: float) -> int:
        return round(mm * self.dpi / 25.4)

    def font(self, face: str, points: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(FOLDER + face, round(points * self.dpi / 72))

    def words(self, least: int, most: int) -> str:
        chosen = self.rng.choice(WORDS, int(self.rng.integers(least, most)))
        return str(" ".join(chosen)).capitalize()

    def line(self, x: float, y: float, text: str, face: str, points: float, ink: tuple[int, ...]) -> None:
        self.pen.text((self.px(x), self.px(y)), text, ink, self.font(face, points), anchor="ls")

    def rule(self, x: float, y: float, to_x: float, to_y: float, mm: float = 0.25) -> None:
        ends = (self.px(x), self.px(y), self.px(to_x), self.px(to_y))
        self.pen.line(ends, (60, 60, 60), max(1, self.px(mm)))


INK = (28, 28, 36)
PEN_BLUE = (40, 50, 140)
STAMP_RED = (200, 40, 50)


def draw(kind: PageKind, rng: Rng, dpi: int) -> Image.Image:
    """One whole page with its margins, straight and sharp, in colour."""
    paper = tuple(
        int(v) for v in rng.integers(236, 254) - np.array([0, rng.integers(0, 6), rng.integers(0, 14)])
    )
    sheet = Sheet(rng, dpi, (paper[0], paper[1], paper[2]))
    _DRAWN[kind](sheet)
    return sheet.image


def _text(sheet: Sheet) -> None:
    face = str(sheet.rng.choice(FACES))
    points = float(sheet.rng.uniform(11, 14))
    left = float(sheet.rng.uniform(18, 32))
    y = _heading(sheet)
    last = float(sheet.rng.uniform(150, 275))
    while y < last:
        indent = 10 if sheet.rng.random() < 0.25 else 0
        _justified(sheet, left + indent, y, 190, face, points)
        y += points * 0.3528 * 1.45
    if last < 240:
        _signature(sheet, last + 12)


def _justified(sheet: Sheet, x: float, y: float, right: float, face: str, points: float) -> None:
    font = sheet.font(face, points)
    words: list[str] = []
    room = sheet.px(right - x) * (1.0 if sheet.rng.random() < 0.8 else 0.6)
    while font.getlength(" ".join((*words, "nghiêng"))) < room:
        words.append(str(sheet.rng.choice(WORDS)))
    sheet.line(x, y, " ".join(words).capitalize(), face, points, INK)


def _heading(sheet: Sheet) -> float:
    middle = sheet.px(105)
    for y, text, points in (
        (20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13),
        (26, "Độc lập - Tự do - Hạnh phúc", 13),
        (44, str(sheet.rng.choice(("ĐƠN ĐỀ NGHỊ", "TỜ KHAI", "GIẤY XÁC NHẬN", "QUYẾT ĐỊNH"))), 16),
    ):
        sheet.pen.text((middle, sheet.px(y)), text, INK, sheet.font(BOLD, points), anchor="ms")
    sheet.rule(80, 28, 130, 28, 0.3)
    return 58.0


def _form(sheet: Sheet) -> None:
    y = _heading(sheet)
    face = str(sheet.rng.choice(FACES[:5]))
    while y < 190:
        sheet.line(22, y, sheet.words(3, 7) + ": " + "." * 60, face, 12.5, INK)
        sheet.pen.rectangle(
            (sheet.px(192), 0, sheet.image.width, sheet.px(200)), sheet.image.getpixel((3, 3))
        )
        if sheet.rng.random() < 0.7:
            _scrawl(sheet, float(sheet.rng.uniform(85, 110)), y - 0.5, float(sheet.rng.uniform(120, 185)))
        y += 8.2
    _signature(sheet, 215)


def _table(sheet: Sheet) -> None:
    y = _heading(sheet)
    columns = (22, 34, 95, 130, 160, 190)
    rows = int(sheet.rng.integers(8, 20))
    for row in range(rows + 1):
        sheet.rule(columns[0], y + row * 9, columns[-1], y + row * 9)
    for x in columns:
        sheet.rule(x, y, x, y + rows * 9)
    for row in range(rows):
        baseline = y + row * 9 + 6
        sheet.line(columns[0] + 2, baseline, str(row + 1), FACES[1], 11, INK)
        sheet.line(columns[1] + 2, baseline, sheet.words(3, 5)[:26], FACES[1], 11, INK)
        for x in columns[2:-1]:
            sheet.line(x + 2, baseline, str(sheet.rng.integers(10, 99999)), FACES[1], 11, INK)
    _signature(sheet, y + rows * 9 + 12)


def _certificate(sheet: Sheet) -> None:
    """A frame near the edge, a tinted ground with a fine pattern, few large lines."""
    paper = (250, 236, 232) if sheet.rng.random() < 0.5 else (240, 246, 250)
    sheet.pen.rectangle((0, 0, *sheet.image.size), paper)
    for step in range(0, 300, 3):
        points = [(sheet.px(x), sheet.px(step + 2 * math.sin(x / 9))) for x in range(0, 211, 3)]
        sheet.pen.line(points, tuple(value - 12 for value in paper), max(1, sheet.px(0.15)))
    for inset in (9, 11):
        box = (sheet.px(inset), sheet.px(inset), sheet.px(210 - inset), sheet.px(297 - inset))
        sheet.pen.rectangle(box, outline=(150, 60, 60), width=max(1, sheet.px(0.6)))
    y = _heading(sheet)
    while y < 190:
        sheet.line(24, y, sheet.words(4, 8)[:60], FACES[0], 13, INK)
        y += float(sheet.rng.uniform(9, 14))
    _signature(sheet, 200)


def _handwriting(sheet: Sheet) -> None:
    y = 30.0
    gap = float(sheet.rng.uniform(8, 11))
    if sheet.rng.random() < 0.4:
        _copybook(sheet)
    while y < sheet.rng.uniform(150, 270):
        if sheet.rng.random() < 0.5:
            sheet.pen.line((sheet.px(20), sheet.px(y), sheet.px(190), sheet.px(y)), (205, 215, 235), 1)
        _scrawl(sheet, 22, y, float(sheet.rng.uniform(110, 185)))
        y += gap


def _copybook(sheet: Sheet) -> None:
    """A leaf of a school copybook: its squares run to the edges."""
    for mm in range(2, 297, 8):
        sheet.pen.line((0, sheet.px(mm), sheet.image.width, sheet.px(mm)), (176, 184, 222), 1)
        sheet.pen.line((sheet.px(mm), 0, sheet.px(mm), sheet.image.height), (186, 194, 226), 1)


def _scrawl(sheet: Sheet, x: float, y: float, to_x: float) -> None:
    """Strokes that go up and down as a hand does, with gaps between words and marks above."""
    rng = sheet.rng
    ink = PEN_BLUE if rng.random() < 0.8 else INK
    width = max(1, sheet.px(0.35))
    while x < to_x:
        word = float(rng.uniform(6, 16))
        steps, bends = np.arange(0, word, 0.3), np.arange(0, word + 1.5, 1.5)
        swing = np.interp(steps, bends, rng.uniform(0.6, 1.6, len(bends)))
        heights = 0.9 + swing * np.sin(steps * 2 * math.pi / rng.uniform(1.6, 2.4))
        points = [(sheet.px(x + s + 0.2 * h), sheet.px(y - h)) for s, h in zip(steps, heights, strict=True)]
        sheet.pen.line(points, ink, width, joint="curve")
        for _ in range(int(rng.integers(0, 3))):
            at = x + float(rng.uniform(0, word))
            sheet.pen.line((sheet.px(at), sheet.px(y - 3.4), sheet.px(at + 1), sheet.px(y - 4.2)), ink, width)
        x += word + float(rng.uniform(1.5, 3))


def _photo(sheet: Sheet) -> None:
    """One or two photographs on a page, each with a caption."""
    y = float(sheet.rng.uniform(25, 40))
    for _ in range(int(sheet.rng.integers(1, 3))):
        size = (sheet.px(float(sheet.rng.uniform(90, 160))), sheet.px(float(sheet.rng.uniform(70, 100))))
        sheet.image.paste(_picture(sheet.rng, size), (sheet.px(25), sheet.px(y)))
        y += size[1] * 25.4 / sheet.dpi + 8
        sheet.line(25, y, sheet.words(4, 9)[:70], FACES[1], 11, INK)
        y += 10


def _picture(rng: Rng, size: tuple[int, int]) -> Image.Image:
    """Soft shapes of every size, as a photograph has."""
    whole = np.zeros((*size[::-1], 3))
    for cells, weight in ((3, 1.0), (9, 0.6), (30, 0.35), (90, 0.15)):
        grid = Image.fromarray(rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        whole += weight * np.asarray(grid.resize(size, Image.Resampling.BICUBIC), dtype=float)
    whole -= whole.min()
    return Image.fromarray((whole * (255 / whole.max())).astype(np.uint8))


def _signature(sheet: Sheet, y: float) -> None:
    sheet.pen.text((sheet.px(150), sheet.px(y)), "NGƯỜI KÝ", INK, sheet.font(BOLD, 12), anchor="ms")
    if sheet.rng.random() < 0.7:
        box = tuple(sheet.px(v) for v in (118, y + 4, 152, y + 38))
        stamp = Image.new("RGB", sheet.image.size, "white")
        pen = ImageDraw.Draw(stamp)
        pen.ellipse(box, outline=STAMP_RED, width=sheet.px(0.9))
        pen.text((sheet.px(135), sheet.px(y + 21)), "MẪU", STAMP_RED, sheet.font(BOLD, 16), anchor="mm")
        sheet.image.paste(ImageChops.multiply(sheet.image, stamp))
    _scrawl(sheet, 140, y + 20, 165)
    sheet.pen.text(
        (sheet.px(150), sheet.px(y + 44)), "Nguyễn Văn Mẫu", INK, sheet.font(BOLD, 12), anchor="ms"
    )


_DRAWN: dict[PageKind, Callable[[Sheet], None]] = {
    PageKind.TEXT: _text,
    PageKind.FORM: _form,
    PageKind.TABLE: _table,
    PageKind.CERTIFICATE: _certificate,
    PageKind.HANDWRITING: _handwriting,
    PageKind.PHOTO: _photo,
}
