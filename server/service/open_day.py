"""The business day begins."""

from __future__ import annotations

from contract.answers import DayStands
from contract.commands import OpenDay
from contract.events import DayOpened
from contract.words import ClockTrust
from server.domain.refusal import Refusal, clock_untrusted
from server.service.lend_numbers import lend_numbers, reclaim_leases
from server.service.skip_numbers import GIVEN_BY_HAND, skip_numbers
from server.service.work import Work


def open_day(_command: OpenDay, work: Work) -> DayStands:
    """Never on an untrusted clock, never a day in the past of one that was open."""
    if work.hall.day is not None:
        raise Refusal("day-open", "Ngày làm việc đã mở.", "A business day is open already.")
    if work.now.trust is ClockTrust.UNTRUSTED:
        raise clock_untrusted("mở ngày", "the day is opened")
    day = work.now.local_day
    if work.hall.last_day is not None and day < work.hall.last_day:
        raise Refusal(
            "clock-behind", "Đồng hồ chậm hơn ngày đã mở gần nhất.", "The clock is behind the last day."
        )
    reclaim_leases(work, before=day)
    work.record(DayOpened, day=day, hours=work.rules.open_spans(day))
    if work.hall.restored_on == day:
        skip_numbers(work, GIVEN_BY_HAND)
    lend_numbers(work)
    return DayStands(day=day, is_open=True)
