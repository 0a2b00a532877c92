"""What may be asked about tickets, from the number that is taken to the end of the visit."""

from __future__ import annotations

from typing import ClassVar

from contract.command import Command, LiveCommand, SeenTicket, command_topic
from contract.ids import CommandId, CounterId, PriorityId, ProcedureCode, ReasonId, ServiceId, TicketId
from contract.message import Text
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
