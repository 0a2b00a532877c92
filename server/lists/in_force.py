"""The lists in force, and every text that ever was: files in the hub's data folder, named by their SHA-256.

`lists/procedures.csv` is in force; without it the shipped list is. `lists/procedures-<sha256>.csv` is what an
event of the ledger names.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from contract.words import ReferenceList
from server.audit.kept_file import whole_file
from server.backup.contents import LISTS
from server.config.center_contacts import CenterContact, contacts_in, empty_contacts
from server.config.communes import Commune
from server.config.csv_table import table_text
from server.config.procedure_table import PROCEDURES_CSV, procedures_in
from server.config.procedures import Procedure


@dataclass(frozen=True)
class ListText:
    """One list as text."""

    which: ReferenceList
    text: str
    is_shipped: bool
    """It came with the software; nobody here has imported one."""

    @cached_property
    def sha256(self) -> str:
        """Of the text in UTF-8, hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists, read."""

    procedures_text: ListText
    contacts_text: ListText
    procedures: tuple[Procedure, ...]
    contacts: tuple[CenterContact, ...]

    def text_of(self, which: ReferenceList) -> ListText:
        """That list's text."""
        return self.procedures_text if which is ReferenceList.PROCEDURES else self.contacts_text

    def rows_of(self, which: ReferenceList) -> int:
        """How many entries that list has."""
        return len(self.procedures if which is ReferenceList.PROCEDURES else self.contacts)

    def with_text(self, new: ListText, communes: tuple[Commune, ...]) -> Lists:
        """These with another text; raises `WrongTableError`."""
        if new.which is ReferenceList.PROCEDURES:
            return replace(self, procedures_text=new, procedures=procedures_in(new.text))
        return replace(self, contacts_text=new, contacts=contacts_in(new.text, communes))


def lists_in_force(data_dir: Path, communes: tuple[Commune, ...]) -> Lists:
    """What the files say; raises `WrongTableError`, `OSError`."""
    procedures = _text(data_dir, ReferenceList.PROCEDURES, PROCEDURES_CSV.read_text(encoding="utf-8"))
    contacts = _text(data_dir, ReferenceList.CENTERS, empty_contacts(communes))
    return Lists(
        procedures,
        contacts,
        procedures_in(procedures.text, _told(data_dir, procedures)),
        contacts_in(contacts.text, communes, _told(data_dir, contacts)),
    )


def keep(data_dir: Path, text: ListText) -> None:
    """So that whoever reads the ledger can read what was shown."""
    _write(_kept_file(data_dir, text.which, text.sha256), text.text)


def put_in_force(data_dir: Path, text: ListText) -> None:
    """From the next start on as well."""
    _write(_file(data_dir, text.which), text.text)


def put_back(data_dir: Path, text: ListText) -> None:
    """What was in force before, the shipped one too."""
    if text.is_shipped:
        _file(data_dir, text.which).unlink(missing_ok=True)
    else:
        put_in_force(data_dir, text)


def kept_text(data_dir: Path, which: ReferenceList, sha256: str) -> str | None:
    """A text as it was; None: it is not here, or not what it was."""
    file = _kept_file(data_dir, which, sha256)
    kept = file.read_bytes() if file.exists() else b""
    return kept.decode() if hashlib.sha256(kept).hexdigest() == sha256 else None


def _text(data_dir: Path, which: ReferenceList, shipped: str) -> ListText:
    file = _file(data_dir, which)
    try:
        return ListText(which, table_text(file.read_bytes(), str(file)), is_shipped=False)
    except FileNotFoundError:
        return ListText(which, shipped, is_shipped=True)


def _told(data_dir: Path, text: ListText) -> str:
    return PROCEDURES_CSV.name if text.is_shipped else str(_file(data_dir, text.which))


def _file(data_dir: Path, which: ReferenceList) -> Path:
    return data_dir / LISTS / f"{which}.csv"


def _kept_file(data_dir: Path, which: ReferenceList, sha256: str) -> Path:
    return data_dir / LISTS / f"{which}-{sha256}.csv"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o750, exist_ok=True)
    with whole_file(file, replaces=True) as out:
        out.write(text.encode())
