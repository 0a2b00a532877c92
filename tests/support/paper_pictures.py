"""Pages as scanners give them: Vietnamese forms drawn with the system's fonts, turned, darkened and noisy."""

from __future__ import annotations

import io
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/noto"
A4_200 = (1654, 2339)
"""Pixels of A4 at 200 dpi."""
BIRTH = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Kính gửi: Ủy ban nhân dân xã Tân Lập",
    "Họ, chữ đệm, tên người yêu cầu:",
    "Nơi cư trú:",
    "Giấy tờ tùy thân:",
    "Quan hệ với người được khai sinh:",
    "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
    "Họ, chữ đệm, tên:",
    "Ngày, tháng, năm sinh:",
    "Giới tính:",
    "Dân tộc:",
    "Quốc tịch:",
    "Nơi sinh:",
    "Quê quán:",
    "Họ, chữ đệm, tên người mẹ:",
    "Năm sinh của mẹ:",
    "Họ, chữ đệm, tên người cha:",
    "Năm sinh của cha:",
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật",
    "và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
)
"""A printed form: labels that are filled in behind."""
_WORDS = """
    Nguyễn Trần Lê Phạm Huỳnh Đỗ Bùi Vũ Đặng Hồ Thị Văn Đức Minh Hường Quỳnh Bảo Ngọc Khánh Tuấn Đạt
    Sơn Lâm Phúc thôn xã Tân Lập Đắk Sắk Hàm Thuận Sông Phan tỉnh Đồng bà ông đường tổ tháng năm
    12 27 1988 2019 068
"""


def filled_form(seed: int, labels: tuple[str, ...] = BIRTH) -> Image.Image:
    """The form, filled in otherwise for each seed."""
    chance = random.Random(seed)
    page = Image.new("L", A4_200, 250)
    draw = ImageDraw.Draw(page)
    printed = ImageFont.truetype(f"{FONTS}/NotoSerif-Regular.ttf", 36)
    written = ImageFont.truetype(f"{FONTS}/NotoSans-Regular.ttf", 36)
    for row, label in enumerate(labels):
        top = 140 + 90 * row
        draw.text((150, top), label, font=printed, fill=20)
        if label.endswith(":"):
            words = " ".join(chance.choices(_WORDS.split(), k=chance.randint(2, 5)))
            draw.text((170 + draw.textlength(label, printed), top), words, font=written, fill=40)
    return page


def scanned_again(
    page: Image.Image, *, degrees: float = 0.0, brighter: float = 1.0, noise: float = 0.0, shift: int = 0
) -> Image.Image:
    """The same sheet, laid down a second time."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250, translate=(shift, shift))
    dots = np.asarray(turned, dtype=np.float32) * brighter
    dots += np.random.default_rng(7).normal(0, noise, dots.shape) if noise else 0
    return Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))


def as_png(page: Image.Image, dpi: int = 200) -> bytes:
    """As a station sends it."""
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(dpi, dpi), compress_level=1)
    return out.getvalue()
