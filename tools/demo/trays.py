"""Made-up papers laid into a virtual scanner's feeder, one behind the other.

Knows folders; what is on the papers is `hardware.sample_papers`'.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from hardware.sample_papers import SamplePaper, draw_paper

DRAWN_DPI = 100


def lay(tray: Path, paper: SamplePaper) -> None:
    """At 100 dpi, as the kiosk shows it."""
    _put(tray, draw_paper(paper), DRAWN_DPI)


def lay_at_counter(tray: Path, paper: SamplePaper) -> None:
    """At 200 dpi, so that its words can be read by machine."""
    drawn = draw_paper(paper)
    _put(tray, drawn.resize((2 * drawn.width, 2 * drawn.height), Image.Resampling.LANCZOS), 2 * DRAWN_DPI)


def _put(tray: Path, sheet: Image.Image, dpi: int) -> None:
    """Its file says how large the sheet is, as a scanner's does: else its thumbnail is a blur."""
    tray.mkdir(exist_ok=True)
    count = len(list(tray.glob("page-*.png")))
    part = tray / f"page-{count + 1:03}.part"
    sheet.save(part, format="PNG", dpi=(dpi, dpi))
    part.rename(part.with_suffix(".png"))
