"""Whom a replaced ledger had forgotten, a restored one forgets again: a backup is older than such erasures.

Ids alone cross over, into the restored ledger before it is put in place; the next start erases what they
name, by an event each. Whether the hub knows them is found out then.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from enum import StrEnum, unique
from pathlib import Path

from sqlalchemy import Connection, delete, insert, inspect, select

from contract.events import ApplicantForgotten, RecordPapersErased
from contract.ids import DocumentId, RecordId
from contract.paper_words import PagesErasedBecause
from contract.record_words import ForgottenBecause
from server.service.page_vault_words import VaultAwayError
from server.service.work import Work
from server.store import tables
from server.store.backup_copy import open_copy
from server.store.database import UnusableDatabaseError, only_reading
from server.store.ledger import events_of
from server.store.page_erasing import PageEraser
from server.store.paper_verify import WHOLE
from server.store.records import StoredRecords

log = logging.getLogger(__name__)

Erased = frozenset[tuple["What", str]]
"""What it was, and its id."""


@unique
class What(StrEnum):
    """What was erased."""

    APPLICANT = "applicant"
    """Of the record of that id: with them go their words and scanned papers."""
    DOCUMENT = "document"


def erased_in(url: str) -> Erased:
    """What the ledger there has erased, as far as it can be read; nothing where there is none."""
    try:
        with only_reading(url) as connection:
            if not inspect(connection).has_table(tables.event.name):
                return frozenset()
            return frozenset((*_told(connection), *_handed_on(connection)))
    except UnusableDatabaseError:
        return frozenset()


def _told(connection: Connection) -> Iterable[tuple[What, str]]:
    for event in events_of(connection, ApplicantForgotten, RecordPapersErased):
        if isinstance(event, ApplicantForgotten):
            yield What.APPLICANT, event.record
        elif isinstance(event, RecordPapersErased) and event.because in WHOLE:
            yield What.DOCUMENT, event.document


def _handed_on(connection: Connection) -> Iterable[tuple[What, str]]:
    """Of a restore after which the hub was never started."""
    if not inspect(connection).has_table(tables.erased_before.name):
        return
    for row in connection.execute(select(tables.erased_before)):
        yield What(row.what), row.id


def hand_on(copy: Path, erased: Erased) -> None:
    """Into a restored ledger that is not in place yet."""
    if not erased:
        return
    with open_copy(copy).begin() as connection:
        connection.execute(delete(tables.erased_before))
        connection.execute(
            insert(tables.erased_before), [{"what": what, "id": name} for what, name in sorted(erased)]
        )


class EraseAgain:
    """A task of the writer, at the hub's start."""

    def __init__(self, eraser: PageEraser) -> None:
        self._eraser = eraser

    def __call__(self, work: Work, connection: Connection) -> None:
        """What cannot be erased yet, because the page vault is away, is left for the next start."""
        for row in connection.execute(select(tables.erased_before)).all():
            try:
                self._erase(work, connection, What(row.what), row.id)
            except VaultAwayError as error:
                log.error("a scanned document that was erased before the restore is still there: %s", error)
                continue
            mine = (tables.erased_before.c.what == row.what) & (tables.erased_before.c.id == row.id)
            connection.execute(delete(tables.erased_before).where(mine))

    def _erase(self, work: Work, connection: Connection, what: What, name: str) -> None:
        if what is What.DOCUMENT:
            self._eraser.erase(work, connection, DocumentId(name), PagesErasedBecause.BEFORE_RESTORE)
            return
        known = StoredRecords(connection).find(RecordId(name))
        if known is not None and not known.is_forgotten:
            work.record(ApplicantForgotten, record=known.id, because=ForgottenBecause.BEFORE_RESTORE)
