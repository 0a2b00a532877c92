"""A PDF as a person sees it: its words and its first page, by poppler's tools."""

from __future__ import annotations

import subprocess
from pathlib import Path

DPI = 110


def words_of(pdf: Path) -> str:
    """All its text, in one line."""
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=False, timeout=60)
    return " ".join(told.stdout.decode("utf-8", errors="replace").split())


def draw_first_page(pdf: Path, picture: Path) -> None:
    """Into a PNG file."""
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DPI), pdf, picture.with_suffix("")],
        capture_output=True,
        check=False,
        timeout=60,
    )
