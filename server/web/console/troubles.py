"""What a page says when something is not as it should be: restored, clock in doubt, no day, handed in. Pure.

The gravest first: the page has room for one line, the rest is one press away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contract import commands as c
from contract.clock import local_time
from contract.ids import DeviceId
from contract.words import ClockTrust
from server.config.shapes import CenterConfig
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.reports.unsettled import Unsettled
from server.service.alerts import Alert, AlertKind
from server.service.asker import Asker
from server.service.permission import may
from server.web.console.action import Action, Asks
from server.web.console.handed import count_handed
from server.web.console.state import AlertLine
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Troubles:
    """The hall at one moment, looked at for what is wrong, for one person."""

    hall: Hall
    config: CenterConfig
    now: Instant
    asker: Asker
    say: Say
    known: Unsettled

    def grave(self) -> tuple[AlertLine, ...]:
        """What every page of staff says."""
        return tuple(line for line in (self._awaiting(), self._clock()) if line is not None)

    def lines(self, alerts: Iterable[Alert]) -> tuple[AlertLine, ...]:
        """All of it, for the officer's page."""
        return (
            *self.grave(),
            *self._no_day(),
            *self._guides(),
            *self._handed_in(),
            *(
                AlertLine(
                    kind=alert.kind, text=self.say(alert.message_vi, alert.message_en), since=alert.since
                )
                for alert in alerts
            ),
        )

    def _awaiting(self) -> AlertLine | None:
        if not self.hall.awaiting:
            return None
        kiosks = ", ".join(sorted(self._device(kiosk) for kiosk in self.hall.awaiting))
        text = self.say(
            f"Dữ liệu vừa được khôi phục: chưa phát số, còn chờ nhật ký của {kiosks}. "
            "Bật máy đó, xem dây mạng.",
            f"The data was restored: no numbers yet, the journal of {kiosks} is missing. "
            "Switch that kiosk on, look at its cable.",
        )
        override = Action(
            verb="issue-without-journals",
            label=self.say("Phát số, không chờ", "Issue without it"),
            asks=Asks.OVERRIDE_REASON,
            question=self.say(
                f"Phát số mà không chờ nhật ký của {kiosks}?",
                f"Issue numbers without the journal of {kiosks}?",
            ),
        )
        return AlertLine(
            kind=AlertKind.AWAITING_JOURNALS,
            text=text,
            since=self.known.restored_at,
            action=override if may(self.asker, c.IssueWithoutJournals) else None,
        )

    def _clock(self) -> AlertLine | None:
        if self.now.trust is ClockTrust.UNTRUSTED:
            return AlertLine(kind=AlertKind.CLOCK, text=self._untrusted(), since=None, action=self._confirm())
        step = self.known.step
        if step is None:
            return None
        how = _how_far(abs(step.step_s), self.say)
        if step.step_s > 0:
            which = self.say(f"nhanh thêm {how}", f"{how} forward")
        else:
            which = self.say(f"lùi lại {how}", f"{how} back")
        text = self.say(
            f"Đồng hồ của hệ thống vừa bị chỉnh {which}: người quản lý cần xem giờ và xác nhận",
            f"The system's clock was moved {which}: a manager must look at the time and confirm it",
        )
        return AlertLine(kind=AlertKind.CLOCK_STEPPED, text=text, since=step.at, action=self._confirm())

    def _untrusted(self) -> str:
        last = self.hall.last_at
        if last is not None and self.now.utc < last.utc:
            seen = f"{local_time(last.utc):%H:%M %d/%m}"
            return self.say(
                f"Đồng hồ của hệ thống chạy lùi (việc sau cùng ghi lúc {seen}): người quản lý cần xem và "
                "xác nhận giờ",
                f"The system's clock is behind its last entry ({seen}): a manager must look at the time "
                "and confirm it",
            )
        return self.say(
            "Chưa chắc đồng hồ đúng: người quản lý cần xem và xác nhận giờ",
            "The clock cannot be trusted: a manager must look at the time and confirm it",
        )

    def _confirm(self) -> Action | None:
        if not may(self.asker, c.ConfirmClock):
            return None
        return Action(verb="confirm-clock", label=self.say("Xác nhận giờ đúng", "The time is right"))

    def _no_day(self) -> Iterator[AlertLine]:
        if self.hall.day is None:
            text = self.say(
                "Chưa mở ngày làm việc: chưa phát số", "The day is not open: no numbers are given"
            )
            yield AlertLine(kind=AlertKind.NO_DAY, text=text, since=None)

    def _guides(self) -> Iterator[AlertLine]:
        for kiosk, at in self.hall.guide_calls.items():
            name = self._device(kiosk)
            yield AlertLine(
                kind=AlertKind.GUIDE_WANTED,
                text=self.say(f"Có người cần hướng dẫn tại {name}", f"Somebody needs a guide at {name}"),
                since=at.utc,
                answer=kiosk if may(self.asker, c.AnswerGuideCall) else None,
            )

    def _handed_in(self) -> Iterator[AlertLine]:
        text = handed_in_text(self.hall, self.known.not_placed, self.say)
        if text is not None:
            yield AlertLine(kind=AlertKind.HANDED_IN, text=text, since=None)

    def _device(self, device: DeviceId) -> str:
        return device_name(self.config, device, self.say)


def device_name(config: CenterConfig, device: str, say: Say) -> str:
    """As the configuration calls it."""
    known = next((known for known in config.devices if known.id == device), None)
    return (say(known.name_vi, known.name_en) or device) if known is not None else device


def handed_in_text(hall: Hall, not_placed: int, say: Say) -> str | None:
    """How many slips came in afterwards; None: nothing is left to do about them."""
    count = count_handed(hall)
    if not (count.open or count.claimed or not_placed):
        return None
    parts = []
    if count.handed_in:
        parts.append(
            say(
                f"{count.handed_in} phiếu cấp khi mất kết nối đã nhập vào hàng, {count.open} còn chờ",
                f"{count.handed_in} slips issued offline came into line, {count.open} still open",
            )
        )
    if count.claimed:
        parts.append(
            say(
                f"{count.claimed} phiếu giấy đã nhận tại quầy, máy lấy số chưa nộp",
                f"{count.claimed} slips claimed at a counter, not handed in yet",
            )
        )
    if not_placed:
        parts.append(say(f"{not_placed} phiếu không xếp được vào hàng", f"{not_placed} slips found no line"))
    return "; ".join(parts)


def _how_far(seconds: float, say: Say) -> str:
    """`1 giờ 5 phút`."""
    minutes = max(1, round(seconds / 60))
    days, rest = divmod(minutes, 24 * 60)
    parts = [
        (days, say("ngày", "d")),
        (rest // 60, say("giờ", "h")),
        (rest % 60, say("phút", "min")),
    ]
    return " ".join(f"{value} {unit}" for value, unit in parts if value)
