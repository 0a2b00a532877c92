"""Pages that wait for the hub, in a private folder in memory: they survive a killed station, not a power cut.

Knows files and numbers; knows nothing of scanning and sending.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hardware.scan_station.jobs import Report

_REPORT = "report.json"
_BATCH = "batch-"


@dataclass(frozen=True)
class WaitingPage:
    """A whole page with the number it will have at the hub."""

    number: int
    path: Path


class JobFolder:
    """One job's pages and what is still to be told of it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self.highest = max((page.number for page in self.pages()), default=0)
        """Of all pages ever taken in here."""

    @property
    def job(self) -> str:
        """Its id."""
        return self._folder.name

    def pages(self) -> list[WaitingPage]:
        """Those that wait, in order."""
        found = (path for path in self._folder.glob("*.png") if path.stem.isdecimal())
        return sorted((WaitingPage(int(path.stem), path) for path in found), key=lambda page: page.number)

    def begin_batch(self, arrived: tuple[int, ...]) -> tuple[Path, int]:
        """An empty folder for the scanner; and how many whole pages an interrupted batch had left behind.

        Those are taken in first.
        """
        self.highest = max((self.highest, *arrived))
        left = list(self._folder.glob(f"{_BATCH}*"))
        adopted = [self.take_in(path) for batch in left for path in sorted(batch.glob("page-*.png"))]
        for batch in left:
            shutil.rmtree(batch)
        fresh = self._folder / f"{_BATCH}{self.highest}"
        fresh.mkdir(mode=0o700)
        return fresh, len(adopted)

    def take_in(self, path: Path) -> WaitingPage:
        """This page is the next one of the job."""
        self.highest += 1
        return WaitingPage(self.highest, path.rename(self._folder / f"{self.highest:04}.png"))

    def make_room_at(self, number: int) -> None:
        """The hub has that number already: the page and all behind it move up by one."""
        for page in reversed(self.pages()):
            if page.number >= number:
                page.path.rename(self._folder / f"{page.number + 1:04}.png")
        self.highest += 1

    @property
    def report(self) -> Report | None:
        """What is still to be told once the pages are there."""
        try:
            return msgspec.json.decode((self._folder / _REPORT).read_bytes(), type=Report)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def keep_report(self, report: Report) -> None:
        """To be told once the pages are there."""
        part = self._folder / f"{_REPORT}.part"
        part.write_bytes(msgspec.json.encode(report))
        part.rename(self._folder / _REPORT)

    def remove(self) -> None:
        """With all that is in it."""
        shutil.rmtree(self._folder, ignore_errors=True)


class WaitingRoom:
    """All jobs of which something waits."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._jobs = {path.name: JobFolder(path) for path in sorted(folder.iterdir()) if path.is_dir()}

    def __iter__(self) -> Iterator[JobFolder]:
        return iter(list(self._jobs.values()))

    def of(self, job: str) -> JobFolder:
        """That job's folder."""
        if job not in self._jobs:
            self._jobs[job] = JobFolder(self._folder / job)
        return self._jobs[job]

    def drop(self, job: str) -> None:
        """Nothing waits of it any more."""
        folder = self._jobs.pop(job, None)
        if folder is not None:
            folder.remove()

    def size(self) -> int:
        """Bytes, of pages still being written too."""
        sizes = 0
        for path in self._folder.rglob("*"):
            try:
                sizes += path.stat().st_size
            except FileNotFoundError:
                continue  # it was renamed under us
        return sizes
