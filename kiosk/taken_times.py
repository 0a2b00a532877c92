"""When each ticket was taken: by its boot's contact with the hub, else between its neighbours in the journal.

A contact whose time the hub did not believe itself is none. Knows boots, contacts and the
journal's order (ARCHITECTURE §5); knows nothing of how tickets are handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.offline import TakenAt
from kiosk.believed_time import hub_time
from kiosk.journal_books import Remembered
from kiosk.journal_entries import ContactMade


@dataclass(slots=True)
class _Boot:
    """One run of this machine, as its journal shows it."""

    boot_id: str
    last: timedelta
    """The last reading of its boot clock in the journal."""
    not_before: datetime | None = None
    not_after: datetime | None = None
    """Bounds of its start; the same where the hub was heard in it and knew the time."""


class TakenTimes:
    """One reading of the journal."""

    def __init__(self, tickets: Sequence[Remembered], contacts: Sequence[ContactMade]) -> None:
        self._contacts = [contact for contact in contacts if contact.is_trusted]
        self._boots = {boot.boot_id: boot for boot in _boots(tickets, contacts)}
        self._bound_starts()

    def of(self, told: Remembered) -> TakenAt:
        """Of one of these tickets."""
        birth = told.birth
        if birth.lent is None:
            return TakenAt(at=told.reserved.taken_at, is_sure=True)
        heard = hub_time(birth.boot_id, birth.boot_us, self._contacts)
        if heard is not None:
            return TakenAt(at=heard, is_sure=True)
        boot, running = self._boots[birth.boot_id], timedelta(microseconds=birth.boot_us)
        not_before = None if boot.not_before is None else boot.not_before + running
        not_after = None if boot.not_after is None else boot.not_after + running
        if not_before is not None and not_after is not None:
            not_after = max(not_before, not_after)  # the hub's clock was set back in between
        at = not_before or not_after or told.reserved.taken_at
        return TakenAt(at=at, is_sure=False, not_before=not_before, not_after=not_after)

    def _bound_starts(self) -> None:
        """A boot without contact began after the one before had last written, and ended before the next."""
        boots = list(self._boots.values())
        known: datetime | None = None
        for boot in boots:
            boot.not_before = boot.not_after = self._start_of(boot)
            if boot.not_before is None:
                boot.not_before = known
            known = None if boot.not_before is None else boot.not_before + boot.last
        known = None
        for boot in reversed(boots):
            if boot.not_after is None and known is not None:
                boot.not_after = known - boot.last
            known = boot.not_after

    def _start_of(self, boot: _Boot) -> datetime | None:
        last_us = round(boot.last / timedelta(microseconds=1))
        heard = hub_time(boot.boot_id, last_us, self._contacts)
        return None if heard is None else heard - boot.last


def _boots(tickets: Sequence[Remembered], contacts: Sequence[ContactMade]) -> list[_Boot]:
    boots: list[_Boot] = []
    for boot_id, boot_us in _readings(tickets, contacts):
        if not boots or boots[-1].boot_id != boot_id:
            boots.append(_Boot(boot_id, timedelta(0)))
        boots[-1].last = max(boots[-1].last, timedelta(microseconds=boot_us))
    return boots


def _readings(tickets: Sequence[Remembered], contacts: Sequence[ContactMade]) -> Iterator[tuple[str, int]]:
    """Boot and boot clock of everything in the journal, in its order."""
    rows = [(told.birth.order, 0, told.birth.boot_id, told.birth.boot_us) for told in tickets]
    rows += [(contact.order, 1, contact.boot_id, contact.boot_us) for contact in contacts]
    for _, _, boot_id, boot_us in sorted(rows, key=lambda row: row[:2]):
        yield boot_id, boot_us
