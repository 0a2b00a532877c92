"""`motcua ledger verify`: the chain holds, and the projections are what the events say.

Streams event by event, day by day; holds one day in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select
from sqlalchemy.exc import SQLAlchemyError

from contract.events import DayOpened, RecordEvent, RegisterContinued, TicketNotPlaced, TimesMarked
from contract.ids import CenterId, Epoch, TicketId
from server.domain.hall import Hall, Head
from server.domain.story import tell
from server.service.work import Recorded, chained
from server.store import ledger, tables
from server.store.carrying import carried_over
from server.store.page_damage import damaged_tables
from server.store.record_verify import RecordWitness
from server.store.rows import Row, event_row, period_row, ticket_row, times_mark_row, unplaced_row


@dataclass(slots=True)
class Findings:
    """What a verification saw."""

    events: int = 0
    days: int = 0
    tickets: int = 0
    wrong: list[str] = field(default_factory=list)
    """Plain sentences; empty: the ledger is sound."""
    head: str = ""
    """Hash of the last event, hex."""

    @property
    def is_sound(self) -> bool:
        """Nothing was found wrong."""
        return not self.wrong


LARGEST_REPORT = 100
"""After this many mistakes nothing more is listed: the ledger is damaged."""


def verify(connection: Connection, after: int = 0) -> Findings:
    """Check everything behind that seq (0: all); the start-up check passes the open day's start."""
    findings = Findings(wrong=[] if after else damaged_tables(connection))
    try:
        _compare(connection, after, findings)
    except (SQLAlchemyError, ValueError, TypeError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        findings.wrong.append(f"behind event {after + findings.events} nothing more can be read: {reason}")
    return findings


def _compare(connection: Connection, after: int, findings: Findings) -> None:
    epoch = _epoch(connection)
    hall = Hall(ledger.head_at(connection, after, epoch))
    for earlier in carried_over(connection, after):
        tell(hall, earlier)
    witness = RecordWitness(connection, after)
    unplaced: dict[TicketId, Row] = {}
    marks: dict[TicketId, Row] = {}
    for recorded in _sound(connection, hall, after, findings):
        event = recorded.event
        if isinstance(event, DayOpened) and event.day != hall.last_day:
            _compare_day(connection, hall, findings)
        if isinstance(event, TicketNotPlaced):
            unplaced[event.ticket] = unplaced_row(event)
        if isinstance(event, TimesMarked):
            marks[event.ticket] = times_mark_row(event)
        if isinstance(event, RecordEvent):
            witness.hear(event)
        if isinstance(event, RegisterContinued):
            witness.hear_of_lost_numbers(event)
        try:
            tell(hall, event)
        except Exception as error:  # noqa: BLE001 - whatever it is, the ledger tells an impossible story here
            findings.wrong.append(f"event {event.seq} ({event.kind()}) cannot have happened: {error!r}")
        hall.settle()
        if len(findings.wrong) > LARGEST_REPORT:
            return
    _compare_day(connection, hall, findings)
    _compare_unplaced(connection, after, unplaced, findings)
    _compare_marks(connection, after, marks, findings)
    findings.wrong += witness.compare()
    published = connection.execute(select(tables.ledger.c.published_seq)).scalar_one_or_none() or 0
    if published > hall.head.seq:
        findings.wrong.append(f"event {published} was published, but the ledger ends at {hall.head.seq}")
    findings.head = hall.head.hash.hex()


def _sound(connection: Connection, hall: Hall, after: int, findings: Findings) -> Iterator[Recorded]:
    for recorded in _readable(connection, after, findings):
        event = recorded.event
        before = hall.head
        if event.seq != before.seq + 1:
            findings.wrong.append(f"event {event.seq} follows {before.seq}: rows are missing or added")
        if chained(before.hash, recorded.payload) != recorded.hash:
            findings.wrong.append(f"event {event.seq} ({event.kind()}) was changed: its hash does not fit")
        hall.head = Head(event.epoch, event.seq, recorded.hash)
        findings.events += 1
        yield recorded


def _readable(connection: Connection, after: int, findings: Findings) -> Iterator[Recorded]:
    event = tables.event
    query = select(event).where(event.c.seq > after).order_by(event.c.seq)
    for row in connection.execute(query, execution_options={"yield_per": 1000}).mappings():
        payload, digest = _as_bytes(row["payload"]), _as_bytes(row["hash"])
        try:
            recorded = Recorded(ledger.decode(row["kind"], payload), payload, digest)
        except (ValueError, KeyError) as error:
            findings.wrong.append(f"event {row['seq']} ({row['kind']}) cannot be read: {error}")
            continue
        findings.wrong += _strange_columns(row, event_row(recorded))
        yield recorded


def _as_bytes(stored: object) -> bytes:
    """Whoever changes a row by hand in SQLite may leave text where bytes were."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)  # type: ignore[call-overload] # bytes or memoryview


def _strange_columns(row: RowMapping, should: Row) -> list[str]:
    return [
        f"event {row['seq']} ({row['kind']}): column {name} is {row[name]!r}, its payload says {value!r}"
        for name, value in should.items()
        if row[name] != value
    ]


def _compare_day(connection: Connection, hall: Hall, findings: Findings) -> None:
    if hall.last_day is None:
        return
    findings.days += 1
    findings.tickets += len(hall.tickets)
    expected = {ticket.id: ticket_row(ticket) for ticket in hall.tickets.values()}
    _compare_tickets(connection, hall.last_day, expected, findings)
    _compare_periods(connection, hall, hall.last_day, findings)
    _compare_series(connection, hall, hall.last_day, findings)


def _compare_unplaced(
    connection: Connection, after: int, expected: dict[TicketId, Row], findings: Findings
) -> None:
    rows = connection.execute(_written_behind(tables.unplaced, after)).mappings()
    for row in rows:
        if dict(row) != expected.pop(TicketId(row["id"]), None):
            findings.wrong.append(f"unplaced ticket {row['number']} ({row['id']}) is not what events say")
    findings.wrong += [f"unplaced ticket {row['number']} is missing" for row in expected.values()]


def _compare_marks(connection: Connection, after: int, told: dict[TicketId, Row], findings: Findings) -> None:
    expected = {ticket: row for ticket, row in told.items() if row["reason"] is not None}
    rows = connection.execute(_written_behind(tables.times_mark, after)).mappings()
    for row in rows:
        if dict(row) != expected.pop(TicketId(row["ticket"]), None):
            findings.wrong.append(f"the mark on the times of ticket {row['ticket']} is not what events say")
    findings.wrong += [f"the mark on the times of ticket {ticket} is missing" for ticket in expected]


def _written_behind(table: Table, after: int) -> Select[Any]:
    """All rows where everything is checked: a forged one may name any seq."""
    query = select(table)
    return query.where(table.c.seq > after) if after else query


def _compare_tickets(
    connection: Connection, day: date, expected: dict[TicketId, Row], findings: Findings
) -> None:
    found: set[TicketId] = set()
    for row in connection.execute(select(tables.ticket).where(tables.ticket.c.day == day)).mappings():
        found.add(TicketId(row["id"]))
        should = expected.get(TicketId(row["id"]))
        if should is None:
            findings.wrong.append(f"{day}: ticket {row['number']} ({row['id']}) stands in no event")
        else:
            for name, value in should.items():
                if row[name] != value:
                    findings.wrong.append(
                        f"{day}: ticket {row['number']}: {name} is {row[name]!r}, events say {value!r}"
                    )
    findings.wrong += [
        f"{day}: ticket {expected[missing]['number']} is missing in the projection"
        for missing in expected.keys() - found
    ]


def _compare_periods(connection: Connection, hall: Hall, day: date, findings: Findings) -> None:
    expected = {
        (ticket.id, position): period_row(ticket, position, period)
        for ticket in hall.tickets.values()
        for position, period in enumerate(ticket.periods)
    }
    rows = connection.execute(select(tables.period).where(tables.period.c.day == day)).mappings()
    for row in rows:
        if dict(row) != expected.pop((row["ticket"], row["position"]), None):
            findings.wrong.append(
                f"{day}: period {row['position']} of ticket {row['ticket']} is not what events say"
            )
    findings.wrong += [f"{day}: period {place} of ticket {ticket} is missing" for ticket, place in expected]


def _compare_series(connection: Connection, hall: Hall, day: date, findings: Findings) -> None:
    rows = connection.execute(select(tables.series).where(tables.series.c.day == day))
    stored = {row.series: row.next_value for row in rows}
    if stored != hall.next_value:
        findings.wrong.append(f"{day}: number series stand at {stored}, events say {dict(hall.next_value)}")


def _epoch(connection: Connection) -> Epoch:
    return Epoch(connection.execute(select(tables.ledger.c.epoch)).scalar_one_or_none() or "")


def center_of(connection: Connection) -> CenterId | None:
    """Whose ledger it is; None: an empty database."""
    center = connection.execute(select(tables.ledger.c.center)).scalar_one_or_none()
    return CenterId(center) if center else None
