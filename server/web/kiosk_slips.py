"""A slip sent to a kiosk's printer from a page of staff: asking, and what became of it in words.

Knows no record and no checklist. Nothing is ever sent again by itself: it might come out twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contract.counter_slip import CounterSlip, SlipEnd
from contract.ids import DeviceId
from server.service.slip_kiosks import BusyKioskError, SlipKiosks
from server.web.say import Say


class SlipSaid(StrEnum):
    """What the page says after a slip was asked for; the word in its address."""

    PRINTED = "printed"
    NOT_PRINTED = "not-printed"
    UNSURE = "unsure"
    NO_ANSWER = "no-answer"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class SlipWord:
    """What is to be said, and the printer's fault where the kiosk named one."""

    said: SlipSaid
    fault: str = ""


KIOSK_GONE = ("mất kết nối", "no connection")
UNKNOWN_KIOSK = (
    "Cấu hình không còn máy lấy số này. Vui lòng tải lại trang.",
    "The configuration has no such kiosk any more. Please load the page again.",
)
_ENDS = {
    SlipEnd.PRINTED: SlipSaid.PRINTED,
    SlipEnd.NOT_PRINTED: SlipSaid.NOT_PRINTED,
    SlipEnd.UNSURE: SlipSaid.UNSURE,
}
_SENTENCES: dict[SlipSaid, tuple[str, str]] = {
    SlipSaid.PRINTED: ("Phiếu đã in tại {kiosk}.", "The slip is printed at {kiosk}."),
    SlipSaid.NOT_PRINTED: (
        "Chưa in: máy in của {kiosk} {fault}. Vui lòng kiểm tra máy in, hoặc {instead}.",
        "Not printed: the printer of {kiosk} {fault}. See to it, or {instead}.",
    ),
    SlipSaid.UNSURE: (
        "Không biết phiếu đã in xong chưa. Vui lòng xem tại {kiosk} trước khi in lại.",
        "It is not known whether the slip came out. Please look at {kiosk} before you print again.",
    ),
    SlipSaid.NO_ANSWER: (
        "{kiosk} không trả lời; phiếu sẽ không tự in ra sau đó nếu chưa bắt đầu in.",
        "{kiosk} did not answer; what it has not begun it prints no more.",
    ),
    SlipSaid.BUSY: (
        "{kiosk} đang in phiếu khác. Vui lòng thử lại.",
        "{kiosk} prints another slip. Please try again.",
    ),
}
_SOME_FAULT = ("đang báo lỗi", "has a fault")
_FAULTS: dict[str, tuple[str, str]] = {
    "paper-out": ("đã hết giấy", "is out of paper"),
    "cover-open": ("đang mở nắp", "has its cover open"),
    "cutter": ("bị kẹt dao cắt", "has a jammed cutter"),
    "unplugged": ("không kết nối được", "cannot be reached"),
}
"""By the printer's own code."""


def known_kiosk(kiosks: SlipKiosks, wanted: str) -> DeviceId | None:
    """The configured kiosk of that id; None: there is none."""
    return next((one for one, _is_here in kiosks.kiosks() if one == wanted), None)


def send_slip(kiosks: SlipKiosks, kiosk: DeviceId, slip: CounterSlip) -> SlipWord:
    """Ask for it and wait for the end, 20 s at most."""
    try:
        ended = kiosks.print(kiosk, slip)
    except BusyKioskError:
        return SlipWord(SlipSaid.BUSY)
    return SlipWord(_ENDS[ended.end], ended.fault) if ended is not None else SlipWord(SlipSaid.NO_ANSWER)


def slip_sentence(word: SlipWord, kiosk: str, instead: tuple[str, str], say: Say) -> str:
    """`instead`: what else can be done, after "or"."""
    fault = say(*_FAULTS.get(word.fault, _SOME_FAULT))
    return say(*_SENTENCES[word.said]).format(kiosk=kiosk, fault=fault, instead=say(*instead))
