"""Which calls the voice began and ended, kept across crashes: one JSON line each, on disk before the sound.

Knows a file; knows nothing of what is fresh or whose turn it is.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from enum import StrEnum, unique
from pathlib import Path
from typing import Final

import msgspec

from contract.ids import CallId
from contract.message import Utc

log = logging.getLogger(__name__)

KEPT_LINES: Final = 400
"""More than a board ever holds; the rest is dropped at start."""


@unique
class Step(StrEnum):
    """What happened to an announcement."""

    BEGUN = "begun"
    ENDED = "ended"
    FAILED = "failed"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal."""

    call_id: CallId
    number: str
    counter: str
    step: Step
    at: Utc | None
    """Hub time."""


class AnnouncementJournal:
    """Appends entries, each durable before the call returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._entries = _read(path)[-KEPT_LINES:]
        self._rewrite()

    def begins(self) -> Counter[CallId]:
        """How often each announcement was begun before this start."""
        return Counter(entry.call_id for entry in self._entries if entry.step is Step.BEGUN)

    def finished(self) -> set[CallId]:
        """Announcements that came to their end before this start, well or not."""
        return {entry.call_id for entry in self._entries if entry.step is not Step.BEGUN}

    def add(self, entry: Entry) -> None:
        """Write one line through to the disk.

        Raises:
            OSError: disk full or gone.
        """
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _rewrite(self) -> None:
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(b"".join(msgspec.json.encode(entry) + b"\n" for entry in self._entries))
            part.replace(self._path)
        except OSError as error:
            log.warning("the announcements' journal could not be shortened: %s", error)


def _read(path: Path) -> list[Entry]:
    if not path.exists():
        return []
    entries = []
    for line in path.read_bytes().splitlines():
        try:
            entries.append(msgspec.json.decode(line, type=Entry))
        except msgspec.DecodeError:
            log.warning("the announcements' journal has a torn line; it is left out")
    return entries
