"""The ledger itself: its events, the numbers it gave out, the answers it gave. `event` is the truth."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, String, Table

from server.store.table import metadata

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite's row id is an INTEGER; anything else costs a second index."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("center", String(16), nullable=False),
    Column("epoch", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("published_seq", BigInteger, nullable=False),
)
"""One row: whose ledger, which epoch, and up to where events have reached the broker (the outbox's mark)."""

event = Table(
    "event",
    metadata,
    Column("seq", BigKey, primary_key=True, autoincrement=False),
    Column("epoch", String(64), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("day", Date),
    Column("at_us", BigInteger, nullable=False),
    Column("ticket", String(64)),
    Column("counter", String(64)),
    Column("officer", String(64)),
    Column("device", String(64)),
    Column("payload", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_event_ticket", "ticket"),
    Index("ix_event_day_seq", "day", "seq"),
    Index("ix_event_kind_seq", "kind", "seq"),
)
"""Append-only. `hash` is SHA-256 over the hash before and the payload's bytes."""

series = Table(
    "series",
    metadata,
    Column("day", Date, primary_key=True),
    Column("series", String(64), primary_key=True),
    Column("next_value", Integer, nullable=False),
)
"""One row per day and series; it only grows."""

answer = Table(
    "answer",
    metadata,
    Column("command_id", String(64), primary_key=True),
    Column("asker", String(64), nullable=False),
    Column("at_us", BigInteger, nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
)
"""What was answered to a command; given again to a repeat. Erased after some days."""
