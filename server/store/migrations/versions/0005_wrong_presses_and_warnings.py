"""records: the step that can be taken back, and that the applicant was told of a delay"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record", sa.Column("told_us", sa.BigInteger(), nullable=True))
    op.add_column("record", sa.Column("last_step", sa.Text(), nullable=True))
