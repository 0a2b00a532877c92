"""After a restore a manager says how far the register was given; the numbers between are given to nobody."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import ContinueRegister
from contract.events import RegisterContinued
from contract.words import ClockTrust
from server.domain.refusal import Refusal
from server.service.register_number import last_known, year_asked
from server.service.work import Work

MOST_LOST = 5000
"""More than a center receives between two backups: then a digit was mistyped."""


def continue_register(command: ContinueRegister, work: Work) -> Noted:
    """Year by year, from the one in which the backup ends to this one."""
    unsure_from = work.hall.register_unsure_from
    if unsure_from is None:
        raise Refusal(
            "register-sure", "Sổ theo dõi không chờ ghi số cuối.", "The register waits for no last number."
        )
    if work.now.trust is ClockTrust.UNTRUSTED:
        raise Refusal(
            "clock-untrusted",
            "Chưa chắc đồng hồ đúng, nên chưa biết là sổ năm nào. Người quản lý cần xác nhận giờ trước.",
            "The clock cannot be trusted, so the year is not known. A manager must confirm the time first.",
        )
    year = year_asked(unsure_from, work.now.local_day.year)
    if command.year != year:
        raise Refusal(
            "other-year", f"Xin ghi số cuối của sổ năm {year} trước.", f"The register of {year} comes first."
        )
    known = last_known(work, year)
    _is_likely(command, known)
    work.record(RegisterContinued, year=year, first=known + 1, last=command.last)
    return Noted()


def _is_likely(command: ContinueRegister, known: int) -> None:
    if command.last < known:
        raise Refusal(
            "below-the-register",
            f"Sổ năm {command.year} đã có đến số {known}: số cuối không thể nhỏ hơn.",
            f"The register of {command.year} goes up to {known}: the last number cannot be lower.",
        )
    if command.last - known > MOST_LOST:
        raise Refusal(
            "far-above-the-register",
            f"Sổ năm {command.year} chỉ có đến số {known}. Xin xem lại: {command.last} có thừa chữ số không?",
            f"The register of {command.year} goes up to {known}. Has {command.last} a digit too many?",
        )
