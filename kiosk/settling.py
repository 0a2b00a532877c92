"""Telling the hub what the journal owes it, again and again until it answers.

Knows back-off; a refusal is an answer too. Knows nothing of why something is owed.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress

from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import NoteReprint
from contract.words import Outcome
from kiosk.handing_in import HandingIn
from kiosk.hub_port import Hub
from kiosk.journal import Journal
from kiosk.journal_entries import Debt, Settled

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 5.0
FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0


class Settler:
    """One thread's work."""

    def __init__(self, journal: Journal, hub: Hub, handing_in: HandingIn) -> None:
        self._journal = journal
        self._hub = hub
        self._handing_in = handing_in
        self._news = threading.Event()
        journal.on_owed = self.wake

    def wake(self) -> None:
        """Something new is owed, or the hub is back: try now."""
        self._news.set()

    def settle(self) -> int:
        """Tell everything once, stop where the hub does not answer; how much is still owed."""
        # a restored hub must know a ticket before it is told what became of it
        with suppress(NoAnswerError, NotConnectedError):
            self._handing_in.hand_in(ANSWER_WITHIN_S)
            self._pay_debts()
        return len(self._journal.debts()) + self._handing_in.left()

    def _pay_debts(self) -> None:
        for debt in self._journal.debts():
            if isinstance(debt, NoteReprint) and self._is_unknown_to_hub(debt):
                continue
            try:
                self._pay(debt)
            except (NoAnswerError, NotConnectedError):
                raise
            except Exception:
                log.exception("%s cannot be told; the others are", type(debt).__name__)

    def _pay(self, debt: Debt) -> None:
        answer = self._hub.ask(debt, ANSWER_WITHIN_S)
        if answer.outcome is Outcome.REFUSED:
            log.warning("the hub refused %s: %s", type(debt).__name__, answer.code)
        if answer.outcome is not Outcome.ERROR:
            self._journal.note(Settled(debt.command_id))

    def _is_unknown_to_hub(self, debt: NoteReprint) -> bool:
        """A number from a lease that is not handed in yet: the note would be refused and lost."""
        told = self._journal.ticket(debt.ticket)
        return told is not None and told.is_owed

    def run(self, stopped: threading.Event) -> None:
        """Until stopped; whoever stops also calls `wake`."""
        retry_s = FIRST_RETRY_S
        while not stopped.is_set():
            self._news.clear()
            is_owed = self._settle_or_log()
            has_news = self._news.wait(retry_s if is_owed else None)
            retry_s = FIRST_RETRY_S if has_news or not is_owed else min(retry_s * 2, LONGEST_RETRY_S)

    def _settle_or_log(self) -> bool:
        """Whether to try again: whatever goes wrong, the next time comes."""
        try:
            return self.settle() > 0
        except Exception:
            log.exception("what is owed could not be told")
            return True
