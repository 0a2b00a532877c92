"""What is asked of the reports: days, what to narrow to, by what to split, what to leave out. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, unique

from server.reports.spans import month_of, year_of
from server.reports.units import MEASURES, Dimension, Flag, Measure, Unit


@unique
class Grain(Enum):
    """Stretches of time a report can be split into."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: date) -> date:
        """The first day of the stretch that day lies in; weeks begin on Monday."""
        match self:
            case Grain.DAY:
                return day
            case Grain.WEEK:
                return day - timedelta(days=day.weekday())
            case Grain.MONTH:
                return month_of(day).first
            case Grain.YEAR:
                return year_of(day).first


class WrongQuestionError(ValueError):
    """It cannot be answered; says why in both languages."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.code, self.vi, self.en = code, vi, en


@dataclass(frozen=True, slots=True)
class Question:
    """One report."""

    first: date
    last: date
    """Both included."""
    by: tuple[Dimension, ...] = ()
    grain: Grain | None = None
    """Split into stretches of time, before anything else."""
    only: Mapping[Dimension, str | int] = field(default_factory=dict)
    """Units with these values alone; an empty name: those that have none."""
    without: frozenset[Flag] = frozenset()
    """Units that carry any of these are left out."""
    unit: Unit | None = None
    """None: what the dimensions suggest."""
    measures: tuple[Measure, ...] = MEASURES
    """Whose times are wanted."""

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """All that units must be told apart by."""
        return frozenset(self.by) | frozenset(self.only)


def checked(question: Question, today: date) -> Question:
    """The question, if it makes sense.

    Raises:
        WrongQuestionError: `range-backwards`, `future`.
    """
    if question.first > question.last:
        raise WrongQuestionError(
            "range-backwards",
            f"Ngày bắt đầu {question.first:%d/%m/%Y} sau ngày kết thúc {question.last:%d/%m/%Y}.",
            f"The range begins on {question.first:%d/%m/%Y}, after its end on {question.last:%d/%m/%Y}.",
        )
    if question.last > today:
        raise WrongQuestionError(
            "future",
            f"Ngày {question.last:%d/%m/%Y} chưa tới: chưa có gì để đếm.",
            f"{question.last:%d/%m/%Y} has not come yet: there is nothing to count.",
        )
    return question
