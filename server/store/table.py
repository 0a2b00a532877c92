"""What every table has in common: one metadata, and how keys and indexes are named. Knows no single table.

Times are microseconds since 1970, UTC; durations are microseconds.
"""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
