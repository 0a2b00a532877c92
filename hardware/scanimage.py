"""One `scanimage --batch` child process: its pages, its exit code, its end.

A child, so that a driver's crash is not ours. Knows SANE's exit codes; knows nothing of devices and options.
"""

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hardware.scanner import ScanCancelled, ScannerError, ScannerFault

_FAULT_BY_STATUS = {
    3: ScannerFault.BUSY,
    6: ScannerFault.JAMMED,
    7: ScannerFault.NO_DOCUMENTS,
    8: ScannerFault.COVER_OPEN,
    9: ScannerFault.IO,
}
"""SANE status, which scanimage gives back as its exit code."""

_FAULT_BY_WORDS = {
    "Device busy": ScannerFault.BUSY,
    "Document feeder jammed": ScannerFault.JAMMED,
    "Document feeder out of documents": ScannerFault.NO_DOCUMENTS,
    "Scanner cover is open": ScannerFault.COVER_OPEN,
    "Error during device I/O": ScannerFault.IO,
}
"""What SANE calls the same. Needed when the exit code says nothing: 1 for a device that can't be opened, a
signal for a driver that told its trouble and then hung (SANE's `test` backend does, once in 150 runs)."""

_OPEN_FAILED = "open of device"


@dataclass(frozen=True)
class ScanOrder:
    """What is to be run."""

    arguments: tuple[str, ...]
    """All of scanimage's arguments but those of the batch."""
    config_dir: Path
    """Holds the `dll.conf` that names the only backends to load: 5 ms instead of 3.5 s."""
    file_pattern: str
    """File name with one `%d` form in it."""
    page_timeout_s: float
    end_s: float = 3.0
    """Time to end by itself once told to, or once it has told its trouble: enough to carry a sheet out."""
    program: str = "scanimage"


class ScanimageRun:
    """Iterate `pages` once; `cancel` from any thread."""

    def __init__(self, order: ScanOrder, folder: Path) -> None:
        """Starts the child. Raises `ScannerError` when there is no such program."""
        self._order = order
        self._folder = folder
        self._is_cancelled = threading.Event()
        self._complaint = ""
        self._child = self._start()

    def pages(self) -> Iterator[Path]:
        """Each page's file once it is whole. Raises `ScannerError` or `ScanCancelled` at the end."""
        count = 0
        try:
            for path in self._printed_paths():
                count += 1
                yield path
            self._judge(self._exit_code(), count)
        finally:
            self._end()

    def cancel(self) -> None:
        self._is_cancelled.set()
        self._signal(signal.SIGTERM)

    def _start(self) -> subprocess.Popen[str]:
        batch = ("--batch=" + str(self._folder / self._order.file_pattern), "--batch-print")
        try:
            return subprocess.Popen(
                [self._order.program, *self._order.arguments, *batch],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, "SANE_CONFIG_DIR": str(self._order.config_dir), "LC_ALL": "C.UTF-8"},
                text=True,
                start_new_session=True,
            )
        except OSError as error:
            raise ScannerError(ScannerFault.GONE, str(error)) from error

    def _printed_paths(self) -> Iterator[Path]:
        """scanimage prints a file's name after renaming it from `.part`, so what is printed is whole."""
        printed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        assert self._child.stdout is not None  # noqa: S101  it was started with a pipe
        reader = threading.Thread(target=_pass_on, args=(self._child.stdout, printed), daemon=True)
        reader.start()
        while (line := self._next_line(printed)) is not None:
            if not line.startswith(f"{self._folder}/"):
                self._hear(line)
            elif self._is_cancelled.is_set():
                Path(line).unlink(missing_ok=True)
            else:
                yield Path(line)

    def _hear(self, line: str) -> None:
        """Errors come on the same pipe as the names of files; the last one is the cause."""
        if line.startswith("scanimage:"):
            self._complaint = line

    def _next_line(self, printed: "queue.SimpleQueue[str | None]") -> str | None:
        try:
            return printed.get(timeout=self._order.end_s if self._complaint else self._order.page_timeout_s)
        except queue.Empty:
            if self._complaint:
                return None
            detail = f"no page within {self._order.page_timeout_s} s"
            raise ScannerError(ScannerFault.SILENT, detail) from None

    def _judge(self, exit_code: int, page_count: int) -> None:
        """An empty feeder ends a batch well if there was a page; the exit code may be 0 either way."""
        if self._is_cancelled.is_set():
            raise ScanCancelled
        fault = ScannerFault.NO_DOCUMENTS if exit_code == 0 else fault_of(exit_code, self._complaint)
        if fault is not ScannerFault.NO_DOCUMENTS or page_count == 0:
            raise ScannerError(fault, self._complaint)

    def _exit_code(self) -> int:
        try:
            return self._child.wait(self._order.end_s)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            return self._child.wait()

    def _end(self) -> None:
        self._signal(signal.SIGTERM)
        self._exit_code()
        if self._child.stdout:
            self._child.stdout.close()
        for unfinished in self._folder.glob("*.part"):
            unfinished.unlink(missing_ok=True)

    def _signal(self, number: signal.Signals) -> None:
        """To the child and whatever it started; the reaped child's id is never signalled."""
        with contextlib.suppress(ProcessLookupError):
            if self._child.poll() is None:
                os.killpg(self._child.pid, number)


def fault_of(exit_code: int, complaint: str) -> ScannerFault:
    """What hindered a scanimage that ended with this code and this last line."""
    by_words = _FAULT_BY_WORDS.get(complaint.rpartition(": ")[2])
    unnamed = ScannerFault.GONE if _OPEN_FAILED in complaint else ScannerFault.IO
    return _FAULT_BY_STATUS.get(exit_code) or by_words or unnamed


def _pass_on(printed: IO[str], lines: "queue.SimpleQueue[str | None]") -> None:
    with contextlib.suppress(ValueError):  # the pipe was closed under us: the run has ended
        for line in printed:
            lines.put(line.rstrip("\n"))
    lines.put(None)
