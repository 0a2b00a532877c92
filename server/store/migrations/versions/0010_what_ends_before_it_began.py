"""clocks: what seems to end before it began is estimated, also in rows written before that was a rule"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TICKETS = "SELECT ticket FROM period WHERE end_us < start_us AND duration_us = 0"


def upgrade() -> None:
    """Kept sheets of those days are made again from the rows."""
    found = op.get_bind().execute(sa.text(f"SELECT count(*) FROM ({_TICKETS}) AS wrong"))  # noqa: S608 - no input
    if not found.scalar_one():
        return
    op.execute("UPDATE period SET is_estimated = true WHERE end_us < start_us AND duration_us = 0")
    op.execute(f"UPDATE ticket SET is_estimated = true WHERE id IN ({_TICKETS})")  # noqa: S608 - no input
    op.execute("DELETE FROM day_sheet WHERE day IN (SELECT day FROM period WHERE end_us < start_us)")
    op.execute("DELETE FROM span_sheet")
