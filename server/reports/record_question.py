"""What is asked of records: days of reception, what to narrow to, by what to split. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from server.reports.question import Grain


@unique
class RecordDimension(StrEnum):
    """What a record has one of; the names of columns."""

    PROCEDURE = "procedure"
    OFFICER = "officer"
    """Who took it in or refused it at reception."""
    CHANNEL = "channel"


Key = str | int
"""A value of the dimension, empty where there is none; or the ordinal of the first day of a stretch."""
ALL: Key = ""
"""The only key of what is not split."""


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """The records handed over on these days, both included."""

    first: date
    last: date
    by: RecordDimension | Grain | None = None
    only: Mapping[RecordDimension, str] = field(default_factory=dict)
    """Records with these values alone; an empty name: those that have none."""
