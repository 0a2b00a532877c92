"""papers: scanned documents of records, their pages, and what scan stations shall do"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_document",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("is_shown_only", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=64), nullable=True),
        sa.Column("changed_us", sa.BigInteger(), nullable=False),
        sa.Column("pdf", sa.String(length=16), nullable=False),
        sa.Column("pdf_why", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_document")),
    )
    op.create_index("ix_record_document_pdf", "record_document", ["pdf"], unique=False)
    op.create_index(op.f("ix_record_document_record"), "record_document", ["record"], unique=False)
    op.create_table(
        "record_page",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("job", sa.String(length=64), nullable=True),
        sa.Column("job_page", sa.SmallInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("look", sa.BigInteger(), nullable=True),
        sa.Column("is_compared", sa.Boolean(), nullable=False),
        sa.Column("flaws", sa.String(length=80), nullable=False),
        sa.Column("media", sa.String(length=16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.SmallInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_record_page")),
    )
    for column in ("digest", "is_compared"):
        op.create_index(op.f(f"ix_record_page_{column}"), "record_page", [column], unique=False)
    op.create_index("ix_record_page_job", "record_page", ["job", "job_page"], unique=False)
    op.create_table(
        "record_page_alike",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("earlier_document", sa.String(length=64), nullable=False),
        sa.Column("earlier_number", sa.SmallInteger(), nullable=False),
        sa.Column("is_same_file", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "document", "number", "earlier_document", "earlier_number", name=op.f("pk_record_page_alike")
        ),
    )
    op.create_index(
        op.f("ix_record_page_alike_earlier_document"), "record_page_alike", ["earlier_document"], unique=False
    )
    op.create_table(
        "scan_job",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("dpi", sa.SmallInteger(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("size", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=True),
        sa.Column("pages", sa.SmallInteger(), nullable=False),
        sa.Column("arrived", sa.Text(), nullable=False),
        sa.Column("told", sa.SmallInteger(), nullable=False),
        sa.Column("replaces", sa.SmallInteger(), nullable=True),
        sa.Column("asked_us", sa.BigInteger(), nullable=False),
        sa.Column("changed_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_job")),
    )
    op.create_index(op.f("ix_scan_job_record"), "scan_job", ["record"], unique=False)
    op.create_index(op.f("ix_scan_job_document"), "scan_job", ["document"], unique=False)
    op.create_index("ix_scan_job_device_state", "scan_job", ["device", "state"], unique=False)
