"""What a manager asks, as it stands in the address, so that a page can be sent to someone.

Knows the words of the address and which of them make no sense; knows nothing of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum, unique
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from server.reports.question import Question, WrongQuestionError, checked
from server.reports.units import MEASURES, QUALITY, Dimension, Flag, Measure, Unit
from server.web.manager.periods import Compared, Period

NONE_OF_ALL = "-"
"""In the address: units without such a thing."""
EARLIEST = date(2000, 1, 1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_ID = 64

Args = dict[str, str | list[str]]
W = TypeVar("W", bound=StrEnum)
D = TypeVar("D")

FLAG_WORDS: dict[str, Flag] = {flag.name.lower().replace("_", "-"): flag for flag in QUALITY}
"""What can be left out."""


@unique
class Split(StrEnum):
    """By what the page splits; officers have a page of their own."""

    SERVICE = "service"
    PROCEDURE = "procedure"
    COUNTER = "counter"
    HOUR = "hour"
    WEEKDAY = "weekday"
    PRIORITY = "priority"
    KIOSK = "kiosk"
    TIME = "time"

    @property
    def dimension(self) -> Dimension | None:
        """None: stretches of time."""
        return None if self is Split.TIME else Dimension(self.value)


@unique
class Heat(StrEnum):
    """What the cells of weekday × hour show."""

    P90 = "p90"
    VISITS = "visits"


NARROWED: tuple[Dimension, ...] = (
    Dimension.SERVICE,
    Dimension.PROCEDURE,
    Dimension.COUNTER,
    Dimension.OFFICER,
    Dimension.HOUR,
    Dimension.WEEKDAY,
    Dimension.PRIORITY,
    Dimension.KIOSK,
)
_NUMBERS: dict[Dimension, int] = {Dimension.HOUR: 23, Dimension.WEEKDAY: 6}


@dataclass(frozen=True, slots=True)
class Asked:
    """One report."""

    period: Period
    by: Split = Split.SERVICE
    only: Mapping[Dimension, str | int] = field(default_factory=dict)
    without: frozenset[Flag] = frozenset()
    compare: Compared | None = None
    heat: Heat = Heat.P90

    def question(
        self,
        by: Sequence[Dimension] = (),
        *,
        unit: Unit | None = None,
        measures: tuple[Measure, ...] = MEASURES,
    ) -> Question:
        """The same population, split by these."""
        return Question(
            self.period.first,
            self.period.last,
            by=tuple(by),
            only=self.only,
            without=self.without,
            unit=unit,
            measures=measures,
        )

    def over(self, period: Period) -> Asked:
        """The same of other days."""
        return replace(self, period=period)

    def split(self, by: Split) -> Asked:
        """The same, split otherwise."""
        return replace(self, by=by)

    def compared(self, compare: Compared | None) -> Asked:
        """The same beside another period."""
        return replace(self, compare=compare)

    def heated(self, heat: Heat) -> Asked:
        """The same with other cells."""
        return replace(self, heat=heat)

    def narrowed(self, dimension: Dimension, value: str | int | None) -> Asked:
        """One value of it alone; None: all again."""
        rest = {known: kept for known, kept in self.only.items() if known is not dimension}
        return replace(self, only=rest if value is None else {**rest, dimension: value})

    def into(self, dimension: Dimension, value: str | int) -> Asked:
        """One row looked into: that value alone, over time."""
        return self.narrowed(dimension, value).split(Split.TIME)

    def toggled(self, flag: Flag) -> Asked:
        """Units with that flag left out, or counted in again."""
        return replace(self, without=self.without ^ {flag})

    def args(self) -> Args:
        """For the address; what is usual is left out."""
        args: Args = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        if self.by is not Split.SERVICE:
            args["by"] = self.by.value
        args |= {
            known.value: NONE_OF_ALL if value == "" else str(value) for known, value in self.only.items()
        }
        if self.without:
            args["without"] = [word for word, flag in FLAG_WORDS.items() if flag in self.without]
        if self.compare is not None:
            args["compare"] = self.compare.value
        if self.heat is not Heat.P90:
            args["heat"] = self.heat.value
        return args


def asked(args: MultiDict[str, str], today: date) -> Asked:
    """What stands in the address; this week, if nothing does.

    Raises:
        WrongQuestionError: it cannot be answered.
    """
    period = _period(args, today)
    found = Asked(
        period=period,
        by=_word(args, "by", Split, Split.SERVICE),
        only=_only(args),
        without=frozenset(_flag(word) for word in args.getlist("without") if word),
        compare=_word(args, "compare", Compared, None),
        heat=_word(args, "heat", Heat, Heat.P90),
    )
    checked(found.question(), today)
    if period.first < EARLIEST:
        raise WrongQuestionError(
            "too-early",
            f"Trước ngày {EARLIEST:%d/%m/%Y} không có gì để đếm.",
            f"There is nothing to count before {EARLIEST:%d/%m/%Y}.",
        )
    return found


def _period(args: MultiDict[str, str], today: date) -> Period:
    first, last = day_of(args.get("from")), day_of(args.get("to"))
    if first is None and last is None:
        return Period(today - timedelta(days=today.weekday()), today)
    return Period(first or last or today, last or first or today)


def day_of(text: str | None) -> date | None:
    """`2026-11-23`; None: nothing is written.

    Raises:
        WrongQuestionError: `no-day`.
    """
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    shown = text[:_LONGEST_ID]
    raise WrongQuestionError(
        "no-day",
        f"“{shown}” không phải là một ngày: cần viết năm-tháng-ngày, như 2026-11-23.",
        f"“{shown}” is no day: write year-month-day, as in 2026-11-23.",
    )


def _only(args: MultiDict[str, str]) -> dict[Dimension, str | int]:
    found: dict[Dimension, str | int] = {}
    for dimension in NARROWED:
        text = args.get(dimension.value, "")
        if text:
            found[dimension] = _number(dimension, text) if dimension in _NUMBERS else _id(text)
    return found


def _id(text: str) -> str:
    return "" if text == NONE_OF_ALL else text[:_LONGEST_ID]


def _number(dimension: Dimension, text: str) -> int:
    most = _NUMBERS[dimension]
    if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= most:
        return int(text)
    raise _unknown(dimension.value, text, [f"0–{most}"])


def _flag(word: str) -> Flag:
    if word not in FLAG_WORDS:
        raise _unknown("without", word, FLAG_WORDS)
    return FLAG_WORDS[word]


def _word(args: MultiDict[str, str], name: str, words: type[W], usual: D) -> W | D:
    text = args.get(name, "")
    if not text:
        return usual
    try:
        return words(text)
    except ValueError:
        raise _unknown(name, text, words) from None


def _unknown(name: str, text: str, words: Iterable[str]) -> WrongQuestionError:
    known, shown = ", ".join(words), text[:_LONGEST_ID]
    return WrongQuestionError(
        "unknown-word",
        f"Địa chỉ có “{name}={shown}”, không hiểu được. Có thể dùng: {known}.",
        f"The address says “{name}={shown}”, which means nothing here. Known: {known}.",
    )
