"""Words of a ticket's story: who did it, when, why it was called then, and the small closed vocabularies.

Pure: values in, texts out. Whole sentences are in `story_sentences`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from contract.clock import local_time
from contract.events import Event, TicketCalled
from contract.ids import OfficerId
from contract.offline import TakenAt
from contract.words import (
    CallWay,
    ClockTrust,
    NotPlacedBecause,
    Origin,
    PeriodKind,
    SlipFate,
    TimesWrong,
    VoidReason,
)
from server.config.shapes import CenterConfig
from server.reports.definitions import MEASURES, Both
from server.reports.units import Measure
from server.web.console.names import Names
from server.web.console.troubles import device_name
from server.web.say import Say

TIMES_WRONG: dict[TimesWrong, Both] = {
    TimesWrong.PRESSED_LATE: ("bấm trễ so với thực tế", "pressed long after it happened"),
    TimesWrong.PRESSED_EARLY: ("bấm sớm, khi chưa xảy ra", "pressed before it happened"),
    TimesWrong.FORGOTTEN: ("quên bấm", "nobody pressed"),
    TimesWrong.WRONG_NUMBER: ("gọi hoặc phục vụ nhầm số", "another number was called or served"),
    TimesWrong.DEVICE: ("nút bấm, màn hình hoặc hệ thống trục trặc", "a button, screen or the system failed"),
}  # fmt: skip
FATES: dict[SlipFate, Both] = {
    SlipFate.PRINTED: ("phiếu đã in", "the slip was printed"),
    SlipFate.ON_SCREEN: (
        "phiếu không in được, công dân xác nhận đã ghi số trên màn hình",
        "nothing was printed; the citizen confirmed the number on the screen",
    ),
    SlipFate.BY_HAND: ("số ghi tay cho công dân", "the number was written down by hand"),
    SlipFate.UNCONFIRMED: (
        "máy lấy số không báo lại, chưa rõ phiếu đã in hay chưa",
        "the kiosk said nothing more; nobody knows whether the slip was printed",
    ),
    SlipFate.SEEN: ("cán bộ thấy phiếu tại quầy", "an officer saw the slip at the counter"),
}
VOIDS: dict[VoidReason, Both] = {
    VoidReason.NOT_PRINTED: ("phiếu không in được", "the slip could not be printed"),
    VoidReason.ABANDONED: ("máy lấy số không chờ trả lời nữa", "the kiosk gave up waiting for the answer"),
    VoidReason.DECLINED: ("công dân không lấy số", "the citizen did not take it"),
}
NOT_PLACED: dict[NotPlacedBecause, Both] = {
    NotPlacedBecause.DAY_OVER: ("ngày của phiếu đã qua", "its day was over"),
    NotPlacedBecause.NUMBER_TAKEN: ("số đã thuộc về phiếu khác", "its number was somebody else's"),
    NotPlacedBecause.NOT_LEASED: (
        "máy lấy số không được cấp số đó",
        "the kiosk had not been lent that number",
    ),
    NotPlacedBecause.NO_LINE: ("nhóm thủ tục không còn nữa", "there is no such service any more"),
}
ORIGINS: dict[Origin, Both] = {
    Origin.KIOSK: ("lấy tại máy lấy số", "taken at a kiosk"),
    Origin.CONSOLE: ("cán bộ cấp", "given by staff"),
    Origin.OFFLINE: ("máy lấy số cấp khi mất kết nối", "issued by a kiosk while the hub was away"),
}
TRUSTS: dict[ClockTrust, Both] = {
    ClockTrust.UNTRUSTED: ("chưa chắc đồng hồ đúng", "clock not sure"),
    ClockTrust.RTC: ("đồng hồ có pin", "clock battery"),
    ClockTrust.NTP: ("giờ mạng", "network time"),
    ClockTrust.PERSON: ("có người xác nhận", "confirmed by a person"),
}
CAUSES: dict[str, Both] = {
    "visit-ended": ("lượt đã xong", "the visit was over"),
    "day-closed": ("ngày đã đóng", "the day was closed"),
    "by-citizen": ("công dân yêu cầu", "the citizen asked"),
}
OTHERS: Both = ("cán bộ khác", "another officer")
SYSTEM: Both = ("hệ thống", "the hub")

KINDS: dict[PeriodKind, Both] = {
    PeriodKind.WAITING: MEASURES[Measure.WAITING].name,
    PeriodKind.WALKING: MEASURES[Measure.WALKING].name,
    PeriodKind.SERVICE: MEASURES[Measure.SERVICE].name,
    PeriodKind.HOLD: MEASURES[Measure.HOLD].name,
    PeriodKind.ABSENT: MEASURES[Measure.ABSENT].name,
}
"""In the order in which they are added up."""

_FIRST = re.compile(r"đến trước nhất; còn (\d+) người chờ")
_PRIORITY = re.compile(r"ưu tiên \((.*)\), đến trước trong nhóm; còn (\d+) người chờ")


@dataclass(frozen=True, slots=True)
class StoryWords:
    """Everything that a sentence of the story looks up, for one reader."""

    names: Names
    config: CenterConfig
    day: date
    """The ticket's own."""
    reader: OfficerId | None
    """The officer who reads: nobody else is named to them. None: a manager."""

    @property
    def say(self) -> Say:
        """The reader's language."""
        return self.names.say

    def both(self, words: Both) -> str:
        """The one of the two."""
        return self.say(*words)

    def counter(self, counter: str | None) -> str:
        """A counter's name."""
        return self.names.counter(counter) or ""

    def officer(self, officer: str | None) -> str:
        """Their name, where the reader may know it."""
        if officer is None:
            return ""
        if self.reader is not None and officer != self.reader:
            return self.say(*OTHERS)
        return self.names.officer(OfficerId(officer)) or ""

    def who(self, event: Event) -> str:
        """The person, the device it was done through, or the hub itself."""
        device = device_name(self.config, event.device, self.say) if event.device is not None else ""
        named = [name for name in (self.officer(event.officer), device) if name]
        return ", ".join(named) or self.say(*SYSTEM)

    def hold_reason(self, reason: str) -> str:
        """As it was picked."""
        known = next((known for known in self.config.hold_reasons if known.id == reason), None)
        return self.say(known.name_vi, known.name_en) if known is not None else reason

    def at(self, moment: datetime) -> str:
        """`08:12:05`, with the date where it is not the ticket's day."""
        local = local_time(moment)
        return f"{local:%H:%M:%S}" if local.date() == self.day else f"{local:%d/%m/%Y %H:%M:%S}"

    def taken(self, taken: TakenAt) -> str:
        """When a kiosk gave the number, as far as it can know."""
        if taken.is_sure:
            return self.say(f"lấy số lúc {self.at(taken.at)}", f"taken at {self.at(taken.at)}")
        since, until = self.at(taken.not_before or taken.at), self.at(taken.not_after or taken.at)
        return self.say(
            f"không rõ lấy số lúc nào, trong khoảng {since} – {until}; tính từ {self.at(taken.at)}",
            f"taken between {since} and {until}, nobody knows when; counted from {self.at(taken.at)}",
        )

    def why_called(self, event: TicketCalled) -> str:
        """The reason that was stored with the call; the line's own in the reader's language."""
        if event.way is not CallWay.NEXT:
            return self.say(f"ngoài thứ tự, lý do: “{event.why}”", f"out of turn, reason: “{event.why}”")
        if first := _FIRST.fullmatch(event.why):
            return self.say(event.why, f"came first; {first[1]} still waiting behind")
        if ranked := _PRIORITY.fullmatch(event.why):
            name, behind = self.names.priority(ranked[1]), ranked[2]
            return self.say(
                f"ưu tiên ({name}), đến trước trong nhóm; còn {behind} người chờ",
                f"priority ({name}), first of its class; {behind} still waiting behind",
            )
        return f"“{event.why}”"
