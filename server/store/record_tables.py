"""Records as they stand, projected from events, and beside them, never in the ledger, who applied."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from server.store.table import metadata

record = Table(
    "record",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("year", SmallInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("procedure", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("state", String(24), nullable=False),
    Column("received_us", BigInteger, nullable=False, index=True),
    Column("is_back_dated", Boolean, nullable=False),
    Column("ticket", String(64), index=True),
    Column("counter", String(64)),
    Column("officer", String(64)),
    Column("entered_us", BigInteger, nullable=False),
    Column("state_since_us", BigInteger, nullable=False),
    Column("term_amount", SmallInteger),
    Column("term_unit", String(16)),
    Column("due_us", BigInteger),
    Column("is_due_by_hand", Boolean, nullable=False),
    Column("new_date_us", BigInteger),
    Column("result_to", String(16), nullable=False),
    Column("originals", SmallInteger, nullable=False),
    Column("copies", SmallInteger, nullable=False),
    Column("shown", SmallInteger, nullable=False),
    Column("fee_vnd", BigInteger),
    Column("supplement_asked_us", BigInteger),
    Column("supplement_taken_us", BigInteger),
    Column("ready_us", BigInteger),
    Column("timeliness", String(16)),
    Column("is_same_visit", Boolean, nullable=False),
    Column("reason", String(64)),
    Column("duplicate_of", String(64)),
    Column("code", String(64), index=True),
    Column("code_shape", String(16)),
    Column("is_forgotten", Boolean, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("told_us", BigInteger),
    Column("last_step", Text),
    Column("has_back_dated_step", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("year", "number"),
    Index("ix_record_state_due_us", "state", "due_us"),
)
"""One row a record, as it stands, for as long as the ledger. A projection too; no person is in it."""

record_step = Table(
    "record_step",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
)
"""Which events tell of a record. A projection too."""

record_person = Table(
    "record_person",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("purpose", String(32), nullable=False),
    Column("name", String(120), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("identity_hash", String(64), index=True),
    Column("kept_us", BigInteger, nullable=False),
    Column("identity_key", String(16)),
)
"""Who applied, as little as the purpose needs: personal data, erased with the event that says so. Of an
identity number there is a keyed hash, never the number, and the key's id (null: of the time before)."""

record_paper = Table(
    "record_paper",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("quantity", SmallInteger, nullable=False),
)
"""What was handed over, by name; erased with the person."""

erased_before = Table(
    "erased_before",
    metadata,
    Column("what", String(16), primary_key=True),
    Column("id", String(64), primary_key=True),
)
"""What had been erased in a ledger that a restore replaced: erased again at the next start. Ids alone."""

record_word = Table(
    "record_word",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
"""What an officer wrote beside the event of that seq; erased with the person."""
