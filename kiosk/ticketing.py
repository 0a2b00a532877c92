"""Print-committed numbers: reserve, journal "bytes started", print, confirm; every other way ends in a void.

Where the hub does not answer, its command is given up for good and the number comes from this kiosk's lease.

Knows the order of the steps and what a crash between them means (ARCHITECTURE §4); knows neither broker nor
cable. A ghost, a ticket in line that nobody holds, cannot come from here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from contract.answers import Reserved
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import ConfirmTicket, ReserveTicket, VoidTicket
from contract.ids import CommandId, TicketId, new_command_id
from contract.words import Outcome as Answered
from contract.words import SlipFate, Taking, VoidReason
from kiosk.center import Center, NotGiven
from kiosk.hub_port import Hub
from kiosk.journal import Journal
from kiosk.journal_entries import Asked, BytesStarted, Ended, NoNumber, NumberReserved, OwesConfirm, OwesVoid
from kiosk.outcomes import (
    BytesSent,
    Denied,
    Given,
    HubFailed,
    NoAnswer,
    NotPrinted,
    Outcome,
    SlipIs,
    Wish,
)
from kiosk.slips import slip_for
from kiosk.without_hub import WithoutHub
from printer.faults import PrinterFault
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.slip import Slip

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 2.0
"""Without an answer by then the command is given up for good."""

NO_ANSWER_AT_ALL = frozenset({Taking.AWAITING_JOURNALS.value, "late"})
"""Refusals that say nothing of the wish: the hub waits for journals after a restore, or was too slow."""


class SlipPrinter(Protocol):
    """One printer; `printer.service.PrinterService` is one."""

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        """At most once; the callback runs before the first byte goes out, and may stop it by raising."""
        ...

    def expect_remains(self) -> None:
        """A slip was being printed when the last process ended: half of it may hang at the head."""
        ...


class Ticketing:
    """Numbers for citizens, one at a time."""

    def __init__(
        self,
        hub: Hub,
        printer: SlipPrinter,
        journal: Journal,
        alone: WithoutHub,
        center: Callable[[], Center],
        new_id: Callable[[], CommandId] = new_command_id,
    ) -> None:
        self._hub = hub
        self._printer = printer
        self._journal = journal
        self._alone = alone
        self._center = center
        self._new_id = new_id

    def finish_what_was_open(self) -> None:
        """After a start: what a crash left half done is ended, so that the hub knows about each number."""
        for command_id in self._journal.asked():
            self._abandon(command_id)
        for ticket in self._journal.held():
            if self._journal.has_started(ticket):
                self._printer.expect_remains()
                self._confirm(ticket, SlipFate.UNCONFIRMED)
            else:
                self._void(ticket, VoidReason.NOT_PRINTED)

    def take(self, wish: Wish) -> Outcome:
        """From the wish to a slip, or to a sentence why there is none. Takes a few seconds."""
        asked_at = None if self._hub.is_silent() else self._hub.now()
        if asked_at is None:
            return self._give_alone(wish) or NoAnswer()
        command = ReserveTicket(
            command_id=self._new_id(),
            asked_at=asked_at,
            answer_within_s=ANSWER_WITHIN_S,
            service=wish.service,
            procedure=wish.procedure,
            priority=wish.priority,
            language=wish.language,
            abandons=self._journal.abandoned(),
        )
        try:
            self._journal.write(Asked(command.command_id))
        except OSError:
            log.exception("no number is asked for while the journal cannot be written")
            return HubFailed()
        return self._reserve(command, wish)

    def noted(self, shown: NotPrinted) -> None:
        """The citizen confirmed that they noted the number on the screen."""
        self._confirm(shown.reserved.ticket, SlipFate.ON_SCREEN)

    def declined(self, shown: NotPrinted) -> None:
        """The citizen does not want it; should a slip come out after all, its number is void."""
        self._void(shown.reserved.ticket, VoidReason.DECLINED)

    def left(self, shown: NotPrinted) -> None:
        """Nobody answered: where bytes were sent the citizen may hold a slip, otherwise nobody has it."""
        if shown.sent is BytesSent.SOME:
            self._confirm(shown.reserved.ticket, SlipFate.UNCONFIRMED)
        else:
            self._void(shown.reserved.ticket, VoidReason.NOT_PRINTED)

    def _reserve(self, command: ReserveTicket, wish: Wish) -> Outcome:
        try:
            answer = self._hub.ask(command, ANSWER_WITHIN_S)
        except NotConnectedError:
            self._journal.note(NoNumber(command.command_id))
            return self._give_alone(wish) or NoAnswer()
        except NoAnswerError:
            self._abandon(command.command_id)
            return self._give_alone(wish) or NoAnswer()
        if answer.outcome is Answered.DONE and isinstance(answer.result, Reserved):
            return self._hold(NumberReserved(command.command_id, answer.result, self._alone.birth(wish)))
        self._journal.note(NoNumber(command.command_id))
        if answer.outcome is Answered.REFUSED:
            alone = self._give_alone(wish) if answer.code in NO_ANSWER_AT_ALL else None
            return alone or Denied(answer.message_vi or "", answer.message_en or "")
        return self._give_alone(wish) or HubFailed()

    def _give_alone(self, wish: Wish) -> Outcome | None:
        """A number from this kiosk's lease; None: it has none to give now."""
        number = self._alone.number(wish)
        if isinstance(number, NotGiven):
            log.warning("no number of %s without the hub: %s", wish.service, number.reason)
            return None
        return self._hold(number)

    def _hold(self, number: NumberReserved) -> Outcome:
        reserved = number.reserved
        try:
            self._journal.write(number)
        except OSError:
            log.exception("%s is given back: the journal cannot be written", reserved.number)
            if number.birth.lent is None:
                self._void(reserved.ticket, VoidReason.NOT_PRINTED)
            return HubFailed()
        slip = slip_for(reserved, number.birth, self._center())
        result = self._print(slip, reserved.ticket)
        if result.outcome is PrintOutcome.CONFIRMED:
            self._confirm(reserved.ticket, SlipFate.PRINTED)
            return Given(reserved, SlipIs.SURE)
        if result.outcome is PrintOutcome.UNCONFIRMED and result.leftover is Leftover.UNKNOWABLE:
            self._confirm(reserved.ticket, SlipFate.UNCONFIRMED)
            return Given(reserved, SlipIs.UNSURE)
        sent = BytesSent.NONE if result.outcome is PrintOutcome.NOT_STARTED else BytesSent.SOME
        return NotPrinted(reserved, result.fault or PrinterFault.UNKNOWN, sent, slip.qr_content)

    def _print(self, slip: Slip, ticket: TicketId) -> PrintResult:
        def bytes_started() -> None:
            self._journal.write(BytesStarted(ticket))

        try:
            return self._printer.print_slip(slip, bytes_started)
        except Exception:
            log.exception("printing failed in a way the printer package does not know")
            has_started = self._journal.has_started(ticket)
            outcome = PrintOutcome.UNCONFIRMED if has_started else PrintOutcome.NOT_STARTED
            return PrintResult(outcome, PrinterFault.UNKNOWN)

    def _confirm(self, ticket: TicketId, fate: SlipFate) -> None:
        if self._is_ours(ticket):
            self._journal.owe(Ended(ticket, fate, None))
        else:
            self._journal.owe(OwesConfirm(ConfirmTicket(command_id=self._new_id(), ticket=ticket, fate=fate)))

    def _void(self, ticket: TicketId, reason: VoidReason) -> None:
        if self._is_ours(ticket):
            self._journal.owe(Ended(ticket, None, reason))
        else:
            self._journal.owe(OwesVoid(VoidTicket(command_id=self._new_id(), ticket=ticket, reason=reason)))

    def _is_ours(self, ticket: TicketId) -> bool:
        """Whether the number came from this kiosk's lease: the hub learns of it when it is handed in."""
        told = self._journal.ticket(ticket)
        return told is not None and told.birth.lent is not None

    def _abandon(self, command_id: CommandId) -> None:
        void = VoidTicket(command_id=self._new_id(), reason=VoidReason.ABANDONED, abandoned=command_id)
        self._journal.owe(OwesVoid(void))
