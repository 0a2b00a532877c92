"""Questions to the printer over an open link, and telling its answers apart.

Knows the commands that ask and the shape of each answer. Knows nothing of jobs or of what an answer leads to.
A printer's answers carry no name, and late ones mix with new ones: each byte is sorted by its bit pattern.
A byte that has neither pattern makes the others suspect too: nothing more is believed over this link.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from printer.link import PrinterLink
from printer.status import (
    PrinterStatus,
    Question,
    StatusAnswers,
    is_queued_answer,
    is_real_time_answer,
    speaks_of_error,
)

ASK_WHEN_PRINTED = b"\x1d\x72\x01"
"""GS r 1: waits in the printer's queue, so its answer means that everything before it is on paper."""
CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
"""DLE DC4 fn=8 with the seven bytes the reference asks for."""
CLEARED = bytes.fromhex("37 25 00")
LONGEST_COMMAND = 4096
"""Bytes; no line, number or QR of a slip makes a longer one (a test holds them to it)."""


class _Trust(Enum):
    """Whether what comes back can be taken for answers."""

    WHOLE = auto()
    LOST = auto()
    """Noise, a wrong baud rate, status nobody asked for, or the late answer to a purge."""


@dataclass(slots=True)
class Conversation:
    """One open link with the answers not yet looked at."""

    link: PrinterLink
    reply_within_s: float
    monotonic: Callable[[], float] = time.monotonic
    _real_time: bytearray = field(default_factory=bytearray)
    _queued: bytearray = field(default_factory=bytearray)
    _trust: _Trust = _Trust.WHOLE

    @property
    def is_garbled(self) -> bool:
        """Whether something came back that is no answer."""
        return self._trust is _Trust.LOST

    def status(self) -> PrinterStatus:
        """Asks until the first silence; a silent printer is asked no further, a garbled one is unknown."""
        printer = self._ask(Question.PRINTER)
        if printer is None:
            return PrinterStatus()
        cause = self._ask(Question.OFFLINE_CAUSE)
        paper = self._ask(Question.PAPER) if cause is not None else None
        error = self._ask(Question.ERROR_CAUSE) if cause is not None and speaks_of_error(cause) else None
        return StatusAnswers(printer, cause, paper, error).read()

    def forget_queued_answers(self) -> None:
        """Before a job: an answer that lies here belongs to something older."""
        self._queued.clear()

    def ask_when_printed(self) -> None:
        self.link.send(ASK_WHEN_PRINTED)

    def end_half_command(self) -> None:
        """NULs are white rows to a printer that waits for the rest of a picture, and nothing to any other."""
        self.link.send(bytes(LONGEST_COMMAND))

    def queued_answer(self, within_s: float) -> int | None:
        """The next answer to GS r 1, or None when the time is over or answers cannot be believed."""
        return self._next(self._queued, within_s)

    def clear_buffers(self) -> bool:
        """True only when the printer says that its buffers are empty now."""
        self.link.send(CLEAR_BUFFERS)
        deadline = self.monotonic() + self.reply_within_s
        heard = b""
        while CLEARED not in heard:
            left_s = deadline - self.monotonic()
            data = self.link.receive(left_s) if left_s > 0 else b""
            if not data:
                return False
            heard += data
        return True

    def _ask(self, question: Question) -> int | None:
        self._real_time.clear()
        self.link.send(question.command)
        return self._next(self._real_time, self.reply_within_s)

    def _next(self, pile: bytearray, within_s: float) -> int | None:
        deadline = self.monotonic() + within_s
        while not pile:
            left_s = deadline - self.monotonic()
            data = self.link.receive(left_s) if left_s > 0 else b""
            if not data:
                return None
            self._sort(data)
        return None if self.is_garbled else pile.pop(0)

    def _sort(self, data: bytes) -> None:
        if not all(is_real_time_answer(byte) or is_queued_answer(byte) for byte in data):
            self._trust = _Trust.LOST
        self._real_time += bytes(byte for byte in data if is_real_time_answer(byte))
        self._queued += bytes(byte for byte in data if is_queued_answer(byte))
