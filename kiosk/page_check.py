"""What is wrong with a page that was just scanned, before the citizen sends it.

Knows whom to ask; the check itself is `hardware.page_quality`'s.
"""

from __future__ import annotations

from contract.paper_words import PageFlaw
from hardware.page_quality.judging import judge_page


def flaw_of(image: bytes) -> PageFlaw | None:
    """The worst thing wrong with it; None: nothing was found, or it is no picture that can be judged."""
    try:
        flaws = judge_page(image).flaws
    except OSError:
        return None
    return flaws[0] if flaws else None
