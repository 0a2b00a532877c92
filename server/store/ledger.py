"""The ledger in the database: appending, reading back, stored answers, the outbox's mark.

Fixed SQL text on the hot path, the same on SQLite and PostgreSQL; a batch is a handful of statements
whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, text

from contract.events import ConfigurationAccepted, Event, ListAccepted, TicketNotPlaced, TimesMarked
from contract.ids import CenterId, CommandId, Epoch, SeriesId, TicketId, uuid7
from contract.offline import JournaledTicket
from contract.words import ReferenceList, SlipFate
from server.domain.hall import Hall, Head
from server.domain.instant import Instant
from server.domain.story import tell
from server.domain.ticket import Ticket
from server.service.work import PastTicket, Recorded
from server.store import tables
from server.store.carrying import carried_over
from server.store.decoding import decode as decode
from server.store.hot_rows import HotRows
from server.store.rows import Row, event_row, period_row, ticket_row, times_mark_row, unplaced_row

GENESIS = b"\0" * 32
"""The hash before the first row."""

_EVENTS = HotRows(tables.event)
_TICKETS = HotRows(tables.ticket, ["id"])
_PERIODS = HotRows(tables.period, ["ticket", "position"])
_SERIES = HotRows(tables.series, ["day", "series"])
_UNPLACED = HotRows(tables.unplaced, ["id"])
_TIMES_MARKS = HotRows(tables.times_mark, ["ticket"])
_GIVEN = HotRows(tables.answer, ["command_id"])
_CUT_PERIODS = text("DELETE FROM period WHERE ticket = :ticket AND position >= :position")
_ANSWERS = text("SELECT command_id, asker, payload FROM answer WHERE command_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_UNMARK = text("DELETE FROM times_mark WHERE ticket = :ticket")
_FORGET_DAY = delete(tables.day_sheet).where(tables.day_sheet.c.day == bindparam("day"))
_FORGET_SPANS = delete(tables.span_sheet).where(
    tables.span_sheet.c.span.in_(bindparam("spans", expanding=True))
)
_PUBLISHED = text("UPDATE ledger SET published_seq = :seq WHERE id = 1")
_FORGET_ANSWERS = text("DELETE FROM answer WHERE at_us < :before_us")


class StoredAnswer(msgspec.Struct, frozen=True):
    """What was answered to a command, and to whom."""

    asker: str
    payload: bytes


class LedgerIdentity(msgspec.Struct, frozen=True):
    """Whose ledger this is."""

    center: CenterId
    epoch: Epoch
    published_seq: int


class ChangedTicket(NamedTuple):
    """A ticket to be written, and what the projection holds of its periods."""

    ticket: Ticket
    unchanged: int
    """Leading period rows that still hold."""
    stored: int
    """Period rows there are; an undo leaves fewer."""


class WrongCenterError(Exception):
    """The ledger belongs to another center."""


def identity(connection: Connection, center: CenterId, now_us: int) -> LedgerIdentity:
    """The ledger's identity; an empty database becomes this center's ledger, with a new epoch.

    Raises:
        WrongCenterError: it is another center's.
    """
    row = connection.execute(select(tables.ledger)).one_or_none()
    if row is None:
        epoch = Epoch(uuid7())
        connection.execute(
            tables.ledger.insert(),
            {"id": 1, "center": center, "epoch": epoch, "created_us": now_us, "published_seq": 0},
        )
        return LedgerIdentity(center, epoch, 0)
    if row.center != center:
        raise WrongCenterError(f"this ledger belongs to center {row.center}, the configuration is {center}'s")
    return LedgerIdentity(CenterId(row.center), Epoch(row.epoch), row.published_seq)


def begin_behind(connection: Connection, center: CenterId, seq: int, now_us: int) -> None:
    """An empty database that was given events is this center's ledger, with a new epoch.

    The outbox begins behind the last event: what was recorded before is the old epoch's to publish.
    """
    row = {"id": 1, "center": center, "epoch": uuid7(), "created_us": now_us, "published_seq": seq}
    connection.execute(tables.ledger.insert(), row)


def append(connection: Connection, recorded: Sequence[Recorded]) -> None:
    """Add the rows."""
    _EVENTS.write(connection, [event_row(item) for item in recorded])


def put_tickets(connection: Connection, changed: Iterable[ChangedTicket]) -> None:
    """Bring tickets' rows and those of their periods up to date."""
    rows: list[Row] = []
    period_rows: list[Row] = []
    cuts: list[Row] = []
    for ticket, unchanged, stored in changed:
        rows.append(ticket_row(ticket))
        period_rows += [
            period_row(ticket, position, period)
            for position, period in enumerate(ticket.periods)
            if position >= unchanged
        ]
        if stored > len(ticket.periods):
            cuts.append({"ticket": ticket.id, "position": len(ticket.periods)})
    _TICKETS.write(connection, rows)
    _PERIODS.write(connection, period_rows)
    if cuts:
        connection.execute(_CUT_PERIODS, cuts)


