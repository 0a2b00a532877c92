"""What may be asked of the hub about records. They carry no person: that goes beside them, into other tables.

None is live: an officer types for a while, and a repeat gets the first answer again.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from contract.command import Command, command_topic
from contract.ids import ProcedureCode, ReasonId, RecordCode, RecordId, TicketId
from contract.message import Utc
from contract.record_events import Count
from contract.record_words import Channel, CorrectedField, RecordState, ResultTo

Fee = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
"""In dong."""


class SeenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record and the state the person saw it in; a stale view is refused."""

    record: RecordId
    state: RecordState


class RecordCommand(Command, frozen=True, kw_only=True):
    """Base of what is asked of a record that is in the register."""

    seen: SeenRecord


class StepCommand(RecordCommand, frozen=True, kw_only=True):
    """One that moves the record on. Answer: `RecordStands`."""

    happened_at: Utc | None = None
    """When it was done, if it is written down later; None: now."""


class ReasonedCommand(StepCommand, frozen=True, kw_only=True):
    """One that the law wants a written reason for."""

    reason: ReasonId


class EnterRecord(Command, frozen=True, kw_only=True):
    """Base of what puts a record into the register."""

    procedure: ProcedureCode
    channel: Channel = Channel.DIRECT
    ticket: TicketId | None = None
    """The visit in which it was handed over: called to the asker's counter, or served there."""
    received_at: Utc | None = None
    """When it was handed over, if it is written down later; None: now."""


class ReceiveRecord(EnterRecord, frozen=True, kw_only=True):
    """Take a record in. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("receive-record")

    due_day: date | None = None
    """The officer's own date; needed where the procedure's time cannot be counted."""
    is_returned_at_once: bool = False
    """The result is given in the same visit."""
    code: RecordCode | None = None
    """The official code, where there is one already."""
    result_to: ResultTo = ResultTo.COUNTER
    originals: Count = 0
    """Papers handed over as originals."""
    copies: Count = 0
    """Papers handed over as copies."""
    shown: Count = 0
    """Papers only shown."""
    fee_vnd: Fee | None = None
    """Fee taken, in dong; None: not said."""
    despite: tuple[RecordId, ...] = ()
    """Possible duplicates the officer saw and took it in all the same."""


class RefuseReception(EnterRecord, frozen=True, kw_only=True):
    """Refuse to take a record in, with a reason. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("refuse-reception")

    reason: ReasonId
    duplicate_of: RecordId | None = None
    """The earlier record, where this one repeats it."""


class TakeUpRecord(StepCommand, frozen=True, kw_only=True):
    """Hand a record to who decides. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("take-up-record")


class AskSupplement(ReasonedCommand, frozen=True, kw_only=True):
    """Ask for what is missing; once in a record's life. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("ask-supplement")


class TakeSupplement(StepCommand, frozen=True, kw_only=True):
    """What was missing is in. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("take-supplement")

    due_day: date | None = None
    """The officer's own date: needed where it cannot be counted, never later than what is counted."""


class ReappointRecord(RecordCommand, frozen=True, kw_only=True):
    """Apologise for a late result and promise one new date. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("reappoint-record")

    reason: ReasonId
    new_day: date
    """The day that is promised now."""


class FinishRecord(StepCommand, frozen=True, kw_only=True):
    """The result is ready. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("finish-record")


class ReturnRecord(StepCommand, frozen=True, kw_only=True):
    """Give the result. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("return-record")

    fee_vnd: Fee | None = None
    """All that was paid, where some of it was paid only now; None: what was said before."""


class RefuseRecord(ReasonedCommand, frozen=True, kw_only=True):
    """Refuse a record that was taken in. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("refuse-record")

    duplicate_of: RecordId | None = None
    """The earlier record, where this one turned out to repeat it."""


class WithdrawRecord(ReasonedCommand, frozen=True, kw_only=True):
    """The applicant takes it back. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("withdraw-record")


class StopRecord(ReasonedCommand, frozen=True, kw_only=True):
    """Give a record up, with a notice. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("stop-record")


class CodeRecord(RecordCommand, frozen=True, kw_only=True):
    """Write down the official code; a wrong one is written over by who saw it. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("code-record")

    code: RecordCode
    seen_code: RecordCode | None = None
    """The code that the person saw; None: there was none yet."""


class CorrectRecord(RecordCommand, frozen=True, kw_only=True):
    """Put right what was written down wrong at reception. Answer: `RecordStands`.

    Of what stands beside the ledger it holds the name of the field alone; the value goes there itself.
    """

    TOPIC: ClassVar = command_topic("correct-record")

    as_of: int
    """Seq of the last event of the record that the person saw: nobody's correction is written over unseen."""
    corrects: tuple[CorrectedField, ...]
    """What is put right; for what the ledger holds, with the value below."""
    fee_vnd: Fee | None = None
    """Fee taken, in dong; None: not said."""
    result_to: ResultTo | None = None
    channel: Channel | None = None
    originals: Count = 0
    """Papers handed over as originals."""
    copies: Count = 0
    """Papers handed over as copies."""
    shown: Count = 0
    """Papers only shown."""
    despite: tuple[RecordId, ...] = ()
    """Possible duplicates the officer saw, by the identity number put right."""


class ForgetApplicant(RecordCommand, frozen=True, kw_only=True):
    """Erase who applied and every written word, once the record has ended. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("forget-applicant")


class TellDelay(RecordCommand, frozen=True, kw_only=True):
    """The applicant was told that the result will be late. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("tell-delay")


class UndoRecord(RecordCommand, frozen=True, kw_only=True):
    """Take back the own last step on a record, while it is fresh. Answer: `RecordStands`."""

    TOPIC: ClassVar = command_topic("undo-record")

    undone: int
    """Seq of the step the person saw as the last."""


class ContinueRegister(Command, frozen=True, kw_only=True):
    """After a restore: say which number of the register was the last that anybody holds. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("continue-register")

    year: int
    """Of the register that is asked about."""
    last: Annotated[int, msgspec.Meta(ge=0, le=9_999_999)]
    """From receipts and exports; the ledger's own last where nothing was lost."""


RECORD_COMMANDS: tuple[type[Command], ...] = (
    ReceiveRecord, RefuseReception, TakeUpRecord, AskSupplement, TakeSupplement, ReappointRecord,
    FinishRecord, ReturnRecord, RefuseRecord, WithdrawRecord, StopRecord, CodeRecord, ForgetApplicant,
    UndoRecord, TellDelay, CorrectRecord,
)  # fmt: skip
"""Every command on a record, or that enters one."""
