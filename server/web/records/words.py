"""What records, their states and steps are called on the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from contract import events as e
from contract.record_words import (
    Channel,
    CorrectedField,
    PaperKind,
    ReasonFor,
    RecordState,
    ResultTo,
    Timeliness,
)
from server.domain.hours import to_local
from server.domain.record_rules import RecordRules
from server.reports.record_lists import Standing
from server.web.say import Say

STATES = {
    RecordState.RECEIVED: ("Đã tiếp nhận", "Received"),
    RecordState.IN_PROCESS: ("Đang giải quyết", "In process"),
    RecordState.SUPPLEMENT_ASKED: ("Chờ bổ sung", "Supplement asked"),
    RecordState.RESULT_READY: ("Đã có kết quả", "Result ready"),
    RecordState.RETURNED: ("Đã trả kết quả", "Returned"),
    RecordState.REFUSED_AT_RECEPTION: ("Từ chối tiếp nhận", "Refused at reception"),
    RecordState.REFUSED: ("Từ chối giải quyết", "Refused"),
    RecordState.WITHDRAWN: ("Rút hồ sơ", "Withdrawn"),
    RecordState.STOPPED: ("Dừng giải quyết", "Stopped"),
    RecordState.VOID: ("Vô hiệu (nhập nhầm)", "Void (by mistake)"),
}
STANDINGS = {
    Standing.OVERDUE: ("Quá hạn", "Overdue"),
    Standing.DUE_TODAY: ("Đến hạn hôm nay", "Due today"),
    Standing.DUE_SOON: ("Sắp đến hạn", "Due soon"),
    Standing.RUNNING: ("Đang giải quyết", "In process"),
    Standing.SUPPLEMENT: ("Chờ bổ sung", "Supplement asked"),
    Standing.READY: ("Chờ trả kết quả", "Ready to return"),
}
CHANNELS = {
    Channel.DIRECT: ("Trực tiếp", "At the counter"),
    Channel.ONLINE: ("Trực tuyến", "Online"),
    Channel.POST: ("Bưu chính", "By post"),
}
RESULTS_TO = {
    ResultTo.COUNTER: ("Nhận tại quầy", "At the counter"),
    ResultTo.POST: ("Bưu chính", "By post"),
    ResultTo.ONLINE: ("Trực tuyến", "Online"),
}
PAPER_KINDS = {
    PaperKind.ORIGINAL: ("Bản chính", "Original"),
    PaperKind.COPY: ("Bản sao", "Copy"),
    PaperKind.SHOWN: ("Chỉ xuất trình", "Shown only"),
}
TIMELINESS = {
    Timeliness.EARLY: ("trước hạn", "early"),
    Timeliness.ON_TIME: ("đúng hạn", "on time"),
    Timeliness.LATE: ("quá hạn", "late"),
}
CORRECTED = {
    CorrectedField.NAME: ("họ và tên", "name"),
    CorrectedField.PHONE: ("điện thoại", "telephone"),
    CorrectedField.IDENTITY: ("số giấy tờ", "identity number"),
    CorrectedField.SUBJECT: ("về ai, về việc gì", "about whom or what"),
    CorrectedField.PAPERS: ("giấy tờ nhận", "papers handed over"),
    CorrectedField.FEE: ("lệ phí", "fee"),
    CorrectedField.RESULT_TO: ("nơi nhận kết quả", "where the result goes"),
    CorrectedField.CHANNEL: ("cách nộp", "channel"),
}
KEPT = {
    "name": ("Tên", "Name"),
    "phone": ("Điện thoại", "Telephone"),
    "subject": ("Về ai, về việc gì", "About whom or what"),
    "identity_hash": ("Mã băm số giấy tờ", "Keyed hash of the identity number"),
    "identity_key": ("Khóa của mã băm", "Key of the hash"),
    "kind": ("Loại giấy tờ", "Kind of paper"),
    "quantity": ("Số lượng", "Quantity"),
    "text": ("Ghi chú", "Note"),
}
"""What columns beside a record are called for the person they are about; others go by their own names."""
FOR_THE_FILE_ALONE = frozenset({"purpose", "position", "seq", "kept_at"})
"""Columns that say a person nothing."""
_STEPS: dict[type[e.RecordEvent], tuple[str, str]] = {
    e.RecordReceived: ("Tiếp nhận", "Received"),
    e.RecordRefusedAtReception: ("Từ chối tiếp nhận", "Refused at reception"),
    e.RecordTakenUp: ("Chuyển giải quyết", "Taken up"),
    e.SupplementAsked: ("Yêu cầu bổ sung", "Supplement asked"),
    e.SupplementTaken: ("Đã nhận bổ sung", "Supplement in"),
    e.RecordReappointed: ("Xin lỗi và hẹn lại", "Apology and new date"),
    e.ResultReady: ("Có kết quả", "Result ready"),
    e.RecordReturned: ("Trả kết quả", "Returned"),
    e.RecordRefused: ("Từ chối giải quyết", "Refused"),
    e.RecordWithdrawn: ("Rút hồ sơ", "Withdrawn"),
    e.RecordStopped: ("Dừng giải quyết", "Stopped"),
    e.RecordCoded: ("Ghi mã hồ sơ", "Official code"),
    e.RecordCorrected: ("Đính chính", "Corrected"),
    e.DelayTold: ("Đã báo người nộp sẽ trễ", "Told of a delay"),
    e.ApplicantForgotten: ("Xóa thông tin người nộp", "Applicant forgotten"),
    e.RecordUndone: ("Hoàn tác", "Taken back"),
    e.RecordOpened: ("Xem hồ sơ", "Opened"),
    e.RecordExported: ("Cung cấp dữ liệu cho người nộp", "Given out to the applicant"),
    e.RecordPapersReceived: ("Quét giấy tờ vào hồ sơ", "Papers scanned"),
    e.RecordPapersOpened: ("Xem giấy tờ đã quét", "Scanned papers looked at"),
    e.RecordPapersErased: ("Xóa giấy tờ đã quét", "Scanned papers erased"),
}


def moment(at: datetime | None) -> str:
    """Local, to the minute."""
    return f"{to_local(at):%d/%m/%Y %H:%M}" if at is not None else ""


def standing_name(standing: Standing, due_at: datetime | None, today: date, say: Say) -> str:
    """Of a record that is not over; due tomorrow is said so."""
    is_tomorrow = due_at is not None and to_local(due_at).date() == today + timedelta(days=1)
    if standing is Standing.DUE_SOON and is_tomorrow:
        return say("Đến hạn ngày mai", "Due tomorrow")
    return say(*STANDINGS[standing])


def kept_value(value: object, say: Say) -> str:
    """As people read it."""
    kinds: dict[object, tuple[str, str]] = {kind.value: name for kind, name in PAPER_KINDS.items()}
    return say(*kinds[value]) if value in kinds else str(value)


def dong(amount: int) -> str:
    """As people write money."""
    return f"{amount:,} đ".replace(",", ".")


def clock_time(at: datetime) -> str:
    """Local, of today."""
    return f"{to_local(at):%H:%M}"


def step_name(event: e.RecordEvent, say: Say) -> str:
    """What happened."""
    return say(*_STEPS[type(event)])


def step_more(event: e.RecordEvent, rules: RecordRules, say: Say) -> str:
    """What the event says besides: reason, date, verdict, code."""
    told = (part(event, rules, say) for part in _PARTS)
    return "; ".join(text for text in told if text)


def reason_name(reason: str | None, rules: RecordRules, say: Say) -> str:
    """Of a configured reason; one that is no longer configured by its id."""
    if reason is None:
        return ""
    known = next((one for act in ReasonFor for one in rules.reasons_for(act) if one.id == reason), None)
    return say(known.name_vi, known.name_en) if known is not None else reason


def _reason(event: e.RecordEvent, rules: RecordRules, say: Say) -> str:
    return reason_name(getattr(event, "reason", None), rules, say)


def _dates(event: e.RecordEvent, _rules: RecordRules, say: Say) -> str:
    due, new = getattr(event, "due_at", None), getattr(event, "new_date", None)
    dates = (
        say(f"hẹn trả {moment(due)}", f"due {moment(due)}") if due is not None else "",
        say(f"hẹn lại {moment(new)}", f"new date {moment(new)}") if new is not None else "",
    )
    return "; ".join(filter(None, dates))


def _verdict(event: e.RecordEvent, _rules: RecordRules, say: Say) -> str:
    verdict = getattr(event, "timeliness", None)
    return say(*TIMELINESS[verdict]) if verdict is not None else ""


def _code(event: e.RecordEvent, _rules: RecordRules, _say: Say) -> str:
    return event.code if isinstance(event, e.RecordCoded) else ""


def _corrected(event: e.RecordEvent, _rules: RecordRules, say: Say) -> str:
    """Which fields; of their values only what the ledger holds."""
    if not isinstance(event, e.RecordCorrected):
        return ""
    return ", ".join(say(*CORRECTED[field]) for field in event.corrects)


def _paid(event: e.RecordEvent, _rules: RecordRules, say: Say) -> str:
    if not isinstance(event, (e.RecordCorrected, e.RecordReturned)) or event.fee_vnd is None:
        return ""
    return say(f"đã thu {dong(event.fee_vnd)}", f"paid: {dong(event.fee_vnd)}")


def _same_visit(event: e.RecordEvent, _rules: RecordRules, say: Say) -> str:
    is_same = isinstance(event, e.RecordReturned) and event.is_same_visit
    return say("ngay tại chỗ", "in the same visit") if is_same else ""


_PARTS: tuple[Callable[[Any, RecordRules, Say], str], ...] = (
    _reason, _corrected, _dates, _verdict, _code, _same_visit, _paid,
)  # fmt: skip
