"""QR codes in a picture: a scanned page, a slip's PNG, a camera frame.

Knows pictures; a live reader is `code_reader`'s business.
"""

import zxingcpp
from PIL import Image

from hardware.code_reader import MAX_BYTES, code_text


def read_codes(image: Image.Image) -> tuple[str, ...]:
    """The text of every QR code found, NFC; what is no text is left out."""
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(image.convert("L"), formats=formats)
    texts = (code_text(code.bytes) for code in found if len(code.bytes) <= MAX_BYTES)
    return tuple(text for text in texts if text)
