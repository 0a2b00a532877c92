"""Who keeps what would be lost: journals of kiosks and of the hall as they were before each shortening.

Reads files and the ledger while the storm goes on; judges nothing.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from contract.ids import TicketId
from contract.words import SlipFate, TicketState, VoidReason
from display.announcement_journal import Entry as Announcement
from display.announcement_journal import Step
from kiosk import journal_entries as j
from kiosk.journal_books import Books
from kiosk.journal_file import entry_of
from server.store import tables
from server.store.database import only_reading
from tools.storm.cast import HALL, KIOSKS
from tools.storm.center import StormCenter
from tools.storm.lost_disks import JOURNAL, lost_journals

LOOK_S = 0.4
QUIET_S = 3.0
_announcement = msgspec.json.Decoder(Announcement)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the hall's journal, and which run of the hall display wrote it."""

    entry: Announcement
    run: int


class Keepers:
    """One thread that looks often enough."""

    def __init__(self, center: StormCenter) -> None:
        self.started: dict[TicketId, str] = {}
        """Tickets of which bytes went out to a printer, and the kiosk."""
        self.noted: dict[TicketId, str] = {}
        """Tickets whose number a citizen confirmed to have noted from the screen."""
        self.declined: dict[TicketId, str] = {}
        """Tickets a citizen did not want."""
        self.spoken: list[Spoken] = []
        self._center = center
        self._lines: set[bytes] = set()
        self._spoken_lines = 0
        self._last_spoken_s = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="keepers", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look a last time."""
        self._stopping.set()
        self._thread.join()
        self._look()

    # --- the ledger now ---

    def reserved(self) -> int:
        """Tickets whose slips are not confirmed yet."""
        query = select(func.count()).where(tables.ticket.c.state == TicketState.RESERVED.value)
        with only_reading(self._center.ledger_url) as connection:
            return int(connection.execute(query).scalar_one())

    def last_event(self) -> tuple[str, int]:
        """Epoch and seq of the ledger's end."""
        event = tables.event.c
        with only_reading(self._center.ledger_url) as connection:
            row = connection.execute(select(event.epoch, event.seq).order_by(event.seq.desc()).limit(1)).one()
        return row.epoch, row.seq

    def owes_nothing(self, kiosk: str) -> bool:
        """Whether the hub has answered everything that stands in the kiosk's journal."""
        books = books_of(self._center.where.home(kiosk) / JOURNAL)
        return not books.owed and not any(told.is_owed for told in books.tickets.values())

    def has_spoken(self) -> bool:
        """Nothing new was written for a while, and nothing is just being spoken."""
        run = self._center.units[HALL].starts
        last = self.spoken[-1] if self.spoken else None
        is_speaking = last is not None and last.run == run and last.entry.step is Step.BEGUN
        return not is_speaking and time.monotonic() - self._last_spoken_s > QUIET_S

    # --- looking ---

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_S):
            self._look()

    def _look(self) -> None:
        for kiosk in KIOSKS:
            for lost in lost_journals(self._center.where, kiosk):
                self._read_kiosk(kiosk, lost)
            self._read_kiosk(kiosk, self._center.where.home(kiosk) / JOURNAL)
        self._read_hall(self._center.where.home(HALL) / "announcements.jsonl")

    def _read_kiosk(self, kiosk: str, journal: Path) -> None:
        for line in _lines_of(journal):
            if line not in self._lines:
                with suppress(msgspec.DecodeError):
                    self._keep(kiosk, entry_of(line))
                    self._lines.add(line)

    def _keep(self, kiosk: str, entry: j.Entry) -> None:
        match entry:
            case j.BytesStarted(ticket=ticket):
                self.started[ticket] = kiosk
            case j.TicketKept(reserved=reserved, has_started=True):
                self.started[reserved.ticket] = kiosk
            case j.OwesConfirm(command=command):
                self._keep_word(kiosk, command.ticket, command.fate, None)
            case j.OwesVoid(command=command) if command.ticket is not None:
                self._keep_word(kiosk, command.ticket, None, command.reason)
            case j.Ended(ticket=ticket, fate=fate, void=void):
                self._keep_word(kiosk, ticket, fate, void)
            case _:
                pass

    def _keep_word(
        self, kiosk: str, ticket: TicketId, fate: SlipFate | None, void: VoidReason | None
    ) -> None:
        """What the citizen said at the glass."""
        if fate is SlipFate.ON_SCREEN:
            self.noted[ticket] = kiosk
        elif void is VoidReason.DECLINED:
            self.declined[ticket] = kiosk

    def _read_hall(self, journal: Path) -> None:
        run = self._center.units[HALL].starts
        lines = _lines_of(journal)
        for line in lines[self._spoken_lines :]:
            with suppress(msgspec.DecodeError):
                self.spoken.append(Spoken(_announcement.decode(line), run))
                self._last_spoken_s = time.monotonic()
        self._spoken_lines = len(lines)


def books_of(journal: Path) -> Books:
    """What a kiosk's journal adds up to."""
    books = Books()
    for line in _lines_of(journal):
        with suppress(msgspec.DecodeError):
            books.apply(entry_of(line))
    return books


def _lines_of(path: Path) -> list[bytes]:
    """Whole lines: what is still being written is read the next time."""
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return []
