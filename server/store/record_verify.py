"""What `motcua ledger verify` asks of records: the rows are what the events say, the register has no gap.

Holds one small value for each record of the ledger. A check that begins in the middle leaves older ones out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from contract.events import RecordEntered, RecordEvent
from contract.ids import RecordId
from server.domain.record import IllegalRecordMoveError, Record
from server.domain.record_story import RecordStoryError, told
from server.store import tables
from server.store.record_rows import LAST_STEP, record_row
from server.store.records import ABOUT_PERSONS


class RecordWitness:
    """Is told every event; then says what is wrong."""

    def __init__(self, after: int) -> None:
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
            return
        self._steps.add((event.record, event.seq))
        try:
            self._records[event.record] = told(self._records.get(event.record), event)
        except (RecordStoryError, IllegalRecordMoveError) as error:
            self.wrong.append(f"event {event.seq} ({event.kind()}) cannot have happened: {error}")

    def _number(self, event: RecordEntered) -> None:
        last = self._last.get(event.year)
        if last is None and self._after:
            last = event.number - 1
        if event.number != (last or 0) + 1:
            self.wrong.append(f"register {event.year}: number {event.number} follows {last or 0}")
        self._last[event.year] = event.number

    def compare(self, connection: Connection) -> Iterator[str]:
        """What the tables say otherwise."""
        yield from self.wrong
        yield from self._compare_records(connection)
        yield from self._compare_steps(connection)
        yield from self._compare_persons(connection)

    def _compare_records(self, connection: Connection) -> Iterator[str]:
        missing = set(self._records)
        query = select(tables.record)
        for row in connection.execute(query, execution_options={"yield_per": 1000}).mappings():
            record = RecordId(row["id"])
            missing.discard(record)
            known = self._records.get(record)
            if known is None:
                if not self._after:
                    yield f"record {row['number']}/{row['year']} ({record}) stands in no event"
                continue
            for name, value in record_row(known).items():
                if name != LAST_STEP and row[name] != value:
                    yield f"record {known.reference}: {name} is {row[name]!r}, events say {value!r}"
        yield from (f"record {self._records[record].reference} is missing" for record in sorted(missing))

    def _compare_steps(self, connection: Connection) -> Iterator[str]:
        column = tables.record_step.c
        query = select(column.record, column.seq).where(column.seq > self._after)
        stored = {(RecordId(row.record), row.seq) for row in connection.execute(query)}
        told_of = {record for record, _ in self._steps}
        extra = {step for step in stored - self._steps if step[0] in told_of or not self._after}
        yield from (
            f"step {seq} of record {record} is missing" for record, seq in sorted(self._steps - stored)
        )
        yield from (f"step {seq} of record {record} stands in no event" for record, seq in sorted(extra))

    def _compare_persons(self, connection: Connection) -> Iterator[str]:
        """Who was forgotten is nowhere any more."""
        forgotten = {record for record, known in self._records.items() if known.is_forgotten}
        for table in ABOUT_PERSONS:
            kept = {RecordId(record) for record in connection.scalars(select(table.c.record).distinct())}
            for record in sorted(kept & forgotten):
                yield f"record {self._records[record].reference}: the applicant is still in {table.name}"
