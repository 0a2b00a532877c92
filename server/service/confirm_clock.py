"""A person vouches for the hub's time, for this boot of the machine."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import ConfirmClock
from contract.events import ClockConfirmed
from server.domain.refusal import Refusal
from server.service.work import Work

TOLERANCE_S = 60.0


def confirm_clock(command: ConfirmClock, work: Work) -> Noted:
    """What they saw must be what the hub has now, to the minute."""
    off_s = abs((command.seen - work.now.utc).total_seconds())
    if off_s > TOLERANCE_S:
        raise Refusal(
            "time-differs",
            "Giờ xác nhận không khớp với đồng hồ của hệ thống.",
            f"The time confirmed is {off_s:.0f} s off the hub's.",
        )
    work.record(ClockConfirmed)
    return Noted()
