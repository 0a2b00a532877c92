"""Runs OCRmyPDF: a PDF of pictures becomes PDF/A-2b with a Vietnamese text layer.

A program of the distribution, never imported: a child process of low priority that gets nothing of the hub's
but two files. Knows its words and exit codes; knows nothing of records, keys and rows.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum, unique
from pathlib import Path

PROGRAMS = ("ocrmypdf", "tesseract", "gs", "qpdf")
"""Debian's ocrmypdf, tesseract-ocr with tesseract-ocr-vie, ghostscript, qpdf."""
LANGUAGE = "vie"
PAGE_WITHIN_S = 240
"""For one page, on a Pi; then it stays without text."""
SURE_TO_TURN = 6
"""From which confidence a page is turned. Vietnamese forms have 12 to 18 whichever way they lie; its own
limit of 14 leaves half of them upside down."""
_PAGE = re.compile(rb"^\s*(\d{1,4}) ")
"""How OCRmyPDF begins a line about one page."""
_MISSING, _OUT_OF_PLACE = 3, 10
"""Its exit codes: a program or a language is not there; the result is no PDF/A."""
_FULL = b"No space left on device"
_JOINED = (0, 3)
"""qpdf's exit codes: well, and well with a warning."""


@unique
class OcrFailure(StrEnum):
    """Why there is no result."""

    MISSING = "program-missing"
    NOT_PDFA = "not-pdfa"
    NO_ROOM = "no-room"
    FAILED = "failed"
    STOPPED = "stopped"


class OcrError(Exception):
    """There is no result; what the program said last, for the log."""

    def __init__(self, failure: OcrFailure, said: str = "") -> None:
        super().__init__(f"{failure}: {said}")
        self.failure = failure


def missing_programs() -> tuple[str, ...]:
    """Which of them are not installed."""
    return tuple(program for program in PROGRAMS if shutil.which(program) is None)


class Ocr:
    """One run at a time; `stop` ends it from another thread."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where the program may write what it needs meanwhile; private, best in memory."""
        self._folder = folder
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._lock = threading.Lock()

    def run(self, source: Path, target: Path, title: str, begun: Callable[[int], None]) -> None:
        """Make `target`; `begun` hears how many pages have been begun.

        Raises:
            OcrError: see there.
        """
        if missing_programs():
            raise OcrError(OcrFailure.MISSING, ", ".join(missing_programs()))
        code, said = self._ended(_command(source, target, title), begun)
        if code != 0 or not target.exists():
            raise _failed(code, said)

    def join(self, parts: Sequence[Path], target: Path) -> Path:
        """Make one file of several made by `run`, one behind the other: the first's claims stay those of all.

        Raises:
            OcrError: see there.
        """
        if len(parts) == 1:
            return parts[0].rename(target)
        others = [str(part) for part in parts[1:]]
        command = ["qpdf", str(parts[0]), "--pages", str(parts[0]), *others, "--", str(target)]
        code, said = self._ended(["nice", "-n", "19", *command], lambda _page: None)
        if code not in _JOINED or not target.exists():
            raise OcrError(OcrFailure.NO_ROOM if _FULL.decode() in said else OcrFailure.FAILED, said)
        return target

    def stop(self) -> None:
        """End what runs, and let nothing begin any more."""
        with self._lock:
            self._is_stopped = True
        self._end()

    def _ended(self, command: list[str], begun: Callable[[int], None]) -> tuple[int, str]:
        """The exit code, and what was said last."""
        child = self._started(command)
        try:
            said = _followed(child, begun)
            code = child.wait()
        finally:
            self._end()
        if self._is_stopped:
            raise OcrError(OcrFailure.STOPPED)
        return code, said

    def _started(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopped:
                raise OcrError(OcrFailure.STOPPED)
            self._child = subprocess.Popen(
                command,
                cwd=self._folder,
                env=_environment(self._folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                process_group=0,  # not a session: with autogroups Linux shares by session, whatever is nice
            )
            return self._child

    def _end(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        if child is not None and child.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _failed(code: int, said: str) -> OcrError:
    if _FULL.decode() in said:
        return OcrError(OcrFailure.NO_ROOM, said)
    failures = {_MISSING: OcrFailure.MISSING, _OUT_OF_PLACE: OcrFailure.NOT_PDFA}
    return OcrError(failures.get(code, OcrFailure.FAILED), f"exit {code}: {said}")


def _command(source: Path, target: Path, title: str) -> list[str]:
    return [
        *("nice", "-n", "19", "ocrmypdf", "--language", LANGUAGE, "--output-type", "pdfa-2"),
        *("--rotate-pages", "--rotate-pages-threshold", str(SURE_TO_TURN)),
        *("--jobs", "1", "--optimize", "1", "--tesseract-timeout", str(PAGE_WITHIN_S)),
        *("--title", title, "--verbose", "1", str(source), str(target)),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """One core, its files in the private folder, nothing else of the hub's."""
    path = os.environ.get("PATH", "/usr/bin:/bin")
    return {
        "PATH": path,
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "OMP_THREAD_LIMIT": "1",
    }


def _followed(child: subprocess.Popen[bytes], begun: Callable[[int], None]) -> str:
    """Until it says no more; its last line, or the one that says that the disk is full.

    What it reads from pages is never in these lines.
    """
    seen: set[int] = set()
    last = b""
    assert child.stderr is not None  # noqa: S101 - asked for when it was started
    with child.stderr as lines:
        for line in lines:
            last = last if _FULL in last else line.strip() or last
            page = _PAGE.match(line)
            if page is not None and int(page[1]) not in seen:
                seen.add(int(page[1]))
                begun(len(seen))
    return last.decode(errors="replace")[:200]
