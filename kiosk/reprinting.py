"""A slip printed again for staff: the same number and code, marked as a copy, noted before its first byte.

Knows which numbers of this kiosk may be printed again and what the ledger has to hear of it; knows nothing of
screens. People ahead are left out: what was true when the number was taken is not true now.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from contract.commands import NoteReprint
from contract.ids import CommandId, TicketId, new_command_id
from kiosk.center import Center
from kiosk.issued import IssuedNumber
from kiosk.journal import Journal
from kiosk.journal_books import Remembered
from kiosk.journal_entries import OwesReprint
from kiosk.slips import slip_for
from kiosk.ticketing import SlipPrinter
from printer.faults import PrinterFault
from printer.outcome import PrintOutcome, PrintResult
from printer.slip import Slip, SlipMark

log = logging.getLogger(__name__)

MOST_SHOWN = 20
"""The last so many numbers: whoever lost an older one is found at the officer's console."""


class Reprinting:
    """Copies of this kiosk's own slips."""

    def __init__(
        self,
        journal: Journal,
        printer: SlipPrinter,
        center: Callable[[], Center],
        today: Callable[[], date | None],
        new_id: Callable[[], CommandId] = new_command_id,
    ) -> None:
        """`today`: the day as far as the kiosk can know; None: it can't."""
        self._journal = journal
        self._printer = printer
        self._center = center
        self._today = today
        self._new_id = new_id

    def latest(self) -> tuple[IssuedNumber, ...]:
        """Today's numbers that a citizen has, the newest first."""
        today = self._today()
        told = sorted(self._journal.tickets(), key=lambda one: one.birth.order, reverse=True)
        shown = [one.reserved for one in told if one.fate is not None and today in (None, one.reserved.day)]
        return tuple(
            IssuedNumber(reserved.ticket, reserved.number, reserved.service, reserved.taken_at)
            for reserved in shown[:MOST_SHOWN]
        )

    def print_copy(self, ticket: TicketId) -> PrintResult:
        """Once; a copy whose note cannot be written is not printed."""
        told = self._journal.ticket(ticket)
        if told is None:
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)

        def bytes_started() -> None:
            self._journal.write(OwesReprint(NoteReprint(command_id=self._new_id(), ticket=ticket)))

        try:
            result = self._printer.print_slip(self._copy(told), bytes_started)
        except OSError:
            log.exception("no copy of %s: the journal cannot be written", told.reserved.number)
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)
        log.info("copy of %s: %s", told.reserved.number, result.outcome)
        self._journal.on_owed()
        return result

    def _copy(self, told: Remembered) -> Slip:
        slip = slip_for(told.reserved, told.birth, self._center())
        return replace(slip, people_ahead=None, marks=slip.marks | {SlipMark.COPY})
