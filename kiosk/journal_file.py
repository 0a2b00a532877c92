"""The journal's lines on disk: synced before they count, each with its checksum, written anew in one step.

Knows files, crashes, full and rotting disks; knows nothing of what the lines say.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from kiosk.journal_entries import Entry

log = logging.getLogger(__name__)

_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)

_CHECKED = 9
"""Bytes at the end of a line: a space and the CRC-32 of all before it, in hex."""


class LinesAre(StrEnum):
    """How much of what was written can be read."""

    WHOLE = "whole"
    TORN = "torn"
    """The last line was being written when the power went: its step was not taken."""
    DAMAGED = "damaged"
    """A step that was taken cannot be read any more."""


@dataclass(frozen=True, slots=True)
class JournalLines:
    """What the file says."""

    entries: tuple[Entry, ...]
    state: LinesAre


def line_of(entry: Entry) -> bytes:
    """As it stands in the file, without the line's end."""
    text = msgspec.json.encode(entry)
    return text + _check(text)


def entry_of(line: bytes) -> Entry:
    """What a line says, given without its end.

    Raises:
        msgspec.DecodeError: it is not as it was written, or not all of it is there.
    """
    text, check = line[:-_CHECKED], line[-_CHECKED:]
    if check != _check(text):
        raise msgspec.DecodeError("the checksum is another")
    return _decoder.decode(text)


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

    def read(self) -> JournalLines:
        """All lines that can be read, from the first."""
        *lines, last = self._path.read_bytes().split(b"\n") if self._path.exists() else [b""]
        entries, state = [], LinesAre.WHOLE
        if last and not _is_readable(last) and _is_beginning(last):
            log.warning("%s: the last line was not written to its end", self._path)
            last, state = b"", LinesAre.TORN
        for number, line in enumerate([*lines, last], start=1):
            if not line:
                continue
            try:
                entries.append(entry_of(line))
            except msgspec.DecodeError as error:
                log.error("%s: line %d cannot be read: %s", self._path, number, error)
                state = LinesAre.DAMAGED
        return JournalLines(tuple(entries), state)

    def append(self, entry: Entry) -> None:
        """On disk when this returns.

        Raises:
            OSError: perhaps it is not, or not all of it.
        """
        line = line_of(entry) + b"\n"
        is_torn = self._ends_inside_a_line()
        with self._path.open("ab", buffering=0) as file:
            _write_all(file, b"\n" + line if is_torn else line)
            os.fsync(file.fileno())

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """These lines instead of all others, or, when it raises `OSError`, everything as it was."""
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        with fresh.open("wb") as file:
            file.writelines(line_of(entry) + b"\n" for entry in entries)
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


def _check(text: bytes) -> bytes:
    return b" %08x" % zlib.crc32(text)


def _is_readable(line: bytes) -> bool:
    try:
        entry_of(line)
    except msgspec.DecodeError:
        return False
    return True


def _is_beginning(line: bytes) -> bool:
    """Whether more of it was never written: a rotten block reads as zeros, a rotten end has all before it."""
    return b"\0" not in line and line.startswith(b"{") and not _is_readable(line[:-1])


def _write_all(file: io.FileIO, content: bytes) -> None:
    """Where the disk fills up in the middle the system says so by writing less than it was given."""
    start = file.tell()
    if file.write(content) != len(content):
        with suppress(OSError):  # else the next start takes it for a damaged line
            file.truncate(start)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
