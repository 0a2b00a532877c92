"""One record (hồ sơ): its states and its one transition table.

Values only: a changed record is a new value. Knows no person: who applied stands elsewhere, erasable.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from contract.ids import (
    CommandId,
    CounterId,
    OfficerId,
    ProcedureCode,
    ReasonId,
    RecordCode,
    RecordId,
    TicketId,
)
from contract.record_words import Channel, CodeShape, RecordState, ResultTo, Timeliness
from server.domain.deadline import Term

S = RecordState

MAY_BECOME: dict[RecordState, frozenset[RecordState]] = {
    S.RECEIVED: frozenset(
        {S.IN_PROCESS, S.SUPPLEMENT_ASKED, S.RESULT_READY, S.RETURNED, S.REFUSED, S.WITHDRAWN, S.STOPPED}
    ),
    S.IN_PROCESS: frozenset({S.SUPPLEMENT_ASKED, S.RESULT_READY, S.REFUSED, S.WITHDRAWN, S.STOPPED}),
    S.SUPPLEMENT_ASKED: frozenset({S.IN_PROCESS, S.REFUSED, S.WITHDRAWN, S.STOPPED}),
    S.RESULT_READY: frozenset({S.RETURNED}),
    S.RETURNED: frozenset(),
    S.REFUSED_AT_RECEPTION: frozenset(),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.STOPPED: frozenset(),
    S.VOID: frozenset(),
}
"""RECEIVED to RETURNED is a result given in the same visit. Undo is not a transition: it restores the value
from before, and leaves VOID where there was none."""

ENDED = frozenset(state for state, following in MAY_BECOME.items() if not following)
"""Nothing more becomes of it; its code may still be written down, its applicant forgotten."""

RUNNING = frozenset({S.RECEIVED, S.IN_PROCESS})
"""The clock runs: these can be overdue."""


OPEN = RUNNING | {S.SUPPLEMENT_ASKED}
"""Nobody has decided yet."""


class IllegalRecordMoveError(Exception):
    """A transition that the table does not hold: a mistake in a use case, never a citizen's."""


class LastStep(msgspec.Struct, frozen=True, kw_only=True):
    """What was done last, and what taking it back restores."""

    seq: int
    """Of its first event; the others came of the same command."""
    at: datetime
    officer: OfficerId | None
    command_id: CommandId | None
    before: Record | None
    """The record as it was, with what could be taken back then; None: it was not in the register."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it stands."""

    id: RecordId
    year: int
    number: int
    """In the register of that year."""
    procedure: ProcedureCode
    channel: Channel
    state: RecordState
    received_at: datetime
    is_back_dated: bool
    ticket: TicketId | None
    counter: CounterId | None
    officer: OfficerId | None
    """Who wrote it down."""
    entered_at: datetime
    state_since: datetime
    last_seq: int
    term: Term | None = None
    due_at: datetime | None = None
    """What lateness is judged by: moved by a stopped clock, never by an apology."""
    is_due_by_hand: bool = False
    new_date: datetime | None = None
    """Promised with the apology, once; moved by a stopped clock. Whether it still is: `standing_new_date`."""
    result_to: ResultTo = ResultTo.COUNTER
    originals: int = 0
    copies: int = 0
    shown: int = 0
    fee_vnd: int | None = None
    supplement_asked_at: datetime | None = None
    """Once in its life."""
    supplement_taken_at: datetime | None = None
    ready_at: datetime | None = None
    timeliness: Timeliness | None = None
    is_same_visit: bool = False
    has_back_dated_step: bool = False
    """A step after reception was written down later than it was done."""
    reason: ReasonId | None = None
    """Of the refusal, withdrawal or stop that ended it."""
    duplicate_of: RecordId | None = None
    code: RecordCode | None = None
    code_shape: CodeShape | None = None
    is_forgotten: bool = False
    """Nobody knows any more who applied."""
    told_at: datetime | None = None
    """When the applicant was last told that the result will be late; while it counts: `delay_told_at`."""
    last: LastStep | None = None
    """None: there is nothing to take back."""

    @property
    def reference(self) -> str:
        """Our own; no official code."""
        return f"{self.number}/{self.year}"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in ENDED

    @property
    def moved_at(self) -> datetime:
        """When it came to its state; no later step can have been done before."""
        return self.received_at if self.state is S.RECEIVED else self.state_since

    @property
    def standing_new_date(self) -> datetime | None:
        """The apology's, while the applicant waits for it: a supplement may move the due date past it."""
        is_past = self.new_date is not None and self.due_at is not None and self.new_date <= self.due_at
        return None if is_past else self.new_date

    @property
    def promised_at(self) -> datetime | None:
        """What the applicant was told last: the apology's date while it stands, else the due date."""
        return self.standing_new_date or self.due_at

    @property
    def delay_told_at(self) -> datetime | None:
        """When they were told that it will be late; None: never, or before a supplement came in."""
        taken, told = self.supplement_taken_at, self.told_at
        return None if told is not None and taken is not None and told <= taken else told

    def moved(self, to: RecordState, at: datetime, seq: int, **changes: Any) -> Record:
        """The record after a transition.

        Raises:
            IllegalRecordMoveError: the table does not allow it.
        """
        if to not in MAY_BECOME[self.state]:
            raise IllegalRecordMoveError(f"record {self.reference}: {self.state} may not become {to}")
        return msgspec.structs.replace(self, state=to, state_since=at, last_seq=seq, **changes)

    def touched(self, seq: int, **changes: Any) -> Record:
        """The record after something that is no transition."""
        return msgspec.structs.replace(self, last_seq=seq, **changes)
