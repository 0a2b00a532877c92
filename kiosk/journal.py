"""The kiosk's durable memory of numbers: one JSON line per step, on disk before the step counts.

Knows what must be on disk and what counts anyway; files are `journal_file`'s, what the lines add up to is
`journal_books`'s.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from copy import copy
from datetime import date
from pathlib import Path

from contract.commands import VoidTicket
from contract.ids import CommandId, Epoch, JournalId, ServiceId, TicketId, TicketNumber, new_journal_id
from contract.offline import Lease
from kiosk.journal_books import Books, Remembered
from kiosk.journal_entries import (
    ContactMade,
    Debt,
    Ended,
    Entry,
    JournalNamed,
    LeasesHeld,
    NumberReserved,
    OwesConfirm,
    OwesVoid,
)
from kiosk.journal_file import JournalFile, LinesAre

log = logging.getLogger(__name__)

MOST_NAMED = 20
"""Given-up commands named in one asking: they have to fit into its 16 KiB many times over."""


class Journal:
    """Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.on_owed: Callable[[], None] = lambda: None
        """Told when there is something new to tell the hub."""
        self.on_written: Callable[[Entry], None] = lambda _entry: None
        """Told of every line that counts, after it does."""
        self._lock = threading.Lock()
        self._file = JournalFile(path)
        self._books = Books()
        self._is_behind = False
        self._load()

    # --- writing ---

    def write(self, entry: Entry) -> None:
        """On disk when this returns.

        Raises:
            OSError: it is not (the disk is full or gone), and the step must not be taken.
        """
        with self._lock:
            if isinstance(entry, NumberReserved):
                # a line whose sync failed may be on disk all the same: the number is nobody else's
                self._books.use(entry.reserved, entry.birth)
            self._append(entry)
            self._books.apply(entry)
        self.on_written(entry)

    def note(self, entry: Entry) -> None:
        """What has happened anyway counts even if the disk does not take it: it is then kept in memory."""
        with self._lock:
            self._books.apply(entry)
            try:
                self._append(entry)
            except OSError:
                self._is_behind = True
                log.exception("the journal cannot be written; kept in memory: %s", type(entry).__name__)
        self.on_written(entry)

    def owe(self, entry: OwesConfirm | OwesVoid | Ended) -> None:
        """Something to tell the hub; noted, and whoever settles is told."""
        self.note(entry)
        self.on_owed()

    def begin_day(self, day: date) -> None:
        """With a new day what is settled and old is thrown away."""
        with self._lock:
            if self._books.day == day:
                return
            self._books.shorten(day)
            try:
                self._rewrite()
            except OSError:
                self._is_behind = True
                log.exception("the journal could not be shortened; it goes on as it is")

    # --- reading ---

    def debts(self) -> tuple[Debt, ...]:
        """What the hub has not answered yet, oldest first."""
        with self._lock:
            return tuple(self._books.owed.values())

    def abandoned(self) -> tuple[CommandId, ...]:
        """Commands given up whose end the hub has not confirmed yet, the newest."""
        ids = (debt.abandoned for debt in self.debts() if isinstance(debt, VoidTicket))
        return tuple(command_id for command_id in ids if command_id is not None)[-MOST_NAMED:]

    def asked(self) -> tuple[CommandId, ...]:
        """Asked for, and no end written."""
        with self._lock:
            return tuple(self._books.asked)

    def held(self) -> tuple[TicketId, ...]:
        """Numbers of which nobody knows yet what became of them."""
        with self._lock:
            return tuple(ticket for ticket, told in self._books.tickets.items() if not told.is_decided)

    def has_started(self, ticket: TicketId) -> bool:
        """Whether bytes of that ticket's slip may have reached the paper."""
        told = self.ticket(ticket)
        return told is not None and told.has_started

    def ticket(self, ticket: TicketId) -> Remembered | None:
        """What is kept of that ticket."""
        with self._lock:
            told = self._books.tickets.get(ticket)
            return None if told is None else copy(told)

    def tickets(self, wanted: Callable[[Remembered], bool] = lambda _: True) -> tuple[Remembered, ...]:
        """What is kept of all that are wanted, as they were taken; later changes do not show in it."""
        with self._lock:
            return tuple(copy(told) for told in self._books.tickets.values() if wanted(told))

    def next_order(self) -> int:
        """The place in the journal of the next ticket."""
        with self._lock:
            return self._books.order + 1

    def used(self) -> frozenset[tuple[date, TicketNumber]]:
        """Numbers of a day that nobody may get again."""
        with self._lock:
            return frozenset(self._books.used)

    def given(self) -> Counter[tuple[date, ServiceId]]:
        """Numbers this kiosk gave by itself, by day and service; voided ones not counted."""
        with self._lock:
            return self._books.given()

    def contacts(self) -> tuple[ContactMade, ...]:
        """When the hub's time was heard, oldest first."""
        with self._lock:
            return tuple(self._books.contacts)

    def leases(self) -> LeasesHeld | None:
        """The numbers this kiosk may give, as the hub said last."""
        with self._lock:
            return self._books.held

    def lent(self) -> tuple[Lease, ...]:
        """Of which numbers may be given: none until the hub has all of this journal."""
        with self._lock:
            return self._books.lent()

    def known_leases(self) -> tuple[Lease, ...]:
        """All leases of the days that are kept."""
        with self._lock:
            return tuple(self._books.known.values())

    def epochs(self) -> tuple[Epoch | None, Epoch | None]:
        """Of the hub's ledger as last met, and of the one that has everything of this journal."""
        with self._lock:
            return self._books.epoch, self._books.settled_epoch

    def name(self) -> JournalId | None:
        """Which journal this is: a lost or damaged one's successor has another name."""
        with self._lock:
            return self._books.journal

    # --- the file ---

    def _load(self) -> None:
        """An unreadable line may have been a number on somebody's slip: then it is another journal."""
        lines = self._file.read()
        for entry in lines.entries:
            self._books.apply(entry)
        if lines.state is LinesAre.DAMAGED or self._books.journal is None:
            named = JournalNamed(new_journal_id())
            log.warning("the journal is %s from now on", named.journal)
            self._books.apply(named)
        elif lines.state is LinesAre.WHOLE:
            return
        try:
            self._rewrite()
        except OSError:
            self._is_behind = True
            log.exception("the journal cannot be written anew; it is tried again with the next line")

    def _append(self, entry: Entry) -> None:
        if self._is_behind:
            self._rewrite()
        self._file.append(entry)

    def _rewrite(self) -> None:
        self._file.rewrite(self._books.entries())
        self._is_behind = False
