"""What can be done with a record now, and what not and why. Pure: no page, no clock.

The hub decides when the command comes; this only spares people buttons that would be refused. The order and
number of actions never change, so that the page never jumps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from contract import commands as c
from contract.record_words import ReasonFor, RecordState
from server.domain.after_stop import counted_after_stop, was_overdue_when_asked
from server.domain.hours import UnknownYearError
from server.domain.record import ENDED, OPEN, RUNNING, Record
from server.domain.record_rules import RecordReason, RecordRules
from server.service.asker import Asker
from server.service.permission import may
from server.web.records.words import STATES
from server.web.say import Say

READY = frozenset({RecordState.RESULT_READY})
RECEIVED = frozenset({RecordState.RECEIVED})
VOID = frozenset({RecordState.VOID})
STOPPED = frozenset({RecordState.SUPPLEMENT_ASKED})
NEXT = {
    RecordState.RECEIVED: "take-up-record",
    RecordState.IN_PROCESS: "finish-record",
    RecordState.SUPPLEMENT_ASKED: "take-supplement",
    RecordState.RESULT_READY: "return-record",
}
"""The way most records go."""


@dataclass(frozen=True, slots=True)
class RecordAction:
    """One button; quiet with its reason where it cannot be pressed."""

    verb: str
    label: str
    why_not: str | None
    reasons: tuple[RecordReason, ...] = ()
    asks_words: bool = False
    day_field: str = ""
    """Name of the command's day; empty: none is asked."""
    is_day_needed: bool = False
    day_hint: str = ""
    """What is promised where no day is named."""
    asks_code: bool = False
    asks_fee: bool = False
    """Often paid with it."""
    is_step: bool = False
    """It moves the record on, and may be written down later than it was done."""
    is_next: bool = False
    """What most likely comes next: it has a key."""


def record_actions(
    record: Record, rules: RecordRules, asker: Asker, say: Say, now: datetime
) -> tuple[RecordAction, ...]:
    """All buttons of a record, always the same ones in the same order."""
    onwards = _onwards(record, _if_no_day_is_named(record, rules, say, now), say)
    actions = (*onwards, *_with_reasons(record, rules, say), *_besides(record, asker, say))
    return tuple(replace(one, is_next=one.verb == NEXT.get(record.state)) for one in actions)


def _if_no_day_is_named(record: Record, rules: RecordRules, say: Say, now: datetime) -> str:
    """When the result is due if the supplement is in now; empty: the officer has to name the day."""
    try:
        due = counted_after_stop(record, rules, now)
    except UnknownYearError:
        return ""
    if due is None:
        return ""
    if was_overdue_when_asked(record, rules):
        return say(f"đã quá hạn {due:%d/%m/%Y}, hạn giữ nguyên", f"overdue since {due:%d/%m/%Y}, that stays")
    return say(f"để trống thì hẹn {due:%d/%m/%Y}", f"left empty it is due {due:%d/%m/%Y}")


def _onwards(record: Record, day_hint: str, say: Say) -> tuple[RecordAction, ...]:
    can_return = _not_in(record, READY | RECEIVED, say)
    return (
        _step("take-up-record", say("Chuyển giải quyết", "Take up"), _not_in(record, RECEIVED, say)),
        _step("finish-record", say("Có kết quả", "Result ready"), _not_in(record, RUNNING, say)),
        _step("return-record", say("Trả kết quả", "Return the result"), can_return, asks_fee=True),
        _step(
            "take-supplement",
            say("Đã nhận bổ sung", "Supplement is in"),
            _not_in(record, STOPPED, say),
            day_field="due_day",
            is_day_needed=not day_hint,
            day_hint=day_hint,
        ),
    )


def _with_reasons(record: Record, rules: RecordRules, say: Say) -> tuple[RecordAction, ...]:
    """What the law wants a written reason for."""
    is_open = _not_in(record, OPEN, say)
    labels = {
        "ask-supplement": (say("Yêu cầu bổ sung", "Ask for a supplement"), ReasonFor.SUPPLEMENT),
        "refuse-record": (say("Từ chối giải quyết", "Refuse"), ReasonFor.REFUSE),
        "withdraw-record": (say("Rút hồ sơ", "Withdraw"), ReasonFor.WITHDRAW),
        "stop-record": (say("Dừng giải quyết", "Stop"), ReasonFor.STOP),
    }
    why_not = {"ask-supplement": _no_supplement(record, say)}
    plain = (
        _step(verb, label, why_not.get(verb, is_open), reasons=rules.reasons_for(act), asks_words=True)
        for verb, (label, act) in labels.items()
    )
    return (*plain, _reappoint(record, rules, say))


def _step(verb: str, label: str, why_not: str | None, **more: Any) -> RecordAction:
    return RecordAction(verb, label, why_not, is_step=True, **more)


def _besides(record: Record, asker: Asker, say: Say) -> tuple[RecordAction, ...]:
    forgetting = _no_forgetting(record, asker, say)
    return (
        RecordAction(
            "tell-delay",
            say("Đã báo người nộp sẽ trễ", "Told them of a delay"),
            _not_in(record, RUNNING, say),
        ),
        RecordAction(
            "code-record",
            say("Ghi mã hồ sơ", "Official code"),
            _not_in(record, frozenset(RecordState) - VOID, say),
            asks_code=True,
        ),
        RecordAction("forget-applicant", say("Xóa thông tin người nộp", "Forget the applicant"), forgetting),
    )


def _reappoint(record: Record, rules: RecordRules, say: Say) -> RecordAction:
    why_not = _not_in(record, RUNNING, say)
    if why_not is None and record.new_date is not None:
        why_not = say("Đã hẹn lại một lần", "A new date was given once")
    return RecordAction(
        "reappoint-record",
        say("Xin lỗi, hẹn lại", "Apologise, new date"),
        why_not,
        reasons=rules.reasons_for(ReasonFor.REAPPOINT),
        asks_words=True,
        day_field="new_day",
        is_day_needed=True,
    )


def _no_supplement(record: Record, say: Say) -> str | None:
    if record.supplement_asked_at is not None:
        return say("Chỉ được yêu cầu một lần", "Only once is allowed")
    return _not_in(record, RUNNING, say)


def _no_forgetting(record: Record, asker: Asker, say: Say) -> str | None:
    if record.is_forgotten:
        return say("Đã xóa", "Forgotten already")
    if not may(asker, c.ForgetApplicant):
        return say("Người quản lý thực hiện", "A manager does this")
    return None if record.state in ENDED else say("Hồ sơ chưa kết thúc", "The record has not ended")


def _not_in(record: Record, allowed: frozenset[RecordState], say: Say) -> str | None:
    return None if record.state in allowed else say(*STATES[record.state])
