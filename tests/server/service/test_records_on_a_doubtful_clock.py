"""Nothing of records is numbered, dated or judged by a clock nobody vouches for; an open day goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from contract import commands as c
from contract.record_words import RecordState
from contract.words import ClockTrust, Outcome
from tests.support.hub import ANH, MANAGER, SmallHub
from tests.support.records import GUARDIAN, act, in_state, known, last_seen, receive, what_it_needs

S = RecordState
WAITING = {
    c.TakeUpRecord: S.RECEIVED,
    c.FinishRecord: S.IN_PROCESS,
    c.ReturnRecord: S.RESULT_READY,
    c.AskSupplement: S.IN_PROCESS,
    c.TakeSupplement: S.SUPPLEMENT_ASKED,
    c.RefuseRecord: S.IN_PROCESS,
    c.WithdrawRecord: S.RECEIVED,
    c.StopRecord: S.SUPPLEMENT_ASKED,
    c.TellDelay: S.IN_PROCESS,
}
"""What is dated, and a state in which it can be done."""


def wakes_up(hub: SmallHub, wall: datetime) -> None:
    """The machine comes back with that wall clock, which nobody vouches for."""
    hub.trust = ClockTrust.UNTRUSTED
    hub.reboot("another", wall)


@pytest.mark.parametrize("wall", [datetime(2020, 1, 1, 2, tzinfo=UTC), datetime(2027, 1, 1, 2, tzinfo=UTC)])
def test_a_hub_that_woke_up_in_another_year_numbers_no_record(hub: SmallHub, wall: datetime) -> None:
    receive(hub)
    wakes_up(hub, wall)

    answer = hub.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), ANH)
    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "clock-untrusted")
    assert (answer.message_vi or "").startswith(
        "Chưa chắc đồng hồ đúng. Người quản lý cần xác nhận giờ trước khi ghi"
    )
    fields: dict[str, Any] = {"procedure": GUARDIAN, "reason": "khong-hop-le"}
    assert hub.refused(c.RefuseReception, ANH, **fields) == "clock-untrusted"
    at_once: dict[str, Any] = {"procedure": GUARDIAN, "is_returned_at_once": True}
    assert hub.refused(c.ReceiveRecord, ANH, **at_once) == "clock-untrusted"


def test_an_open_day_goes_on_when_the_time_server_is_lost(hub: SmallHub) -> None:
    hub.trust = ClockTrust.UNTRUSTED
    hub.tick()
    assert hub.writer.now().trust is ClockTrust.UNTRUSTED

    record = receive(hub).record
    act(hub, c.FinishRecord, record)

    assert known(hub, record).reference == "1/2026"


def test_a_day_that_is_over_by_a_doubtful_clock_is_no_open_day(hub: SmallHub) -> None:
    hub.trust = ClockTrust.UNTRUSTED
    hub.clock.pass_time(24 * 3600)
    hub.tick()

    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "clock-untrusted"


def test_without_a_day_a_doubtful_clock_numbers_nothing_and_a_believed_one_does(closed_hub: SmallHub) -> None:
    closed_hub.trust = ClockTrust.UNTRUSTED
    closed_hub.tick()
    assert closed_hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "clock-untrusted"

    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())

    assert receive(closed_hub).reference == "1/2026"


@pytest.mark.parametrize("kind", WAITING)
def test_no_step_is_dated_or_judged_by_a_doubtful_clock(hub: SmallHub, kind: type[c.Command]) -> None:
    record = in_state(hub, WAITING[kind])
    wakes_up(hub, datetime(2027, 3, 1, 2, tzinfo=UTC))

    assert hub.refused(kind, ANH, **what_it_needs(hub, kind, record)) == "clock-untrusted"
    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    if kind is not c.TakeSupplement:  # its due date would lie in a year nobody confirmed
        act(hub, kind, record)


def test_no_new_date_and_no_undo_go_by_a_doubtful_clock(hub: SmallHub) -> None:
    record = receive(hub).record
    wakes_up(hub, datetime(2020, 1, 1, 2, tzinfo=UTC))
    again = what_it_needs(hub, c.ReappointRecord, record)

    assert hub.refused(c.ReappointRecord, ANH, **again, new_day="2026-12-01") == "clock-untrusted"
    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, record)) == "clock-untrusted"


def test_the_official_code_waits_for_no_clock(hub: SmallHub) -> None:
    record = receive(hub).record
    wakes_up(hub, datetime(2020, 1, 1, 2, tzinfo=UTC))

    act(hub, c.CodeRecord, record, code="000.00.01.H36-261123-0001")

    assert known(hub, record).code == "000.00.01.H36-261123-0001"
