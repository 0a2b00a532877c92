"""A printer of a few lines on a real TCP port: it answers what the test tells it to, and keeps what it got.

It prints nothing and understands only what it must tell apart: status questions, GS r 1, the purge, and NULs
before a job. It is not the emulator of ``hardware``, which decodes whole slips.
"""

import socket
import struct
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

ONLINE = 0x12
OFFLINE = 0x1A
COVER_IS_OPEN = 0x16
STOPPED_BY_PAPER_END = 0x32
ERROR_OCCURRED = 0x52
CUTTER_JAMMED = 0x1A
PAPER_FINE = 0x12
PAPER_NEAR_END = 0x1E
PAPER_END = 0x72


class Job(StrEnum):
    """What the printer does with a job."""

    PRINTS = "prints"
    SWALLOWS = "swallows"
    """Takes the bytes and never gets to GS r 1."""
    RESETS = "resets"
    """Breaks the connection with RST at the job's first bytes."""
    HANGS_UP = "hangs-up"
    """Closes in order at the job's first bytes."""


class Purge(StrEnum):
    ANSWERS = "answers"
    IGNORES = "ignores"


@dataclass
class Script:
    """What the printer answers; None is silence. A test may change it at any time."""

    printer: int | None = ONLINE
    offline_cause: int | None = 0x12
    error_cause: int | None = 0x12
    paper: int | None = PAPER_FINE
    paper_after_job: int | None = None
    """Takes the place of ``paper`` once a job has come."""
    queued: bytes = b"\x00"
    """The answer to GS r 1."""
    job: Job = Job.PRINTS
    purge: Purge = Purge.IGNORES


@dataclass
class ScriptedPrinter:
    """Listens on loopback from ``start`` to ``stop``."""

    script: Script = field(default_factory=Script)
    jobs: list[bytes] = field(default_factory=list)
    """Job bytes, one entry a connection that brought any."""
    purges: int = 0
    asked_when_printed: int = 0

    def start(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def stop(self) -> None:
        # Shutting down wakes accept(); closing alone would not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                _Visit(self, connection).serve()


class _Visit:
    """One connection."""

    def __init__(self, owner: ScriptedPrinter, connection: socket.socket) -> None:
        self._owner = owner
        self._connection = connection
        self._unread = b""
        self._job = b""
        self._kept = False

    def serve(self) -> None:
        try:
            while data := self._connection.recv(65536):
                self._unread += data
                if not self._read():
                    return
        except OSError:
            return

    def _read(self) -> bool:
        while self._unread:
            taken = self._command()
            if taken == 0:
                self._job += self._unread[:1]
                taken = 1
            self._unread = self._unread[taken:]
        return self._keep_job()

    def _note_job(self) -> None:
        """Before any answer to GS r 1: who reads the answer may look at the job at once."""
        if self._kept:
            self._owner.jobs[-1] += self._job
        else:
            self._owner.jobs.append(self._job)
        self._kept, self._job = True, b""

    def _keep_job(self) -> bool:
        if not self._job:
            return True
        self._note_job()
        if self._owner.script.job is Job.RESETS:
            reset_on_close = struct.pack("ii", 1, 0)
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_on_close)
        return self._owner.script.job not in (Job.RESETS, Job.HANGS_UP)

    def _command(self) -> int:
        """Length of the command that stands first, answered; 0 if it belongs to the job."""
        if self._unread[:1] == b"\x00" and not (self._job or self._kept):
            return len(self._unread) - len(self._unread.lstrip(b"\x00"))
        if self._unread[:2] == b"\x10\x04":
            self._answer_status(self._unread[2])
            return 3
        if self._unread[:3] == b"\x10\x14\x08":
            self._owner.purges += 1
            if self._owner.script.purge is Purge.ANSWERS:
                self._connection.sendall(b"\x37\x25\x00")
            return 10
        if self._unread[:3] == b"\x1d\x72\x01":
            self._answer_queued()
            return 3
        return 0

    def _answer_queued(self) -> None:
        self._owner.asked_when_printed += 1
        is_stuck = self._owner.script.job is Job.SWALLOWS and (self._job or self._owner.jobs)
        if self._owner.script.job in (Job.PRINTS, Job.SWALLOWS) and not is_stuck:
            if self._job:
                self._note_job()
            self._connection.sendall(self._owner.script.queued)

    def _answer_status(self, number: int) -> None:
        script = self._owner.script
        has_job = bool(self._owner.jobs) and script.paper_after_job is not None
        paper = script.paper_after_job if has_job else script.paper
        answers = (script.printer, script.offline_cause, script.error_cause, paper)
        answer = answers[number - 1]
        if answer is not None:
            self._connection.sendall(bytes((answer,)))
