"""records: the register, and beside it what can be erased"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("received_us", sa.BigInteger(), nullable=False),
        sa.Column("is_back_dated", sa.Boolean(), nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=True),
        sa.Column("counter", sa.String(length=64), nullable=True),
        sa.Column("officer", sa.String(length=64), nullable=True),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("state_since_us", sa.BigInteger(), nullable=False),
        sa.Column("term_amount", sa.SmallInteger(), nullable=True),
        sa.Column("term_unit", sa.String(length=16), nullable=True),
        sa.Column("due_us", sa.BigInteger(), nullable=True),
        sa.Column("is_due_by_hand", sa.Boolean(), nullable=False),
        sa.Column("new_date_us", sa.BigInteger(), nullable=True),
        sa.Column("result_to", sa.String(length=16), nullable=False),
        sa.Column("originals", sa.SmallInteger(), nullable=False),
        sa.Column("copies", sa.SmallInteger(), nullable=False),
        sa.Column("shown", sa.SmallInteger(), nullable=False),
        sa.Column("fee_vnd", sa.BigInteger(), nullable=True),
        sa.Column("supplement_asked_us", sa.BigInteger(), nullable=True),
        sa.Column("supplement_taken_us", sa.BigInteger(), nullable=True),
        sa.Column("ready_us", sa.BigInteger(), nullable=True),
        sa.Column("timeliness", sa.String(length=16), nullable=True),
        sa.Column("is_same_visit", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("duplicate_of", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("code_shape", sa.String(length=16), nullable=True),
        sa.Column("is_forgotten", sa.Boolean(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_record_year_number")),
    )
    op.create_index("ix_record_state_due_us", "record", ["state", "due_us"], unique=False)
    for column in ("received_us", "ticket", "code"):
        op.create_index(op.f(f"ix_record_{column}"), "record", [column], unique=False)
    op.create_table(
        "record_step",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record", "seq", name=op.f("pk_record_step")),
    )
    op.create_table(
        "record_person",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("identity_hash", sa.String(length=64), nullable=True),
        sa.Column("kept_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_record_person")),
    )
    op.create_index(op.f("ix_record_person_identity_hash"), "record_person", ["identity_hash"], unique=False)
    op.create_table(
        "record_paper",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("quantity", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record", "position", name=op.f("pk_record_paper")),
    )
    op.create_table(
        "record_word",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", "seq", name=op.f("pk_record_word")),
    )
