"""What `motcua ledger verify` asks of scanned pages: those that had to go are gone, those promised are there.

Looks at rows and, where the page vault is at hand, at the names of its files; counts them and opens none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from contract.events import Event, RecordPapersErased, RecordPapersReceived
from contract.ids import DocumentId
from contract.paper_words import PagesErasedBecause
from contract.record_words import RecordState
from server.store import tables
from server.store.decoding import decode
from server.store.export_faults import Fault
from server.store.page_vault import PDF, files_of
from server.store.paper_faults import fault_of

WHOLE = frozenset(PagesErasedBecause) - {
    PagesErasedBecause.DROPPED,
    PagesErasedBecause.RETAKEN,
    PagesErasedBecause.LOST,
}
"""Why a whole document goes: none of its pages may come back."""


class Difference(NamedTuple):
    """One row or file that should not be there, or is not."""

    code: str
    record: str
    """Its reference; empty: of no known record."""
    document: str
    name: str
    """Of the file; empty: the document's row."""


@dataclass(slots=True)
class PagesSeen:
    """One look at all pages."""

    rows: int = 0
    files: int | None = None
    """None: the page vault is not at hand."""
    differences: set[Difference] = field(default_factory=set)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The differences in words, counted by record and by kind."""
        found: dict[tuple[str, str], list[Difference]] = {}
        for one in sorted(self.differences):
            found.setdefault((one.code, one.record), []).append(one)
        return tuple(
            fault_of(code, record, len({one.document for one in some}), sum(bool(one.name) for one in some))
            for (code, record), some in found.items()
        )


def pages_settled(look: Callable[[], PagesSeen], pause: Callable[[], None]) -> PagesSeen:
    """What two looks have in common: a running hub keeps and erases pages meanwhile, files before rows."""
    first = look()
    if not first.differences:
        return first
    pause()
    again = look()
    again.differences &= first.differences
    return again


def look_at_pages(connection: Connection, vault: Path | None) -> PagesSeen:
    """All rows, and the files below that folder; None: no folder of this installation is at hand."""
    told = _Told(connection)
    seen = PagesSeen()
    promised = _promised(connection)
    seen.rows = sum(len(numbers) for numbers in promised.values())
    seen.differences.update(_rows_too_many(connection, told, promised))
    if vault is not None:
        _look_at_files(vault, promised, told, seen)
    return seen


class _Told:
    """What the ledger says of documents: which were erased whole, and whose they are."""

    def __init__(self, connection: Connection) -> None:
        self.erased: set[str] = set()
        self.record_of: dict[str, str] = {}
        column = tables.event.c
        kinds = [RecordPapersReceived.kind(), RecordPapersErased.kind()]
        query = select(column.kind, column.payload).where(column.kind.in_(kinds))
        for kind, payload in connection.execute(query, execution_options={"yield_per": 1000}):
            with suppress(ValueError, TypeError):  # the check of the events has named what cannot be read
                self._hear(decode(kind, bytes(payload)))
        self.gone = {row.id: _why_gone(row.state) for row in connection.execute(_RECORDS_GONE)}

    def _hear(self, event: Event) -> None:
        if isinstance(event, RecordPapersReceived):
            self.record_of[event.document] = event.record
        elif isinstance(event, RecordPapersErased) and event.because in WHOLE:
            self.erased.add(event.document)

    def has_to_be_gone(self, document: str) -> bool:
        """Whether nothing of that document may be left."""
        return document in self.erased or self.record_of.get(document) in self.gone


_record, _document = tables.record.c, tables.record_document.c
_RECORDS_GONE = select(_record.id, _record.state).where(
    _record.is_forgotten.is_(True) | (_record.state == RecordState.VOID.value)
)
_DOCUMENTS = select(_document.id, _document.record, _record.number, _record.year).join_from(
    tables.record_document, tables.record, _record.id == _document.record, isouter=True
)


def _why_gone(state: str) -> str:
    return "void-pages-kept" if state == RecordState.VOID else "forgotten-pages-kept"


def _promised(connection: Connection) -> dict[str, list[int]]:
    column = tables.record_page.c
    found: dict[str, list[int]] = {}
    for document, number in connection.execute(select(column.document, column.number)):
        found.setdefault(document, []).append(number)
    return found


def _rows_too_many(
    connection: Connection, told: _Told, promised: dict[str, list[int]]
) -> Iterator[Difference]:
    without_document = set(promised)
    for row in connection.execute(_DOCUMENTS):
        without_document.discard(row.id)
        code = told.gone.get(row.record) or ("erased-pages-kept" if row.id in told.erased else None)
        if row.number is None:
            code = "pages-of-no-record"
        if code is not None:
            reference = f"{row.number}/{row.year}" if row.number is not None else ""
            yield Difference(code, reference, row.id, "")
            yield from (Difference(code, reference, row.id, str(page)) for page in promised.get(row.id, ()))
    for document in without_document:
        yield from (Difference("pages-of-no-record", "", document, str(page)) for page in promised[document])


# --- files ---


def _look_at_files(vault: Path, promised: dict[str, list[int]], told: _Told, seen: PagesSeen) -> None:
    names = {folder: set(some) for folder, some in _files_below(vault)}
    seen.files = sum(len(some) for some in names.values())
    for document, some in names.items():
        numbers = promised.get(document, [])
        ours = {PDF, *(name for number in numbers for name in files_of(number))} if numbers else set()
        code = "erased-files-kept" if told.has_to_be_gone(document) else "files-without-rows"
        seen.differences.update(Difference(code, "", document, name) for name in some - ours)
    for document, numbers in promised.items():
        missing = {str(number) for number in numbers} - names.get(DocumentId(document), set())
        seen.differences.update(Difference("rows-without-files", "", document, name) for name in missing)


def _files_below(vault: Path) -> Iterator[tuple[str, Iterable[str]]]:
    """A folder or file that vanishes meanwhile is gone."""
    for folder in vault.iterdir():
        try:
            if folder.is_dir():
                yield folder.name, [file.name for file in folder.iterdir()]
        except FileNotFoundError:
            continue
        except PermissionError:
            if folder.name != "lost+found":
                raise
