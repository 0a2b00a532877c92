"""The journal's lines on disk: synced before they count, torn ends passed over, written anew in one step.

Knows files, crashes and full disks; knows nothing of what the lines say.
"""

from __future__ import annotations

import errno
import io
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kiosk.journal_entries import Entry

log = logging.getLogger(__name__)

_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


class JournalFile:
    """For one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if not path.exists():
                path.touch(mode=0o600)
                _sync_folder(path.parent)  # a power cut that took the name would take the lines with it
        except OSError:
            log.exception("%s cannot be made now", path)

    def entries(self) -> Iterator[Entry]:
        """All lines that can be read, from the first."""
        lines = self._path.read_bytes().split(b"\n") if self._path.exists() else []
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                yield _decoder.decode(line)
            except msgspec.DecodeError as error:
                log.warning("%s: line %d is unreadable and passed over: %s", self._path, number, error)

    def append(self, entry: Entry) -> None:
        """On disk when this returns.

        Raises:
            OSError: perhaps it is not, or not all of it.
        """
        line = msgspec.json.encode(entry) + b"\n"
        is_torn = self._ends_inside_a_line()
        with self._path.open("ab", buffering=0) as file:
            _write_all(file, b"\n" + line if is_torn else line)
            os.fsync(file.fileno())

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """These lines instead of all others, or, when it raises `OSError`, everything as it was."""
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        with fresh.open("wb") as file:
            file.writelines(msgspec.json.encode(entry) + b"\n" for entry in entries)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        _sync_folder(self._path.parent)

    def _ends_inside_a_line(self) -> bool:
        """Whether a crash or a full disk cut the last line short."""
        if not self._path.exists() or not self._path.stat().st_size:
            return False
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"


def _write_all(file: io.FileIO, content: bytes) -> None:
    """Where the disk fills up in the middle the system says so by writing less than it was given."""
    if file.write(content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
