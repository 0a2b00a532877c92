"""What a printer says about itself, read from its status bytes.

Knows the bits of DLE EOT 1 to 4 and of GS r 1 (Epson ESC/POS reference). Knows nothing of cables or jobs.
Silence is never good news: a question without an answer leaves the printer unknown.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self

from printer.faults import PrinterFault


class PaperState(StrEnum):
    OK = "ok"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


class CoverState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


class Readiness(StrEnum):
    """Whether the printer says it takes data: not whether it has paper, which is asked apart."""

    ONLINE = "online"
    OFFLINE = "offline"
    UNPLUGGED = "unplugged"
    UNKNOWN = "unknown"


class DeviceError(StrEnum):
    NONE = "none"
    CUTTER = "cutter"
    OTHER = "other"
    UNKNOWN = "unknown"


class Question(IntEnum):
    """The n of DLE EOT n."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4

    @property
    def command(self) -> bytes:
        return b"\x10\x04" + bytes((self,))


_OFFLINE = 0x08
_COVER_OPEN = 0x04
_STOPPED_BY_PAPER_END = 0x20
_ERROR_OCCURRED = 0x40
_CUTTER_ERROR = 0x08
_PAPER_NEAR_END = 0x0C
_PAPER_END = 0x60
_QUEUED_NEAR_END = 0x03
_QUEUED_END = 0x0C


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """All that is known of a printer right now."""

    readiness: Readiness = Readiness.UNKNOWN
    cover: CoverState = CoverState.UNKNOWN
    paper: PaperState = PaperState.UNKNOWN
    error: DeviceError = DeviceError.UNKNOWN

    @classmethod
    def unplugged(cls) -> Self:
        return cls(readiness=Readiness.UNPLUGGED)

    @property
    def fault(self) -> PrinterFault | None:
        """Why nothing can be printed now; None only when the printer has answered every question well."""
        if self.readiness is Readiness.UNPLUGGED:
            return PrinterFault.UNPLUGGED
        if self.cover is CoverState.OPEN:
            return PrinterFault.COVER_OPEN
        if self.paper is PaperState.OUT:
            return PrinterFault.PAPER_OUT
        if self.error is DeviceError.CUTTER:
            return PrinterFault.CUTTER
        return None if self._answered_well else PrinterFault.UNKNOWN

    @property
    def warning(self) -> PrinterFault | None:
        """What staff should know although it still prints."""
        return PrinterFault.PAPER_LOW if self.paper is PaperState.LOW else None

    @property
    def _answered_well(self) -> bool:
        return (
            self.readiness is Readiness.ONLINE
            and self.cover is CoverState.CLOSED
            and self.paper in (PaperState.OK, PaperState.LOW)
            and self.error is DeviceError.NONE
        )


@dataclass(frozen=True, slots=True)
class StatusAnswers:
    """The bytes that came back; None is a question the printer did not answer."""

    printer: int | None
    offline_cause: int | None
    paper: int | None
    error_cause: int | None = None
    """Asked only when ``offline_cause`` speaks of an error."""

    def read(self) -> PrinterStatus:
        return PrinterStatus(
            readiness=self._readiness(), cover=self._cover(), paper=self._paper(), error=self._error()
        )

    def _readiness(self) -> Readiness:
        if self.printer is None:
            return Readiness.UNKNOWN
        return Readiness.OFFLINE if self.printer & _OFFLINE else Readiness.ONLINE

    def _cover(self) -> CoverState:
        if self.offline_cause is None:
            return CoverState.UNKNOWN
        return CoverState.OPEN if self.offline_cause & _COVER_OPEN else CoverState.CLOSED

    def _paper(self) -> PaperState:
        if (self.offline_cause or 0) & _STOPPED_BY_PAPER_END or (self.paper or 0) & _PAPER_END:
            return PaperState.OUT
        if self.paper is None:
            return PaperState.UNKNOWN
        return PaperState.LOW if self.paper & _PAPER_NEAR_END else PaperState.OK

    def _error(self) -> DeviceError:
        if self.offline_cause is None:
            return DeviceError.UNKNOWN
        if not speaks_of_error(self.offline_cause):
            return DeviceError.NONE
        return DeviceError.CUTTER if (self.error_cause or 0) & _CUTTER_ERROR else DeviceError.OTHER


def speaks_of_error(offline_cause: int) -> bool:
    return bool(offline_cause & _ERROR_OCCURRED)


def is_real_time_answer(byte: int) -> bool:
    """DLE EOT answers have bits 0 and 7 off, bits 1 and 4 on."""
    return byte & 0x93 == 0x12


def is_queued_answer(byte: int) -> bool:
    """GS r answers have bits 4 and 7 off."""
    return byte & 0x90 == 0


def paper_in_queued_answer(byte: int) -> PaperState:
    if byte & _QUEUED_END:
        return PaperState.OUT
    return PaperState.LOW if byte & _QUEUED_NEAR_END else PaperState.OK
