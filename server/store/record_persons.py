"""What is kept beside records and can be erased: who applied, papers by name, written words.

Knows tables; who may read them is decided by whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from contract.events import Event, RecordCorrected, RecordEvent
from contract.ids import RecordId
from contract.record_words import PaperKind
from server.domain.instant import EPOCH, MICROSECOND
from server.store import tables
from server.store.job import Beside

PURPOSE = "receive-and-return"
"""Nhận hồ sơ và trả kết quả: the one purpose these are kept for."""


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """Who applied, as little as the purpose needs."""

    name: str
    phone: str = ""
    """To tell them that the result is there."""
    subject: str = ""
    """Whom or what it is about, where one applicant may have several: a child, a parcel."""
    identity_hash: str | None = None
    identity_key: str | None = None
    """Id of the key that made the hash."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that was handed over, or only shown."""

    name: str
    kind: PaperKind
    quantity: int = 1


def beside(applicant: Applicant | None, papers: Sequence[Paper] = (), words: str = "") -> Beside:
    """What is written with the command in one transaction."""

    def write(connection: Connection, events: Sequence[Event]) -> None:
        told = [event for event in events if isinstance(event, RecordEvent)]
        if not told:
            return
        first = told[0]
        if applicant is not None:
            connection.execute(insert(tables.record_person), _person(applicant, first))
        if papers:
            connection.execute(insert(tables.record_paper), _papers(papers, first.record))
        if words:
            connection.execute(
                insert(tables.record_word), {"record": first.record, "seq": first.seq, "text": words}
            )

    return write


def put_right(applicant: Applicant | None, papers: Sequence[Paper] | None = None) -> Beside:
    """Erase what stood beside and write this, in the transaction of the correction; None: it stays."""

    def write(connection: Connection, events: Sequence[Event]) -> None:
        corrected = next(event for event in events if isinstance(event, RecordCorrected))
        person, paper = tables.record_person, tables.record_paper
        if applicant is not None:
            connection.execute(delete(person).where(person.c.record == corrected.record))
            connection.execute(insert(person), _person(applicant, corrected))
        if papers is not None:
            connection.execute(delete(paper).where(paper.c.record == corrected.record))
        if papers:
            connection.execute(insert(paper), _papers(papers, corrected.record))

    return write


def applicant_of(connection: Connection, record: RecordId) -> Applicant | None:
    """Who applied; None: nobody knows, or not any more."""
    column = tables.record_person.c
    query = select(*(column[name] for name in Applicant.__struct_fields__))
    row = connection.execute(query.where(column.record == record)).mappings().one_or_none()
    return Applicant(**row) if row is not None else None


def papers_of(connection: Connection, record: RecordId) -> tuple[Paper, ...]:
    """What was handed over, in the order it was written down."""
    column = tables.record_paper.c
    query = select(column.name, column.kind, column.quantity).where(column.record == record)
    rows = connection.execute(query.order_by(column.position))
    return tuple(Paper(name=row.name, kind=PaperKind(row.kind), quantity=row.quantity) for row in rows)


def words_of(connection: Connection, record: RecordId) -> dict[int, str]:
    """What officers wrote, by the seq of the event it belongs to."""
    column = tables.record_word.c
    query = select(column.seq, column.text).where(column.record == record)
    return {row.seq: row.text for row in connection.execute(query)}


def _person(applicant: Applicant, entered: RecordEvent) -> dict[str, object]:
    kept = {"record": entered.record, "purpose": PURPOSE, "kept_us": (entered.at - EPOCH) // MICROSECOND}
    return {**msgspec.structs.asdict(applicant), **kept}


def _papers(papers: Sequence[Paper], record: RecordId) -> list[dict[str, object]]:
    return [
        {**msgspec.structs.asdict(paper), "kind": paper.kind.value, "record": record, "position": position}
        for position, paper in enumerate(papers)
    ]
