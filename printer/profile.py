"""What one model of printer can do, and the models known so far.

Knows capabilities and where each claim comes from. Knows nothing of slips or cables.
Nothing here was tried on a real printer: "manual" means the maker's command reference says so, "unverified"
means it is usual for such printers and must be tried with ``python -m printer test-slip`` before trusting it.
"""

from dataclasses import dataclass
from enum import StrEnum


class StatusSupport(StrEnum):
    """Whether the model answers DLE EOT 1 to 4 at once, even when it cannot print."""

    REAL_TIME = "real-time"
    NONE = "none"


class ConfirmationSupport(StrEnum):
    """Whether the model answers GS r 1 after everything before it is on paper."""

    QUEUED_REPLY = "queued-reply"
    NONE = "none"


class PurgeMethod(StrEnum):
    """How data already in the printer can be thrown away.

    ESC @ is not one of them: by Epson's manual it keeps the receive buffer, and with the paper out it would
    itself wait in that buffer.
    """

    CLEAR_BUFFERS = "clear-buffers"
    """DLE DC4 fn=8, obeyed at once and answered with 37 25 00."""
    NONE = "none"


class Cutter(StrEnum):
    PARTIAL = "partial"
    """The slip hangs by a point until it is taken."""
    NONE = "none"
    """A tear bar: the slip is fed past it."""


class QrSupport(StrEnum):
    NATIVE = "native"
    PICTURE = "picture"


class PictureScaling(StrEnum):
    """Whether GS v 0 doubles dots when asked (m = 3), which quarters the bytes of large pictures."""

    DOUBLE = "double"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code page that someone has seen this printer print right, every character of it."""

    number: int
    """The n of ESC t n."""
    codec: str
    """The Python codec with the same bytes, such as "cp1258"."""

    def holds(self, text: str) -> bool:
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """One model. ``sources`` says which of the claims stand in a manual and which nobody has checked."""

    name: str
    width_dots: int
    sources: str
    dpi: int = 203
    sure_code_pages: tuple[CodePage, ...] = ()
    """Empty in all built-in profiles: plain ASCII is the only thing every printer surely prints."""
    qr: QrSupport = QrSupport.NATIVE
    picture_scaling: PictureScaling = PictureScaling.DOUBLE
    status: StatusSupport = StatusSupport.REAL_TIME
    confirmation: ConfirmationSupport = ConfirmationSupport.QUEUED_REPLY
    purge: PurgeMethod = PurgeMethod.NONE
    cutter: Cutter = Cutter.PARTIAL

    def dots(self, millimetres: float) -> int:
        """At least this many millimetres, in whole dots."""
        return -int(-millimetres * self.dpi // 25.4)
