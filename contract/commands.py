"""What may be asked of the hub. Web and broker build these same commands.

A command says what is wanted and what the asker saw; who asks is known from the door it came through
(the topic's device, the session's officer). Each is done once: a repeat with the same `command_id` gets
the first answer again.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from contract.command import Command as Command
from contract.command import LiveCommand as LiveCommand
from contract.command import SeenTicket as SeenTicket
from contract.command import command_topic
from contract.ids import (
    CommandId,
    CounterId,
    DeviceId,
    JournalId,
    OfficerId,
    PriorityId,
    ProcedureCode,
    ReasonId,
    ServiceId,
    TicketId,
    TicketNumber,
    Token,
)
from contract.message import KIB, Text, Utc
from contract.notice_commands import NOTICE_COMMANDS as NOTICE_COMMANDS
from contract.notice_commands import EditNotice as EditNotice
from contract.notice_commands import OrderNotices as OrderNotices
from contract.notice_commands import PublishNotice as PublishNotice
from contract.notice_commands import WithdrawNotice as WithdrawNotice
from contract.offline import MOST_AT_ONCE, JournaledTicket, Lease
from contract.record_commands import RECORD_COMMANDS as RECORD_COMMANDS
from contract.record_commands import AskSupplement as AskSupplement
from contract.record_commands import CodeRecord as CodeRecord
from contract.record_commands import EnterRecord as EnterRecord
from contract.record_commands import FinishRecord as FinishRecord
from contract.record_commands import ForgetApplicant as ForgetApplicant
from contract.record_commands import ReappointRecord as ReappointRecord
from contract.record_commands import ReasonedCommand as ReasonedCommand
from contract.record_commands import ReceiveRecord as ReceiveRecord
from contract.record_commands import RecordCommand as RecordCommand
from contract.record_commands import RefuseReception as RefuseReception
from contract.record_commands import RefuseRecord as RefuseRecord
from contract.record_commands import ReturnRecord as ReturnRecord
from contract.record_commands import SeenRecord as SeenRecord
from contract.record_commands import StopRecord as StopRecord
from contract.record_commands import TakeSupplement as TakeSupplement
from contract.record_commands import TakeUpRecord as TakeUpRecord
from contract.record_commands import TellDelay as TellDelay
from contract.record_commands import UndoRecord as UndoRecord
from contract.record_commands import WithdrawRecord as WithdrawRecord
from contract.words import Language, SlipFate, TimesWrong, VoidReason

# --- a number is born ---------------------------------------------------------------------------------


class ReserveTicket(LiveCommand, frozen=True, kw_only=True):
    """Take the next number of the series a service draws from. Answer: `Reserved`."""

    TOPIC: ClassVar = command_topic("reserve-ticket")

    service: ServiceId
    procedure: ProcedureCode | None = None
    priority: PriorityId | None = None
    """Self-declared priority class; None is ordinary."""
    language: Language = Language.VI
    abandons: tuple[CommandId, ...] = ()
    """Commands this kiosk gave up waiting for: the hub voids what they reserved."""


class ConfirmTicket(Command, frozen=True, kw_only=True):
    """The citizen has the number: the ticket comes into line. Journaled and retried until answered."""

    TOPIC: ClassVar = command_topic("confirm-ticket")

    ticket: TicketId
    fate: SlipFate
    """`printed`, or `on-screen` when the citizen confirmed they noted it, or `unconfirmed`."""


class VoidTicket(Command, frozen=True, kw_only=True):
    """A reservation that led to no slip. Journaled and retried until answered."""

    TOPIC: ClassVar = command_topic("void-ticket")

    reason: VoidReason
    ticket: TicketId | None = None
    abandoned: CommandId | None = None
    """Instead of a ticket: the reserve command whose answer never came; it stays void for good."""


class GiveNumber(Command, frozen=True, kw_only=True):
    """Give a number by hand to who cannot use the kiosk. Answer: `Reserved`, in line at once."""

    TOPIC: ClassVar = command_topic("give-number")

    service: ServiceId
    procedure: ProcedureCode | None = None
    priority: PriorityId | None = None
    language: Language = Language.VI


# --- numbers without the hub --------------------------------------------------------------------------


class HandIn(Command, frozen=True, kw_only=True):
    """A kiosk tells what it issued while the hub was away, or all it knows after a restore.

    Each ticket is taken in exactly once, by its token. Journaled and retried until answered.
    Answer: `HandedIn`.
    """

    TOPIC: ClassVar = command_topic("hand-in")
    MAX_BYTES: ClassVar = 64 * KIB

    tickets: Annotated[tuple[JournaledTicket, ...], msgspec.Meta(max_length=MOST_AT_ONCE)]
    leases: Annotated[tuple[Lease, ...], msgspec.Meta(max_length=8)] = ()
    """The leases it holds: a restored hub may have forgotten that it lent them."""
    is_whole: bool = False
    """With this one all that the kiosk's journal holds has been handed in."""
    journal: JournalId | None = None
    """Which journal it is, told with `is_whole`: another than before means that the kiosk has lost one."""


