"""The clock stops once: what is left of a record's time is counted, an apology's date moves along."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from contract import commands as c
from contract.ids import RecordId
from contract.record_words import RecordState, Timeliness
from server.domain.hours import LOCAL
from tests.support.hub import ANH, SmallHub
from tests.support.records import act, at, in_state, known, later, receive, what_it_needs

S = RecordState
RESIDENCE = "1.004222"
"""Its desk works on Saturday mornings too."""


def test_a_supplement_stops_the_clock_and_what_was_left_is_left(hub: SmallHub) -> None:
    record = receive(hub).record
    later(hub, "11-25 10:00")
    act(hub, c.AskSupplement, record)
    later(hub, "12-07 09:00")

    stands = act(hub, c.TakeSupplement, record)

    assert (stands.state, stands.due_at) == (S.IN_PROCESS, at("12-09 16:30"))
    assert known(hub, record).due_at == at("12-09 16:30")


def test_a_supplement_asked_for_in_the_evening_of_the_due_day_stops_the_clock_too(hub: SmallHub) -> None:
    record = receive(hub).record
    later(hub, "11-27 17:10")
    act(hub, c.AskSupplement, record)
    later(hub, "12-07 09:00")

    assert act(hub, c.TakeSupplement, record).due_at == at("12-07 16:30")
    act(hub, c.FinishRecord, record)
    assert known(hub, record).timeliness is Timeliness.ON_TIME


def test_a_supplement_never_brings_a_day_promised_by_hand_forward(hub: SmallHub) -> None:
    later(hub, "12-07 09:00")
    record = receive(hub, procedure=RESIDENCE, due_day=date(2026, 12, 12)).record  # a Saturday
    act(hub, c.AskSupplement, record)

    assert act(hub, c.TakeSupplement, record).due_at == at("12-12 17:00")


def test_a_second_supplement_is_refused_whatever_the_reason(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.AskSupplement, record)
    act(hub, c.TakeSupplement, record)

    assert (
        hub.refused(c.AskSupplement, ANH, **what_it_needs(hub, c.AskSupplement, record)) == "supplement-once"
    )


def test_what_is_left_of_a_promise_nobody_can_count_is_promised_anew(hub: SmallHub) -> None:
    later(hub, "12-30 08:00")
    record = receive(hub, due_day=date(2027, 1, 5)).record
    act(hub, c.AskSupplement, record)

    assert hub.refused(c.TakeSupplement, ANH, **what_it_needs(hub, c.TakeSupplement, record)) == "due-unknown"
    stands = act(hub, c.TakeSupplement, record, due_day=date(2027, 1, 8))
    assert stands.due_at == datetime(2027, 1, 8, 17, tzinfo=LOCAL)


def late_with(hub: SmallHub, new_day: date | None = None) -> RecordId:
    """Due on 26 November; asked for a supplement on 30 November, after an apology where a day is given."""
    record = receive(hub, due_day=date(2026, 11, 26)).record
    later(hub, "11-27 09:00")
    if new_day is not None:
        act(hub, c.ReappointRecord, record, new_day=new_day)
    later(hub, "11-30 09:00")
    act(hub, c.AskSupplement, record)
    return record


def refused_with(hub: SmallHub, record: RecordId, due_day: date) -> tuple[str | None, str]:
    """The code and what people read."""
    needed = what_it_needs(hub, c.TakeSupplement, record)
    answer = hub.ask(hub.make(c.TakeSupplement, **needed, due_day=due_day), ANH)
    return answer.code, answer.message_vi or ""


def test_nobody_is_made_early_by_a_day_named_at_the_supplement(hub: SmallHub) -> None:
    record = receive(hub).record
    later(hub, "11-25 10:00")
    act(hub, c.AskSupplement, record)
    later(hub, "12-07 09:00")

    code, said = refused_with(hub, record, date(2026, 12, 10))

    assert (code, "16:30 09/12/2026" in said, "mẫu số 04" in said) == ("due-is-counted", True, True)
    assert act(hub, c.TakeSupplement, record, due_day=date(2026, 12, 9)).due_at == at("12-09 16:30")
    assert not known(hub, record).is_due_by_hand


def test_an_earlier_day_than_the_counted_one_may_be_promised(hub: SmallHub) -> None:
    record = in_state(hub, S.SUPPLEMENT_ASKED)

    assert act(hub, c.TakeSupplement, record, due_day=date(2026, 11, 25)).due_at == at("11-25 16:30")
    assert known(hub, record).is_due_by_hand


def test_what_was_overdue_when_the_supplement_was_asked_stays_overdue_whatever_day_is_named(
    hub: SmallHub,
) -> None:
    record = late_with(hub)
    later(hub, "12-04 09:00")

    code, said = refused_with(hub, record, date(2026, 12, 30))
    assert (code, "đã quá hạn 26/11/2026" in said) == ("due-is-counted", True)
    assert act(hub, c.TakeSupplement, record).due_at == at("11-26 16:30")
    act(hub, c.FinishRecord, record)
    assert known(hub, record).timeliness is Timeliness.LATE


def test_what_was_overdue_stays_so_where_nobody_can_count_its_time(hub: SmallHub) -> None:
    """Promised into a year nobody confirmed, so without a term; late there, and asked for more."""
    later(hub, "12-30 08:00")
    record = receive(hub, due_day=date(2027, 1, 5)).record
    hub.clock.pass_time(14 * 24 * 3600)
    act(hub, c.AskSupplement, record)

    assert refused_with(hub, record, date(2027, 6, 30))[0] == "due-is-counted"
    act(hub, c.TakeSupplement, record)
    act(hub, c.FinishRecord, record)
    stored = known(hub, record)
    assert (stored.due_at, stored.timeliness) == (datetime(2027, 1, 5, 17, tzinfo=LOCAL), Timeliness.LATE)


# --- an apology's date --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new_day", "taken", "moved"),
    [
        (date(2026, 12, 2), "12-08 09:00", "12-10 16:30"),  # two working days were left of the promise
        (date(2026, 12, 2), "12-08 15:01", "12-11 16:30"),
        (date(2026, 11, 30), "12-08 09:00", "12-08 16:30"),
        (date(2026, 12, 2), "11-30 10:00", "12-02 16:30"),
    ],
)
def test_a_new_date_moves_by_the_time_the_clock_stood_still(
    hub: SmallHub, new_day: date, taken: str, moved: str
) -> None:
    record = late_with(hub, new_day)
    later(hub, taken)

    act(hub, c.TakeSupplement, record)

    stored = known(hub, record)
    assert (stored.due_at, stored.standing_new_date) == (at("11-26 16:30"), at(moved))
    assert stored.promised_at == at(moved)
    act(hub, c.FinishRecord, record)
    assert known(hub, record).timeliness is Timeliness.LATE


def test_a_new_date_that_was_over_when_the_clock_stopped_stays(hub: SmallHub) -> None:
    record = late_with(hub, date(2026, 11, 27))
    later(hub, "12-08 09:00")

    act(hub, c.TakeSupplement, record)

    assert known(hub, record).promised_at == at("11-27 16:30")


def test_into_a_year_nobody_confirmed_a_new_date_moves_by_calendar_days_to_a_day_that_may_be_open(
    hub: SmallHub,
) -> None:
    record = late_with(hub, date(2026, 12, 2))
    hub.clock.pass_time(38 * 24 * 3600)  # so much later the new date is a Saturday: 9 January 2027

    act(hub, c.TakeSupplement, record)

    assert known(hub, record).promised_at == datetime(2027, 1, 11, 17, tzinfo=LOCAL)
