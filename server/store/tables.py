"""The tables. `event` is the truth; `ticket` and `period` are projections that can be rebuilt from it.

Times are microseconds since 1970, UTC; durations are microseconds.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
)
"""Who applied, as little as the purpose needs: personal data, erased with the event that says so. Of an
identity number there is a keyed hash, never the number."""

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

record_word = Table(
    "record_word",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
"""What an officer wrote beside the event of that seq; erased with the person."""

record_document = Table(
    "record_document",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("record", String(64), nullable=False, index=True),
    Column("position", SmallInteger, nullable=False),
    Column("paper", String(40), nullable=False),
    Column("is_shown_only", Boolean, nullable=False),
    Column("consent", String(64)),
    Column("changed_us", BigInteger, nullable=False),
    Column("pdf", String(16), nullable=False),
    Column("pdf_why", String(32)),
    Index("ix_record_document_pdf", "pdf"),
)
"""Scanned documents of records; their pages are encrypted files (server/store/page_vault.py)."""

record_page = Table(
    "record_page",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", SmallInteger, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("job", String(64)),
    Column("job_page", SmallInteger),
    Column("digest", String(64), nullable=False, index=True),
    Column("look", BigInteger),
    Column("is_compared", Boolean, nullable=False, index=True),
    Column("flaws", String(80), nullable=False),
    Column("media", String(16), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", SmallInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("kept_us", BigInteger, nullable=False),
    Index("ix_record_page_job", "job", "job_page"),
)
"""Pages that are kept: `number` names the file, `position` the place in the document. `digest` is a keyed
hash of the content, `look` 64 bits of what the page looks like (server/scans/likeness.py)."""

record_page_alike = Table(
    "record_page_alike",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("earlier_document", String(64), primary_key=True, index=True),
    Column("earlier_number", SmallInteger, primary_key=True, autoincrement=False),
    Column("is_same_file", Boolean, nullable=False),
)
"""Pages that came before with another record; erased with either page."""

scan_job = Table(
    "scan_job",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("record", String(64), nullable=False, index=True),
    Column("document", String(64), nullable=False, index=True),
    Column("device", String(64), nullable=False),
    Column("officer", String(64), nullable=False),
    Column("dpi", SmallInteger, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("size", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("code", String(32)),
    Column("pages", SmallInteger, nullable=False),
    Column("arrived", Text, nullable=False),
    Column("told", SmallInteger, nullable=False),
    Column("replaces", SmallInteger),
    Column("asked_us", BigInteger, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
    Index("ix_scan_job_device_state", "device", "state"),
)
"""What scan stations shall do and have done. `arrived` is a JSON list of page numbers of the job, `told` how
many of them the ledger knows of, `replaces` the page that a better scan shall stand for."""

day_sheet = Table(
    "day_sheet",
    metadata,
    Column("day", Date, primary_key=True),
    Column("sheet", LargeBinary, nullable=False),
)
"""A closed day's facts for reports (server/reports/sheet.py), made from the rows above; where it is missing,
those are read. The writer deletes it whenever it touches a ticket of that day."""

span_sheet = Table(
    "span_sheet",
    metadata,
    Column("span", String(8), primary_key=True),
    Column("cut", String(24), primary_key=True),
    Column("figures", LargeBinary, nullable=False),
)
"""A whole month, quarter, year, half or whole decade (`2026-11`, `2026Q4`, `2026`, `202b`, `202x`), tallied
by one cut; made from day sheets, and deleted with any of them."""

record_sheet = Table(
    "record_sheet",
    metadata,
    Column("day", Date, primary_key=True),
    Column("sheet", LargeBinary, nullable=False),
)
"""The records handed over on a day, for reports (server/reports/record_columns.py); where it is missing, rows
are read. Whatever changes a record of that day deletes it."""

answer = Table(
    "answer",
    metadata,
    Column("command_id", String(64), primary_key=True),
    Column("asker", String(64), nullable=False),
    Column("at_us", BigInteger, nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
)
"""What was answered to a command; given again to a repeat. Erased after some days."""

account = Table(
    "account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("roles", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_closed", Boolean, nullable=False),
    Column("created_us", BigInteger, nullable=False),
)
"""People who work here. Names live here and nowhere in the ledger; `roles` is a JSON list of role ids."""

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("seen_us", BigInteger, nullable=False),
)
"""Signed-in browsers; the cookie itself is not stored."""

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_us", BigInteger, nullable=False),
)
"""Throttles guessing, per login; erased by a success."""
