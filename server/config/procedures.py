"""The reviewed list of procedures: official facts from the portal, short names and everyday words of our own.

Knows what a procedure is; its form as a file is in `procedure_table`, and which service offers it is the
center's configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHORT_NAME_CHARACTERS = 40
OFFICER_CHARACTERS = 80


class ProcedureStatus(StrEnum):
    """How far a row may be relied on."""

    CURRENT = "current"
    UNVERIFIED = "unverified"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work on a record."""

    what: str
    who: str
    """Office or officer's post; empty where the source does not say."""
    how_long: str
    """As the source puts it; empty where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One administrative procedure (thủ tục)."""

    code: str
    """Code of the national portal: "1.001193"."""
    short_vi: str
    """Name at the kiosk, at most 40 characters."""
    short_en: str
    """The same in English."""
    everyday_words: tuple[str, ...]
    """What people call it; searched, never shown."""
    status: ProcedureStatus
    """Repealed ones are never shown; old tickets keep their code."""
    reviewed_on: date
    """When short names, words and marks were last looked at."""
    name_vi: str
    """Official name; up to 919 characters in the national data."""
    name_en: str
    """English name, not official."""
    field_vi: str
    """Field (lĩnh vực) on the portal."""
    processing_time: tuple[str, ...]
    """Time by channel and its notes, as on the portal, a line each; a bare number is marked as such."""
    fee: tuple[str, ...]
    """Fee by channel and its notes, as on the portal; "Miễn phí" may carry conditions in a note."""
    documents: tuple[str, ...]
    """Required documents as far as the source gave them."""
    documents_left_out: int
    """How many documents the source had cut off."""
    steps: tuple[Step, ...] = ()
    """In order; empty: not known here."""
    officer: str = ""
    """Who is in charge at this center: a position, or a name where the center posts it; empty: not posted."""
    parts: tuple[str, ...] = ()
    """Codes of the procedures that a linked group (liên thông) does in one."""
    legal_basis: tuple[str, ...]
    """Numbers of the legal texts."""
    valid_from: date | None = None
    """First day; None: not known, or long ago."""
    valid_until: date | None = None
    """Last day; None: no end is known."""
    source: str
    """Where the row comes from."""
    unverified: str
    """What in the row is not verified, in Vietnamese; empty when nothing is."""
    notes: str
    """Anything else staff should know."""

    @property
    def is_shown(self) -> bool:
        """Whether citizens may see it on a day it is valid."""
        return self.status is not ProcedureStatus.REPEALED

    def is_shown_on(self, day: date) -> bool:
        """Whether citizens may see it that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.is_shown and begun and (self.valid_until is None or day <= self.valid_until)
