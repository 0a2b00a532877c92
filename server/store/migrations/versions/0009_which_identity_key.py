"""records: by which key an identity number was hashed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record_person", sa.Column("identity_key", sa.String(length=16), nullable=True))