def put_unplaced(connection: Connection, events: Sequence[TicketNotPlaced]) -> None:
    """Tickets without a line."""
    _UNPLACED.write(connection, [unplaced_row(event) for event in events])


def put_times_marks(connection: Connection, events: Sequence[TimesMarked]) -> None:
    """Marks on tickets' times; one that was taken back is gone."""
    for event in events:
        if event.reason is None:
            connection.execute(_UNMARK, {"ticket": event.ticket})
        else:
            _TIMES_MARKS.write(connection, [times_mark_row(event)])


def forget_sheets(connection: Connection, days: Iterable[date]) -> None:
    """What reports had put together of these days is no longer true."""
    for day in days:
        connection.execute(_FORGET_DAY, {"day": day})
        connection.execute(_FORGET_SPANS, {"spans": list(spans_of(day))})


def spans_of(day: date) -> tuple[str, ...]:
    """What a day lies in, as `span_sheet` names it: `2026-11`, `2026Q4`, `2026`, `202b`, `202x`."""
    year = f"{day:%Y}"
    half = "ab"[day.year % 10 // 5]
    return f"{day:%Y-%m}", f"{year}Q{(day.month + 2) // 3}", year, year[:3] + half, year[:3] + "x"


def past_ticket(connection: Connection, ticket: TicketId) -> PastTicket | None:
    """A ticket of any day."""
    column, period = tables.ticket.c, tables.period.c
    query = select(column.number, column.day, column.officer).where(column.id == ticket)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    had = connection.scalars(select(period.officer).where(period.ticket == ticket).distinct())
    return PastTicket(row.number, row.day, frozenset(known for known in (row.officer, *had) if known))


def tokens_known(connection: Connection, told: Sequence[JournaledTicket], last_day: date | None) -> set[str]:
    """Those of these tickets' token hashes that belong to a ticket of any day, placed or not.

    A slip that was claimed on an earlier day counts as known by its number: its token nobody had seen.
    """
    if not told:
        return set()
    hashes = [ticket.token_hash for ticket in told]
    known: set[str] = set()
    for table in (tables.ticket, tables.unplaced):
        known |= set(connection.scalars(select(table.c.token_hash).where(table.c.token_hash.in_(hashes))))
    for ticket in told:
        if last_day is not None and ticket.day < last_day and ticket.token_hash not in known:
            column = tables.ticket.c
            claimed = select(column.id).where(
                column.day == ticket.day, column.number == ticket.number, column.fate == SlipFate.SEEN.value
            )
            if connection.execute(claimed).first() is not None:
                known.add(ticket.token_hash)
    return known


def put_series(connection: Connection, values: Mapping[tuple[date, SeriesId], int]) -> None:
    """Move the series' rows on."""
    rows = [{"day": day, "series": series, "next_value": value} for (day, series), value in values.items()]
    _SERIES.write(connection, rows)


def put_answers(connection: Connection, answers: Iterable[tuple[CommandId, str, int, bytes]]) -> None:
    """Store answers by their command."""
    rows = [
        {"command_id": command, "asker": asker, "at_us": at_us, "payload": payload}
        for command, asker, at_us, payload in answers
    ]
    _GIVEN.write(connection, rows)


def stored_answers(connection: Connection, ids: Sequence[CommandId]) -> dict[CommandId, StoredAnswer]:
    """Those of these commands that were answered before."""
    if not ids:
        return {}
    return {
        CommandId(row.command_id): StoredAnswer(row.asker, bytes(row.payload))
        for row in connection.execute(_ANSWERS, {"ids": list(ids)})
    }


def forget_answers(connection: Connection, before_us: int) -> None:
    """Erase answers older than that."""
    connection.execute(_FORGET_ANSWERS, {"before_us": before_us})


def mark_published(connection: Connection, seq: int) -> None:
    """Everything up to there has reached the broker."""
    connection.execute(_PUBLISHED, {"seq": seq})


def events_after(connection: Connection, seq: int, limit: int | None = None) -> Iterator[Recorded]:
    """Events behind that seq, in order, streamed."""
    query = select(tables.event.c.kind, tables.event.c.payload, tables.event.c.hash)
    query = query.where(tables.event.c.seq > seq).order_by(tables.event.c.seq).limit(limit)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        payload = bytes(row.payload)
        yield Recorded(decode(row.kind, payload), payload, bytes(row.hash))


def events_of(connection: Connection, *kinds: type[Event]) -> Iterator[Event]:
    """Every event of these kinds, in order."""
    column = tables.event.c
    query = select(column.kind, column.payload).where(column.kind.in_([kind.kind() for kind in kinds]))
    for row in connection.execute(query.order_by(column.seq), execution_options={"yield_per": 1000}):
        yield decode(row.kind, bytes(row.payload))


def head(connection: Connection, epoch: Epoch) -> Head:
    """Where the ledger ends."""
    query = select(tables.event.c.seq, tables.event.c.hash).order_by(tables.event.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(epoch, row.seq, bytes(row.hash)) if row else Head(epoch, 0, GENESIS)


def last_epoch(connection: Connection) -> Epoch | None:
    """The epoch of the last event; another than the ledger's means that it was restored."""
    query = select(tables.event.c.epoch).order_by(tables.event.c.seq.desc()).limit(1)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else Epoch(found)


def head_at(connection: Connection, seq: int, epoch: Epoch) -> Head:
    """The head as it was at that seq."""
    if seq == 0:
        return Head(epoch, 0, GENESIS)
    query = select(tables.event.c.hash).where(tables.event.c.seq == seq)
    return Head(epoch, seq, bytes(connection.execute(query).scalar_one()))


def start_of_latest_day(connection: Connection) -> int:
    """The seq before the latest day's first opening; 0 where no day was ever opened."""
    event = tables.event
    latest = select(func.max(event.c.seq)).where(event.c.kind == "day/opened").scalar_subquery()
    day = connection.execute(select(event.c.day).where(event.c.seq == latest)).scalar_one_or_none()
    if day is None:
        return 0
    first = select(func.min(event.c.seq)).where(event.c.kind == "day/opened", event.c.day == day)
    return int(connection.execute(first).scalar_one()) - 1


def load_hall(connection: Connection, epoch: Epoch) -> Hall:
    """The hall as the latest day's events left it."""
    start = start_of_latest_day(connection)
    hall = Hall(head_at(connection, start, epoch))
    for earlier in carried_over(connection, start):
        tell(hall, earlier)
    for recorded in events_after(connection, start):
        tell(hall, recorded.event)
    hall.head = head(connection, epoch)
    hall.settle()
    return hall


def latest_instant(connection: Connection) -> Instant | None:
    """When the latest event was."""
    query = select(tables.event.c.kind, tables.event.c.payload).order_by(tables.event.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    event = decode(row.kind, bytes(row.payload))
    return Instant(event.at, event.boot_us, event.boot_id, event.trust)


def known_tickets(connection: Connection, ids: Sequence[TicketId]) -> dict[TicketId, Row]:
    """Projection rows of these tickets."""
    query = select(tables.ticket).where(tables.ticket.c.id.in_(ids))
    return {TicketId(row["id"]): dict(row) for row in connection.execute(query).mappings()}


def list_events(connection: Connection) -> tuple[ListAccepted, ...]:
    """Every list that was ever in force, oldest first."""
    return tuple(one for one in events_of(connection, ListAccepted) if isinstance(one, ListAccepted))


def accepted_lists(connection: Connection) -> dict[ReferenceList, str]:
    """SHA-256 of each list that was accepted last."""
    return {one.which: one.sha256 for one in list_events(connection)}


def accepted_configuration(connection: Connection) -> str | None:
    """SHA-256 of the configuration accepted last; None: none yet."""
    event = tables.event
    query = select(event.c.kind, event.c.payload).where(event.c.kind == ConfigurationAccepted.kind())
    row = connection.execute(query.order_by(event.c.seq.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    accepted = decode(row.kind, bytes(row.payload))
    return accepted.sha256 if isinstance(accepted, ConfigurationAccepted) else None
