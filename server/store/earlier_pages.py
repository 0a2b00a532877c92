"""Which kept pages a page is like: those of a procedure's records that are open or were returned lately.

A result given in the same visit does not count: the same original is certified again and again.

Knows rows and files; what two pages must have in common is `server.scans.likeness`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, or_, select

from contract.ids import DocumentId, ProcedureCode, RecordId
from contract.record_words import RecordState
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import ENDED
from server.store import tables
from server.store.database import Database
from server.store.page_vault import NotInVaultError, PageVault, Shelf, fine
from server.store.writer import Writer

MOST_COMPARED = 300
"""Of a procedure with thousands of pages the nearest are looked at more closely."""


@dataclass(frozen=True, slots=True)
class Alike:
    """One page that came before."""

    document: DocumentId
    number: int
    is_same_file: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page is told apart by."""

    digest: str
    """Keyed, by the vault."""
    look: int | None = None
    """64 bits; None: the page is blank, and like nothing."""
    ink: bytes | None = None
    """Its map; None: there is none, so only its file can be known again."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    shelf: Shelf
    number: int
    digest: str
    look: int


class EarlierPages:
    """For whoever compares. Thread-safe."""

    def __init__(self, vault: PageVault, writer: Writer, database: Database) -> None:
        self._vault = vault
        self._writer = writer
        self._database = database

    def alike(self, sight: Sight, procedure: ProcedureCode, *which: ColumnElement[bool]) -> tuple[Alike, ...]:
        """Its likes among the pages of the procedure's records; `which` leaves some out.

        Takes 6 ms for each that is near, so no request may wait for it.
        """
        look = sight.look
        if look is None:
            return ()
        from server.scans.likeness import NEAR, distance

        earlier = self._earlier(procedure, which)
        same = tuple(
            Alike(one.shelf.document, one.number, is_same_file=True)
            for one in earlier
            if one.digest == sight.digest
        )
        near = [one for one in earlier if one.digest != sight.digest and distance(one.look, look) <= NEAR]
        nearest = sorted(near, key=lambda one: distance(one.look, look))[:MOST_COMPARED]
        return same + self._look_closer(sight.ink, nearest)

    def _look_closer(self, ink: bytes | None, nearest: list[_Earlier]) -> tuple[Alike, ...]:
        if ink is None:
            return ()
        return tuple(
            Alike(one.shelf.document, one.number, is_same_file=False)
            for one in nearest
            if self._is_alike(ink, one)
        )

    def _is_alike(self, ink: bytes, other: _Earlier) -> bool:
        try:
            from server.scans.likeness import ALIKE, likeness

            return likeness(ink, self._vault.open(other.shelf, fine(other.number))) >= ALIKE
        except NotInVaultError:
            return False

    def _earlier(self, procedure: ProcedureCode, which: tuple[ColumnElement[bool], ...]) -> list[_Earlier]:
        within = timedelta(days=self._writer.rules.records.duplicate_within_days)
        since_us = (self._writer.now().utc - within - EPOCH) // MICROSECOND
        with self._database.reading() as connection:
            return _rows(connection, procedure, since_us, which)


def _rows(
    connection: Connection, procedure: ProcedureCode, since_us: int, which: tuple[ColumnElement[bool], ...]
) -> list[_Earlier]:
    kept, page, document = tables.record.c, tables.record_page.c, tables.record_document.c
    ended = [state.value for state in ENDED]
    is_late = (kept.state == RecordState.RETURNED.value) & (kept.state_since_us >= since_us)
    query = (
        select(document.record, page.document, page.number, page.digest, page.look)
        .join_from(tables.record_page, tables.record_document, document.id == page.document)
        .join(tables.record, kept.id == document.record)
        .where(kept.procedure == procedure, page.look.is_not(None), *which)
        .where(kept.is_same_visit.is_(False), or_(kept.state.not_in(ended), is_late))
    )
    return [
        _Earlier(Shelf(RecordId(row.record), DocumentId(row.document)), row.number, row.digest, row.look)
        for row in connection.execute(query)
    ]
