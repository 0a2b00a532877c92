"""The business day: opened and closed by people or by the clockwork, never on a clock nobody trusts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from contract import commands as c
from contract.events import ClockStepped, DayClosed, Event
from contract.words import ClockTrust, CounterStatus, TicketState
from server.service.states import counter_state, hub_state, line_state
from tests.support.hub import ADMINISTRATOR, ANH, GUIDE, KIOSK, MANAGER, MONDAY_8, SmallHub

S = TicketState
MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
"""Tuesday is a holiday."""


def local(text: str, day: date = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{text}:00+07:00").astimezone(UTC)


def go_to(hub: SmallHub, moment: datetime) -> None:
    hub.clock.pass_time((moment - hub.clock.read().utc).total_seconds())
    hub.tick()


def day_of(hub: SmallHub) -> date | None:
    with hub.writer.reading() as hall:
        return hall.day


def events(hub: SmallHub, kind: type[Event]) -> list[Event]:
    hub.settle()
    recorded = (item.event for commit in hub.commits for item in commit.recorded)
    return [event for event in recorded if type(event) is kind]


def test_a_day_is_opened_once(hub: SmallHub) -> None:
    assert hub.refused(c.OpenDay, MANAGER) == "day-open"
    assert hub.refused(c.OpenDay, ADMINISTRATOR) == "day-open"


def test_only_an_open_day_is_closed(closed_hub: SmallHub) -> None:
    assert closed_hub.refused(c.CloseDay, MANAGER) == "no-day"


def test_closing_ends_every_visit_truthfully(hub: SmallHub) -> None:
    hub.sit()
    serving, held, absent, done = (hub.take() for _ in range(4))
    waiting, reserved = hub.take(), hub.reserve().ticket
    for ticket, end in ((serving, c.Hold), (held, c.Hold), (absent, c.NoShow), (done, c.Finish)):
        assert hub.call().ticket == ticket
        if end is not c.NoShow:
            hub.at_counter(c.StartService, ticket)
        hub.at_counter(end, ticket)
    hub.at_counter(c.Resume, serving)
    hub.clock.pass_time(60)

    stands = hub.close_day()

    assert (stands.is_open, stands.unserved, stands.end_inferred) == (False, 3, 1)
    assert (hub.ticket(serving).state, hub.ticket(serving).is_end_inferred) == (S.SERVED, True)
    assert {hub.ticket(ticket).state for ticket in (held, waiting, reserved)} == {S.UNSERVED}
    assert (hub.ticket(absent).state, hub.ticket(done).is_end_inferred) == (S.NO_SHOW, False)
    assert not hub.counter("1").is_open


def test_the_close_says_the_head_of_the_chain_before_it(hub: SmallHub) -> None:
    hub.take()
    hub.close_day()
    hub.settle()
    recorded = [item for commit in hub.commits for item in commit.recorded]
    before, closed = recorded[-2], recorded[-1].event

    assert isinstance(closed, DayClosed)
    assert (closed.head, closed.tickets) == (before.hash.hex(), 1)


def test_a_day_opened_again_goes_on_with_its_numbers(hub: SmallHub) -> None:
    hub.take()
    hub.close_day()
    hub.restart()
    hub.open_day()

    assert hub.reserve().number == "A002"


def test_a_new_day_begins_with_the_first_number(hub: SmallHub) -> None:
    hub.take()
    hub.close_day()
    hub.clock.pass_time(48 * 3600)
    hub.open_day()

    assert hub.reserve().number == "A001"


def test_who_left_before_the_close_may_come_back_when_the_day_is_opened_again(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.call()
    hub.at_counter(c.NoShow, ticket)
    hub.close_day()
    assert hub.refused(c.ReturnToLine, GUIDE, ticket=ticket) == "no-day"
    hub.open_day()

    hub.do(c.ReturnToLine, GUIDE, ticket=ticket)


def test_nothing_happens_to_tickets_and_counters_without_a_day(hub: SmallHub) -> None:
    ticket = hub.take()
    hub.close_day()

    assert hub.refused(c.OpenCounter, ANH, counter="1") == "no-day"
    assert hub.refused(c.CallNext, ANH, counter="1") == "no-day"
    assert hub.refused(c.Cancel, GUIDE, ticket=ticket, reason="x") == "no-day"
    assert hub.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "no-day"


# --- trust --------------------------------------------------------------------------------------------


def test_no_day_is_opened_or_closed_on_a_clock_nobody_trusts(closed_hub: SmallHub) -> None:
    closed_hub.trust = ClockTrust.UNTRUSTED
    closed_hub.tick()
    assert closed_hub.refused(c.OpenDay, MANAGER) == "clock-untrusted"
    assert day_of(closed_hub) is None

    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    closed_hub.open_day()

    assert closed_hub.writer.now().trust is ClockTrust.PERSON


def test_a_persons_word_holds_for_one_boot(hub: SmallHub) -> None:
    hub.trust = ClockTrust.UNTRUSTED
    hub.restart()
    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    hub.restart()
    assert hub.writer.now().trust is ClockTrust.PERSON

    hub.reboot("boot-2")

    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"


@pytest.mark.parametrize(("off_s", "is_refused"), [(-61, True), (-60, False), (60, False), (61, True)])
def test_a_person_confirms_the_time_the_hub_has(hub: SmallHub, off_s: float, is_refused: bool) -> None:
    seen = hub.now() + timedelta(seconds=off_s)
    if is_refused:
        assert hub.refused(c.ConfirmClock, MANAGER, seen=seen) == "time-differs"
    else:
        hub.do(c.ConfirmClock, MANAGER, seen=seen)


def test_a_hub_behind_its_last_event_goes_on_with_the_day_and_closes_none_until_someone_confirms(
    hub: SmallHub,
) -> None:
    hub.reboot("boot-2", MONDAY_8 - timedelta(hours=3))

    for _ in range(3):
        hub.do(c.GiveNumber, GUIDE, service="ho-tich")
        hub.clock.pass_time(10)
        hub.tick()
    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"
    hub.restart()
    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"

    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    hub.close_day()


def test_a_day_before_the_last_one_is_not_opened(hub: SmallHub) -> None:
    hub.close_day()
    hub.reboot("boot-2", MONDAY_8 - timedelta(days=3))
    hub.tick()
    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())

    assert hub.refused(c.OpenDay, MANAGER) == "clock-behind"
    hub.tick()
    assert day_of(hub) is None


# --- clockwork ----------------------------------------------------------------------------------------


def test_the_day_opens_by_itself_an_hour_before_the_first_hour(closed_hub: SmallHub) -> None:
    closed_hub.reboot("early", local("05:59"))
    closed_hub.tick()
    assert day_of(closed_hub) is None
    go_to(closed_hub, local("06:00"))

    assert day_of(closed_hub) == MONDAY


def test_the_day_closes_by_itself_two_hours_after_the_last_hour(hub: SmallHub) -> None:
    go_to(hub, local("18:29"))
    assert day_of(hub) == MONDAY
    go_to(hub, local("18:30"))
    assert day_of(hub) is None
    go_to(hub, local("19:00"))

    assert day_of(hub) is None


def test_a_day_closed_by_hand_is_not_opened_again_by_itself(hub: SmallHub) -> None:
    hub.close_day()
    go_to(hub, local("09:00"))

    assert day_of(hub) is None


def test_a_day_opened_by_hand_late_in_the_evening_stays_until_midnight(hub: SmallHub) -> None:
    go_to(hub, local("18:30"))
    hub.clock.pass_time(3600)
    hub.open_day()
    hub.tick()
    assert day_of(hub) == MONDAY

    go_to(hub, local("00:00", MONDAY + timedelta(days=1)))

    assert day_of(hub) is None


def test_on_a_holiday_no_day_opens_by_itself(hub: SmallHub) -> None:
    go_to(hub, local("18:30"))
    go_to(hub, local("08:00", MONDAY + timedelta(days=1)))
    assert day_of(hub) is None
    go_to(hub, local("07:00", WEDNESDAY))

    assert day_of(hub) == WEDNESDAY


def test_an_untrusted_clock_closes_no_day_however_late_it_says_it_is(hub: SmallHub) -> None:
    hub.trust = ClockTrust.UNTRUSTED
    go_to(hub, local("23:00", WEDNESDAY))

    assert day_of(hub) == MONDAY


def test_a_jump_forward_of_more_than_an_hour_closes_no_day_until_someone_confirms(hub: SmallHub) -> None:
    hub.clock.step_wall(12 * 3600)
    hub.tick()
    hub.clock.pass_time(60)
    hub.tick()
    hub.restart()
    hub.tick()
    assert day_of(hub) == MONDAY

    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    hub.tick()

    assert day_of(hub) is None


def test_a_small_jump_forward_does_not_keep_the_day_open(hub: SmallHub) -> None:
    hub.clock.step_wall(1800)
    hub.tick()
    go_to(hub, local("18:30"))

    assert day_of(hub) is None


def test_every_step_of_the_clock_is_an_event_and_slewing_is_none(hub: SmallHub) -> None:
    for step_s in (0.3, -2.5, 90):
        hub.clock.step_wall(step_s)
        hub.tick()

    steps = [event.step_s for event in events(hub, ClockStepped) if isinstance(event, ClockStepped)]
    assert steps == [-2.5, 90]


# --- counters and what screens see --------------------------------------------------------------------


def test_a_counter_opens_pauses_goes_on_and_closes(hub: SmallHub) -> None:
    def status() -> CounterStatus:
        with hub.writer.reading() as hall:
            return counter_state(hall, hub.rules, hall.counter("1").id).status  # type: ignore[arg-type] # an id written by hand

    assert status() is CounterStatus.CLOSED
    hub.sit()
    assert status() is CounterStatus.READY
    hub.take()
    hub.do(c.PauseCounter, ANH, counter="1", reason="hop")
    assert status() is CounterStatus.PAUSED
    assert hub.refused(c.CallNext, ANH, counter="1") == "paused"
    assert hub.refused(c.PauseCounter, ANH, counter="1", reason="hop") == "paused"
    hub.do(c.ResumeCounter, ANH, counter="1")
    assert hub.refused(c.ResumeCounter, ANH, counter="1") == "not-paused"
    assert hub.refused(c.PauseCounter, ANH, counter="1", reason="no-such") == "unknown-reason"
    hub.call()
    assert status() is CounterStatus.CALLING
    assert hub.refused(c.CloseCounter, ANH, counter="1") == "someone-called"
    hub.at_counter(c.StartService, hub.counter("1").ticket)  # type: ignore[arg-type] # somebody is there
    assert status() is CounterStatus.SERVING
    assert hub.refused(c.CloseCounter, ANH, counter="1") == "someone-served"
    hub.at_counter(c.Finish, hub.counter("1").ticket)  # type: ignore[arg-type] # the same
    hub.do(c.CloseCounter, ANH, counter="1")
    assert hub.refused(c.CallNext, ANH, counter="1") == "nobody-seated"


def test_an_officer_serves_what_counter_and_account_allow(hub: SmallHub) -> None:
    limited = msgspec.structs.replace(ANH, services=frozenset({"chung-thuc"}))

    assert hub.refused(c.OpenCounter, ANH, counter="no-such") == "unknown-counter"
    assert hub.refused(c.OpenCounter, ANH, counter="1", services=("dat-dai-xay-dung",)) == "cannot-serve"
    assert hub.refused(c.OpenCounter, limited, counter="1", services=("ho-tich",)) == "cannot-serve"
    assert hub.refused(c.OpenCounter, limited, counter="3") == "cannot-serve"
    hub.sit("1", limited)
    assert hub.counter("1").services == ("chung-thuc",)


def test_only_a_manager_seats_somebody_else(hub: SmallHub) -> None:
    assert hub.refused(c.OpenCounter, ANH, counter="1", officer="binh") == "not-allowed"
    hub.do(c.OpenCounter, MANAGER, counter="1", officer="binh")

    assert hub.counter("1").officer == "binh"


def test_nobody_waiting_is_an_answer(hub: SmallHub) -> None:
    hub.sit()
    called = hub.call()

    assert (called.ticket, called.counter) == (None, "1")


def test_finish_and_call_finishes_also_when_nobody_waits(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.serve(ticket)

    called = hub.do(c.CallNext, ANH, counter="1", finishing=hub.seen(ticket))

    assert (called.ticket, hub.ticket(ticket).state) == (None, S.SERVED)


def test_a_busy_counter_calls_nobody_and_says_who_is_there(hub: SmallHub) -> None:
    hub.sit()
    first, _ = hub.take(), hub.take()
    hub.call()
    assert hub.refused(c.CallNext, ANH, counter="1") == "someone-called"
    assert hub.refused(c.CallNext, ANH, counter="1", finishing=hub.seen(first)) == "wrong-state"
    hub.at_counter(c.StartService, first)

    assert hub.refused(c.CallNext, ANH, counter="1") == "someone-served"


def test_screens_see_the_line_the_day_and_the_hours(hub: SmallHub) -> None:
    hub.sit()
    hub.take()
    now = hub.writer.now()
    with hub.writer.reading() as hall:
        line = {one.service: one for one in line_state(hall, hub.rules, now).services}
        beat = hub_state(hall, now, "0")

    assert (beat.day, beat.revision) == (MONDAY, hub.seq)
    civil = line[next(iter(line))]
    assert (civil.waiting, civil.counters_open, civil.taking, civil.opens_at) == (1, 1, "open", None)


def test_a_guide_is_called_once_and_comes_once(hub: SmallHub) -> None:
    hub.do(c.CallGuide, KIOSK)
    before = hub.seq
    hub.do(c.CallGuide, KIOSK)
    assert hub.seq == before

    hub.do(c.AnswerGuideCall, GUIDE, kiosk="kiosk-1")
    hub.do(c.AnswerGuideCall, GUIDE, kiosk="kiosk-1")
    assert hub.seq == before + 1
