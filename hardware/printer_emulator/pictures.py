"""Dots that arrive as bytes, and symbols the printer draws itself.

Knows bit orders and QR codes; knows nothing of where they go on the paper.
"""

import segno
from PIL import Image, ImageDraw

from hardware.printer_emulator.commands import BitImage, QrLevel, Raster
from hardware.printer_emulator.paper import BLACK, WHITE

_LEVEL_LETTERS = {QrLevel.L: "l", QrLevel.M: "m", QrLevel.Q: "q", QrLevel.H: "h"}


def raster_picture(raster: Raster) -> Image.Image:
    row_bytes = (raster.width + 7) // 8
    dots = Image.frombytes("1", (row_bytes * 8, raster.height), raster.rows, "raw", "1;I")
    return _enlarged(dots.crop((0, 0, raster.width, raster.height)), raster.x_scale, raster.y_scale)


def bit_image_picture(strip: BitImage) -> Image.Image:
    """Columns are read as rows and the result is turned over its diagonal."""
    turned = Image.frombytes("1", (strip.column_bytes * 8, strip.width), strip.columns, "raw", "1;I")
    return _enlarged(turned.transpose(Image.Transpose.TRANSPOSE), strip.x_scale, strip.y_scale)


def qr_picture(data: bytes, level: QrLevel, module_dots: int) -> Image.Image:
    """Without a quiet zone, as printers draw it. Raises `ValueError` for too much data, or none."""
    if not data:
        raise ValueError("a QR code holds something")
    code = segno.make_qr(data, error=_LEVEL_LETTERS[level], boost_error=False)
    modules = [list(row) for row in code.matrix]
    small = Image.new("1", (len(modules), len(modules)), WHITE)
    small.putdata([BLACK if module else WHITE for row in modules for module in row])
    return _enlarged(small, module_dots, module_dots)


def barcode_frame(data: bytes, width: int, height: int) -> Image.Image:
    """A frame with the data in it: bars are recorded, not drawn."""
    frame = Image.new("1", (width, height), WHITE)
    pen = ImageDraw.Draw(frame)
    pen.rectangle((0, 0, width - 1, height - 1), outline=BLACK)
    pen.text((8, height // 2), data.decode("ascii", "replace"), fill=BLACK, anchor="lm")
    return frame


def _enlarged(picture: Image.Image, x_scale: int, y_scale: int) -> Image.Image:
    size = (picture.width * x_scale, picture.height * y_scale)
    return picture.resize(size, Image.Resampling.NEAREST)
