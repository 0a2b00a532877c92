"""How often the page check finds what is wrong, and how often it finds fault with a good page.

Prints the table that docs/hardware.md holds: `python -m bench.page_quality [PAGES]`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench import trial_scans
from bench.trial_pages import PageKind
from bench.trial_scans import Mode, Spoiling, trial_page
from contract.paper_words import PageFlaw
from hardware.page_quality.flaws import PageQuality
from hardware.page_quality.judging import judge_picture

SPOILT: dict[str, tuple[Spoiling, PageFlaw, str]] = {
    "blurred": (trial_scans.blurred, PageFlaw.BLURRED, "out of focus by 0.25 to 0.5 mm"),
    "crooked": (trial_scans.skewed, PageFlaw.SKEWED, "by 3 to 12 degrees"),
    "dark": (trial_scans.dark, PageFlaw.DARK, "paper at 28 to 50 % of its light"),
    "faint": (trial_scans.washed_out, PageFlaw.DARK, "ink at 10 to 18 % of its darkness"),
    "cut off": (trial_scans.cut_off, PageFlaw.CUT_OFF, "one side's writing is off the picture"),
    "blank": (trial_scans.blank, PageFlaw.BLANK, "an empty back, the front shining through"),
    "upside down": (trial_scans.upside_down, PageFlaw.UPSIDE_DOWN, "by 180 degrees"),
}
GOOD = "good"


@dataclass(frozen=True)
class Judged:
    """One page of the trial."""

    kind: PageKind
    mode: Mode
    quality: PageQuality
    took_s: float


def judged(spoiling: Spoiling, pages: int, first_seed: int) -> Iterator[Judged]:
    """So many pages of each kind, in every mode and at 200 and 300 dpi by turns."""
    for number in range(pages):
        mode, dpi = tuple(Mode)[number % 3], (200, 300)[number // 3 % 2]
        for place, kind in enumerate(PageKind):
            page = trial_page(first_seed + number * 10 + place, kind, dpi, spoiling, mode)
            started_s = time.process_time()
            quality = judge_picture(page.image, dpi)
            yield Judged(kind, mode, quality, time.process_time() - started_s)


def main(pages: int) -> None:
    """Print Markdown."""
    heads = [str(kind) for kind in PageKind]
    sys.stdout.write(f"| page | {' | '.join(heads)} |\n|---|{'--:|' * len(heads)}\n")
    took_s: list[float] = []
    for place, (name, (spoiling, flaw, how)) in enumerate(SPOILT.items()):
        found = list(judged(spoiling, pages, 100_000 * (place + 1)))
        took_s += [each.took_s for each in found]
        cells = [_share(found, kind, flaw) for kind in PageKind]
        sys.stdout.write(f"| {name}: {how} | {' | '.join(cells)} |\n")
        sys.stdout.flush()
    good = list(judged(trial_scans.as_it_is, pages * 3, 0))
    wrong = Counter(each.kind for each in good if each.quality.flaws)
    cells = [f"{wrong[kind]} of {pages * 3}" for kind in PageKind]
    sys.stdout.write(f"| good, and faulted all the same | {' | '.join(cells)} |\n")
    for each in good:
        if each.quality.flaws:
            sys.stdout.write(f"faulted: {each.kind} {each.mode} {each.quality}\n")
    took_s.sort()
    sys.stdout.write(f"CPU time a page: median {statistics.median(took_s):.2f} s, most {took_s[-1]:.2f} s\n")


def _share(found: list[Judged], kind: PageKind, flaw: PageFlaw) -> str:
    """Of the pages that could be judged, how many were found; how many could not.

    Line art of faint or blurred writing has none left: found blank is found.
    """
    of_kind = [each.quality for each in found if each.kind is kind]
    asked = [quality for quality in of_kind if flaw not in quality.not_judged]
    hits = sum(bool({flaw, PageFlaw.BLANK} & set(quality.flaws)) for quality in asked)
    left_out = len(of_kind) - len(asked)
    told = f"{hits} of {len(asked)}" if asked else "–"
    return f"{told} ({left_out} not judged)" if left_out else told


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 24)
