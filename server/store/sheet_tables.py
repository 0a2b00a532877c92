"""What reports keep of days that are over; whatever is missing is read from rows and made again."""

from __future__ import annotations

from sqlalchemy import Column, Date, LargeBinary, String, Table

from server.store.table import metadata

day_sheet = Table(
    "day_sheet",
    metadata,
    Column("day", Date, primary_key=True),
    Column("sheet", LargeBinary, nullable=False),
)
"""A closed day's facts for reports (server/reports/sheet.py), made from the rows of tickets; where it is
missing, those are read. The writer deletes it whenever it touches a ticket of that day."""

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
