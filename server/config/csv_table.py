"""A list that people edit in a spreadsheet: read with every mistake named by line and column, or written.

Knows the form of CSV files, and what Excel does to them; knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_FORMULA = re.compile(r"[=@\t\r]|[+-](?=[^ \d])|[+-][\d ]*[-+*/(!|]")
"""What a spreadsheet would run instead of showing it. "- Mẫu hộ tịch" and "+84 263 …" are texts."""

_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[,;])"?[,;]*\n', re.IGNORECASE)
"""Tells Excel what stands between the cells; Excel does not show it, nor count it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    key: str
    """In the first line of the file."""
    vi: str
    """What people call it."""
    en: str
    """The same in English."""
    is_optional: bool = False
    """A file without it is read as if all its cells were empty."""
    separator: str = ""
    """Between the parts of a cell; empty: the cell is one text."""
    is_one_line: bool = False
    """Its texts have no place for a second one."""
    as_written: Callable[[str], str] = str
    """A cell as this software writes it, of the ways that spreadsheets do."""

    def parts(self, cell: str) -> tuple[str, ...]:
        """The cell's texts."""
        found = cell.split(self.separator) if self.separator else [cell]
        return tuple(part.strip() for part in found if part.strip())


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file."""

    line: int
    """As a spreadsheet counts: 1 is the line of the column names; 0: the whole file."""
    column: str
    """Empty where the whole line is meant."""
    code: str
    """For machines."""
    vi: str
    en: str

    def __str__(self) -> str:
        """For the person at the machine: where, and what, in both languages, with the code."""
        at_vi = ", ".join(
            [f"dòng {self.line}"] * bool(self.line) + [f"cột {self.column}"] * bool(self.column)
        )
        at_en = ", ".join(
            [f"line {self.line}"] * bool(self.line) + [f"column {self.column}"] * bool(self.column)
        )
        both = (f"{at_vi}: {self.vi}", f"{at_en}: {self.en}") if at_vi else (self.vi, self.en)
        return f"{' / '.join(both)} ({self.code})"


class WrongTableError(ValueError):
    """The file is not taken; `faults` names every mistake."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Row:
    """One line, its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read, and what is wrong with it so far."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def table_text(data: bytes, name: str) -> str:
    """A file's text, its byte order mark left out; raises `WrongTableError` where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        vi, en = "không phải UTF-8; hãy lưu là “CSV UTF-8”", "this is not UTF-8: save it as “CSV UTF-8”"
        raise WrongTableError(name, [Fault(line, "", "not-utf-8", vi, en)]) from error


def read_table(text: str, columns: tuple[Column, ...]) -> Table:
    """The rows below the line of column names; commas or semicolons, as the spreadsheet likes.

    Columns at the end without name and content are none, and cells missing at the end of a line are empty:
    Excel writes the former for what was once touched, and leaves the latter out where 16 lines have none.
    """
    try:
        lines = _lines(text)
    except csv.Error as error:
        vi, en = f"không phải tệp CSV ({error})", f"this is no CSV file: {error}"
        return Table((), (Fault(0, "", "not-csv", vi, en),))
    if not lines:
        return Table((), (Fault(0, "", "empty-file", "tệp trống", "the file is empty"),))
    head = _trimmed([name.strip() for name in lines[0]], 0)
    wrong = tuple(_wrong_head(head, columns))
    if wrong:
        return Table((), wrong)
    numbered = [
        (number, _trimmed(line, len(head)))
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]
    one_line = {column.key for column in columns if column.is_one_line}
    faults = [fault for number, line in numbered for fault in _wrong_line(number, line, head, one_line)]
    if numbered and len(numbered[-1][1]) < len(head) and not text.endswith(("\n", "\r")):
        vi, en = "tệp dừng giữa dòng này, có thể bị cắt", "the file ends within this line: it may be cut off"
        faults.append(Fault(numbered[-1][0], "", "cut-off", vi, en))
    return Table(tuple(Row(number, _cells(head, line, columns)) for number, line in numbered), tuple(faults))


def write_table(columns: tuple[Column, ...], rows: Iterable[Mapping[str, str]]) -> str:
    """The file; `read_table` reads the same again."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [column.key for column in columns], lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def twice(rows: Iterable[Row], key: str) -> Iterator[Fault]:
    """Lines whose key another line above has already."""
    first: dict[str, int] = {}
    for row in rows:
        before = first.setdefault(row.cells[key], row.line)
        if before != row.line:
            name = row.cells[key]
            yield Fault(
                row.line,
                key,
                "code-twice",
                f"mã {name} đã có ở dòng {before}",
                f"the code {name} stands twice, first in line {before}",
            )


def _lines(text: str) -> list[list[str]]:
    """Raises `csv.Error`."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = _SEPARATOR_LINE.match(text)
    text = text[said.end() :] if said else text
    head = text.partition("\n")[0]
    guessed = ";" if head.count(";") > head.count(",") else ","
    delimiter = said["separator"] if said else guessed
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _trimmed(cells: list[str], least: int) -> list[str]:
    """Without empty cells at the end, down to so many."""
    while len(cells) > least and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _cells(head: list[str], line: list[str], columns: tuple[Column, ...]) -> dict[str, str]:
    said = dict(zip(head, (cell.strip() for cell in line), strict=False))
    return {column.key: column.as_written(said.get(column.key, "")) for column in columns}


def _wrong_head(head: list[str], columns: tuple[Column, ...]) -> Iterator[Fault]:
    known = [column.key for column in columns]
    for name in head:
        if name not in known:
            near = get_close_matches(name, known, 1)
            vi = f"không có cột nào tên là {name!r}" + (f"; có phải là {near[0]}?" if near else "")
            en = f"there is no column {name!r}" + (f"; did you mean {near[0]}?" if near else "")
            yield Fault(1, name, "unknown-column", vi, en)
        elif head.count(name) > 1:
            yield Fault(1, name, "column-twice", "cột có hai lần", "the column stands twice")
    for column in columns:
        if column.key not in head and not column.is_optional:
            yield Fault(1, column.key, "missing-column", "thiếu cột này", "this column is missing")


def _wrong_line(number: int, line: list[str], head: list[str], one_line: set[str]) -> Iterator[Fault]:
    if len(line) > len(head):
        vi = f"có {len(line)} ô, cần {len(head)} ô"
        yield Fault(number, "", "wrong-cells", vi, f"it has {len(line)} cells instead of {len(head)}")
        return
    for name, cell in zip(head, line, strict=False):
        if _FORMULA.match(cell):
            yield Fault(number, name, "formula", "ô này là công thức", f"this is a formula: {cell[:40]}")
        if not unicodedata.is_normalized("NFC", cell):
            yield Fault(
                number,
                name,
                "not-nfc",
                "chữ có dấu không ở dạng dựng sẵn (NFC)",
                "the text is not in Unicode form NFC",
            )
        unseen = sorted({f"U+{ord(sign):04X}" for sign in cell if _is_unseen(sign)})
        if unseen:
            named = ", ".join(unseen)
            vi = f"có ký tự không nhìn thấy được ({named}), hãy gõ lại thay vì dán"
            yield Fault(
                number,
                name,
                "unseen-signs",
                vi,
                f"it has signs that cannot be seen ({named}): type it, do not paste",
            )
        if name in one_line and "\n" in cell.strip():
            yield Fault(number, name, "not-one-line", "ô này chỉ được có một dòng", "this is to be one line")


def _is_unseen(sign: str) -> bool:
    """Drawn as nothing, or turns the text around, or commands a terminal."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn") and sign != "\n"
