"""What is wrong with a page that was just scanned, before the citizen sends it.

Knows whom to ask; the check itself is `hardware.page_quality`'s. That loads numpy, whose threads must not
start before the kiosk has blocked its signals, nor at all where nothing is scanned: it is loaded with the
first page.
"""

from __future__ import annotations

from contract.paper_words import PageFlaw


def flaw_of(image: bytes) -> PageFlaw | None:
    """The worst thing wrong with it; None: nothing was found, or it is no picture that can be judged."""
    from hardware.page_quality.judging import judge_page

    try:
        flaws = judge_page(image).flaws
    except OSError:
        return None
    return flaws[0] if flaws else None
