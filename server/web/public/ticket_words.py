"""What the holder of a slip reads on their phone: one plain sentence for each state, in both languages.

Pure text; knows nothing of pages.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique

import msgspec

from contract.ids import CallId, TicketNumber
from contract.words import Language, TicketState

S = TicketState

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Keeps *Quầy* and its number on one line."""


@unique
class Tone(StrEnum):
    """How loud the page is."""

    CALM = "calm"
    CALL = "call"
    DONE = "done"
    NOTICE = "notice"


class TicketPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page says; script only puts it in its place."""

    number: TicketNumber
    tone: Tone
    headline: str
    detail: str
    service: str
    day: str
    """Empty where the slip is today's."""
    call_id: CallId | None
    is_ended: bool
    """Nothing more will change: the page stops asking."""
    clock: str
    """`08:12`, hub time: since then nothing is known if the line breaks now."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket with the names people read."""

    number: TicketNumber
    state: TicketState
    service: str
    counter: str
    """Empty where it is at none."""
    people_ahead: int | None
    day: date
    is_today: bool
    call_id: CallId | None
    clock: str


_TONES: dict[TicketState, Tone] = {
    S.CALLED: Tone.CALL,
    S.SERVING: Tone.DONE,
    S.SERVED: Tone.DONE,
    S.NO_SHOW: Tone.NOTICE,
    S.CANCELLED: Tone.NOTICE,
    S.UNSERVED: Tone.NOTICE,
}

_VI: dict[TicketState, tuple[str, str]] = {
    S.RESERVED: ("Số đang được cấp", "Ông/bà vui lòng đợi phiếu in xong."),
    S.CALLED: ("Mời ông/bà đến {counter}", "Vui lòng mang theo phiếu và giấy tờ."),
    S.SERVING: ("Đang phục vụ tại {counter}", ""),
    S.ON_HOLD: ("Số của ông/bà đang được lưu lại", "Vui lòng ở gần {counter}, cán bộ sẽ gọi lại."),
    S.NO_SHOW: ("Đã gọi nhưng chưa thấy ông/bà", "Vui lòng gặp cán bộ để được vào hàng chờ lại."),
    S.SERVED: ("Đã phục vụ xong", "Cảm ơn ông/bà."),
    S.CANCELLED: ("Số này đã hủy", "Nếu vẫn cần làm thủ tục, mời ông/bà lấy số mới."),
    S.UNSERVED: ("Số này chưa được phục vụ", "Hết giờ làm việc. Mời ông/bà lấy số mới vào ngày khác."),
}
_EN: dict[TicketState, tuple[str, str]] = {
    S.RESERVED: ("Your number is being issued", "Please wait for your slip."),
    S.CALLED: ("Please go to {counter}", "Bring your slip and your papers."),
    S.SERVING: ("Being served at {counter}", ""),
    S.ON_HOLD: ("Your number is on hold", "Please stay near {counter}; you will be called again."),
    S.NO_SHOW: ("You were called but not seen", "Please see a member of staff to get back in line."),
    S.SERVED: ("Served", "Thank you."),
    S.CANCELLED: ("This number was cancelled", "If you still need service, please take a new number."),
    S.UNSERVED: ("This number was not served", "The day is over. Please take a new number another day."),
}


def ticket_page(ticket: Named, language: Language) -> TicketPage:
    """The page of this ticket in this language."""
    headline, detail = (
        _waiting(ticket, language) if ticket.state is S.WAITING else _standing(ticket, language)
    )
    return TicketPage(
        number=ticket.number,
        tone=_TONES.get(ticket.state, Tone.CALM),
        headline=headline,
        detail=detail,
        service=ticket.service,
        day="" if ticket.is_today else _day(ticket.day, language),
        call_id=ticket.call_id,
        is_ended=ticket.state.is_ended or not ticket.is_today,
        clock=ticket.clock,
    )


def _waiting(ticket: Named, language: Language) -> tuple[str, str]:
    ahead = ticket.people_ahead
    if language is Language.EN:
        return _waiting_en(ahead)
    detail = "Vui lòng ở gần đây và theo dõi màn hình."
    if not ahead:
        return ("Ông/bà là người tiếp theo" if ahead == 0 else "Ông/bà đang chờ"), detail
    return f"Còn {ahead} người trước ông/bà", detail


def _waiting_en(ahead: int | None) -> tuple[str, str]:
    detail = "Please stay nearby and watch the screens."
    if not ahead:
        return ("You are next" if ahead == 0 else "You are in line"), detail
    return f"{ahead} {'person' if ahead == 1 else 'people'} ahead of you", detail


def _standing(ticket: Named, language: Language) -> tuple[str, str]:
    headline, detail = (_EN if language is Language.EN else _VI)[ticket.state]
    counter = ticket.counter or ("the counter" if language is Language.EN else "quầy")
    together = counter.replace(" ", NO_BREAK)
    return headline.format(counter=together), detail.format(counter=together)


def _day(day: date, language: Language) -> str:
    if language is Language.EN:
        return f"Ticket of {day:%d/%m/%Y}"
    return f"Phiếu của ngày {day:%d/%m/%Y}"
