"""What the ledger says of tickets. All of them are projections: they can be rebuilt from its events."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
)

from server.store.table import metadata

ticket = Table(
    "ticket",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("day", Date, nullable=False),
    Column("number", String(16), nullable=False),
    Column("series", String(64), nullable=False),
    Column("service", String(64), nullable=False),
    Column("first_service", String(64), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("priority", String(64)),
    Column("procedure", String(32)),
    Column("fate", String(16)),
    Column("state", String(16), nullable=False),
    Column("counter", String(64)),
    Column("officer", String(64)),
    Column("legs", SmallInteger, nullable=False),
    Column("recalls", SmallInteger, nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("kiosk", String(64)),
    Column("arrived_us", BigInteger, nullable=False),
    Column("state_since_us", BigInteger, nullable=False),
    Column("waiting_us", BigInteger, nullable=False),
    Column("walking_us", BigInteger, nullable=False),
    Column("service_us", BigInteger, nullable=False),
    Column("hold_us", BigInteger, nullable=False),
    Column("absent_us", BigInteger, nullable=False),
    Column("is_estimated", Boolean, nullable=False),
    Column("is_end_inferred", Boolean, nullable=False),
    Column("is_by_hand", Boolean, nullable=False, server_default=false()),
    Column("is_back_dated", Boolean, nullable=False, server_default=false()),
    Column("first_seq", BigInteger, nullable=False, server_default="0"),
    Column("last_seq", BigInteger, nullable=False),
    UniqueConstraint("day", "number"),
    Index("ix_ticket_token_hash", "token_hash"),
)
"""One row a ticket, as it stands; sums of its finished periods."""

unplaced = Table(
    "unplaced",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("for_day", Date, nullable=False, index=True),
    Column("number", String(16), nullable=False),
    Column("service", String(64), nullable=False),
    Column("kiosk", String(64)),
    Column("why", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False, index=True),
    Column("taken_us", BigInteger, nullable=False),
    Column("is_void", Boolean, nullable=False),
)
"""Tickets that were handed in too late or twice for a line: counted beside the days. A projection too."""

period = Table(
    "period",
    metadata,
    Column("ticket", String(64), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("leg", SmallInteger, nullable=False),
    Column("service", String(64), nullable=False),
    Column("counter", String(64)),
    Column("officer", String(64)),
    Column("start_us", BigInteger, nullable=False),
    Column("end_us", BigInteger, nullable=False),
    Column("duration_us", BigInteger, nullable=False),
    Column("is_estimated", Boolean, nullable=False),
    Index("ix_period_day_kind", "day", "kind"),
)
"""One row a finished period, [start, end)."""

times_mark = Table(
    "times_mark",
    metadata,
    Column("ticket", String(64), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("seq", BigInteger, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("officer", String(64)),
)
"""Tickets whose times somebody called inaccurate and nobody called right again. A projection too."""
