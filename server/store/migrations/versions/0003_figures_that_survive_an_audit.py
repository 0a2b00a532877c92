"""figures that survive an audit: kiosk and back-dating of tickets, marks on times, sheets of closed days"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FIRST_SEQ = (
    "UPDATE ticket SET first_seq = (SELECT max(event.seq) FROM event WHERE event.ticket = ticket.id "
    "AND event.kind IN ('ticket/reserved', 'ticket/handed-in', 'ticket/claimed'))"
)
"""The latest: a number whose claim was undone is born again when it is claimed again."""
_BACK_DATED = (
    "UPDATE ticket SET is_back_dated = :yes WHERE EXISTS (SELECT 1 FROM event WHERE event.ticket = ticket.id "
    "AND event.kind IN ('ticket/handed-in', 'ticket/merged'))"
)
_KIOSK = (
    "UPDATE ticket SET kiosk = (SELECT event.device FROM event WHERE event.ticket = ticket.id AND event.kind "
    "IN ('ticket/reserved', 'ticket/handed-in', 'ticket/merged') ORDER BY event.seq DESC LIMIT 1)"
)


def upgrade() -> None:
    op.add_column("ticket", sa.Column("kiosk", sa.String(length=64), nullable=True))
    op.add_column(
        "ticket", sa.Column("is_back_dated", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("ticket", sa.Column("first_seq", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "times_mark",
        sa.Column("ticket", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_times_mark")),
    )
    op.create_index(op.f("ix_times_mark_day"), "times_mark", ["day"], unique=False)
    op.create_table(
        "day_sheet",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_sheet")),
    )
    op.create_table(
        "span_sheet",
        sa.Column("span", sa.String(length=8), nullable=False),
        sa.Column("cut", sa.String(length=24), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("span", "cut", name=op.f("pk_span_sheet")),
    )
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM ticket LIMIT 1")).first() is not None:
        connection.execute(sa.text(_FIRST_SEQ))
        connection.execute(sa.text(_BACK_DATED), {"yes": True})
        connection.execute(sa.text(_KIOSK))
