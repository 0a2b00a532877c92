"""Days that an officer names: none in the past, years ahead, on a day off, or over before it is promised."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contract import commands as c
from contract.ids import RecordId
from contract.record_words import RecordState
from contract.words import Outcome
from server.domain.hours import LOCAL
from tests.support.hub import ANH, SmallHub
from tests.support.records import COPIES, GUARDIAN, act, at, later, receive, what_it_needs

S = RecordState
RESIDENCE = "1.004222"
"""Its desk works on Saturday mornings too."""


def uncounted(hub: SmallHub) -> RecordId:
    """What is left of its time nobody can count: it was promised for a year that nobody confirmed."""
    record = receive(hub, due_day=date(2027, 1, 5)).record
    act(hub, c.AskSupplement, record)
    return record


CLOSED = {
    date(2026, 11, 24): ("Ngày 24/11/2026 (Ngày Văn hóa Việt Nam)", "The next day it opens: 25/11/2026."),
    date(2026, 11, 28): ("Ngày 28/11/2026 (Thứ bảy)", "On 28/11/2026 (Saturday) the center is closed"),
    date(2026, 11, 29): ("Ngày làm việc kế tiếp: 30/11/2026.", "On 29/11/2026 (Sunday)"),
}


def test_no_result_is_promised_for_a_day_off_and_it_is_said_why(hub: SmallHub) -> None:
    stopped, late = uncounted(hub), receive(hub).record
    for day, (vi, en) in CLOSED.items():
        fields: dict[str, Any] = {"procedure": COPIES, "due_day": day}
        answer = hub.ask(hub.make(c.ReceiveRecord, **fields), ANH)
        assert (answer.outcome, answer.code) == (Outcome.REFUSED, "due-on-day-off")
        assert vi in (answer.message_vi or "")
        assert en in (answer.message_en or "")
        again = what_it_needs(hub, c.TakeSupplement, stopped)
        assert hub.refused(c.TakeSupplement, ANH, **again, due_day=day) == "due-on-day-off"
        needed = what_it_needs(hub, c.ReappointRecord, late)
        assert hub.refused(c.ReappointRecord, ANH, **needed, new_day=day) == "due-on-day-off"


def test_a_saturday_on_which_the_procedures_own_desk_works_may_be_promised(hub: SmallHub) -> None:
    stands = receive(hub, procedure=RESIDENCE, due_day=date(2026, 11, 28))

    assert stands.due_at == at("11-28 17:00")
    fields: dict[str, Any] = {"procedure": RESIDENCE, "due_day": date(2026, 11, 29)}
    assert hub.refused(c.ReceiveRecord, ANH, **fields) == "due-on-day-off"


@pytest.mark.parametrize("year", [2029, 9999])
def test_a_mistyped_year_of_the_promise_is_refused(hub: SmallHub, year: int) -> None:
    fields: dict[str, Any] = {"procedure": GUARDIAN, "due_day": date(year, 12, 31)}

    assert hub.refused(c.ReceiveRecord, ANH, **fields) == "due-too-far"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 1, 1), "Tết Dương lịch"),
        (date(2027, 1, 3), "Chủ nhật"),
        (date(2027, 1, 9), "Thứ bảy"),
        (date(2027, 4, 30), "Ngày Chiến thắng 30/4"),
        (date(2027, 9, 2), "Quốc khánh 2/9"),
        (date(2027, 11, 24), "Ngày Văn hóa Việt Nam"),
    ],
)
def test_in_a_year_nobody_confirmed_weekends_and_holidays_of_a_fixed_date_are_days_off_too(
    hub: SmallHub, day: date, why: str
) -> None:
    answer = hub.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN, due_day=day), ANH)

    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "due-on-day-off")
    assert why in (answer.message_vi or "")
    assert receive(hub, due_day=date(2027, 1, 4)).due_at == datetime(2027, 1, 4, 17, tzinfo=LOCAL)


def test_in_a_year_nobody_confirmed_a_saturday_is_the_desks_that_works_on_it(hub: SmallHub) -> None:
    saturday = date(2027, 1, 9)

    assert receive(hub, procedure=RESIDENCE, due_day=saturday).due_at == datetime(
        2027, 1, 9, 17, tzinfo=LOCAL
    )


def test_no_result_is_promised_for_before_the_record_was_handed_over(hub: SmallHub) -> None:
    later(hub, "11-23 18:00")
    today: dict[str, Any] = {"procedure": GUARDIAN, "due_day": date(2026, 11, 23)}

    assert hub.refused(c.ReceiveRecord, ANH, **today) == "due-too-early"
    assert hub.refused(c.ReceiveRecord, ANH, **today, is_returned_at_once=True) == "due-too-early"
    assert receive(hub, **today, received_at=at("11-23 16:00").astimezone(UTC)).due_at == at("11-23 16:30")


def test_no_new_date_is_promised_for_a_close_that_is_past(hub: SmallHub) -> None:
    record = receive(hub, due_day=date(2026, 11, 23)).record
    later(hub, "11-25 18:00")
    needed = what_it_needs(hub, c.ReappointRecord, record)

    assert hub.refused(c.ReappointRecord, ANH, **needed, new_day=date(2026, 11, 25)) == "due-too-early"
    act(hub, c.ReappointRecord, record, new_day=date(2026, 11, 26))
