"""Made-up papers to lay into the virtual scanner, each plainly marked MẪU (specimen).

Knows how such papers look from afar; every name and number on them is invented.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

A4_100_DPI = (827, 1169)
REGULAR = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
BOLD = "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"

_MARGIN = 80
_INK = (25, 25, 40)
_STAMP_RED = (190, 30, 40)


@dataclass(frozen=True)
class SamplePaper:
    title: str
    subtitle: str
    lines: tuple[str, ...]
    signed_by: str


SAMPLE_PAPERS = (
    SamplePaper(
        "GIẤY KHAI SINH",
        "(Bản sao)",
        (
            "Họ, chữ đệm, tên: NGUYỄN VĂN MẪU",
            "Ngày, tháng, năm sinh: 01/01/2026",
            "Ghi bằng chữ: Ngày một tháng một năm hai nghìn hai mươi sáu",
            "Giới tính: Nam          Dân tộc: Kinh          Quốc tịch: Việt Nam",
            "Nơi sinh: Trạm Y tế xã Tân Lập, tỉnh Lâm Đồng",
            "Họ, chữ đệm, tên người mẹ: TRẦN THỊ MẪU",
            "Họ, chữ đệm, tên người cha: NGUYỄN VĂN VÍ DỤ",
            "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Tân Lập",
        ),
        "NGƯỜI KÝ TRÍCH LỤC",
    ),
    SamplePaper(
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Kính gửi: Ủy ban nhân dân xã Tân Lập",
        (
            "Họ, chữ đệm, tên người yêu cầu: TRẦN THỊ MẪU",
            "Nơi cư trú: thôn 3, xã Tân Lập, tỉnh Lâm Đồng",
            "Giấy tờ tùy thân: số 000000000000 (số giả)",
            "Quan hệ với người được khai sinh: Mẹ",
            "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
            "Họ, chữ đệm, tên: NGUYỄN VĂN MẪU",
            "Tôi cam đoan những nội dung khai trên đây là đúng sự thật.",
        ),
        "Người yêu cầu",
    ),
    SamplePaper(
        "GIẤY CHỨNG NHẬN KẾT HÔN",
        "(Bản sao)",
        (
            "Họ, chữ đệm, tên vợ: TRẦN THỊ MẪU",
            "Ngày, tháng, năm sinh: 02/02/1998",
            "Họ, chữ đệm, tên chồng: NGUYỄN VĂN VÍ DỤ",
            "Ngày, tháng, năm sinh: 03/03/1996",
            "Nơi đăng ký kết hôn: Ủy ban nhân dân xã Tân Lập",
            "Ngày, tháng, năm đăng ký: 04/04/2024",
        ),
        "NGƯỜI KÝ",
    ),
)


def draw_paper(paper: SamplePaper) -> Image.Image:
    """An A4 sheet at 100 dpi, in colour."""
    sheet = Image.new("RGB", A4_100_DPI, (252, 251, 246))
    pen = ImageDraw.Draw(sheet)
    middle = A4_100_DPI[0] // 2
    _centered(pen, middle, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 20)
    _centered(pen, middle, 100, "Độc lập - Tự do - Hạnh phúc", BOLD, 19)
    pen.line((middle - 130, 122, middle + 130, 122), _INK, 2)
    _centered(pen, middle, 190, paper.title, BOLD, 34)
    _centered(pen, middle, 232, paper.subtitle, REGULAR, 20)
    for row, line in enumerate(paper.lines):
        y = 310 + row * 56
        pen.text((_MARGIN, y), line, _INK, ImageFont.truetype(REGULAR, 19), anchor="ls")
        pen.line((_MARGIN, y + 10, A4_100_DPI[0] - _MARGIN, y + 10), (190, 190, 190), 1)
    _centered(pen, 600, 830, paper.signed_by, BOLD, 19)
    _stamp(pen)
    return _marked_as_specimen(sheet)


def _centered(pen: ImageDraw.ImageDraw, x: int, y: int, text: str, font: str, points: int) -> None:
    pen.text((x, y), text, _INK, ImageFont.truetype(font, points), anchor="ms")


def _stamp(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((505, 850, 655, 1000), outline=_STAMP_RED, width=4)
    pen.text((580, 925), "MẪU", _STAMP_RED, ImageFont.truetype(BOLD, 34), anchor="mm")


def _marked_as_specimen(sheet: Image.Image) -> Image.Image:
    mark = Image.new("L", sheet.size, 0)
    font = ImageFont.truetype(BOLD, 150)
    ImageDraw.Draw(mark).text((413, 560), "MẪU", 70, font, anchor="mm")
    mark = mark.rotate(35, center=(413, 560))
    sheet.paste((150, 40, 40), mask=mark)
    return sheet
