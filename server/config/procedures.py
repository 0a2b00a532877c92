"""The reviewed list of procedures: official facts from the portal, short names and everyday words of our own.

Knows the form of `procedures.csv`; which service offers a procedure is the center's configuration.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

PROCEDURES_CSV = Path(__file__).parent.parent / "data" / "procedures.csv"
SHORT_NAME_CHARACTERS = 40
_CODE = re.compile(r"\d\.\d{6}")
_LEFT_OUT = re.compile(r"\(\+(\d+) more\)")


class ProcedureStatus(StrEnum):
    """How far a row may be relied on."""

    CURRENT = "current"
    UNVERIFIED = "unverified"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
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
    legal_basis: tuple[str, ...]
    """Numbers of the legal texts."""
    source: str
    """Where the row comes from."""
    unverified: str
    """What in the row is not verified; empty when nothing is."""
    notes: str
    """Anything else staff should know."""

    @property
    def is_shown(self) -> bool:
        """Whether citizens may see it."""
        return self.status is not ProcedureStatus.REPEALED


def read_procedures(path: Path = PROCEDURES_CSV) -> tuple[Procedure, ...]:
    """The rows of the list; raises ValueError naming every wrong line."""
    procedures, wrong = [], []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            try:
                procedures.append(_procedure(row))
            except (KeyError, ValueError) as error:
                wrong.append(f"{path.name}:{reader.line_num}: {error}")
    wrong += [f"{path.name}: the code {code} stands twice" for code in _twice(p.code for p in procedures)]
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(procedures)


def _procedure(row: dict[str, str]) -> Procedure:
    _require_form(row)
    documents = _parts(row["documents"], "||")
    left_out = _LEFT_OUT.fullmatch(documents[-1]) if documents else None
    return Procedure(
        code=row["code"],
        short_vi=row["short_vi"],
        short_en=row["short_en"],
        everyday_words=_parts(row["everyday_words"], ";"),
        status=ProcedureStatus(row["status"]),
        reviewed_on=date.fromisoformat(row["reviewed_on"]),
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        field_vi=row["field_vi"],
        processing_time=_parts(row["processing_time"], "|"),
        fee=_parts(row["fee"], "|"),
        documents=documents[:-1] if left_out else documents,
        documents_left_out=int(left_out[1]) if left_out else 0,
        legal_basis=_parts(row["legal_basis"], ";"),
        source=row["source"],
        unverified=row["unverified"],
        notes=row["notes"],
    )


def _require_form(row: dict[str, str]) -> None:
    if not _CODE.fullmatch(row["code"]):
        raise ValueError(f"{row['code']!r} is not a procedure code such as 1.001193")
    for column in ("short_vi", "short_en", "name_vi", "name_en", "field_vi", "everyday_words", "source"):
        if not row[column].strip():
            raise ValueError(f"{column} is empty")
    for column in ("short_vi", "short_en"):
        if len(row[column]) > SHORT_NAME_CHARACTERS:
            raise ValueError(f"{column} is longer than {SHORT_NAME_CHARACTERS} characters: {row[column]}")
    if any(not unicodedata.is_normalized("NFC", text) for text in row.values()):
        raise ValueError("a text is not in Unicode form NFC")
    if row["status"] == ProcedureStatus.UNVERIFIED and not row["unverified"]:
        raise ValueError("the row is unverified but does not say what")


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _twice(codes: Iterable[str]) -> list[str]:
    listed = list(codes)
    return sorted({code for code in listed if listed.count(code) > 1})
