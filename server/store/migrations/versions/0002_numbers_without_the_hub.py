"""numbers without the hub: unplaced tickets, served by hand"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unplaced",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("for_day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("taken_us", sa.BigInteger(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unplaced")),
    )
    op.create_index(op.f("ix_unplaced_for_day"), "unplaced", ["for_day"], unique=False)
    op.create_index(op.f("ix_unplaced_token_hash"), "unplaced", ["token_hash"], unique=False)
    op.add_column("ticket", sa.Column("is_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
