"""The reviewed procedures as kiosks and pages get them, and the sum by which a kiosk knows that it has them.

Knows the form of `GET /api/v1/procedures`; who offers a procedure is in the catalogue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

import msgspec

from server.config.procedures import Procedure, ProcedureStatus


class StepCard(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the work on a record."""

    what: str
    who: str
    """Empty where it is not known."""
    how_long: str
    """Empty where it is not known."""


class ProcedureCard(msgspec.Struct, frozen=True, kw_only=True):
    """One procedure (thủ tục) in the words of its source."""

    code: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    field_vi: str
    processing_time: str
    """A line per channel and note."""
    fee: str
    """A line per channel and note."""
    documents: tuple[str, ...]
    documents_left_out: int
    """How many documents the source had cut off: say that the list is not whole."""
    steps: tuple[StepCard, ...]
    """In order; empty: not known."""
    officer: str
    """In charge at this center: a position or a name; empty: not posted."""
    parts: tuple[str, ...]
    """Codes of the procedures that a linked group does in one."""
    legal_basis: str
    valid_from: date | None
    """First day; null: not known, or long ago."""
    valid_until: date | None
    """Last day; null: no end is known."""
    notes: str
    everyday_words: tuple[str, ...]
    """Searched, never shown."""
    is_unverified: bool


class ProcedureBook(msgspec.Struct, frozen=True, kw_only=True):
    """All procedures that citizens may see."""

    sha256: str
    """Of the list `procedures` as it stands in the body, bytes as they are."""
    procedures: tuple[ProcedureCard, ...]


class PrintedBook(msgspec.Struct, frozen=True, kw_only=True):
    """The book as it goes out."""

    sha256: str
    body: bytes


def print_book(procedures: Iterable[Procedure]) -> PrintedBook:
    """The body of `GET /api/v1/procedures`."""
    cards = tuple(_card(procedure) for procedure in procedures)
    sha256 = hashlib.sha256(msgspec.json.encode(cards)).hexdigest()
    body = msgspec.json.encode(ProcedureBook(sha256=sha256, procedures=cards))
    return PrintedBook(sha256=sha256, body=body)


def _card(procedure: Procedure) -> ProcedureCard:
    return ProcedureCard(
        code=procedure.code,
        name_vi=procedure.name_vi,
        name_en=procedure.name_en,
        short_vi=procedure.short_vi,
        short_en=procedure.short_en,
        field_vi=procedure.field_vi,
        processing_time="\n".join(procedure.processing_time),
        fee="\n".join(procedure.fee),
        documents=procedure.documents,
        documents_left_out=procedure.documents_left_out,
        steps=tuple(StepCard(what=s.what, who=s.who, how_long=s.how_long) for s in procedure.steps),
        officer=procedure.officer,
        parts=procedure.parts,
        valid_from=procedure.valid_from,
        valid_until=procedure.valid_until,
        legal_basis="; ".join(procedure.legal_basis),
        notes=procedure.notes,
        everyday_words=procedure.everyday_words,
        is_unverified=procedure.status is ProcedureStatus.UNVERIFIED,
    )