class NoteReprint(Command, frozen=True, kw_only=True):
    """Staff printed a slip again, marked as a copy. Journaled and retried until answered. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("note-reprint")

    ticket: TicketId


class ClaimSlip(LiveCommand, frozen=True, kw_only=True):
    """Serve the holder of an offline slip that no kiosk has handed in yet. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("claim-slip")

    counter: CounterId
    number: TicketNumber
    service: ServiceId | None = None
    """Needed where several services draw from the number's series and this counter serves more than one."""
    token: Token | None = None
    """From the slip's QR, where it was scanned."""


class ServeByHand(LiveCommand, frozen=True, kw_only=True):
    """Close tickets that were served while the system was away: counted, kept out of times.

    Answer: `ServedByHand`.
    """

    TOPIC: ClassVar = command_topic("serve-by-hand")

    tickets: Annotated[tuple[SeenTicket, ...], msgspec.Meta(min_length=1, max_length=100)]


class IssueWithoutJournals(Command, frozen=True, kw_only=True):
    """After a restore: give numbers again although a kiosk's journal is missing. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("issue-without-journals")

    reason: Text
    """Why, for the ledger."""


# --- at the counter -----------------------------------------------------------------------------------


class CallNext(LiveCommand, frozen=True, kw_only=True):
    """Call who is next for this counter. Answer: `Called`; nobody waiting is an answer, not an error."""

    TOPIC: ClassVar = command_topic("call-next")

    counter: CounterId
    finishing: SeenTicket | None = None
    """The ticket being served, finished in the same stroke."""


class CallTicket(LiveCommand, frozen=True, kw_only=True):
    """Call a given ticket out of turn, with the reason. Answer: `Called`."""

    TOPIC: ClassVar = command_topic("call-ticket")

    counter: CounterId
    seen: SeenTicket
    reason: Text


class Recall(LiveCommand, frozen=True, kw_only=True):
    """Call the called ticket again: flashes and speaks. Answer: `Called`."""

    TOPIC: ClassVar = command_topic("recall")

    counter: CounterId
    seen: SeenTicket


class StartService(LiveCommand, frozen=True, kw_only=True):
    """The citizen is here. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("start-service")

    counter: CounterId
    seen: SeenTicket


class Hold(LiveCommand, frozen=True, kw_only=True):
    """Park the ticket with a reason; the counter is free again. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("hold")

    counter: CounterId
    seen: SeenTicket
    reason: ReasonId | None = None
    """One of the configured hold reasons; a panel sends none and gets the first."""


class Resume(LiveCommand, frozen=True, kw_only=True):
    """Take a parked ticket back to this counter, straight into service. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("resume")

    counter: CounterId
    seen: SeenTicket


class Finish(LiveCommand, frozen=True, kw_only=True):
    """The visit is over. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("finish")

    counter: CounterId
    seen: SeenTicket


class NoShow(LiveCommand, frozen=True, kw_only=True):
    """Nobody came. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("no-show")

    counter: CounterId
    seen: SeenTicket


class Transfer(LiveCommand, frozen=True, kw_only=True):
    """From service or hold on to another service: a new leg. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("transfer")

    counter: CounterId
    seen: SeenTicket
    to_service: ServiceId
    keeps_place: Text | None = None
    """The reason for letting the ticket keep its first arrival; None places it by the leg's start."""


