"""Single visits as rows for a file: the columns, in both languages and with their units, and their values.

Streams day by day; knows no format of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from contract.clock import local_time
from contract.ids import OfficerId
from contract.words import Language
from server.domain.instant import EPOCH
from server.reports import definitions as d
from server.reports.day_rules import rules_of_day
from server.reports.facts import Fact, TicketFacts, facts_of
from server.reports.past_names import Names, PastNames
from server.reports.rows import days_with_rows, seen_on
from server.reports.seen import DayRules, Seen
from server.reports.units import Dimension, Ending, Flag, Measure
from server.store.accounts import names_of_accounts

Value = str | int | date | datetime | timedelta | None
"""Durations are whole seconds, cut; moments are local times without a zone."""

_TIMES = (
    Measure.WAITING,
    Measure.WAITING_OPEN,
    Measure.LEFT,
    Measure.WALKING,
    Measure.SERVICE,
    Measure.HOLD,
    Measure.ABSENT,
    Measure.VISIT,
)


@dataclass(frozen=True, slots=True)
class Book:
    """What a row needs besides the ticket."""

    names: Names
    officers: Mapping[OfficerId, str]
    language: Language

    def say(self, both: d.Both) -> str:
        """In the reader's language."""
        return both[1] if self.language is Language.EN else both[0]

    def name(self, dimension: Dimension, value: str) -> str:
        """Of a service, a counter and so on; an id that nobody ever named stays one."""
        known = self.names.get(dimension, {}).get(value)
        return self.say(known) if known else value


@dataclass(frozen=True, slots=True)
class _Row:
    day: date
    seen: Seen
    facts: TicketFacts
    book: Book

    @property
    def visit(self) -> Fact:
        return self.facts.visit

    @property
    def last_stay(self) -> Fact | None:
        return self.facts.stays[-1] if self.facts.stays else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    title: d.Both
    value: Callable[[_Row], Value]


def _time(measure: Measure) -> Column:
    words = d.MEASURES[measure]

    def value(row: _Row) -> Value:
        us = row.visit.times_us.get(measure)
        return None if us is None else timedelta(seconds=us // 1_000_000)

    return Column((f"{words.vi} (giây)", f"{words.en} (s)"), value)


def _flag(flag: Flag) -> Column:
    return Column(
        d.FLAGS[flag].name,
        lambda row: row.book.say(("có", "yes")) if row.visit.flags >> flag & 1 else "",
    )


def _arrived(row: _Row) -> datetime:
    moment = EPOCH + timedelta(microseconds=row.seen.arrived_us // 1_000_000 * 1_000_000)
    return local_time(moment).replace(tzinfo=None)


def _at(row: _Row, dimension: Dimension) -> str:
    stay = row.last_stay
    if stay is None:
        return ""
    if dimension is Dimension.OFFICER:
        return row.book.officers.get(OfficerId(stay.officer), stay.officer)
    return row.book.name(dimension, stay.counter)


COLUMNS: tuple[Column, ...] = (
    Column(d.DIMENSIONS[Dimension.DAY], lambda row: row.day),
    Column(("số thứ tự", "number"), lambda row: row.seen.number),
    Column(("lấy số lúc (giờ Việt Nam)", "taken at (Vietnam time)"), _arrived),
    Column(
        ("nhóm thủ tục lúc lấy số", "service asked for"),
        lambda row: row.book.name(Dimension.SERVICE, row.visit.service),
    ),
    Column(
        ("nhóm thủ tục sau cùng", "last service"),
        lambda row: row.book.name(Dimension.SERVICE, row.seen.service),
    ),
    Column(("mã thủ tục", "procedure code"), lambda row: row.visit.procedure),
    Column(
        d.DIMENSIONS[Dimension.PRIORITY], lambda row: row.book.name(Dimension.PRIORITY, row.visit.priority)
    ),
    Column(d.DIMENSIONS[Dimension.KIOSK], lambda row: row.book.name(Dimension.KIOSK, row.visit.kiosk)),
    Column(("số chặng", "legs"), lambda row: row.seen.legs),
    Column(("quầy sau cùng", "last counter"), lambda row: _at(row, Dimension.COUNTER)),
    Column(("cán bộ sau cùng", "last officer"), lambda row: _at(row, Dimension.OFFICER)),
    *(_time(measure) for measure in _TIMES),
    Column(("kết thúc", "ending"), lambda row: row.book.say(d.ENDINGS[row.visit.ending].name)),
    *(_flag(flag) for flag in Flag),
)


def header(language: Language) -> tuple[str, ...]:
    """The columns' titles."""
    return tuple(column.title[1 if language is Language.EN else 0] for column in COLUMNS)


def visit_rows(
    connection: Connection, first: date, last: date, language: Language, now_us: int
) -> Iterator[Sequence[Value]]:
    """Every visit of these days in the order people came; numbers without a slip are no visits."""
    book = Book(PastNames().read(connection).names, names_of_accounts(connection), language)
    for day in days_with_rows(connection, first, last):
        rules = rules_of_day(connection, day)
        yield from _of_day(connection, day, rules, book, now_us)


def _of_day(
    connection: Connection, day: date, rules: DayRules, book: Book, now_us: int
) -> Iterator[Sequence[Value]]:
    for seen in seen_on(connection, day):
        facts = facts_of(seen, rules, now_us)
        if facts.visit.ending is not Ending.NO_SLIP:
            row = _Row(day, seen, facts, book)
            yield [column.value(row) for column in COLUMNS]
