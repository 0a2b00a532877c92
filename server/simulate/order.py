"""What is asked for, checked: a right configuration, days whose calendar is known, an empty ledger.

Everything that may not be simulated is refused here, with a sentence and a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from contract.ids import Epoch
from server.config.calendar import working_calendar
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import shipped
from server.config.report import report
from server.domain.center import CenterRules
from server.domain.hours import UnknownYearError, WorkingCalendar
from server.domain.refusal import Refusal
from server.simulate.hours import DayHours, hours_of
from server.store import ledger
from server.store.database import Database

_ADDRESS = re.compile(r"sqlite:///.|postgresql(\+psycopg)?://.")


@dataclass(frozen=True, slots=True)
class Order:
    """May be simulated."""

    text: str
    """The configuration."""
    rules: CenterRules
    open_days: tuple[tuple[date, DayHours], ...]


def order(text: str, first_day: date, days: int) -> Order:
    """Raises `Refusal`: `config-wrong`, `no-days`, `year-unconfirmed` or `never-open`."""
    known = shipped(first_day)
    result = check(text, known)
    if result.config is None:
        raise Refusal(
            "config-wrong",
            "Cấu hình có lỗi, xem danh sách bên dưới.",
            f"The configuration is wrong:\n{report('configuration', result)}",
        )
    asked = _asked(first_day, days, working_calendar(known.holidays, result.config.hours))
    rules = center_rules(result.config, known.holidays, text)
    found = ((day, hours_of(rules, day)) for day in asked)
    open_days = tuple((day, hours) for day, hours in found if hours is not None)
    if not open_days:
        raise Refusal(
            "never-open",
            "Trung tâm không mở cửa ngày nào trong khoảng này.",
            "The center is open on none of these days.",
        )
    return Order(text, rules, open_days)


def check_empty(url: str) -> None:
    """Raises `Refusal` (`not-an-address`, `ledger-not-empty`), and what `Database.open` raises."""
    if not _ADDRESS.match(url):
        raise Refusal(
            "not-an-address",
            f"“{url}” không phải là địa chỉ của sổ dữ liệu. Ví dụ: sqlite:////duong/dan/ledger.sqlite",
            f"“{url}” is no address of a ledger. For example: sqlite:////path/ledger.sqlite",
        )
    database = Database(url)
    database.open()
    try:
        with database.reading() as connection:
            is_empty = ledger.head(connection, Epoch("none")).seq == 0
    finally:
        database.close()
    if not is_empty:
        raise Refusal(
            "ledger-not-empty",
            "Sổ dữ liệu này đã có nội dung. Chỉ tạo dữ liệu mô phỏng trong sổ trống.",
            "This ledger is not empty. A simulation is only made into an empty one.",
        )


def _asked(first_day: date, days: int, calendar: WorkingCalendar) -> list[date]:
    if days < 1:
        raise Refusal("no-days", "Cần ít nhất một ngày.", "At least one day is needed.")
    try:
        last = first_day + timedelta(days=days - 1)
        for year in range(first_day.year, last.year + 1):
            calendar.require(date(year, 1, 1))
    except OverflowError:
        raise _unconfirmed(9999) from None
    except UnknownYearError as error:
        raise _unconfirmed(error.year) from error
    return [first_day + timedelta(days=number) for number in range(days)]


def _unconfirmed(year: int) -> Refusal:
    return Refusal(
        "year-unconfirmed",
        f"Chưa có danh sách ngày nghỉ lễ chính thức của năm {year}.",
        f"There is no confirmed list of holidays for {year}.",
    )
