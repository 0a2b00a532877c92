"""What a procedure's checklist says, as plain values: the papers to bring, and where.

Knows the facts on the paper. Knows nothing of fonts, dots, commands or cables.
"""

from dataclasses import dataclass
from datetime import datetime

from contract.words import Language


@dataclass(frozen=True, slots=True)
class Checklist:
    """One procedure's papers. It says nothing of who asked for it."""

    center_name: str
    procedure: str
    """Its short name, in the citizen's language."""
    code: str
    documents: tuple[str, ...]
    """In the words of the source, in full."""
    left_out: int
    """How many more the source has that are not among them."""
    is_unverified: bool
    where: str | None = None
    """Service and counters; None: the center has not said."""
    officer: str = ""
    """In charge at the center: a position or a name; empty: the center does not post it."""
    hotline: str | None = None
    printed_at: datetime | None = None
    """With its time zone; None when nobody can say."""
    page_url: str | None = None
    """Where a phone finds times and fees."""
    language: Language = Language.VI
    shown_only: tuple[str, ...] = ()
    """Those of the documents that are shown to the officer and not handed in."""

    def __post_init__(self) -> None:
        if not self.documents:
            raise ValueError("a checklist without papers is no checklist")
        if self.printed_at is not None and self.printed_at.tzinfo is None:
            raise ValueError("printed_at needs a time zone")
