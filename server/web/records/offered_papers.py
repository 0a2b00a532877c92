"""The papers that the catalogue names for a procedure, as the reception form offers them. Pure: no page.

Knows how the catalogue's source writes a document: its name, then "[1 bản chính,1 bản sao]". A name longer
than its field is cut at a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from contract.record_words import PaperKind
from contract.shown_only import is_shown_only
from server.config.procedures import Procedure
from server.web.public.shortening import shortened

NAME_HOLDS = 200
"""Signs in the form's field."""
_MOST_SHEETS = 20
"""More is a slip of the source: one row has 181 originals of one paper."""
_COUNTS = re.compile(r"\s*\[(?=\d)(?:(\d+) bản chính)?(?:,\s*)?(?:(\d+) bản sao)?\]\s*$")


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """One name to choose, and what a row becomes by it."""

    name: str
    kind: PaperKind | None
    """None: the catalogue leaves it open, or asks for original and copy."""
    quantity: int


def offered_papers(procedure: Procedure | None) -> tuple[OfferedPaper, ...]:
    """In the catalogue's order, each name once."""
    documents = procedure.documents if procedure is not None else ()
    return tuple({paper.name: paper for paper in map(_offered, documents) if paper.name}.values())


def _offered(document: str) -> OfferedPaper:
    text = unicodedata.normalize("NFC", document).strip().lstrip("-+ ")
    counts = _COUNTS.search(text)
    name = shortened(text[: counts.start()] if counts else text, NAME_HOLDS - 1)
    if is_shown_only(text):
        return OfferedPaper(name, PaperKind.SHOWN, 1)
    wanted = list(_wanted(counts)) if counts else []
    if len(wanted) != 1:
        return OfferedPaper(name, None, 1)
    kind, count = wanted[0]
    return OfferedPaper(name, kind, count if count <= _MOST_SHEETS else 1)


def _wanted(counts: re.Match[str]) -> Iterator[tuple[PaperKind, int]]:
    for kind, written in zip((PaperKind.ORIGINAL, PaperKind.COPY), counts.groups(default="0"), strict=True):
        if int(written):
            yield kind, int(written)
