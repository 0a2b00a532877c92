"""What happened to records (hồ sơ).

No person is in here: who applied, their papers by name and every written word live in erasable tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from contract.event import Event, event_topic
from contract.ids import CounterId, ProcedureCode, ReasonId, RecordCode, RecordId, TicketId
from contract.message import Utc
from contract.record_words import (
    KEPT_BESIDE,
    Channel,
    CodeShape,
    CorrectedField,
    ForgottenBecause,
    ResultTo,
    TermUnit,
    Timeliness,
)

Count = Annotated[int, msgspec.Meta(ge=0, le=9999)]


class RecordEvent(Event, frozen=True, kw_only=True):
    """Base of what happens to a record."""

    record: RecordId

    @property
    def moment(self) -> datetime:
        """When it happened, UTC; `at` is when it was written down."""
        return self.at


class RecordStep(RecordEvent, frozen=True, kw_only=True):
    """Base of what moves a record on."""

    happened_at: Utc | None = None
    """Where it was written down later than it was done; None: at `at`."""

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return self.happened_at or self.at


class RecordEntered(RecordEvent, frozen=True, kw_only=True):
    """Base of what puts a record into the register."""

    year: int
    """Of the register: the year in which it was written down."""
    number: Annotated[int, msgspec.Meta(ge=1)]
    """In the register, from 1, without a gap through the year."""
    procedure: ProcedureCode
    channel: Channel
    received_at: Utc
    """When it was handed over; earlier than `at` where it was written down later."""
    ticket: TicketId | None = None
    counter: CounterId | None = None
    is_back_dated: bool = False
    """Written down later than it was handed over."""


class RecordReceived(RecordEntered, frozen=True, kw_only=True, tag="record/received"):
    """Taken in."""

    TOPIC: ClassVar = event_topic("record/received")

    term_amount: int | None = None
    """How long it may take, in `term_unit`; None: nobody could count it."""
    term_unit: TermUnit | None = None
    due_at: Utc | None = None
    """When the result is due; None: it was given at once and nothing was promised."""
    is_due_by_hand: bool = False
    """The officer named the day."""
    result_to: ResultTo = ResultTo.COUNTER
    originals: Count = 0
    """Papers handed over as originals."""
    copies: Count = 0
    """Papers handed over as copies."""
    shown: Count = 0
    """Papers only shown: never to be scanned."""
    fee_vnd: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """Fee taken, in dong; None: not said."""
    despite: tuple[RecordId, ...] = ()
    """Records the officer was warned of as possible duplicates, and took this one in all the same."""


class RecordRefusedAtReception(RecordEntered, frozen=True, kw_only=True, tag="record/refused-at-reception"):
    """Not taken in, with a written reason (form 03)."""

    TOPIC: ClassVar = event_topic("record/refused-at-reception")

    reason: ReasonId
    duplicate_of: RecordId | None = None
    """The earlier record it repeats."""


class RecordTakenUp(RecordStep, frozen=True, kw_only=True, tag="record/taken-up"):
    """Handed to who decides: in process."""

    TOPIC: ClassVar = event_topic("record/taken-up")


class SupplementAsked(RecordStep, frozen=True, kw_only=True, tag="record/supplement-asked"):
    """Something is missing (form 02); the clock stands still."""

    TOPIC: ClassVar = event_topic("record/supplement-asked")

    reason: ReasonId


class SupplementTaken(RecordStep, frozen=True, kw_only=True, tag="record/supplement-taken"):
    """What was missing is in; the clock goes on."""

    TOPIC: ClassVar = event_topic("record/supplement-taken")

    due_at: Utc
    """When the result is due now."""
    is_due_by_hand: bool = False
    """The officer named the day."""
    new_date: Utc | None = None
    """An apology's date from before, moved by the time the clock stood still; None: it stays as it was."""


class RecordReappointed(RecordEvent, frozen=True, kw_only=True, tag="record/reappointed"):
    """The result will be late: apology and one new date (form 04). It stays late by its due date."""

    TOPIC: ClassVar = event_topic("record/reappointed")

    reason: ReasonId
    new_date: Utc
    """What is promised now."""


class ResultReady(RecordStep, frozen=True, kw_only=True, tag="record/result-ready"):
    """The result can be fetched."""

    TOPIC: ClassVar = event_topic("record/result-ready")

    timeliness: Timeliness | None = None
    """Held against the due date by the rule of that moment; None: nothing was due."""


class RecordReturned(RecordStep, frozen=True, kw_only=True, tag="record/returned"):
    """The applicant has the result."""

    TOPIC: ClassVar = event_topic("record/returned")

    is_same_visit: bool = False
    """In the visit in which it was handed over, and so at its `received_at`, also where `at` is later."""
    timeliness: Timeliness | None = None
    """As when it was ready; where it was ready only now, held against the due date now."""
    fee_vnd: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """All that was paid, in dong, where some of it was paid only now; None: what was said before."""


