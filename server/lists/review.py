"""A list on its way in: read, compared with the one in force, and what to know before saying yes.

Reads files; changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contract.words import ReferenceList
from server.config import center_contacts, procedure_table
from server.config.check import check
from server.config.communes import Commune, read_communes
from server.config.csv_table import Column, Fault, WrongTableError, read_table, table_text, write_table
from server.config.known import known_with
from server.lists.differences import differences, in_words
from server.lists.doubts import doubts
from server.lists.in_force import Lists, ListText, lists_in_force

LARGEST_FILE = 4 * 1024 * 1024
_COLUMNS = {
    ReferenceList.PROCEDURES: procedure_table.COLUMNS,
    ReferenceList.CENTERS: center_contacts.COLUMNS,
}
_NAMES = {ReferenceList.PROCEDURES: "short_vi", ReferenceList.CENTERS: "name_vi"}
_OF_PROCEDURES = frozenset({"unknown-procedure", "procedure-repealed", "procedures-left-out"})
_TOLD_OF = {"address": ("địa chỉ", "address"), "hotline": ("điện thoại", "telephone")}


@dataclass(frozen=True, slots=True)
class Review:
    """What was read, and what it would change."""

    new: ListText
    before: str
    """SHA-256 of the list it was compared with."""
    lines: tuple[str, ...]


def read_list(file: Path, which: ReferenceList) -> ListText:
    """The file as this software writes it, so that the same content has the same SHA-256.

    Raises:
        WrongTableError: every mistake, counted in the file as it came.
        OSError: it cannot be read.
    """
    if file.stat().st_size > LARGEST_FILE:
        vi, en = "tệp lớn hơn 4 MB", "the file is larger than 4 MB"
        raise WrongTableError(file.name, [Fault(0, "", "too-large", vi, en)])
    text = table_text(file.read_bytes(), file.name)
    columns = columns_of(which)
    _parse(text, which, file.name, read_communes())
    rows = read_table(text, columns).rows
    return ListText(which, write_table(columns, (row.cells for row in rows)), is_shipped=False)


def columns_of(which: ReferenceList) -> tuple[Column, ...]:
    """Of that list."""
    return _COLUMNS[which]


def review(file: Path, which: ReferenceList, data_dir: Path, configuration: str, today: date) -> Review:
    """Raises `WrongTableError`, `OSError`: nothing can be accepted."""
    communes = read_communes()
    new = read_list(file, which)
    old = lists_in_force(data_dir, communes)
    lists = old.with_text(new, communes)
    before = old.text_of(which)
    told = in_words(differences(before.text, new.text, columns_of(which), _NAMES[which]))
    more = (
        _about_procedures(lists, communes, configuration, today)
        if which is ReferenceList.PROCEDURES
        else _about_centers(lists, communes)
    )
    return Review(new, before.sha256, (*told, *more))


def _parse(text: str, which: ReferenceList, name: str, communes: tuple[Commune, ...]) -> None:
    if which is ReferenceList.PROCEDURES:
        procedure_table.procedures_in(text, name)
    else:
        center_contacts.contacts_in(text, communes, name)


def _about_procedures(
    lists: Lists, communes: tuple[Commune, ...], configuration: str, today: date
) -> Iterator[str]:
    shown = sum(procedure.is_shown_on(today) for procedure in lists.procedures)
    yield f"Sau khi nhập: {shown} thủ tục hiển thị hôm nay. / Afterwards {shown} are shown today."
    found = list(doubts(lists.procedures, today))
    if found:
        yield "Nên xem lại / worth a look:"
        yield from (f"  ? {line}" for line in found)
    known = known_with(lists.procedures, communes, today)
    for problem in check(configuration, known).problems:
        if problem.code in _OF_PROCEDURES:
            yield f"  ! center.toml:{problem.line}: {problem.message_vi} / {problem.message_en}"


def _about_centers(lists: Lists, communes: tuple[Commune, ...]) -> Iterator[str]:
    missing = center_contacts.missing(lists.contacts, communes)
    for key, units in missing.items():
        vi, en = _TOLD_OF[key]
        if units:
            yield f"Còn thiếu {vi} của {len(units)} / {en} missing of {len(units)}"
        else:
            yield f"Đủ {vi} của {len(communes)} đơn vị. / {en} known of all {len(communes)}."
    for unit in communes:
        lacks = [_TOLD_OF[key] for key, units in missing.items() if unit in units]
        if lacks:
            vi, en = (", ".join(words) for words in zip(*lacks, strict=True))
            yield f"  − {unit.code} {unit.name_vi}: {vi} / {en}"
