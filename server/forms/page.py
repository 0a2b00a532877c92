"""Sizes and margins of the paper, and what stands on every page.

NĐ 30/2020 (Annex I) sets A4's margins; for A5, which the one-stop slips use, they are in proportion. From the
second page on the number stands in the middle of the upper margin.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from server.forms.fonts import FAMILY

Piece = Any
"""A flowable of reportlab, which has no types."""


@dataclass(frozen=True, slots=True)
class Page:
    """One size of paper; millimetres, and points for letters."""

    width_mm: float
    height_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    body_pt: float
    heading_pt: float
    title_pt: float
    signature_mm: float
    """Room for a signature."""
    leading: float = 1.36
    """From line to line, in heights of a letter."""
    row_air_pt: float = 4
    """Above and below the letters of a table's row, together."""

    @property
    def room(self) -> float:
        """Points between the margins."""
        return float((self.width_mm - self.left_mm - self.right_mm) * mm)


A4 = Page(210, 297, 30, 18, 20, 20, 11.5, 10.4, 13, 24)
A5 = Page(148, 210, 15, 11, 12, 12, 9.6, 7.6, 11, 15)
"""Letters of Noto Serif at 9.6 and 11.5 points are as high as those of Times at 11.5 and 13.7."""


def tightened(page: Page) -> Page:
    """Of the same letters with less between the lines: for what just misses one page."""
    return replace(page, leading=1.2, row_air_pt=2, signature_mm=page.signature_mm * 0.7)


_FOOT_PT = 7


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole PDF."""

    pdf: bytes
    pages: int


def printed(page: Page, pieces: Sequence[Piece], title: str, foot: str) -> Printed:
    """What the pieces fill. `title` goes into the file's properties, which name no person."""
    file = io.BytesIO()
    size = (page.width_mm * mm, page.height_mm * mm)
    document = BaseDocTemplate(
        file,
        pagesize=size,
        title=title,
        author="",
        creator="Motcua",
        lang="vi",
        initialFontName=FAMILY,  # else every file names a font that it does not hold
    )
    frame = Frame(
        page.left_mm * mm,
        page.bottom_mm * mm,
        page.room,
        size[1] - (page.top_mm + page.bottom_mm) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def furnish(canvas: Any, _document: Any) -> None:
        canvas.setFont(FAMILY, _FOOT_PT)
        canvas.drawRightString(size[0] - page.right_mm * mm, page.bottom_mm * mm * 0.5, foot)
        if canvas.getPageNumber() > 1:
            canvas.setFont(FAMILY, page.body_pt)
            canvas.drawCentredString(
                size[0] / 2, size[1] - page.top_mm * mm * 0.7, str(canvas.getPageNumber())
            )

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furnish))
    document.build(list(pieces))
    return Printed(file.getvalue(), document.page)
