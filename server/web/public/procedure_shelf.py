"""The procedures of one day as the public sees them: listed, found, and in the book that kiosks fetch.

Made once for a list and a day; a page or a key press only looks up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contract.folding import folded
from contract.procedure_search import ProcedureIndex
from server.config.procedures import Procedure
from server.web.api.procedure_book import PrintedBook, print_book


@dataclass(frozen=True, slots=True)
class Field:
    """A field (lĩnh vực) and how many procedures it has."""

    id: str
    name_vi: str
    count: int


@dataclass(frozen=True, slots=True)
class ProcedureShelf:
    """Everything about procedures that a page needs."""

    day: date
    procedures: tuple[Procedure, ...]
    """The list it was made of."""
    shown: tuple[Procedure, ...]
    """Valid that day."""
    by_code: Mapping[str, Procedure]
    """All of them: what is no longer valid still has a page that says so."""
    groups_of: Mapping[str, tuple[Procedure, ...]]
    """By code: the linked groups (liên thông) that a procedure is part of."""
    fields: tuple[Field, ...]
    """By name."""
    index: ProcedureIndex
    book: PrintedBook

    @property
    def linked(self) -> int:
        """How many of those shown are linked groups."""
        return sum(is_linked(procedure) for procedure in self.shown)

    def find(self, typed: str, most: int) -> tuple[Procedure, ...]:
        """So many at most, best first."""
        return tuple(self.by_code[code] for code in self.index.find(typed, most))


def shelf_of(procedures: tuple[Procedure, ...], day: date) -> ProcedureShelf:
    """The shelf of that day."""
    shown = tuple(procedure for procedure in procedures if procedure.is_shown_on(day))
    groups: dict[str, list[Procedure]] = defaultdict(list)
    for group in shown:
        for code in group.parts:
            groups[code].append(group)
    return ProcedureShelf(
        day=day,
        procedures=procedures,
        shown=shown,
        by_code={procedure.code: procedure for procedure in procedures},
        groups_of={code: tuple(found) for code, found in groups.items()},
        fields=_fields(shown),
        index=ProcedureIndex(shown),
        book=print_book(shown),
    )


def field_id(field_vi: str) -> str:
    """As it stands in addresses: `ho-tich`."""
    return folded(field_vi).replace(" ", "-")


def is_linked(procedure: Procedure) -> bool:
    """Whether it does several procedures in one (liên thông)."""
    return bool(procedure.parts) or folded(procedure.field_vi).startswith("lien thong")


def _fields(shown: tuple[Procedure, ...]) -> tuple[Field, ...]:
    counts = Counter(procedure.field_vi for procedure in shown)
    return tuple(Field(field_id(name), name, counts[name]) for name in sorted(counts, key=folded))
