"""Starts the reading child (`python -m server.reports`) and hands its output on while it comes.

Knows processes; knows nothing of what is in the file. At most two at a time: each reads the whole range.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date

import msgspec

from contract.words import Language

log = logging.getLogger(__name__)

LEDGER = "MOTCUA_LEDGER_URL"
"""Not an argument: those are shown to everybody on the machine, and the address may hold a password."""
TOO_MANY = 3
"""Exit status: more rows than a spreadsheet holds."""
AT_ONCE = 2
_BYTES = 64 * 1024
_places = threading.BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """So many files are being made already."""


class ExportFailedError(Exception):
    """The child ended without a file; `is_too_long`: a spreadsheet cannot hold it."""

    def __init__(self, told: str, *, is_too_long: bool) -> None:
        super().__init__(told)
        self.is_too_long = is_too_long


class Wanted(msgspec.Struct, frozen=True):
    """Which file."""

    first: date
    last: date
    format: str
    """`csv` or `xlsx`."""
    language: Language
    now_us: int
    """What still runs is counted up to there."""

    @property
    def arguments(self) -> list[str]:
        """As the child takes them."""
        days = ["--from", self.first.isoformat(), "--to", self.last.isoformat()]
        form = ["--format", self.format, "--language", self.language.value]
        return ["visits", *days, *form, "--now-us", str(self.now_us)]


def exported(url: str, wanted: Wanted) -> Iterator[bytes]:
    """The file in pieces. Whoever stops reading ends the child.

    Raises:
        BusyError: at once.
        ExportFailedError: before the first piece, or in the middle where the ledger fails there.
    """
    if not _places.acquire(blocking=False):
        raise BusyError
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "server.reports", *wanted.arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, LEDGER: url},
        )
    except BaseException:
        _places.release()
        raise
    return _pieces(child)


def _pieces(child: subprocess.Popen[bytes]) -> Iterator[bytes]:
    assert child.stdout is not None  # noqa: S101 - it was asked for
    assert child.stderr is not None  # noqa: S101 - the same
    try:
        while piece := child.stdout.read(_BYTES):
            yield piece
        status = child.wait()
        if status != 0:
            told = child.stderr.read().decode(errors="replace").strip()
            log.warning("an export ended with status %d: %s", status, told)
            raise ExportFailedError(told, is_too_long=status == TOO_MANY)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()
        _places.release()
