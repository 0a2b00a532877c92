"""A scanned page while it is in the citizen's hands: in memory only, never on this kiosk's disk."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract.paper_words import PageFlaw

MOST_PAGES = 30
"""In one hand-in; the hub refuses more bytes than it has room for anyway."""


@dataclass(frozen=True, slots=True)
class Page:
    """One scanned side."""

    page: int
    """Counts up within one visit; a page scanned again has a new one."""
    image: bytes = field(repr=False)
    """PNG or JPEG."""
    flaw: PageFlaw | None = None
    """The worst thing wrong with it, until the citizen has decided."""
