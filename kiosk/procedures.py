"""A procedure as the hub's catalogue describes it to citizens.

Knows the shape of `GET /api/v1/procedures`; knows nothing of fetching or keeping it.
"""

from __future__ import annotations

from datetime import date

import msgspec

from contract.ids import ProcedureCode
from contract.words import Language


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the work on a record; what is not known is empty."""

    what: str
    who: str = ""
    how_long: str = ""


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """One procedure (thủ tục): texts are the source's, in full."""

    code: ProcedureCode
    name_vi: str
    name_en: str = ""
    short_vi: str = ""
    short_en: str = ""
    field_vi: str = ""
    processing_time: str = ""
    fee: str = ""
    documents: tuple[str, ...] = ()
    documents_left_out: int = 0
    """How many more the source has."""
    steps: tuple[Step, ...] = ()
    officer: str = ""
    """In charge at this center: a position or a name; empty: not posted."""
    parts: tuple[ProcedureCode, ...] = ()
    """Codes of the procedures that a linked group does in one."""
    legal_basis: str = ""
    valid_from: date | None = None
    """First day; None: not known, or long ago."""
    valid_until: date | None = None
    """Last day; None: no end is known."""
    notes: str = ""
    everyday_words: tuple[str, ...] = ()
    is_unverified: bool = False

    def short(self, language: Language) -> str:
        """The kiosk's own short name; where there is none the official one."""
        if language is Language.EN:
            return self.short_en or self.name_en or self.short_vi or self.name_vi
        return self.short_vi or self.name_vi

    def full(self, language: Language) -> str:
        """The official name; English only where there is one."""
        return self.name_en or self.name_vi if language is Language.EN else self.name_vi


class ProcedureBook(msgspec.Struct, frozen=True, kw_only=True):
    """The whole catalogue and the sum the hub knows it by."""

    sha256: str
    procedures: tuple[Procedure, ...]
