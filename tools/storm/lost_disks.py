"""Takes a kiosk's journal away, as a disk that is replaced does, and keeps it aside for the books.

Knows files; ends and starts nothing.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from tools.storm.place import StormPlace

JOURNAL = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class LostDisk:
    """Whose journal, when (monotonic), and where it lies now."""

    kiosk: str
    at_s: float
    journal: Path


def lost_journals(where: StormPlace, kiosk: str) -> list[Path]:
    """All that this kiosk has lost, the first one first."""
    return sorted((where.place.var / "lost").glob(f"{kiosk}.*.jsonl"))


def lose_disk(where: StormPlace, kiosk: str) -> LostDisk:
    """Only while the kiosk does not run."""
    aside = where.place.var / "lost" / f"{kiosk}.{len(lost_journals(where, kiosk)):03}.jsonl"
    aside.parent.mkdir(exist_ok=True)
    journal = where.home(kiosk) / JOURNAL
    if journal.exists():
        shutil.copyfile(journal, aside)
    else:
        aside.touch()
    for file in where.home(kiosk).glob("journal.*"):
        file.unlink()
    return LostDisk(kiosk, time.monotonic(), aside)
