"""Facts for forms of a record that everybody knows: ordinary, with all that is longest, with nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from contract.record_words import PaperKind, TermUnit, Timeliness
from server.config.procedure_table import read_procedures
from server.domain.hours import LOCAL
from server.forms.facts import Facts, Form, Handover, PaperLine, Person, Unit

FONTS = Path("/usr/share/fonts/truetype/noto")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)
RECEIVED = datetime(2026, 11, 23, 8, 5, tzinfo=LOCAL)
DUE = datetime(2026, 11, 27, 16, 30, tzinfo=LOCAL)
NEW_DATE = datetime(2026, 12, 1, 16, 30, tzinfo=LOCAL)
LATER = datetime(2026, 12, 4, 16, 30, tzinfo=LOCAL)
OFFICIAL = "000.00.01.H36-261123-0001"
UNIT = Unit(
    name="Trung tâm Phục vụ hành chính công xã Tân Lập",
    authority="Ủy ban nhân dân xã Tân Lập",
    place="Tân Lập",
    hotline="1022",
)
LONG_UNIT = Unit(
    name="Trung tâm Phục vụ hành chính công phường Xuân Trường - Đà Lạt",
    authority="Ủy ban nhân dân Phường Xuân Trường - Đà Lạt",
    place="Xuân Trường - Đà Lạt",
    hotline="1022",
)
"""Of the longest name among the 124."""
PERSON = Person(name="Nguyễn Thị Hồng Ngọc", phone="0912 345 678", subject="Bé Minh")
PAPERS = (
    PaperLine(name="Tờ khai đăng ký giám hộ", kind=PaperKind.ORIGINAL, quantity=1),
    PaperLine(name="Giấy khai sinh", kind=PaperKind.COPY, quantity=2),
    PaperLine(name="Căn cước", kind=PaperKind.SHOWN, quantity=1),
)
STEPS = (
    Handover(giver="Người nộp hồ sơ", taker="Trần Văn Minh", at=RECEIVED, note="Tiếp nhận"),
    Handover(giver="", taker="Trần Văn Minh", at=DUE, timeliness=Timeliness.EARLY, note="Có kết quả"),
)
_OWN: dict[Form, dict[str, Any]] = {
    Form.REFUSAL: {"reason": "Hồ sơ trùng", "earlier": "số 12/2026 trong sổ theo dõi"},
    Form.APOLOGY: {"reason": "Cần xác minh thêm", "new_date": NEW_DATE},
    Form.CONTROL: {"steps": STEPS},
}


def facts(form: Form, **changes: Any) -> Facts:
    """An ordinary record's."""
    usual: dict[str, Any] = {
        "form": form,
        "unit": UNIT,
        "reference": "52/2026",
        "dated": date(2026, 11, 23),
        "person": PERSON,
        "procedure": "Đăng ký giám hộ",
        "procedure_code": "1.004837",
        "received_at": RECEIVED,
        "officer": "Trần Văn Minh",
        "papers": PAPERS,
        "term": (3, TermUnit.WORKING_DAY),
        "due_at": DUE,
        "collect_at": "Quầy 1, Trung tâm Phục vụ hành chính công xã Tân Lập",
        "fee_vnd": 50_000,
        "reason": "Thiếu giấy tờ",
        "words": "Bản sao giấy chứng tử của cha, theo khoản 2 Điều 5.",
    }
    return Facts(**(usual | _OWN.get(form, {}) | changes))


@dataclass(frozen=True)
class Longest:
    """As long as every field can be."""

    procedure: str
    papers: tuple[PaperLine, ...]
    name: str
    words: str
    note: str


def longest() -> Longest:
    """The longest procedure of the list, thirty papers, every field full."""
    return Longest(
        procedure=max((known.name_vi for known in read_procedures()), key=len),
        papers=tuple(
            PaperLine(name=f"Giấy tờ thứ {at}: " + "văn bản ủy quyền " * 10, kind=PaperKind.COPY, quantity=at)
            for at in range(1, 31)
        ),
        name="Đặng" + "Ữ" * 60 + " Thị Ngọc Ánh " + "Ỗ" * 40,
        words=" ".join(f"Điều {at} khoản {at} nêu rõ lý do." for at in range(1, 75))[:2000],
        note="Từ chối giải quyết: " + "không đủ điều kiện " * 5,
    )


def longest_facts(form: Form) -> Facts:
    """Nothing can be longer."""
    most = longest()
    return facts(
        form,
        procedure=most.procedure,
        papers=most.papers,
        person=Person(name=most.name, phone="0" * 32, subject="Ế" * 200),
        words=most.words,
        reason="Lý do rất dài " * 5,
        code="X" * 64,
        officer=most.name,
        steps=tuple(
            Handover(giver=most.name, taker=most.name, at=RECEIVED, note=most.note) for _ in range(25)
        )
        if form is Form.CONTROL
        else (),
    )
