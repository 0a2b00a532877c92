"""Whatever a clock does to a visit, its durations are right or marked, and nothing is closed on a doubt.

Every way a clock goes wrong, in every state of a ticket, with and without a reboot meanwhile.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contract import commands as c
from contract.clock import local_time
from contract.events import ClockStepped
from contract.ids import TicketId
from contract.words import ClockTrust, SlipFate, TicketState
from tests.support.hub import ANH, BINH, GUIDE, KIOSK, MANAGER, SmallHub, small_hub
from tests.support.true_time import LONG_AGO, TrueTime

HOUR, DAY = 3600.0, 86400.0
MONDAY = date(2026, 11, 23)
S = TicketState
NTP, RTC, UNTRUSTED = ClockTrust.NTP, ClockTrust.RTC, ClockTrust.UNTRUSTED

STATES = {S.ON_HOLD: "1", S.NO_SHOW: "1", S.CALLED: "1", S.SERVING: "2", S.RESERVED: "", S.WAITING: ""}
"""And the counter where a ticket gets there."""

OFFICERS = {"1": ANH, "2": BINH}

STEPS: dict[str, Callable[[TrueTime], None]] = {
    "no step": lambda _: None,
    "an hour forward": lambda true: true.step(HOUR),
    "an hour back": lambda true: true.step(-HOUR),
    "a day forward": lambda true: true.step(DAY),
    "a day back": lambda true: true.step(-DAY),
    "seven hours back: the zone was wrong": lambda true: true.step(-7 * HOUR),
    "slewed": lambda true: true.step(0.4),
}

REBOOTS: dict[str, Callable[[TrueTime], None]] = {
    "no reboot": lambda _: None,
    "the process alone": lambda true: true.hub.restart(),
    "a right clock": lambda true: true.reboot(120, NTP),
    "a right clock by its RTC": lambda true: true.reboot(120, RTC),
    "off for three hours, by its RTC": lambda true: true.reboot(3 * HOUR, RTC),
    "off for three hours, by NTP": lambda true: true.reboot(3 * HOUR, NTP),
    "no RTC": lambda true: true.reboot(120, UNTRUSTED, LONG_AGO),
    "no RTC, then NTP": lambda true: (true.reboot(120, UNTRUSTED, LONG_AGO), true.put_right())[1],
    "an RTC an hour behind": lambda true: true.reboot(120, RTC, true.wall() - timedelta(hours=1)),
    "an RTC in local time": lambda true: true.reboot(120, RTC, true.wall() + timedelta(hours=7)),
}


def bring(hub: SmallHub, state: TicketState, counter: str) -> TicketId:
    """A ticket in that state."""
    if state is S.RESERVED:
        return hub.reserve().ticket
    ticket = hub.take()
    if state is S.WAITING:
        return ticket
    moves: dict[TicketState, tuple[type[c.Command], ...]] = {
        S.NO_SHOW: (c.NoShow,), S.SERVING: (c.StartService,), S.ON_HOLD: (c.StartService, c.Hold),
    }  # fmt: skip
    for kind in (c.CallTicket, *moves.get(state, ())):
        at_counter(hub, kind, ticket, counter)
    return ticket


def at_counter(hub: SmallHub, kind: type[c.Command], ticket: TicketId, counter: str) -> None:
    """By whoever sits there."""
    reason = {"reason": "for the test"} if kind is c.CallTicket else {}
    hub.at_counter(kind, ticket, counter, OFFICERS[counter], **reason)


def see_out(hub: SmallHub, true: TrueTime, ticket: TicketId) -> None:
    """To the end of the visit, some time in each state; who was absent for too long stays absent."""
    if hub.ticket(ticket).state is S.RESERVED:
        hub.do(c.ConfirmTicket, KIOSK, ticket=ticket, fate=SlipFate.PRINTED)
    if hub.ticket(ticket).state is S.NO_SHOW:
        hub.ask(return_of(hub, ticket), GUIDE)
    counter = hub.ticket(ticket).counter or "1"
    for state, kind in (
        (S.ON_HOLD, c.Resume), (S.WAITING, c.CallTicket), (S.CALLED, c.StartService), (S.SERVING, c.Finish),
    ):  # fmt: skip
        true.spend(40)
        if hub.ticket(ticket).state is state:
            at_counter(hub, kind, ticket, counter)


def return_of(hub: SmallHub, ticket: TicketId) -> c.ReturnToLine:
    """Somebody who was absent is back."""
    return hub.make(c.ReturnToLine, ticket=ticket)


def steps_in(hub: SmallHub) -> list[float]:
    """As the ledger tells them."""
    hub.settle()
    events = (item.event for commit in hub.commits for item in commit.recorded)
    return [event.step_s for event in events if isinstance(event, ClockStepped)]


@pytest.mark.parametrize("reboot", REBOOTS)
@pytest.mark.parametrize("step", STEPS)
def test_visits_in_every_state_are_measured_right_or_marked(hub: SmallHub, step: str, reboot: str) -> None:
    true = TrueTime(hub)
    hub.sit("1", ANH)
    hub.sit("2", BINH)
    tickets = {state: bring(hub, state, counter) for state, counter in STATES.items()}
    true.spend(60)
    STEPS[step](true)
    true.spend(30)
    REBOOTS[reboot](true)
    true.spend(90)

    for state in (S.CALLED, S.SERVING, S.ON_HOLD, S.NO_SHOW, S.RESERVED, S.WAITING):
        see_out(hub, true, tickets[state])

    for state, ticket in tickets.items():
        seen = hub.ticket(ticket)
        assert seen.state is S.SERVED or (state, seen.state) == (S.NO_SHOW, S.NO_SHOW)
        true.assert_honest(seen)
        is_steady = step in ("no step", "slewed") and reboot in _SURE_REBOOTS
        if reboot in ("no reboot", "the process alone") or is_steady:
            assert not seen.is_estimated
        elif reboot in _MARKED_REBOOTS and seen.state is S.SERVED:
            assert seen.is_estimated


_MARKED_REBOOTS = ("no RTC", "an RTC an hour behind", "an RTC in local time")
_SURE_REBOOTS = (
    "a right clock", "a right clock by its RTC", "off for three hours, by NTP", "no RTC, then NTP",
)  # fmt: skip


@pytest.mark.parametrize("step", [name for name in STEPS if name not in ("no step", "slewed")])
def test_a_step_is_in_the_ledger_once_with_how_far_the_clock_was_believed(hub: SmallHub, step: str) -> None:
    true = TrueTime(hub)
    STEPS[step](true)
    true.spend(30)
    hub.restart()
    true.spend(30)

    hub.settle()
    told = [item.event for commit in hub.commits for item in commit.recorded]
    steps = [event for event in told if isinstance(event, ClockStepped)]
    assert [(event.before, abs(event.step_s) >= HOUR) for event in steps] == [(NTP, True)]


def test_a_step_made_while_no_hub_ran_is_told_too(hub: SmallHub) -> None:
    hub.take()
    hub.stop()
    hub.clock.step_wall(-HOUR)
    hub.clock.pass_time(20)
    hub.start()
    hub.tick()

    assert steps_in(hub) == [-HOUR]
    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"


def test_order_is_by_sequence_whatever_the_clock_says(hub: SmallHub) -> None:
    true = TrueTime(hub)
    hub.sit()
    taken = []
    for seconds in (0, -HOUR, 0, DAY, 0, -DAY):
        true.step(seconds)
        taken.append(hub.take())
        true.spend(5)
    called = []
    for _ in taken:
        ticket = hub.call().ticket
        assert ticket is not None
        called.append(ticket)
        hub.at_counter(c.StartService, ticket)
        hub.at_counter(c.Finish, ticket)

    assert called == taken
    hub.settle()
    seqs = [item.event.seq for commit in hub.commits for item in commit.recorded]
    assert all(after == before + 1 for before, after in pairwise(seqs))


# --- trust and days -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [HOUR, -HOUR, DAY, -DAY, 90, -90])
def test_an_rtcs_word_is_worth_nothing_once_its_clock_is_moved(hub: SmallHub, seconds: float) -> None:
    hub.trust = RTC
    true = TrueTime(hub)
    true.step(seconds)

    assert hub.writer.now().trust is UNTRUSTED
    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"
    hub.restart()
    assert hub.writer.now().trust is UNTRUSTED

    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    hub.close_day()


@pytest.mark.parametrize("seconds", [2.0, -0.9, 59])
def test_a_small_correction_leaves_the_word_standing(hub: SmallHub, seconds: float) -> None:
    hub.trust = RTC
    true = TrueTime(hub)
    true.step(seconds)
    true.spend(2)

    assert hub.writer.now().trust is RTC


def test_a_persons_word_is_about_the_clock_they_saw(closed_hub: SmallHub) -> None:
    true = TrueTime(closed_hub)
    true.step(0, UNTRUSTED)
    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    closed_hub.open_day()
    assert closed_hub.writer.now().trust is ClockTrust.PERSON

    true.step(2 * HOUR)

    assert closed_hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"
    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    assert closed_hub.writer.now().trust is ClockTrust.PERSON


def test_a_clock_that_was_behind_is_not_believed_again_by_waiting(hub: SmallHub) -> None:
    true = TrueTime(hub)
    hub.take()
    true.step(-600)
    assert hub.writer.now().trust is UNTRUSTED
    hub.take()
    true.spend(900)

    assert hub.writer.now().trust is UNTRUSTED
    assert hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"
    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    assert hub.writer.now().trust is NTP


def test_a_clock_that_went_back_and_was_put_right_by_ntp_needs_nobody(hub: SmallHub) -> None:
    true = TrueTime(hub)
    hub.take()
    true.step(-HOUR)
    true.spend(10)
    true.put_right()

    assert hub.writer.now().trust is NTP
    hub.close_day()


@pytest.mark.parametrize("wall", ["long ago", "an hour behind"])
def test_without_an_rtc_a_machine_opens_nothing_until_ntp_or_a_person_says_so(
    closed_hub: SmallHub, wall: str
) -> None:
    true = TrueTime(closed_hub)
    late = true.wall() + timedelta(days=2)
    true.seconds += 2 * DAY
    true.reboot(0, UNTRUSTED, LONG_AGO if wall == "long ago" else late - timedelta(hours=1))
    true.spend(5)
    assert day_of(closed_hub) is None
    assert closed_hub.refused(c.OpenDay, MANAGER) == "clock-untrusted"

    true.put_right()
    true.spend(1)

    assert day_of(closed_hub) == late.date()


def test_a_believed_clock_that_leaps_a_day_at_night_opens_no_day_of_tomorrow(hub: SmallHub) -> None:
    """Tomorrow's date would keep today's out: a day before the last one is never opened."""
    true = TrueTime(hub)
    hub.close_day()
    true.spend(2 * DAY - 2 * HOUR)
    assert day_of(hub) == local_time(true.wall()).date()
    hub.close_day()
    true.step(DAY)
    true.spend(60)
    assert day_of(hub) is None

    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
    hub.tick()

    assert day_of(hub) == local_time(true.wall() + timedelta(days=1)).date()


def test_a_zone_seven_hours_off_is_put_right_without_a_day_lost(closed_hub: SmallHub) -> None:
    """Local time taken for UTC; then the cable to NTP is plugged in."""
    true = TrueTime(closed_hub)
    true.reboot(10, RTC, true.wall() + timedelta(hours=7))
    assert day_of(closed_hub) == MONDAY
    closed_hub.sit()
    ticket = closed_hub.take()
    true.spend(60)
    true.put_right()
    true.spend(60)
    assert closed_hub.refused(c.CloseDay, MANAGER) == "clock-untrusted"

    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    see_out(closed_hub, true, ticket)

    true.assert_honest(closed_hub.ticket(ticket))
    assert not closed_hub.ticket(ticket).is_estimated
    assert day_of(closed_hub) == true.wall().date()
    closed_hub.close_day()


def day_of(hub: SmallHub) -> object:
    with hub.writer.reading() as hall:
        return hall.day


# --- anything ------------------------------------------------------------------------------------------

WALK = st.lists(
    st.one_of(
        st.tuples(st.just("spend"), st.sampled_from((1.0, 30.0, 600.0))),
        st.tuples(st.just("step"), st.sampled_from((0.4, -0.4, 5.0, -5.0, HOUR, -HOUR, DAY, -DAY))),
        st.tuples(st.just("right"), st.just(0.0)),
        st.tuples(st.just("confirm"), st.just(0.0)),
        st.tuples(st.just("restart"), st.just(0.0)),
        st.tuples(st.just("reboot"), st.sampled_from((20.0, 400.0, 5000.0))),
        st.tuples(st.just("reboot-past"), st.sampled_from((20.0, 400.0))),
        st.tuples(st.just("move"), st.just(0.0)),
    ),
    max_size=25,
)


@given(walk=WALK)
@example(walk=[("reboot-past", 20.0), ("confirm", 0.0), ("move", 0.0)])
@settings(max_examples=40)
def test_no_walk_of_clocks_and_reboots_makes_a_duration_wrong_and_unmarked(
    walk: list[tuple[str, float]], tmp_path_factory: pytest.TempPathFactory, empty_ledger: Path
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    shutil.copy(empty_ledger, folder / "ledger.sqlite")
    with small_hub(folder) as hub:
        hub.open_day()
        hub.sit()
        true = TrueTime(hub)
        tickets = [bring(hub, S.SERVING, "1"), hub.take(), hub.take()]
        for what, amount in walk:
            go(hub, true, what, amount)
        with hub.writer.reading() as hall:
            seen = [hall.tickets[ticket] for ticket in tickets if ticket in hall.tickets]
        for ticket in seen:
            true.assert_honest(ticket)
        assert hub.findings().wrong == []


def go(hub: SmallHub, true: TrueTime, what: str, amount: float) -> None:
    """One thing happens."""
    match what:
        case "spend":
            true.spend(amount)
        case "step":
            true.step(amount)
        case "right":
            true.put_right()
        case "confirm":
            hub.ask(hub.make(c.ConfirmClock, seen=hub.now()), MANAGER)
        case "restart":
            hub.restart()
        case "reboot":
            true.reboot(amount, NTP)
        case "reboot-past":
            true.reboot(amount, UNTRUSTED, LONG_AGO)
        case _:
            at = hub.counter("1").ticket
            if at is not None and hub.ticket(at).state is S.SERVING:
                hub.at_counter(c.Finish, at)
            hub.ask(hub.make(c.CallNext, counter="1"), MANAGER)
