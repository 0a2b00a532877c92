"""records: a step may be written down later than it was done"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No step of before was. What is kept of past days has one bit too few: made again from the rows."""
    op.add_column(
        "record", sa.Column("has_back_dated_step", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("DELETE FROM record_sheet")
