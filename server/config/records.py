"""Records (hồ sơ) as configured: how due dates are counted, and the reasons officers pick.

Knows what may be written; days are counted by `server.domain.deadline`.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from contract.record_words import Channel, ComparedBy, ReasonFor, TermUnit
from server.config.words import ClockTime, Name, ProcedureCode, Slug

Amount = Annotated[int, Meta(ge=0, le=365, description="0 to 365", extra={"vi": "từ 0 đến 365"})]
KeepDays = Annotated[
    int, Meta(ge=0, le=3650, description="days, 0 to 3,650", extra={"vi": "số ngày, từ 0 đến 3650"})
]

SoonDays = Annotated[
    int, Meta(ge=0, le=20, description="working days, 0 to 20", extra={"vi": "số ngày làm việc, từ 0 đến 20"})
]
UndoMinutes = Annotated[
    int, Meta(ge=0, le=60, description="minutes, 0 to 60", extra={"vi": "số phút, từ 0 đến 60"})
]


class RecordTerm(Struct, frozen=True, forbid_unknown_fields=True):
    """The time of one procedure, where `procedures.csv` has none that can be counted, or another one."""

    procedure: ProcedureCode
    """Code of the procedure."""
    amount: Amount
    """How many; 0 working days: the same day."""
    unit: TermUnit
    """`"working-day"`, `"working-hour"`, or `"day"` for calendar days."""
    channel: Channel | None = None
    """`"direct"`, `"online"` or `"post"`. Left out: all three."""


class RecordReason(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason the law wants in writing; its id goes into the ledger, its words onto paper."""

    id: Slug
    """Name of the reason in this file and in the ledger, no other one's whatever it is for; `trung-ho-so`, a
    duplicate, is always there."""
    act: ReasonFor
    """What it is given for."""
    name_vi: Name
    """What stands on the slip."""
    name_en: Name
    """The same in English."""


class Records(Struct, frozen=True, forbid_unknown_fields=True):
    """How records are received, timed and refused."""

    next_day_after: ClockTime = "15:00"
    """Received later counts from the next working day; exactly then does not. `"23:59"`: no such rule."""
    compared_by: ComparedBy = ComparedBy.DAY
    """Early, on time or late by the `"day"` or the `"hour"`; same-day procedures may need the hour."""
    duplicate_within_days: KeepDays = 30
    """A record returned so lately still counts as a possible duplicate."""
    keep_applicants_days: KeepDays = 90
    """Days after its end for which a record's applicant, papers by name and written words are kept."""
    undo_within_minutes: UndoMinutes = 10
    """For so long an officer may take back their own last step on a record; 0: never."""
    due_soon_days: SoonDays = 2
    """So many working days ahead a record counts as due soon; 0: no such list."""
    terms: tuple[RecordTerm, ...] = ()
    """Times of procedures; they win over `procedures.csv`."""
    reasons: tuple[RecordReason, ...] = ()
    """Reasons for refusing, supplements, withdrawal, stopping and late results."""
