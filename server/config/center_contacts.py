"""Addresses and telephone numbers of the province's centers, as a file that a person fills in.

Knows columns and cells. Nothing is shipped but codes and names: what nobody has written down stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from contract.folding import folded
from server.config.communes import Commune
from server.config.csv_table import (
    Column,
    Fault,
    Row,
    WrongTableError,
    read_table,
    twice,
    write_table,
)
from server.config.spreadsheet_cells import date_in, day_as_written, no_date, telephone_as_written

COLUMNS = (
    Column("code", "mã", "code"),
    Column("name_vi", "tên", "name"),
    Column("address", "địa chỉ", "address"),
    Column("hotline", "điện thoại", "telephone", as_written=telephone_as_written),
    Column("source", "nguồn", "source", is_optional=True),
    Column("checked_on", "ngày kiểm tra", "checked on", is_optional=True, as_written=day_as_written),
)

_SIGNS = str.maketrans("", "", " .()-")
_TELEPHONE = re.compile(r"(0|\+84)(2\d{9}|[35789]\d{8})|1\d{3}(\d{4}|\d{6})?")
"""Without signs between: a fixed line with its area, a mobile, or a short one: 1022, 1900 1009."""


@dataclass(frozen=True, slots=True)
class CenterContact:
    """What is known of one center; empty: nobody has said."""

    code: str
    address: str
    hotline: str
    source: str
    checked_on: date | None


def empty_contacts(communes: Iterable[Commune]) -> str:
    """The file with every unit and nothing known: what is in force until somebody imports one."""
    return write_table(COLUMNS, ({"code": unit.code, "name_vi": unit.name_vi} for unit in communes))


def contacts_in(
    text: str, communes: Iterable[Commune], name: str = "centers.csv"
) -> tuple[CenterContact, ...]:
    """The rows; raises `WrongTableError` naming every wrong line and column."""
    known = {unit.code: unit for unit in communes}
    table = read_table(text, COLUMNS)
    faults = [*table.faults, *twice(table.rows, "code")]
    for row in table.rows:
        faults += _wrong(row, known)
    if faults:
        raise WrongTableError(name, sorted(faults, key=lambda fault: fault.line))
    return tuple(_contact(row) for row in table.rows)


def missing(contacts: Iterable[CenterContact], communes: Iterable[Commune]) -> dict[str, tuple[Commune, ...]]:
    """The units whose address, or whose telephone number, is not known."""
    by_code = {contact.code: contact for contact in contacts}
    units = tuple(communes)
    return {
        key: tuple(unit for unit in units if unit.code not in by_code or not getattr(by_code[unit.code], key))
        for key in ("address", "hotline")
    }


def _contact(row: Row) -> CenterContact:
    cells = row.cells
    return CenterContact(
        code=cells["code"],
        address=cells["address"],
        hotline=cells["hotline"],
        source=cells["source"],
        checked_on=date_in(cells["checked_on"]),
    )


def _wrong(row: Row, known: dict[str, Commune]) -> Iterator[Fault]:
    code, name, hotline = row.cells["code"], row.cells["name_vi"], row.cells["hotline"]
    unit = known.get(code)
    if unit is None:
        vi, en = f"không có đơn vị nào mang mã {code!r}", f"there is no unit {code!r}"
        yield Fault(row.line, "code", "unknown-unit", vi, en)
    elif folded(name).replace(" ", "") != folded(unit.name_vi).replace(" ", ""):
        vi, en = (
            f"mã {code} là {unit.name_vi}, không phải {name!r}",
            f"{code} is {unit.name_vi}, not {name!r}",
        )
        yield Fault(row.line, "name_vi", "other-name", vi, en)
    if hotline and not _is_telephone(hotline):
        yield Fault(row.line, "hotline", "no-telephone", *_no_telephone(hotline))
    if row.cells["checked_on"] and date_in(row.cells["checked_on"]) is None:
        said = row.cells["checked_on"]
        yield Fault(row.line, "checked_on", "no-date", *no_date(said))


def _is_telephone(text: str) -> bool:
    return text.count("(") == text.count(")") and bool(_TELEPHONE.fullmatch(text.translate(_SIGNS)))


def _no_telephone(text: str) -> tuple[str, str]:
    vi, en = f"{text!r} không phải là số điện thoại", f"{text!r} is no telephone number"
    if _is_telephone(f"0{text}"):
        vi += "; có thể bảng tính đã bỏ số 0 ở đầu, hãy để cột này ở dạng văn bản"
        en += "; a spreadsheet may have dropped its first zero: make the column text"
    return vi, en
