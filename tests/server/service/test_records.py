"""What officers do with records: received, timed, supplemented once, returned, refused with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from contract import commands as c
from contract.ids import RecordId, new_command_id
from contract.record_words import Channel, CodeShape, RecordState, ResultTo, TermUnit, Timeliness
from contract.words import Outcome
from server.domain.deadline import Term
from server.domain.hours import LOCAL
from tests.support.hub import ANH, BINH, GUIDE, MANAGER, SmallHub
from tests.support.records import COPIES, GUARDIAN, act, at, in_state, known, later, receive, what_it_needs

S = RecordState


# --- received -----------------------------------------------------------------------------------------


def test_a_record_has_our_own_number_and_the_date_its_result_is_due(hub: SmallHub) -> None:
    stands = receive(hub, originals=2, copies=1, shown=1, fee_vnd=8000, result_to=ResultTo.POST)

    record = known(hub, stands.record)
    assert (stands.reference, stands.state, stands.due_at) == ("1/2026", S.RECEIVED, at("11-27 16:30"))
    assert (record.officer, record.received_at, record.is_back_dated) == (ANH.officer, hub.now(), False)
    assert (record.originals, record.copies, record.shown, record.fee_vnd) == (2, 1, 1, 8000)
    assert (record.term, record.result_to) == (Term(3, TermUnit.WORKING_DAY), ResultTo.POST)
    assert record.code is None


def test_one_visit_may_bring_several_records(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.call()

    first, second = receive(hub, ticket=ticket), receive(hub, ticket=ticket)

    assert (first.reference, second.reference) == ("1/2026", "2/2026")
    assert known(hub, second.record).ticket == ticket
    assert known(hub, second.record).counter == "1"


def test_a_visit_is_the_officers_who_called_it(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN, ticket=ticket) == "wrong-state"
    hub.call()

    assert hub.refused(c.ReceiveRecord, BINH, procedure=GUARDIAN, ticket=ticket) == "not-your-counter"
    assert receive(hub, MANAGER, ticket=ticket).reference == "1/2026"


def test_the_same_form_sent_twice_is_one_record(hub: SmallHub) -> None:
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN, command_id=new_command_id())

    first, again = hub.ask(command, ANH), hub.ask(command, ANH)

    assert first == again
    assert receive(hub).reference == "2/2026"


def test_what_came_after_15_00_counts_from_the_next_working_day(hub: SmallHub) -> None:
    later(hub, "11-23 15:00:01")

    assert receive(hub).due_at == at("11-30 16:30")


def test_without_a_time_that_can_be_counted_the_officer_names_the_day(hub: SmallHub) -> None:
    assert hub.refused(c.ReceiveRecord, ANH, procedure=COPIES) == "due-unknown"

    stands = receive(hub, procedure=COPIES, due_day=date(2026, 11, 26))

    record = known(hub, stands.record)
    assert (record.due_at, record.is_due_by_hand) == (at("11-26 16:30"), True)
    assert record.term == Term(2, TermUnit.WORKING_DAY)  # 24 November is a holiday


def test_nothing_is_counted_into_a_year_that_is_not_confirmed(hub: SmallHub) -> None:
    later(hub, "12-30 08:00")
    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "year-unconfirmed"

    stands = receive(hub, due_day=date(2027, 1, 5))

    record = known(hub, stands.record)
    assert (stands.due_at, record.term) == (datetime(2027, 1, 5, 17, tzinfo=LOCAL), None)


def test_no_day_before_the_reception_is_promised(hub: SmallHub) -> None:
    fields: dict[str, Any] = {"procedure": GUARDIAN, "due_day": date(2026, 11, 20)}

    assert hub.refused(c.ReceiveRecord, ANH, **fields) == "due-too-early"


def test_an_entry_of_an_earlier_day_is_marked_and_counted_from_then(hub: SmallHub) -> None:
    stands = receive(hub, received_at=at("11-18 09:00").astimezone(UTC))

    record = known(hub, stands.record)
    assert record.is_back_dated
    assert record.entered_at == hub.now()
    assert stands.due_at == at("11-23 16:30")
    tomorrow = hub.now() + timedelta(days=1)
    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN, received_at=tomorrow) == "not-yet"


@pytest.mark.parametrize("kind", [c.ReceiveRecord, c.RefuseReception])
def test_a_mistyped_year_of_reception_is_refused(hub: SmallHub, kind: type[c.Command]) -> None:
    fields: dict[str, Any] = {"procedure": GUARDIAN}
    if kind is c.RefuseReception:
        fields["reason"] = "khong-hop-le"

    for year in (26, 1):
        long_ago = datetime(year, 11, 23, 2, tzinfo=UTC)
        assert hub.refused(kind, ANH, **fields, received_at=long_ago) == "too-long-ago"
    hub.do(kind, ANH, **fields, received_at=datetime(2025, 11, 24, 2, tzinfo=UTC))


def test_records_are_written_down_in_the_evening_too_when_no_day_is_open(hub: SmallHub) -> None:
    hub.close_day()

    assert receive(hub).reference == "1/2026"


def test_each_year_has_its_own_register(hub: SmallHub) -> None:
    receive(hub)
    receive(hub)
    later(hub, "12-31 08:00")
    receive(hub, due_day=date(2026, 12, 31))
    hub.clock.pass_time(24 * 3600)

    assert receive(hub, due_day=date(2027, 1, 4)).reference == "1/2027"


@pytest.mark.parametrize("procedure", ["9.999999", "2.002621"])
def test_an_unknown_or_repealed_procedure_is_refused(hub: SmallHub, procedure: str) -> None:
    assert hub.refused(c.ReceiveRecord, ANH, procedure=procedure) == "unknown-procedure"


# --- the same visit -----------------------------------------------------------------------------------


def test_a_result_given_at_once_is_one_command_and_needs_no_date(hub: SmallHub) -> None:
    stands = receive(hub, procedure=COPIES, is_returned_at_once=True)

    record = known(hub, stands.record)
    assert (stands.state, record.state, record.is_same_visit) == (S.RETURNED, S.RETURNED, True)
    assert (record.due_at, record.timeliness, record.ready_at) == (None, None, hub.now())


def test_a_result_given_at_once_is_on_time_where_the_same_day_is_the_time(hub: SmallHub) -> None:
    stands = receive(hub, procedure="1.001193", is_returned_at_once=True)

    assert known(hub, stands.record).timeliness is Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("procedure", "timeliness"),
    [(COPIES, None), ("1.001193", Timeliness.ON_TIME)],
    ids=["copies", "same-day"],
)
def test_a_visit_written_down_days_later_counts_as_of_then(
    hub: SmallHub, procedure: str, timeliness: Timeliness | None
) -> None:
    later(hub, "11-25 16:00")
    visited = at("11-23 09:00").astimezone(UTC)

    stands = receive(hub, procedure=procedure, received_at=visited, is_returned_at_once=True)

    record = known(hub, stands.record)
    assert (record.state, record.is_back_dated, record.timeliness) == (S.RETURNED, True, timeliness)
    assert (record.received_at, record.ready_at, record.state_since) == (visited, visited, visited)
    assert record.entered_at == hub.now()
    assert hub.findings().wrong == []


def test_a_result_given_at_once_needs_no_date_where_the_calendar_ends_either(hub: SmallHub) -> None:
    later(hub, "12-31 15:05")
    assert hub.refused(c.ReceiveRecord, ANH, procedure="1.001193") == "year-unconfirmed"

    stands = receive(hub, procedure="1.001193", is_returned_at_once=True)

    record = known(hub, stands.record)
    assert (record.state, record.due_at, record.timeliness) == (S.RETURNED, None, None)
    assert record.term == Term(0, TermUnit.WORKING_DAY)


def test_only_what_is_handed_over_at_the_counter_is_given_at_once(hub: SmallHub) -> None:
    asked: dict[str, Any] = {"procedure": COPIES, "is_returned_at_once": True, "channel": Channel.ONLINE}

    assert hub.refused(c.ReceiveRecord, ANH, **asked) == "not-at-once"


# --- late ---------------------------------------------------------------------------------------------


def test_a_new_date_is_promised_once_and_the_record_stays_late(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.ReappointRecord, record, new_day=date(2026, 12, 2))

    again = {**what_it_needs(hub, c.ReappointRecord, record), "new_day": date(2026, 12, 9)}
    assert hub.refused(c.ReappointRecord, ANH, **again) == "reappointed-once"
    later(hub, "12-01 09:00")
    act(hub, c.FinishRecord, record)

    stored = known(hub, record)
    assert (stored.due_at, stored.new_date) == (at("11-27 16:30"), at("12-02 16:30"))
    assert stored.timeliness is Timeliness.LATE


def test_the_new_date_lies_after_the_old_one(hub: SmallHub) -> None:
    record = receive(hub).record
    needed = {**what_it_needs(hub, c.ReappointRecord, record), "new_day": date(2026, 11, 27)}

    assert hub.refused(c.ReappointRecord, ANH, **needed) == "not-later"


@pytest.mark.parametrize(
    ("ready", "timeliness"),
    [
        ("11-26 16:00", Timeliness.EARLY),
        ("11-27 07:00", Timeliness.ON_TIME),
        ("11-27 18:00", Timeliness.ON_TIME),
        ("11-28 08:00", Timeliness.LATE),
    ],
)
def test_who_fetches_the_result_late_makes_nobody_late(
    hub: SmallHub, ready: str, timeliness: Timeliness
) -> None:
    record = receive(hub).record
    later(hub, ready)
    act(hub, c.FinishRecord, record)
    later(hub, "12-20 09:00")
    act(hub, c.ReturnRecord, record)

    stored = known(hub, record)
    assert (stored.state, stored.timeliness, stored.ready_at) == (S.RETURNED, timeliness, at(ready))


# --- refused ------------------------------------------------------------------------------------------


def test_a_duplicate_is_refused_with_the_earlier_record_and_keeps_the_register_whole(hub: SmallHub) -> None:
    earlier = receive(hub).record

    stands = hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="trung-ho-so", duplicate_of=earlier)

    assert (stands.reference, stands.state) == ("2/2026", S.REFUSED_AT_RECEPTION)
    assert known(hub, stands.record).duplicate_of == earlier
    assert receive(hub).reference == "3/2026"


def test_what_was_taken_back_is_no_earlier_record(hub: SmallHub) -> None:
    fields = {"procedure": GUARDIAN, "reason": "trung-ho-so", "duplicate_of": in_state(hub, S.VOID)}

    assert hub.refused(c.RefuseReception, BINH, **fields) == "earlier-void"
    assert receive(hub).reference == "2/2026"


def test_a_record_of_another_procedure_is_not_repeated(hub: SmallHub) -> None:
    fields = {"reason": "trung-ho-so", "duplicate_of": receive(hub).record}

    assert hub.refused(c.RefuseReception, ANH, procedure=COPIES, **fields) == "other-procedure"


@pytest.mark.parametrize(
    ("reason", "duplicate_of", "code"),
    [
        ("trung-ho-so", None, "no-earlier-record"),
        ("trung-ho-so", "no-such", "no-earlier-record"),
        ("khong-hop-le", "no-such", "no-earlier-record"),
        ("no-such", None, "unknown-reason"),
        ("qua-han-bo-sung", None, "unknown-reason"),
    ],
)
def test_a_refusal_needs_a_reason_that_fits(
    hub: SmallHub, reason: str, duplicate_of: RecordId | None, code: str
) -> None:
    fields = {"procedure": GUARDIAN, "reason": reason, "duplicate_of": duplicate_of}

    assert hub.refused(c.RefuseReception, ANH, **fields) == code


def test_a_reason_of_another_act_does_not_fit(hub: SmallHub) -> None:
    record = receive(hub).record
    needed = {**what_it_needs(hub, c.RefuseRecord, record), "reason": "thieu-giay-to"}

    assert hub.refused(c.RefuseRecord, ANH, **needed) == "unknown-reason"


# --- the official code --------------------------------------------------------------------------------


def test_an_official_code_is_written_down_and_a_strange_one_is_said(hub: SmallHub) -> None:
    record = in_state(hub, S.RETURNED)

    assert act(hub, c.CodeRecord, record, code="000.00.01.H36-261123-0001").code_shape is CodeShape.TT_01_2018
    assert act(hub, c.CodeRecord, record, code="LD-77").code_shape is CodeShape.UNKNOWN

    stored = known(hub, record)
    assert (stored.code, stored.code_shape, stored.state) == ("LD-77", CodeShape.UNKNOWN, S.RETURNED)


def test_the_code_may_come_with_the_record(hub: SmallHub) -> None:
    stands = receive(hub, code="H36.001.01-261123-010001")

    assert stands.code_shape is CodeShape.TT_4_2025
    assert known(hub, stands.record).code == "H36.001.01-261123-010001"


# --- states and askers --------------------------------------------------------------------------------

ALLOWED_ON: dict[type[c.Command], set[RecordState]] = {
    c.TakeUpRecord: {S.RECEIVED},
    c.AskSupplement: {S.RECEIVED, S.IN_PROCESS},
    c.TakeSupplement: {S.SUPPLEMENT_ASKED},
    c.ReappointRecord: {S.RECEIVED, S.IN_PROCESS},
    c.FinishRecord: {S.RECEIVED, S.IN_PROCESS},
    c.ReturnRecord: {S.RECEIVED, S.RESULT_READY},
    c.RefuseRecord: {S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT_ASKED},
    c.WithdrawRecord: {S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT_ASKED},
    c.StopRecord: {S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT_ASKED},
    c.CodeRecord: set(S) - {S.VOID},
    c.TellDelay: {S.RECEIVED, S.IN_PROCESS},
    c.CorrectRecord: {S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT_ASKED, S.RESULT_READY, S.RETURNED},
    c.ForgetApplicant: {S.RETURNED, S.REFUSED_AT_RECEPTION, S.REFUSED, S.WITHDRAWN, S.STOPPED, S.VOID},
}
MORE: dict[type[c.Command], dict[str, Any]] = {
    c.ReappointRecord: {"new_day": date(2026, 12, 2)},
    c.CodeRecord: {"code": "LD-77"},
    c.CorrectRecord: {"corrects": ("fee",), "fee_vnd": 20_000},
}


@pytest.mark.parametrize("state", RecordState)
def test_each_command_is_done_in_its_states_and_refused_in_all_others(
    hub: SmallHub, state: RecordState
) -> None:
    for kind, allowed in ALLOWED_ON.items():
        record = in_state(hub, state)
        fields = what_it_needs(hub, kind, record) | MORE.get(kind, {})
        if state in allowed:
            hub.do(kind, MANAGER, **fields)
        else:
            assert hub.refused(kind, MANAGER, **fields) == "wrong-state"


def test_every_command_of_a_record_is_in_the_table() -> None:
    elsewhere = {c.ReceiveRecord, c.RefuseReception, c.UndoRecord}

    assert set(ALLOWED_ON) | elsewhere == set(c.RECORD_COMMANDS)


def test_a_stale_view_is_refused(hub: SmallHub) -> None:
    record = in_state(hub, S.IN_PROCESS)
    seen = c.SeenRecord(record=record, state=S.RECEIVED)

    assert hub.refused(c.FinishRecord, ANH, seen=seen) == "stale"


def test_a_record_nobody_knows_is_unknown(hub: SmallHub) -> None:
    seen = c.SeenRecord(record=RecordId("no-such"), state=S.RECEIVED)

    assert hub.refused(c.FinishRecord, ANH, seen=seen) == "unknown-record"


def test_a_guide_may_not(hub: SmallHub) -> None:
    answer = hub.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), GUIDE)

    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "not-allowed")
