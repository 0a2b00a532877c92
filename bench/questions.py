"""What is asked of the reports: fixed ranges and questions, the same in every run. Knows no ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from server.reports.question import Grain, Question
from server.reports.units import Dimension, Flag, Measure
from server.web.manager.periods import Period

SEED = 4
YEAR = timedelta(days=365)
SERVICE, OTHER_SERVICE = "chung-thuc", "ho-tich"
HOUR = 9

D = Dimension
_ANY = Question(date.min, date.max)

STANDARD: tuple[tuple[str, Question], ...] = (
    ("all together", _ANY),
    *((f"by {dimension.value}", replace(_ANY, by=(dimension,))) for dimension in (
        D.SERVICE, D.PROCEDURE, D.COUNTER, D.OFFICER, D.PRIORITY, D.KIOSK, D.HOUR,
    )),
    ("weekday × hour", replace(_ANY, by=(D.WEEKDAY, D.HOUR), measures=(Measure.WAITING,))),
    ("over time", replace(_ANY, grain=Grain.MONTH)),
    ("by hour, one service", replace(_ANY, by=(D.HOUR,), only={D.SERVICE: SERVICE})),
    ("by service, one hour", replace(_ANY, by=(D.SERVICE,), only={D.HOUR: HOUR})),
)  # fmt: skip
"""What the managers' pages ask, all measures, as they do."""

_DOUBTED = frozenset({Flag.OFFLINE, Flag.ESTIMATED, Flag.TOO_SHORT})

FREE: tuple[Question, ...] = (
    *(replace(_ANY, by=by) for by in (
        (D.OFFICER, D.SERVICE),
        (D.COUNTER, D.SERVICE),
        (D.OFFICER, D.COUNTER),
        (D.SERVICE, D.PROCEDURE),
        (D.SERVICE, D.PRIORITY),
        (D.SERVICE, D.WEEKDAY),
        (D.KIOSK, D.PRIORITY),
        (D.PROCEDURE, D.KIOSK),
        (D.PROCEDURE, D.PRIORITY),
        (D.OFFICER, D.SERVICE, D.HOUR),
        (D.COUNTER, D.SERVICE, D.HOUR),
        (D.SERVICE, D.WEEKDAY, D.HOUR),
        (D.KIOSK, D.WEEKDAY, D.HOUR),
        (D.SERVICE, D.PRIORITY, D.KIOSK),
        (D.PROCEDURE, D.WEEKDAY, D.HOUR),
    )),
    replace(_ANY, by=(D.OFFICER, D.HOUR), only={D.SERVICE: SERVICE}),
    replace(_ANY, by=(D.WEEKDAY, D.HOUR), only={D.SERVICE: OTHER_SERVICE, D.PRIORITY: ""}),
    replace(_ANY, by=(D.SERVICE, D.HOUR), without=_DOUBTED),
    replace(_ANY, by=(D.HOUR, D.KIOSK), without=_DOUBTED),
    replace(_ANY, by=(D.OFFICER, D.SERVICE), only={D.HOUR: HOUR}, without=_DOUBTED),
)  # fmt: skip
"""Combinations that no cut tallies beforehand."""


def said(question: Question) -> str:
    """Its dimensions, what it is narrowed to, and whether flags are left out."""
    by = " × ".join(dimension.value for dimension in question.by)
    only = "".join(f", one {dimension.value}" for dimension in question.only)
    return by + only + (", flags left out" if question.without else "")


def over(question: Question, first: date, last: date) -> Question:
    """The same of those days; over time with the grain the pages choose."""
    grain = Period(first, last).grain if question.grain else None
    return replace(question, first=first, last=last, grain=grain)


def ranges(days: Sequence[date], count: int) -> Iterator[tuple[date, date]]:
    """Everything, then by turns: up to today, both ends anywhere, any length anywhere; a day at least."""
    draw = Random(SEED)
    first, today = days[0], days[-1]
    length = (today - first).days + 1
    yield first, today
    for number in range(1, count):
        short = timedelta(days=round(length ** draw.random()) - 1)
        match number % 3:
            case 0:
                yield today - short, today
            case 1:
                ends = sorted(first + timedelta(days=draw.randrange(length)) for _ in range(2))
                yield ends[0], ends[1]
            case _:
                begin = first + timedelta(days=draw.randrange(length - short.days))
                yield begin, begin + short
