"""PostgreSQL's answers in binary: megabytes of kept figures come as they are, not as hexadecimal text.

Only loaded where the ledger lies on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from psycopg import Cursor
from psycopg.pq import Format


class BinaryCursor(Cursor[Any]):
    """What every connection of ours makes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.format = Format.BINARY
