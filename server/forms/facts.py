"""What stands on one form, as plain values: it crosses from the hub to the child that draws it.

Knows no record and no page. What is empty here is left open on the paper, to be written by hand.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, unique

import msgspec

from contract.record_words import PaperKind, TermUnit, Timeliness


@unique
class Form(StrEnum):
    """By the number it has in Annex I of TT 03/2025/TT-VPCP; the register, 07, is a page of its own."""

    RECEIPT = "01"
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""
    SUPPLEMENT = "02"
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    REFUSAL = "03"
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ; in its layout, the refusal of a record that was taken in."""
    APOLOGY = "04"
    """Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết."""
    STOP = "05"
    """Thông báo dừng giải quyết hồ sơ."""
    CONTROL = "06"
    """Phiếu kiểm soát quá trình giải quyết hồ sơ."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Who issues it."""

    name: str
    """The center's full name."""
    authority: str = ""
    """The People's Committee it belongs to; empty: not known."""
    place: str = ""
    """Before the date: "Tân Lập"."""
    hotline: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who applied, as far as it was written down."""

    name: str = ""
    phone: str = ""
    subject: str = ""
    is_forgotten: bool = False
    """It was erased: the paper says so."""


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that was handed over, or shown."""

    name: str
    kind: PaperKind
    quantity: int


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the control slip."""

    giver: str
    """Empty: to be written by hand."""
    taker: str
    at: datetime
    """Local."""
    timeliness: Timeliness | None = None
    note: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One form of one record. All moments are local."""

    form: Form
    unit: Unit
    reference: str
    """Our own number in the register: `52/2026`."""
    code: str = ""
    """The official code; empty: none is known, and none is made."""
    dated: date
    """Of what the form tells, not of its printing."""
    person: Person
    procedure: str
    """Official name in full; empty: it is in no list any more."""
    procedure_code: str
    received_at: datetime
    officer: str = ""
    """Who did what the form tells."""
    papers: tuple[PaperLine, ...] = ()
    counts: tuple[tuple[PaperKind, int], ...] = ()
    """Papers by kind, where their names were erased or never written."""
    term: tuple[int, TermUnit] | None = None
    due_at: datetime | None = None
    """As it was promised then."""
    due_now: datetime | None = None
    """Where a supplement has moved it since; of the apology: by then."""
    new_date: datetime | None = None
    """Where it still is what is promised; of the apology: its own."""
    is_same_visit: bool = False
    collect_at: str = ""
    fee_vnd: int | None = None
    reason: str = ""
    is_refused_later: bool = False
    """Of form 03: the record had been taken in."""
    returned_at: datetime | None = None
    """Of form 01, where the result was fetched on a later visit: it promises nothing any more."""
    words: str = ""
    """What the officer wrote: clause, contents."""
    earlier: str = ""
    """Reference, and code where known, of the record that this one repeats."""
    look_up_key: str = ""
    """Of form 01: with the reference it opens the degree of completion."""
    look_up_at: str = ""
    """The public page's address; empty: only kiosks."""
    steps: tuple[Handover, ...] = ()