class Redirect(LiveCommand, frozen=True, kw_only=True):
    """Not yet served and in the wrong line: on to another service. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("redirect")

    seen: SeenTicket
    to_service: ServiceId
    counter: CounterId | None = None
    keeps_place: Text | None = None


class ReturnToLine(LiveCommand, frozen=True, kw_only=True):
    """Back into line at the old place: a called ticket, or a no-show that came late. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("return-to-line")

    seen: SeenTicket
    counter: CounterId | None = None


class Cancel(LiveCommand, frozen=True, kw_only=True):
    """The citizen leaves. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("cancel")

    seen: SeenTicket
    reason: Text
    counter: CounterId | None = None


class Undo(LiveCommand, frozen=True, kw_only=True):
    """Take back this counter's last action, within two minutes. Answer: `Undone`."""

    TOPIC: ClassVar = command_topic("undo")

    counter: CounterId


class MarkTimes(Command, frozen=True, kw_only=True):
    """Say that a ticket's times are not what happened, or take that back; of any day. Answer: `Noted`.

    Nothing is changed or left out: reports count it and can be read without it.
    """

    TOPIC: ClassVar = command_topic("mark-times")

    ticket: TicketId
    reason: TimesWrong | None
    """None: they are right after all."""


class NoteFiling(Command, frozen=True, kw_only=True):
    """Say what was missing for filing online, and whether it was filed. Answer: `Noted`.

    The latest word counts. Only of the open day, and of a visit served where filing online is helped with.
    """

    TOPIC: ClassVar = command_topic("note-filing")

    ticket: TicketId
    missing: tuple[ReasonId, ...] | None = None
    """What was missing; empty: nothing; None: not said."""
    filed: bool | None = None
    """None: not said."""


# --- counters, day, hall ------------------------------------------------------------------------------


class OpenCounter(LiveCommand, frozen=True, kw_only=True):
    """Sit down: the officer serves these services here. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("open-counter")

    counter: CounterId
    services: tuple[ServiceId, ...] = ()
    """None named: all that the counter can serve."""
    officer: OfficerId | None = None
    """Only for a manager seating somebody else."""


class PauseCounter(LiveCommand, frozen=True, kw_only=True):
    """Stop calling for a while, with a reason that is shown. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("pause-counter")

    counter: CounterId
    reason: ReasonId


class ResumeCounter(LiveCommand, frozen=True, kw_only=True):
    """Go on after a pause. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("resume-counter")

    counter: CounterId


class CloseCounter(LiveCommand, frozen=True, kw_only=True):
    """Stand up. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("close-counter")

    counter: CounterId


class OpenDay(Command, frozen=True, kw_only=True):
    """Begin the business day. Answer: `DayStands`."""

    TOPIC: ClassVar = command_topic("open-day")


class CloseDay(Command, frozen=True, kw_only=True):
    """End the business day: what is open ends unserved, service ends inferred. Answer: `DayStands`."""

    TOPIC: ClassVar = command_topic("close-day")


class ConfirmClock(Command, frozen=True, kw_only=True):
    """A person says the hub's time is right. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("confirm-clock")

    seen: Utc
    """The time the person saw and vouches for; more than a minute off is refused."""


class CallGuide(LiveCommand, frozen=True, kw_only=True):
    """A citizen at a kiosk asks for a guide. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("call-guide")


class AnswerGuideCall(LiveCommand, frozen=True, kw_only=True):
    """Staff goes to the kiosk that asked. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("answer-guide-call")

    kiosk: DeviceId
    """The kiosk that asked."""


COMMANDS: tuple[type[Command], ...] = (
    ReserveTicket, ConfirmTicket, VoidTicket, GiveNumber,
    CallNext, CallTicket, Recall, StartService, Hold, Resume, Finish, NoShow,
    Transfer, Redirect, ReturnToLine, Cancel, Undo,
    OpenCounter, PauseCounter, ResumeCounter, CloseCounter,
    OpenDay, CloseDay, ConfirmClock, CallGuide, AnswerGuideCall,
    HandIn, NoteReprint, ClaimSlip, ServeByHand, IssueWithoutJournals, MarkTimes, NoteFiling,
    *NOTICE_COMMANDS,
    *RECORD_COMMANDS,
)  # fmt: skip
"""Every command there is."""
