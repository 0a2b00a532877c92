"""What `motcua ledger verify` asks of records: the rows are what the events say, the register has no gap.

Holds one small value for each record that is told of. A check that begins in the middle asks the same of
every record that is told of behind its start, however old, and reads what came before from the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from contract.events import RecordEntered, RecordEvent, RegisterContinued
from contract.ids import RecordId
from server.domain.record import IllegalRecordMoveError, Record
from server.domain.record_story import RecordStoryError, told
from server.store import tables
from server.store.decoding import decode
from server.store.lost_numbers import lost_numbers
from server.store.record_rows import LAST_STEP, record_row
from server.store.records import ABOUT_PERSONS

_AT_ONCE = 500
"""Ids in one question; SQLite takes no more than so many parameters."""


class RecordWitness:
    """Is told every event behind `after` (0: all); then says what is wrong."""

    def __init__(self, connection: Connection, after: int) -> None:
        self._connection = connection
        self._after = after
        self._records: dict[RecordId, Record] = {}
        self._last: dict[int, int] = {}
        self._steps: set[tuple[RecordId, int]] = set()
        self.wrong: list[str] = []

    def hear(self, event: RecordEvent) -> None:
        """One more event, in order."""
        if isinstance(event, RecordEntered):
            self._number(event)
        elif self._after and event.record not in self._records:
            self._remember(event.record)
        self._steps.add((event.record, event.seq))
        self._tell(event)

    def hear_of_lost_numbers(self, event: RegisterContinued) -> None:
        """The register goes on behind them; numbers that records have are not among them."""
        last = self._last.get(event.year)
        if last is None:
            last = self._number_before(event.year, event.first) if self._after else 0
        if event.first != last + 1:
            self.wrong.append(f"register {event.year}: lost numbers from {event.first} follow {last}")
        self._last[event.year] = max(last, event.last)

    def _tell(self, event: RecordEvent) -> None:
        try:
            self._records[event.record] = told(self._records.get(event.record), event)
        except (RecordStoryError, IllegalRecordMoveError) as error:
            self.wrong.append(f"event {event.seq} ({event.kind()}) cannot have happened: {error}")

    def _remember(self, record: RecordId) -> None:
        """What the ledger tells of it up to where the check begins."""
        event, step = tables.event.c, tables.record_step.c
        query = select(event.kind, event.payload).join_from(
            tables.record_step, tables.event, step.seq == event.seq
        )
        query = query.where(step.record == record, step.seq <= self._after).order_by(step.seq)
        for row in self._connection.execute(query).all():
            earlier = decode(row.kind, bytes(row.payload))
            if isinstance(earlier, RecordEvent) and earlier.record == record:
                self._tell(earlier)

    def _number(self, event: RecordEntered) -> None:
        last = self._last.get(event.year)
        if last is None:
            last = self._number_before(event.year, event.number) if self._after else 0
        if event.number != last + 1:
            self.wrong.append(f"register {event.year}: number {event.number} follows {last}")
        self._last[event.year] = event.number

    def _number_before(self, year: int, number: int) -> int:
        """The last one of that year's register where the check begins, of a record or lost in a restore."""
        column = tables.record.c
        numbers = select(func.max(column.number)).where(column.year == year, column.number < number)
        of_record = self._connection.execute(numbers).scalar_one_or_none() or 0
        lost = lost_numbers(self._connection, year, self._after)
        return max([of_record, *(one[-1] for one in lost if one[-1] < number)])

    def compare(self) -> Iterator[str]:
        """What the tables say otherwise."""
        yield from self.wrong
        yield from self._compare_records()
        yield from self._compare_steps()
        yield from self._compare_persons()

    def _compare_records(self) -> Iterator[str]:
        missing = set(self._records)
        for row in self._rows():
            record = RecordId(row["id"])
            missing.discard(record)
            known = self._records.get(record)
            if known is None:
                yield f"record {row['number']}/{row['year']} ({record}) stands in no event"
            else:
                yield from _differences(known, row)
        yield from (f"record {self._records[record].reference} is missing" for record in sorted(missing))

    def _rows(self) -> Iterator[RowMapping]:
        """All of them, or those told of and those that say so of themselves."""
        column = tables.record.c
        if not self._after:
            yield from self._read(select(tables.record))
            return
        for ids in _some_at_once(self._records):
            yield from self._read(select(tables.record).where(column.id.in_(ids)))
        for row in self._read(select(tables.record).where(column.last_seq > self._after)):
            if RecordId(row["id"]) not in self._records:
                yield row

    def _read(self, query: Select[Any]) -> Iterator[RowMapping]:
        yield from self._connection.execute(query, execution_options={"yield_per": 1000}).mappings()

    def _compare_steps(self) -> Iterator[str]:
        column = tables.record_step.c
        query = select(column.record, column.seq).where(column.seq > self._after)
        stored = {(RecordId(row.record), row.seq) for row in self._connection.execute(query)}
        yield from (
            f"step {seq} of record {record} is missing" for record, seq in sorted(self._steps - stored)
        )
        yield from (
            f"step {seq} of record {record} stands in no event"
            for record, seq in sorted(stored - self._steps)
        )

    def _compare_persons(self) -> Iterator[str]:
        """Who was forgotten is nowhere any more, and nobody is kept for a record that is not there."""
        forgotten = [record for record, known in self._records.items() if known.is_forgotten]
        for table in ABOUT_PERSONS:
            kept: set[str] = set()
            for ids in _some_at_once(forgotten):
                kept.update(self._connection.scalars(select(table.c.record).where(table.c.record.in_(ids))))
            for record in sorted(kept):
                known = self._records[RecordId(record)]
                yield f"record {known.reference}: the applicant is still in {table.name}"
            known_ids = select(tables.record.c.id)
            strays = select(table.c.record).where(table.c.record.not_in(known_ids)).distinct()
            for stray in self._connection.scalars(strays.order_by(table.c.record)):
                yield f"{table.name} keeps somebody for record {stray}, which is not there"


def _differences(known: Record, row: RowMapping) -> Iterator[str]:
    for name, value in record_row(known).items():
        if name != LAST_STEP and row[name] != value:
            yield f"record {known.reference}: {name} is {row[name]!r}, events say {value!r}"


def _some_at_once(records: Collection[RecordId]) -> Iterator[list[RecordId]]:
    ids = sorted(records)
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
