"""Blocks become ESC/POS bytes, by python-escpos.

Knows ESC/POS. Knows nothing of cables, of what a slip means, or of whether the bytes arrive.
"""

from collections.abc import Iterable
from functools import singledispatchmethod

from escpos.capabilities import Profile
from escpos.constants import QR_ECLEVEL_M
from escpos.escpos import Escpos
from PIL import Image

from printer.blocks import (
    Block,
    Cut,
    Feed,
    NativeQr,
    NumberBlock,
    PictureLine,
    PictureQr,
    TextLine,
    Weight,
)
from printer.profile import Cutter, PrinterProfile

INITIALIZE = b"\x1b\x40"
NO_UNASKED_STATUS = b"\x1d\x61\x00"
"""GS a 0: with automatic status on, its bytes could be taken for the confirmation."""
NO_KANJI = b"\x1c\x2e"
"""FS .: Chinese models start in a two-byte mode that swallows code page letters."""
CUT_AFTER_FEED = b"\x1d\x56\x42\x00"
"""GS V 66 0: feed to the cutter, then cut all but one point."""
FEED_PAST_TEAR_BAR = b"\x1b\x64\x05"
_MOST_DOTS_AT_ONCE = 255


def encode(blocks: Iterable[Block], profile: PrinterProfile) -> bytes:
    """One complete job: initialised, printed, cut. The confirmation is the job's own business (job.py)."""
    writer = _Writer(profile)
    for block in blocks:
        writer.put(block)
    return writer.written()


class _Media(Profile):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos's default model with a known width: without one it prints a warning for each picture."""

    def __init__(self, profile: PrinterProfile) -> None:
        super().__init__()
        media = {"dpi": profile.dpi, "width": {"pixels": profile.width_dots}}
        self.profile_data: dict[str, object] = {**Profile.profile_data, "media": media}


class _Writer(Escpos):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos writing into memory; the cables are ours (``device.py``)."""

    def __init__(self, profile: PrinterProfile) -> None:
        super().__init__(profile=_Media(profile))
        self._bytes = bytearray()
        self._raw(INITIALIZE + NO_UNASKED_STATUS + NO_KANJI)
        self.set(align="center")

    def _raw(self, msg: bytes) -> None:
        self._bytes += msg

    def written(self) -> bytes:
        return bytes(self._bytes)

    @singledispatchmethod
    def put(self, block: Block) -> None:
        raise TypeError(f"no way to print {block!r}")

    @put.register
    def _text_line(self, block: TextLine) -> None:
        width, height = block.size.value
        self.set(custom_size=True, width=width, height=height, bold=block.weight is Weight.BOLD)
        if block.code_page is not None:
            self._raw(b"\x1bt" + bytes((block.code_page.number,)))
        self._raw(block.text.encode(block.code_page.codec if block.code_page else "ascii") + b"\n")

    @put.register
    def _picture_line(self, block: PictureLine) -> None:
        self._picture(block.picture, 1)

    @put.register
    def _number(self, block: NumberBlock) -> None:
        self._picture(block.picture, block.scale)

    @put.register
    def _picture_qr(self, block: PictureQr) -> None:
        self._picture(block.picture, block.scale)

    @put.register
    def _native_qr(self, block: NativeQr) -> None:
        self.qr(block.content, ec=QR_ECLEVEL_M, size=block.module_dots, native=True)

    @put.register
    def _feed(self, block: Feed) -> None:
        left = block.dots
        while left > 0:
            self._raw(b"\x1bJ" + bytes((min(left, _MOST_DOTS_AT_ONCE),)))
            left -= _MOST_DOTS_AT_ONCE

    @put.register
    def _cut(self, block: Cut) -> None:
        self._raw(FEED_PAST_TEAR_BAR if block.cutter is Cutter.NONE else CUT_AFTER_FEED)

    def _picture(self, picture: Image.Image, scale: int) -> None:
        is_fine = scale == 1
        self.image(picture, high_density_vertical=is_fine, high_density_horizontal=is_fine)
