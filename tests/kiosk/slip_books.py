"""The books of slips: what lies under the printer's knife against what the hub's ledger says.

Finds every difference and says it in words; causes none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contract import events as e
from contract.words import SlipFate, VoidReason
from hardware.printer_emulator.slips import PrintedSlip
from server.store import ledger
from tests.support.hub import SmallHub

_NUMBER = re.compile(r"\b([A-Z]\d{3})\b +\d\d:\d\d")


@dataclass(slots=True)
class Entry:
    """One number as the ledger has it."""

    number: str
    token_hash: str
    fates: list[SlipFate] = field(default_factory=list)
    voids: list[VoidReason] = field(default_factory=list)
    cancels: list[str] = field(default_factory=list)
    """Taken out of the line again, with the reason."""

    @property
    def is_in_line(self) -> bool:
        return bool(self.fates) and not self.voids and not self.cancels

    @property
    def may_be_on_paper(self) -> bool:
        """In line, or the citizen gave it back knowing that a slip may come."""
        return self.is_in_line or self.voids == [VoidReason.DECLINED]


def entries_of(hub: SmallHub) -> dict[str, Entry]:
    """By number; the day has only one of each."""
    entries: dict[str, Entry] = {}
    with hub.database.reading() as connection:
        for recorded in ledger.events_after(connection, 0):
            event = recorded.event
            match event:
                case e.TicketReserved():
                    assert event.number not in entries, f"{event.number} was given twice"
                    entries[event.number] = Entry(event.number, event.token_hash)
                case e.TicketHandedIn():
                    assert event.number not in entries, f"{event.number} was given twice"
                    entry = Entry(event.number, event.token_hash)
                    entry.fates += [] if event.fate is None else [event.fate]
                    entry.voids += [] if event.void is None else [event.void]
                    entries[event.number] = entry
                case e.TicketNotPlaced():
                    raise AssertionError(f"{event} found no place")
                case e.TicketConfirmed():
                    entries[event.number].fates.append(event.fate)
                case e.TicketCancelled():
                    entries[event.number].cancels.append(event.reason)
                case e.TicketVoided():
                    entries[event.number].voids.append(event.reason)
    return entries


def numbers_on(piece: PrintedSlip) -> list[str]:
    """Numbers that can be read on a piece of paper."""
    return [number for line in piece.lines for number in _NUMBER.findall(line)]


def differences(
    entries: dict[str, Entry], papers: list[tuple[PrintedSlip, ...]], begun: list[str]
) -> Iterator[str]:
    """Every way in which paper, ledger and what was sent do not agree. `begun`: numbers of slips."""
    by_hash = {entry.token_hash: entry for entry in entries.values()}
    seen: list[str] = []
    for piece in (piece for paper in papers for piece in paper):
        numbers = numbers_on(piece)
        seen += numbers
        if len(numbers) > 1 or len(piece.qr_data) > 1:
            yield f"one piece of paper has {numbers} and {len(piece.qr_data)} codes"
        for number in numbers:
            if number not in entries:
                yield f"slip {number} has no ticket"
            elif not entries[number].may_be_on_paper:
                yield f"slip {number} is on paper and {entries[number].voids or 'only reserved'}"
        for code in piece.qr_data:
            owner = by_hash.get(hashlib.sha256(code.encode()).hexdigest())
            if owner is None or [owner.number] != numbers:
                yield f"the code on slip {numbers} is of {owner and owner.number}"
    yield from (f"{number} was printed twice" for number in sorted(set(seen)) if seen.count(number) > 1)
    yield from _ghosts(entries, begun)


def _ghosts(entries: dict[str, Entry], begun: list[str]) -> Iterator[str]:
    for entry in entries.values():
        if entry.is_in_line and entry.number not in begun and SlipFate.ON_SCREEN not in entry.fates:
            yield f"{entry.number} is a ghost: {entry.fates}, no byte was sent, no citizen has confirmed it"
        if not entry.fates and not entry.voids:
            yield f"{entry.number} is neither in line nor void"
        if entry.fates and entry.voids:
            yield f"{entry.number} was {entry.fates} and then {entry.voids}"
