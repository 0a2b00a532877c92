"""The register as lines of text, for the page and for CSV: form 07, whose columns are from memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from server.domain.record import Record
from server.domain.record_rules import RecordRules
from server.reports.record_register import Entry, Lost
from server.web.records import words
from server.web.say import Say

COLUMNS: tuple[tuple[str, str], ...] = (
    ("Số thứ tự", "No."),
    ("Mã hồ sơ", "Official code"),
    ("Thủ tục", "Procedure"),
    ("Giấy tờ", "Papers"),
    ("Người nộp", "Applicant"),
    ("Điện thoại", "Telephone"),
    ("Nộp qua", "Channel"),
    ("Tiếp nhận", "Received"),
    ("Hẹn trả", "Due"),
    ("Hẹn lại", "New date"),
    ("Có kết quả", "Result ready"),
    ("Kết thúc", "Ended"),
    ("So với hạn", "Against the due date"),
    ("Trạng thái", "State"),
    ("Lý do", "Reason"),
    ("Nhận kết quả", "Result"),
    ("Ghi bổ sung", "Written down later"),
)
_STATE = COLUMNS.index(("Trạng thái", "State"))
_LOST = ("Mất dữ liệu khi khôi phục", "Lost in a restore")
_BYTE_ORDER_MARK = "\ufeff"
"""So that a spreadsheet knows the letters."""


def line_of(line: Entry | Lost, rules: RecordRules, names: Mapping[str, str], say: Say) -> list[str]:
    """One number, column by column."""
    if isinstance(line, Entry):
        return _record_line(line, rules, names, say)
    cells = [""] * len(COLUMNS)
    cells[0], cells[_STATE] = str(line.number), say(*_LOST)
    return cells


def _record_line(entry: Entry, rules: RecordRules, names: Mapping[str, str], say: Say) -> list[str]:
    record = entry.record
    return [
        str(record.number),
        record.code or "",
        f"{names.get(record.procedure, '')} ({record.procedure})".strip(),
        str(record.originals + record.copies) if record.originals + record.copies else "",
        entry.name,
        entry.phone,
        say(*words.CHANNELS[record.channel]),
        words.moment(record.received_at),
        words.moment(record.due_at),
        words.moment(record.standing_new_date),
        words.moment(record.ready_at),
        words.moment(record.state_since) if record.is_ended else "",
        say(*words.TIMELINESS[record.timeliness]) if record.timeliness else "",
        say(*words.STATES[record.state]),
        words.reason_name(record.reason, rules, say),
        say(*words.RESULTS_TO[record.result_to]),
        "; ".join(_written_later(record, say)),
    ]


def _written_later(record: Record, say: Say) -> Iterator[str]:
    if record.is_back_dated:
        yield words.moment(record.entered_at)
    if record.has_back_dated_step:
        yield say("có bước ghi sau", "a later step")


def csv_of(lines: Iterable[list[str]], say: Say) -> str:
    """For a spreadsheet; no cell is ever a formula."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(say(*column) for column in COLUMNS)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
