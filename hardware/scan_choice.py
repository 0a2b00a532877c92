"""How one job is scanned, in the options of the scanner at hand: size, resolution, colour, feeder or glass.

Knows which names drivers give to the same thing; knows nothing of how options are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contract.paper_words import ScanMode, SheetSize, SheetSource
from hardware.scan_options import Offers, OptionOffer

SIZE_MM = {
    SheetSize.A4: (210.0, 297.0),
    SheetSize.A5: (148.0, 210.0),
    SheetSize.ID_CARD: (86.0, 54.0),
}
SHORT_BY_MM = 4.0
"""A glass that is so much shorter than the sheet still serves: A4 has margins, and many end at 216 x 295."""

MODE_NAMES = {
    ScanMode.COLOR: ("color", "24bit color", "24 bit color", "24bit color[fast]", "true color"),
    ScanMode.GRAY: ("gray", "grayscale", "true gray", "8-bit gray", "gray[error diffusion]"),
    ScanMode.LINEART: ("lineart", "black & white", "monochrome", "binary", "halftone"),
}
"""As drivers say it, in lower case, the plainest first."""
FEEDER_WORDS = ("adf", "automatic document feeder", "feeder")
TWO_SIDED_WORDS = ("duplex", "back", "both")
GLASS_WORDS = ("flatbed", "platen", "normal", "document table")


@dataclass(frozen=True)
class ScanChoice:
    """What a job asks for."""

    size: SheetSize = SheetSize.A4
    dpi: int = 200
    mode: ScanMode = ScanMode.COLOR
    source: SheetSource = SheetSource.FEEDER
    most_pages: int | None = None
    """Of what lies in the feeder; None: all."""

    @property
    def count(self) -> int | None:
        """How many pages at most: the glass has room for one."""
        return 1 if self.source is SheetSource.FLATBED else self.most_pages


class CannotScanSoError(Exception):
    """The scanner does not offer what was asked; the text says what it offers instead."""


def source_options(wanted: SheetSource, offers: Offers, named: str | None = None) -> tuple[str, ...]:
    """scanimage's options for feeder or glass; `named` is the driver's name for the feeder where it is odd.

    Raises:
        CannotScanSoError: the scanner has none.
    """
    offer = offers.get("source")
    if offer is None:
        return ()
    found = named if wanted is SheetSource.FEEDER and named in offer.words else _source_named(wanted, offer)
    if found is None:
        raise CannotScanSoError(f"source: {wanted} was asked for, it has {_list(offer)}")
    return ("--source", found)


def options_for(choice: ScanChoice, offers: Offers) -> tuple[str, ...]:
    """scanimage's options for the rest, as offered with that source.

    Raises:
        CannotScanSoError: the scanner has no such mode, resolution or size.
    """
    return (
        *_mode(choice.mode, offers),
        *_resolution(choice.dpi, offers),
        *_size(choice.size, offers),
    )


def _source_named(wanted: SheetSource, offer: OptionOffer) -> str | None:
    words = FEEDER_WORDS if wanted is SheetSource.FEEDER else GLASS_WORDS
    for name in offer.words:
        said = name.casefold()
        if any(word in said for word in words) and not any(word in said for word in TWO_SIDED_WORDS):
            return name
    return None


def _mode(wanted: ScanMode, offers: Offers) -> Iterator[str]:
    offer = offers.get("mode")
    if offer is None:
        return
    by_name = {name.casefold(): name for name in offer.words}
    found = next((by_name[name] for name in MODE_NAMES[wanted] if name in by_name), None)
    if found is not None:
        yield from ("--mode", found)
    elif wanted is ScanMode.LINEART and "1" in offers.words("depth") and "gray" in by_name:
        yield from ("--mode", by_name["gray"], "--depth", "1")
    else:
        raise CannotScanSoError(f"mode: {wanted} was asked for, it has {_list(offer)}")


def _resolution(wanted: int, offers: Offers) -> Iterator[str]:
    """The wanted one; where there is none, the next finer one, up to twice as fine."""
    offer = offers.get("resolution")
    if offer is None:
        return
    found = offer.at_least(wanted)
    if found is None or found > 2 * wanted:
        raise CannotScanSoError(f"resolution: {wanted} dpi was asked for, it has {_list(offer)}")
    yield from ("--resolution", f"{found:g}")


def _size(wanted: SheetSize, offers: Offers) -> Iterator[str]:
    if wanted is SheetSize.AUTO:
        return
    for letter, wanted_mm in zip("xy", SIZE_MM[wanted], strict=True):
        offer = offers.get(letter)
        if offer is None or offer.most is None:
            raise CannotScanSoError(f"size: {wanted} was asked for, it lets nobody choose")
        if offer.most < wanted_mm - SHORT_BY_MM:
            raise CannotScanSoError(f"size: {wanted} is {wanted_mm:g} mm, it has {offer.most:g} mm at most")
        paper = offers.get({"x": "page-width", "y": "page-height"}[letter])
        if paper is not None and paper.most is not None:
            yield from (f"--page-{'width' if letter == 'x' else 'height'}", f"{min(wanted_mm, paper.most):g}")
    yield from ("-l", "0", "-t", "0") if "l" in offers and "t" in offers else ()
    for letter, wanted_mm in zip("xy", SIZE_MM[wanted], strict=True):
        yield from (f"-{letter}", f"{min(wanted_mm, offers[letter].most or wanted_mm):g}")


def _list(offer: OptionOffer) -> str:
    if offer.words:
        return ", ".join(offer.words)
    return f"{offer.least:g} to {offer.most:g}"
