"""The day that records are numbered and dated by: never one that only a doubtful clock shows."""

from __future__ import annotations

from datetime import date

from contract.words import ClockTrust
from server.domain.refusal import clock_untrusted
from server.service.work import Work


def believed_day(work: Work) -> date:
    """Today in Vietnam; of a clock that nobody vouches for, only the day that is open for business.

    An open day goes on without NTP; a hub that woke up in 2020 numbers, dates and judges nothing.
    """
    today = work.now.local_day
    if work.now.trust is ClockTrust.UNTRUSTED and work.hall.day != today:
        raise clock_untrusted("ghi việc của hồ sơ", "anything is written down of records")
    return today
