"""A PDF as poppler's tools read it, which share no code with what drew it."""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image

MM = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Placed:
    """A word and where it stands, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class PrintedPage:
    """One page."""

    width: float
    height: float
    words: tuple[Placed, ...]

    @property
    def size_mm(self) -> tuple[int, int]:
        """To the millimetre."""
        return round(self.width / MM), round(self.height / MM)

    @property
    def text(self) -> str:
        """Every word once, in the order of the file."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class PrintedPdf:
    """A file that a program other than ours could read."""

    file: Path

    @property
    def pages(self) -> tuple[PrintedPage, ...]:
        """With the place of every word."""
        told = _run("pdftotext", "-bbox", str(self.file), "-")
        return tuple(_page(*found) for found in _PAGE.findall(told))

    @property
    def raw_text(self) -> str:
        """As `pdftotext` gives it, spaces made one."""
        return " ".join(_run("pdftotext", "-raw", str(self.file), "-").replace("\u00a0", " ").split())

    @property
    def text(self) -> str:
        """All pages; a word that a line broke is two."""
        return " ".join(page.text for page in self.pages).replace("\u00a0", " ")

    def body(self, top_mm: float, bottom_mm: float) -> str:
        """What stands between the upper and the lower margin of all pages."""
        return " ".join(
            word.text
            for page in self.pages
            for word in page.words
            if word.bottom > top_mm * MM and word.top < page.height - bottom_mm * MM
        )

    @property
    def fonts(self) -> list[tuple[str, bool, bool, bool]]:
        """Name, embedded, subset, mapped to Unicode."""
        lines = _run("pdffonts", str(self.file)).splitlines()[2:]
        return [(line.split()[0], *(word == "yes" for word in line.split()[-5:-2])) for line in lines]  # type: ignore[misc]

    @property
    def codes(self) -> dict[str, str]:
        """What a reader reads on the first page, by the kind of mark."""
        picture = self.picture(300)
        return {found.format.name: found.text for found in zxingcpp.read_barcodes(picture)}

    def picture(self, dpi: int, page: int = 1) -> Image.Image:
        """The page as a printer would have it."""
        stem = self.file.with_suffix("")
        _run("pdftoppm", "-r", str(dpi), "-f", str(page), "-singlefile", "-png", str(self.file), str(stem))
        with Image.open(stem.with_suffix(".png")) as picture:
            return picture.convert("L")

    def info(self) -> dict[str, str]:
        """Its properties."""
        lines = (line.partition(":") for line in _run("pdfinfo", str(self.file)).splitlines())
        return {name: value.strip() for name, _, value in lines}


def read(body: bytes, folder: Path, name: str = "form") -> PrintedPdf:
    """Put it into the folder and open it."""
    file = folder / f"{name}.pdf"
    file.write_bytes(body)
    return PrintedPdf(file)


def squeezed(text: str) -> str:
    """Without any space, in NFC: what lines and columns broke is whole again."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _page(width: str, height: str, inside: str) -> PrintedPage:
    words = (
        Placed(*(float(edge) for edge in found[:4]), html.unescape(found[4]))
        for found in _WORD.findall(inside)
    )
    return PrintedPage(float(width), float(height), tuple(words))


def _run(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, check=True)
    assert ran.stderr == b"", ran.stderr
    return ran.stdout.decode("utf-8")