class RecordRefused(RecordStep, frozen=True, kw_only=True, tag="record/refused"):
    """Taken in, and refused by who decides, with a written reason."""

    TOPIC: ClassVar = event_topic("record/refused")

    reason: ReasonId
    duplicate_of: RecordId | None = None
    """The earlier record it repeats; in events of before there was none to name."""


class RecordWithdrawn(RecordStep, frozen=True, kw_only=True, tag="record/withdrawn"):
    """The applicant took it back."""

    TOPIC: ClassVar = event_topic("record/withdrawn")

    reason: ReasonId


class RecordStopped(RecordStep, frozen=True, kw_only=True, tag="record/stopped"):
    """Given up with a notice (form 05)."""

    TOPIC: ClassVar = event_topic("record/stopped")

    reason: ReasonId


class RecordCoded(RecordEvent, frozen=True, kw_only=True, tag="record/coded"):
    """The official code was typed or scanned from the provincial system; nobody here makes one."""

    TOPIC: ClassVar = event_topic("record/coded")

    code: RecordCode
    shape: CodeShape


class RecordCorrected(RecordEvent, frozen=True, kw_only=True, tag="record/corrected"):
    """What was written down wrong at reception is put right.

    Of what stands beside the ledger only the field's name is here: old and new value are in no event.
    """

    TOPIC: ClassVar = event_topic("record/corrected")

    corrects: tuple[CorrectedField, ...]
    fee_vnd: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """With `fee`; None: not said."""
    result_to: ResultTo | None = None
    channel: Channel | None = None
    term_amount: int | None = None
    """With `channel`, where the due date was counted anew: how long it may take, in `term_unit`."""
    term_unit: TermUnit | None = None
    due_at: Utc | None = None
    """When the result is due now; never later than it was. None: as it was."""
    originals: Count = 0
    """With `papers`: handed over as originals."""
    copies: Count = 0
    """With `papers`: handed over as copies."""
    shown: Count = 0
    """With `papers`: only shown."""
    despite: tuple[RecordId, ...] = ()
    """Records the officer was warned of as possible duplicates, by the identity number put right."""

    @property
    def is_for_good(self) -> bool:
        """Whether an old value was erased with it, so that it cannot be taken back."""
        return not KEPT_BESIDE.isdisjoint(self.corrects)


class DelayTold(RecordEvent, frozen=True, kw_only=True, tag="record/delay-told"):
    """The applicant was told that the result will be late."""

    TOPIC: ClassVar = event_topic("record/delay-told")


class ApplicantForgotten(RecordEvent, frozen=True, kw_only=True, tag="record/applicant-forgotten"):
    """All that identifies the applicant, and every written word, was erased."""

    TOPIC: ClassVar = event_topic("record/applicant-forgotten")

    because: ForgottenBecause


class RecordUndone(RecordEvent, frozen=True, kw_only=True, tag="record/undone"):
    """The officer's last step was a wrong press and is taken back: the record is as it was before it.

    A reception is never as if it had not been: the record stays in the register, as void.
    """

    TOPIC: ClassVar = event_topic("record/undone")

    undone: Annotated[int, msgspec.Meta(ge=1)]
    """Seq of the step's first event; what came of the same command goes with it."""


class RecordRead(RecordEvent, frozen=True, kw_only=True):
    """Base of who saw a record with its person: nothing happened to the record."""


class RecordOpened(RecordRead, frozen=True, kw_only=True, tag="record/opened"):
    """Somebody opened a page that shows who applied; once in a while, not each time."""

    TOPIC: ClassVar = event_topic("record/opened")


class RecordExported(RecordRead, frozen=True, kw_only=True, tag="record/exported"):
    """All that is kept of its applicant was given out, at their request."""

    TOPIC: ClassVar = event_topic("record/exported")


class RegisterContinued(Event, frozen=True, kw_only=True, tag="register/continued"):
    """After a restore: numbers that were given before it, of records nobody knows any more, stay theirs."""

    TOPIC: ClassVar = event_topic("register/continued")

    year: int
    """Of the register."""
    first: Annotated[int, msgspec.Meta(ge=1)]
    """The lowest number that the restored ledger does not know."""
    last: Annotated[int, msgspec.Meta(ge=0)]
    """The highest that anybody holds; below `first` nothing was lost. The register goes on after it."""


RECORD_EVENTS: tuple[type[RecordEvent], ...] = (
    RecordReceived, RecordRefusedAtReception, RecordTakenUp, SupplementAsked, SupplementTaken,
    RecordReappointed, ResultReady, RecordReturned, RecordRefused, RecordWithdrawn, RecordStopped,
    RecordCoded, ApplicantForgotten, RecordUndone, RecordOpened, RecordExported,
    DelayTold, RecordCorrected,
)  # fmt: skip
"""Every event of a record."""
