"""How dates and numbers are written on administrative papers (NĐ 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

from datetime import date, datetime

from contract.record_words import TermUnit

_UNITS = {
    TermUnit.WORKING_DAY: "ngày làm việc",
    TermUnit.WORKING_HOUR: "giờ làm việc",
    TermUnit.DAY: "ngày",
}


def spoken_day(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days under 10 and the first two months with a zero before them."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def spoken_moment(at: datetime) -> str:
    """`16 giờ 30 phút, ngày 27 tháng 11 năm 2026`."""
    return f"{at:%H} giờ {at:%M} phút, {spoken_day(at.date())}"


def in_dong(amount: int) -> str:
    """`50.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")


def spoken_term(amount: int, unit: TermUnit) -> str:
    """`03 ngày làm việc`; zero is the same day."""
    return f"{amount:02} {_UNITS[unit]}" if amount else "trong ngày làm việc"
