"""Procedures as a file: `procedures.csv`, shipped with the software or put together at a center.

Knows columns and cells; every wrong cell is named, none is mended by guessing.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from server.config.csv_table import Column, Fault, Row, WrongTableError, read_table, twice
from server.config.procedures import (
    OFFICER_CHARACTERS,
    SHORT_NAME_CHARACTERS,
    Procedure,
    ProcedureStatus,
    Step,
)
from server.config.spreadsheet_cells import date_in, day_as_written, no_date

PROCEDURES_CSV = Path(__file__).parent.parent / "data" / "procedures.csv"

COLUMNS = (
    Column("code", "mã", "code"),
    Column("short_vi", "tên ngắn", "short name", is_one_line=True),
    Column("short_en", "tên ngắn tiếng Anh", "short English name", is_one_line=True),
    Column("everyday_words", "cách gọi thường ngày", "everyday words", separator=";"),
    Column("status", "tình trạng", "status"),
    Column("reviewed_on", "ngày rà soát", "day of review", as_written=day_as_written),
    Column("name_vi", "tên chính thức", "official name", is_one_line=True),
    Column("name_en", "tên tiếng Anh", "English name", is_one_line=True),
    Column("field_vi", "lĩnh vực", "field", is_one_line=True),
    Column("processing_time", "thời hạn", "time", separator="|"),
    Column("fee", "phí, lệ phí", "fee", separator="|"),
    Column("documents", "giấy tờ", "documents", separator="||"),
    Column("steps", "các bước", "steps", is_optional=True, separator="||"),
    Column("officer", "cán bộ phụ trách", "officer in charge", is_optional=True, is_one_line=True),
    Column("parts", "thủ tục thành phần", "parts of the linked group", is_optional=True, separator=";"),
    Column("legal_basis", "căn cứ pháp lý", "legal basis", separator=";"),
    Column("valid_from", "có hiệu lực từ", "valid from", is_optional=True, as_written=day_as_written),
    Column("valid_until", "hết hiệu lực sau ngày", "last day", is_optional=True, as_written=day_as_written),
    Column("source", "nguồn", "source"),
    Column("unverified", "phần chưa kiểm chứng", "what is not verified"),
    Column("notes", "ghi chú", "notes"),
)
BY_KEY = {column.key: column for column in COLUMNS}

_CODE = re.compile(r"\d\.\d{6}")
_SHORTENED_CODE = re.compile(r"\d\.\d{1,5}")
_LEFT_OUT = re.compile(r"\(\+(\d+) more\)")
_LIKE_LEFT_OUT = re.compile(r"\(?\s*\+\s*\d+\s*more\s*\)?", re.IGNORECASE)
_REQUIRED = ("short_vi", "short_en", "name_vi", "name_en", "field_vi", "everyday_words", "source")
_LONGEST = {
    "short_vi": SHORT_NAME_CHARACTERS,
    "short_en": SHORT_NAME_CHARACTERS,
    "officer": OFFICER_CHARACTERS,
}
_STEP_CELLS = 3


def read_procedures(path: Path = PROCEDURES_CSV) -> tuple[Procedure, ...]:
    """The rows of the list; raises `WrongTableError` naming every wrong line and column."""
    return procedures_in(path.read_text(encoding="utf-8"), path.name)


def procedures_in(text: str, name: str = PROCEDURES_CSV.name) -> tuple[Procedure, ...]:
    """The same of a text; `name` is what mistakes are told of."""
    table = read_table(text, COLUMNS)
    faults = [*table.faults, *twice(table.rows, "code")]
    codes = {row.cells["code"] for row in table.rows}
    procedures = [_procedure(row, codes, faults) for row in table.rows]
    if not faults and not procedures:
        faults.append(Fault(0, "", "no-procedure", "tệp không có thủ tục nào", "the file holds no procedure"))
    if faults:
        raise WrongTableError(name, sorted(faults, key=lambda fault: fault.line))
    return tuple(procedure for procedure in procedures if procedure is not None)


def _procedure(row: Row, codes: set[str], faults: list[Fault]) -> Procedure | None:
    before = len(faults)
    cells = row.cells
    _require_form(row, faults)
    status = _status(row, faults)
    reviewed_on = _date(row, "reviewed_on", faults) or date.min
    valid_from, valid_until = _validity(row, faults)
    steps = _steps(row, faults)
    parts = _group(row, codes, faults)
    documents = _documents(row, faults)
    if len(faults) > before:
        return None
    left_out = _LEFT_OUT.fullmatch(documents[-1]) if documents else None
    return Procedure(
        code=cells["code"],
        short_vi=cells["short_vi"],
        short_en=cells["short_en"],
        everyday_words=_parts(row, "everyday_words"),
        status=status,
        reviewed_on=reviewed_on,
        name_vi=cells["name_vi"],
        name_en=cells["name_en"],
        field_vi=cells["field_vi"],
        processing_time=_parts(row, "processing_time"),
        fee=_parts(row, "fee"),
        documents=documents[:-1] if left_out else documents,
        documents_left_out=int(left_out[1]) if left_out else 0,
        steps=steps,
        officer=cells["officer"],
        parts=parts,
        legal_basis=_parts(row, "legal_basis"),
        valid_from=valid_from,
        valid_until=valid_until,
        source=cells["source"],
        unverified=cells["unverified"],
        notes=cells["notes"],
    )


def _require_form(row: Row, faults: list[Fault]) -> None:
    code = row.cells["code"]
    if not _CODE.fullmatch(code):
        vi = f"{code!r} không phải là mã thủ tục như 1.001193"
        en = f"{code!r} is not a procedure code such as 1.001193"
        if _SHORTENED_CODE.fullmatch(code):
            vi += "; có thể bảng tính đã bỏ số 0 ở cuối, hãy để cột này ở dạng văn bản"
            en += "; a spreadsheet may have dropped its last zeros: make the column text"
        faults.append(Fault(row.line, "code", "no-code", vi, en))
    empty = (key for key in _REQUIRED if not row.cells[key])
    faults.extend(Fault(row.line, key, "empty-cell", "ô này còn trống", f"{key} is empty") for key in empty)
    for key, limit in _LONGEST.items():
        if len(row.cells[key]) > limit:
            faults.append(
                Fault(
                    row.line,
                    key,
                    "too-long",
                    f"dài quá {limit} ký tự",
                    f"it is longer than {limit} characters",
                )
            )


def _status(row: Row, faults: list[Fault]) -> ProcedureStatus:
    try:
        status = ProcedureStatus(row.cells["status"])
    except ValueError:
        words = ", ".join(ProcedureStatus)
        said = row.cells["status"]
        vi, en = f"{said!r} không phải là một trong {words}", f"{said!r} is none of {words}"
        faults.append(Fault(row.line, "status", "unknown-word", vi, en))
        return ProcedureStatus.UNVERIFIED
    if status is ProcedureStatus.UNVERIFIED and not row.cells["unverified"]:
        vi = "ghi là chưa kiểm chứng nhưng không nói phần nào"
        en = "the row is unverified but does not say what"
        faults.append(Fault(row.line, "unverified", "not-said-what", vi, en))
    return status


def _date(row: Row, key: str, faults: list[Fault]) -> date | None:
    said = row.cells[key]
    day = date_in(said)
    if day is None:
        faults.append(Fault(row.line, key, "no-date", *no_date(said)))
    return day


def _validity(row: Row, faults: list[Fault]) -> tuple[date | None, date | None]:
    first, last = (
        _date(row, key, faults) if row.cells[key] else None for key in ("valid_from", "valid_until")
    )
    if first and last and last < first:
        vi, en = "ngày cuối đứng trước ngày đầu", "the last day is before the first"
        faults.append(Fault(row.line, "valid_until", "ends-before-it-begins", vi, en))
    return first, last


def _steps(row: Row, faults: list[Fault]) -> tuple[Step, ...]:
    found = []
    for text in _parts(row, "steps"):
        cells = [cell.strip() for cell in text.split("|")]
        if len(cells) > _STEP_CELLS or not cells[0]:
            vi = f"bước {text[:40]!r} cần viết: việc gì | ai làm | bao lâu"
            en = f"the step {text[:40]!r} should be: what | who | how long"
            faults.append(Fault(row.line, "steps", "wrong-step", vi, en))
        else:
            found.append(Step(*cells, *[""] * (_STEP_CELLS - len(cells))))
    return tuple(found)


def _group(row: Row, codes: set[str], faults: list[Fault]) -> tuple[str, ...]:
    parts = _parts(row, "parts")
    for code in parts:
        if parts.count(code) > 1:
            faults.append(
                Fault(
                    row.line,
                    "parts",
                    "code-twice",
                    f"mã {code} có hai lần",
                    f"the code {code} stands there twice",
                )
            )
        if code not in codes or code == row.cells["code"]:
            vi = f"không có thủ tục thành phần nào mang mã {code!r} trong tệp này"
            faults.append(
                Fault(row.line, "parts", "unknown-part", vi, f"this file has no other procedure {code!r}")
            )
    return parts


def _documents(row: Row, faults: list[Fault]) -> tuple[str, ...]:
    documents = _parts(row, "documents")
    for at, text in enumerate(documents, 1):
        if _LIKE_LEFT_OUT.fullmatch(text) and not (at == len(documents) and _LEFT_OUT.fullmatch(text)):
            vi = f"{text!r} phải đứng cuối cùng và viết như (+27 more)"
            faults.append(
                Fault(
                    row.line,
                    "documents",
                    "misplaced-rest",
                    vi,
                    f"{text!r} must stand last, written as (+27 more)",
                )
            )
    return documents


def _parts(row: Row, key: str) -> tuple[str, ...]:
    return BY_KEY[key].parts(row.cells[key])
