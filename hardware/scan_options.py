"""What a scanner offers, read from `scanimage --all-options`: words to choose from, or a range.

Knows that listing's form; knows nothing of what anybody wants.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hardware.scanimage import fault_of
from hardware.scanner import ScannerError, ScannerFault

_OPTION = re.compile(
    r"^\s+--?(?P<name>[a-z][a-z0-9-]*)(?P<flag>\[=)?\s?(?P<offer>.*?)\s*(?:\[(?P<now>[^\[\]]*)\])?$"
)
_RANGE = re.compile(r"(?P<least>-?[0-9.]+)\.\.(?P<most>-?[0-9.]+)(?:[a-z%]*)?")
_UNITS = re.compile(r"(?:dpi|mm|pel|us|%)$")
_INACTIVE = "inactive"


@dataclass(frozen=True)
class OptionOffer:
    """One option: `words`, or from `least` to `most`."""

    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def at_least(self, wanted: float) -> float | None:
        """The lowest value on offer that is not below `wanted`; the wanted one where the range holds it."""
        if self.least is not None and self.most is not None:
            return max(wanted, self.least) if wanted <= self.most else None
        numbers = sorted(float(word) for word in self.words if re.fullmatch(r"[0-9.]+", word))
        return next((number for number in numbers if number >= wanted), None)


class Offers(dict[str, OptionOffer]):
    """By option name without its dashes: `mode`, `source`, `resolution`, `x`."""

    def words(self, name: str) -> tuple[str, ...]:
        """The words of an option; none where there is no such option."""
        offer = self.get(name)
        return offer.words if offer is not None else ()


def offers_of(
    device: str, options: Sequence[str], environment: Mapping[str, str], within_s: float = 30.0
) -> Offers:
    """Ask the scanner what it offers beside these options; `environment` names the backends to load.

    Raises:
        ScannerError: it is not there, it is busy, or it does not answer in time.
    """
    try:
        asked = subprocess.run(
            ["scanimage", "--device-name", device, *options, "--all-options"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, **environment, "LC_ALL": "C.UTF-8"},
            timeout=within_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ScannerError(ScannerFault.SILENT, f"no options within {within_s} s") from error
    except OSError as error:
        raise ScannerError(ScannerFault.GONE, str(error)) from error
    if asked.returncode != 0:
        complaint = asked.stderr.strip().rpartition("\n")[2]
        raise ScannerError(fault_of(asked.returncode, complaint), complaint)
    return read_offers(asked.stdout)


def read_offers(listing: str) -> Offers:
    """The options of this listing that are active now."""
    offers = Offers()
    for line in listing.splitlines():
        found = _OPTION.match(line)
        if found is None or found["flag"] or found["now"] == _INACTIVE or not found["offer"]:
            continue
        offers[found["name"]] = _offer(found["offer"])
    return offers


def _offer(text: str) -> OptionOffer:
    is_range = _RANGE.match(text)
    if is_range:
        return OptionOffer(least=float(is_range["least"]), most=float(is_range["most"]))
    *first, last = text.split("|")
    return OptionOffer(words=(*first, _UNITS.sub("", last)))
