"""The fields of records' forms: what people call each, what it may hold, and what is said of a wrong one.

Knows words. What is wrong is found by whoever reads the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WRONG_FIELD = "wrong-field"
"""For machines; which one stands beside it."""
_AT = re.compile(r"(?:\$\.(?:seen\.)?|required field `)([a-z_]+)")
_ROW = re.compile(r"(paper|kind|quantity)-(\d+)")


@dataclass(frozen=True, slots=True)
class Field:
    """Its label on the page, and what it may hold."""

    label: tuple[str, str]
    may_be: tuple[str, str]


def _at_most(signs: int) -> tuple[str, str]:
    return f"không quá {signs} ký tự", f"{signs} characters at most"


_LISTED = ("chọn một mục trong danh sách", "choose one of the list")
_DAY = ("cần một ngày có thật, năm đủ bốn chữ số", "a day that exists, its year in four digits")
_MOMENT = ("cần một ngày và giờ có thật, năm đủ bốn chữ số", "a day and time that exist, year in four digits")
_STALE = ("xin xem lại trang này rồi bấm lại", "look at this page again, then press again")
FIELDS = {
    "procedure": Field(("Thủ tục", "Procedure"), _LISTED),
    "channel": Field(("Nộp", "Channel"), _LISTED),
    "name": Field(("Họ và tên", "Name"), _at_most(120)),
    "phone": Field(("Điện thoại", "Telephone"), _at_most(32)),
    "identity": Field(("Số giấy tờ", "Identity number"), _at_most(32)),
    "subject": Field(("Về ai, về việc gì", "About whom or what"), _at_most(200)),
    "result_to": Field(("Nhận kết quả", "Result"), _LISTED),
    "fee_vnd": Field(
        ("Phí, lệ phí đã thu", "Fee taken"),
        (
            "cần một số nguyên từ 0 đến 1.000.000.000 đồng, ví dụ 50.000",
            "a whole number from 0 to 1,000,000,000 dong, like 50.000",
        ),
    ),
    "due_day": Field(("Ngày hẹn trả", "Due day"), _DAY),
    "new_day": Field(("Ngày hẹn lại", "New date"), _DAY),
    "received": Field(("Đã nhận từ trước, lúc", "Handed over before, at"), _MOMENT),
    "happened": Field(("Đã làm từ trước, lúc", "Done before, at"), _MOMENT),
    "code": Field(("Mã hồ sơ", "Official code"), ("từ 1 đến 64 ký tự", "1 to 64 characters")),
    "seen_code": Field(("Mã hồ sơ", "Official code"), _STALE),
    "words": Field(("Ghi chú nội bộ", "Internal note"), _at_most(2000)),
    "clause": Field(("Căn cứ, nội dung", "Clause, contents"), _at_most(2000)),
    "reason": Field(("Lý do", "Reason"), _LISTED),
    "undone": Field(("Bước cần hoàn tác", "Step to take back"), _STALE),
    "state": Field(("Trạng thái hồ sơ", "State of the record"), _STALE),
    "as_of": Field(("Hồ sơ", "The record"), _STALE),
    "ticket": Field(
        ("Số thứ tự", "Number"), ("xin mở lại biểu mẫu từ quầy", "open the form from the counter")
    ),
    "command_id": Field(("Biểu mẫu", "The form"), ("xin bấm gửi lại", "send it again")),
    "duplicate_of": Field(("Hồ sơ trùng", "Duplicate record"), _STALE),
    "paper": Field(("Tên giấy tờ", "Name of the paper"), _at_most(200)),
    "kind": Field(("Loại", "Kind"), _LISTED),
    "quantity": Field(
        ("Số lượng", "Quantity"), ("cần một số nguyên từ 1 đến 999", "a whole number from 1 to 999")
    ),
}
_UNKNOWN = Field(("Trang này", "This page"), _STALE)
_OTHER_NAMES = {
    "received_at": "received",
    "happened_at": "happened",
    "originals": "quantity",
    "copies": "quantity",
    "shown": "quantity",
}
"""What commands call what an officer typed elsewhere."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that holds what it cannot hold, as one sentence."""

    field: str
    """Its name in the form."""

    @property
    def vi(self) -> str:
        """For the officer."""
        field, row = _known(self.field)
        where = f" ở dòng giấy tờ {row}" if row else ""
        return f"Ô “{field.label[0]}”{where} ghi chưa đúng: {field.may_be[0]}."

    @property
    def en(self) -> str:
        """The same in English."""
        field, row = _known(self.field)
        where = f" of paper {row}" if row else ""
        return f"“{field.label[1]}”{where} is not right: {field.may_be[1]}."


class WrongFormError(ValueError):
    """Fields hold what they cannot hold; nothing was asked of the hub."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__(", ".join(one.field for one in wrong))
        self.wrong = wrong


def wrong_in(error: Exception) -> Wrong:
    """The field that a command's own check complains of."""
    found = _AT.search(str(error))
    name = found[1] if found is not None else ""
    return Wrong(_OTHER_NAMES.get(name, name))


def _known(name: str) -> tuple[Field, int]:
    """The field, and the row of papers it stands in, from 1; 0: in none."""
    row = _ROW.fullmatch(name)
    if row is None:
        return FIELDS.get(name, _UNKNOWN), 0
    return FIELDS[row[1]], int(row[2]) + 1
