"""Scanned papers of records, page by page, and the jobs of scan stations. No picture is in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, SmallInteger, String, Table, Text

from server.store.table import metadata

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
