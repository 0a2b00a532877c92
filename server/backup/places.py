"""A place that backups go to, and the folder as one: a disk's, a USB stick's, a mounted share's.

Knows how a file arrives whole or not at all; knows nothing of what is in it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from server.backup.problem import BackupError, not_written
from server.config.backup import BackupPlace

SPARE_BYTES = 16 << 20
"""Left free besides what a backup needs."""

_WORK = ".motcua-work-"


class Place(Protocol):
    """Where backups are kept."""

    @contextmanager
    def workshop(self, needed_bytes: int) -> Iterator[Path]:
        """A folder to make the backup in, gone afterwards; raises `BackupError` where there is no room."""
        ...

    def take(self, archive: Path) -> None:
        """Keep this finished file of the workshop under its own name, whole or not at all."""
        ...

    def names(self) -> list[str]:
        """Files that are there."""
        ...

    def remove(self, name: str) -> None:
        """Away with it."""
        ...


class FolderPlace:
    """A folder of a file system this machine sees."""

    def __init__(self, place: BackupPlace, data_dir: Path) -> None:
        self._folder = Path(place.to)
        self._must_be_mounted = place.must_be_mounted
        self._data_dir = data_dir

    @contextmanager
    def workshop(self, needed_bytes: int) -> Iterator[Path]:
        """On the place itself: the hub's own disk, which may be full or failing, takes nothing."""
        if self._must_be_mounted:
            self._refuse_unmounted()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with room_to_work(self._folder, needed_bytes) as work:
                yield work
        except OSError as error:
            raise not_written(str(self._folder), error) from error

    def take(self, archive: Path) -> None:
        """By rename."""
        archive.replace(self._folder / archive.name)
        sync_folder(self._folder)

    def names(self) -> list[str]:
        """Files that are there."""
        return [file.name for file in self._folder.iterdir()]

    def remove(self, name: str) -> None:
        """Away with it."""
        (self._folder / name).unlink()

    def _refuse_unmounted(self) -> None:
        nearest = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        here = {os.stat(path).st_dev for path in ("/", self._data_dir)}  # noqa: PTH116 - two plain numbers
        if nearest.stat().st_dev in here:
            raise BackupError(
                "not-mounted",
                f"chưa cắm ổ USB (hoặc chưa gắn ổ đĩa) cho thư mục {self._folder}",
                f"{self._folder} is on this machine's own disk: the stick or disk is not mounted",
            )


@contextmanager
def room_to_work(folder: Path, needed_bytes: int) -> Iterator[Path]:
    """A folder of our own below that one, with that much space; what an earlier one left goes first.

    Raises:
        BackupError: not enough space.
    """
    for left in folder.glob(f"{_WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    free, wanted = shutil.disk_usage(folder).free, needed_bytes + SPARE_BYTES
    if free < wanted:
        raise BackupError(
            "no-space",
            f"{folder} không đủ chỗ: cần {_mb(wanted)} MB, còn {_mb(free)} MB",
            f"{folder} has not enough space: {_mb(wanted)} MB needed, {_mb(free)} MB free",
        )
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sync_file(file: Path) -> None:
    """What was written to it is on the disk when this returns."""
    with file.open("rb") as content:
        os.fsync(content.fileno())


def sync_folder(folder: Path) -> None:
    """A rename in it is on the disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mb(count: int) -> int:
    return -(-count // 1_000_000)
