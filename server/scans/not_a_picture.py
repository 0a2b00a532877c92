"""What is said of a file that is no page. Loads nothing, so that everybody may know it."""

from __future__ import annotations

MEGAPIXEL = 1_000_000


class NotAPictureError(ValueError):
    """Neither a PNG nor a JPEG; the text is for the log."""

    vi = "Tệp không phải ảnh PNG hoặc JPEG."
    en = "Not a PNG or JPEG."


class PictureDamagedError(NotAPictureError):
    """It begins as a PNG or a JPEG and is not whole."""

    vi = "Ảnh bị hỏng hoặc chưa chép hết: mở thử trên máy tính, rồi chụp hoặc quét lại."
    en = "The picture is damaged or not whole: try to open it on the PC, then take or scan it again."


class PictureTooLargeError(NotAPictureError):
    """More pixels than the hub decodes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} pixels")
        million = most // MEGAPIXEL
        self.vi = (
            f"Ảnh quá lớn, tối đa {million} triệu điểm ảnh. Chụp lại với cỡ ảnh nhỏ hơn hoặc quét ở 300 dpi."
        )
        self.en = f"Too large, at most {million} million pixels. Take a smaller one, or scan it at 300 dpi."
