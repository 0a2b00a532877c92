"""A way to a real printer on which something happens at a given moment of the job.

Knows which bytes are a job and which ask whether it is printed; what happens is the test's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique

from printer.link import PrinterDevice, PrinterLink

_JOB_BEGINS = b"\x1b\x40"
_ASK_WHEN_PRINTED = b"\x1d\x72\x01"


@unique
class Moment(StrEnum):
    """When, seen from the slip's bytes."""

    BEFORE = "before"
    """Nobody has asked the printer how it is."""
    ASKED = "asked"
    """It said that all is well, and no byte is sent."""
    MIDWAY = "midway"
    SENT = "sent"
    """All bytes are on their way."""
    PRINTED = "printed"
    """The slip is out, and nobody has asked whether it is."""


@dataclass(slots=True)
class MeddledDevice:
    """A `PrinterDevice` that tells of every moment."""

    device: PrinterDevice
    at: Callable[[Moment], None]

    def open(self) -> PrinterLink:
        """As `PrinterDevice`."""
        return _MeddledLink(self, self.device.open())


class _MeddledLink:
    def __init__(self, owner: MeddledDevice, link: PrinterLink) -> None:
        self._owner = owner
        self._link = link
        self._has_sent_job = False

    def send(self, data: bytes) -> None:
        if data.startswith(_JOB_BEGINS):
            self._send_job(data)
            return
        if data == _ASK_WHEN_PRINTED and self._has_sent_job:
            self._owner.at(Moment.PRINTED)
        self._link.send(data)

    def receive(self, timeout_s: float) -> bytes:
        return self._link.receive(timeout_s)

    def close(self) -> None:
        self._link.close()

    def abandon(self) -> None:
        self._link.abandon()

    def _send_job(self, job: bytes) -> None:
        self._owner.at(Moment.ASKED)
        half = len(job) // 2
        self._link.send(job[:half])
        self._owner.at(Moment.MIDWAY)
        self._link.send(job[half:])
        self._has_sent_job = True
        self._owner.at(Moment.SENT)
