"""The one typeface of the forms: Noto Serif of the Debian package `fonts-noto-core`, embedded as a subset.

NĐ 30/2020 names Times New Roman, which is not free. Noto Serif holds every Vietnamese letter, and those of
K'Ho and Ê Đê (decision 0007). A missing file is an error with a sentence, never another font.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FAMILY = "NotoSerif"
BOLD = f"{FAMILY}-Bold"
ITALIC = f"{FAMILY}-Italic"
_FACES = {FAMILY: "Regular", BOLD: "Bold", ITALIC: "Italic", f"{FAMILY}-BoldItalic": "BoldItalic"}


class FontMissingError(Exception):
    """A file of the typeface is not there or is none."""


def register(folder: Path) -> None:
    """Make the four faces known; raises `FontMissingError`."""
    for name, face in _FACES.items():
        file = folder / f"NotoSerif-{face}.ttf"
        try:
            pdfmetrics.registerFont(TTFont(name, str(file)))
        except (TTFError, OSError) as error:
            raise FontMissingError(
                f"{file} is missing: install the Debian package fonts-noto-core"
            ) from error
    regular, bold, italic, both = _FACES
    pdfmetrics.registerFontFamily(FAMILY, normal=regular, bold=bold, italic=italic, boldItalic=both)
