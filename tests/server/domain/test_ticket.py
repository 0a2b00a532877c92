"""One ticket: its transition table, and periods that always add up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.ids import CounterId, OfficerId, SeriesId, ServiceId, TicketId, TicketNumber
from contract.words import ClockTrust, Language, Origin, PeriodKind, SlipFate, TicketState
from server.domain.instant import Instant, between
from server.domain.ticket import MAY_BECOME, PERIOD_OF, IllegalMoveError, Ticket

S = TicketState
ALLOWED = {
    "reserved": "waiting cancelled unserved",
    "waiting": "called waiting served cancelled unserved",
    "called": "called serving no-show on-hold waiting cancelled unserved",
    "serving": "served on-hold waiting",
    "on-hold": "called serving served waiting cancelled no-show unserved",
    "no-show": "waiting",
    "served": "",
    "cancelled": "",
    "unserved": "",
}
"""Written out again from ARCHITECTURE §4."""

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def at(second: float, boot: str = "boot-1", trust: ClockTrust = ClockTrust.NTP) -> Instant:
    return Instant(START + timedelta(seconds=second), round(second * 1_000_000), boot, trust)


def a_ticket(state: TicketState = S.RESERVED) -> Ticket:
    return Ticket(
        id=TicketId("t"),
        number=TicketNumber("A001"),
        day=date(2026, 11, 23),
        series=SeriesId("a"),
        service=ServiceId("ho-tich"),
        first_service=ServiceId("ho-tich"),
        origin=Origin.KIOSK,
        language=Language.VI,
        token_hash="0" * 64,
        arrived=at(0),
        arrived_seq=1,
        place=1,
        state=state,
        state_since=at(0),
        last_seq=1,
    )


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_a_ticket_moves_as_the_table_says_and_no_other_way(before: TicketState, after: TicketState) -> None:
    ticket = a_ticket(before)
    if after.value in ALLOWED[before.value].split():
        assert ticket.moved(after, at(1), 2).state is after
    else:
        with pytest.raises(IllegalMoveError, match=rf"A001: {before} may not become {after}"):
            ticket.moved(after, at(1), 2)


def test_the_table_knows_every_state() -> None:
    assert set(MAY_BECOME) == set(S)
    assert all(not MAY_BECOME[state] for state in S if state.is_ended)


def test_waiting_counts_from_the_reservation_once_it_is_confirmed() -> None:
    ticket = a_ticket().confirmed(SlipFate.PRINTED, at(7), 2)
    assert ticket.running is not None
    assert ticket.running.start == at(0)

    called = ticket.moved(S.CALLED, at(60), 3)

    assert [(period.kind, period.duration.us) for period in called.periods] == [
        (PeriodKind.WAITING, 60_000_000)
    ]


def test_a_reservation_that_is_voided_has_waited_for_nothing() -> None:
    assert a_ticket().moved(S.CANCELLED, at(9), 2).periods == ()


def test_a_recall_is_no_period_of_its_own() -> None:
    called = a_ticket().confirmed(SlipFate.PRINTED, at(1), 2).moved(S.CALLED, at(10), 3)
    again = called.moved(S.CALLED, at(20), 4)

    assert again.periods == called.periods
    assert again.running == called.running


def test_a_redirection_ends_one_wait_and_begins_the_next_legs() -> None:
    ticket = a_ticket().confirmed(SlipFate.PRINTED, at(1), 2)
    on = ticket.moved(S.WAITING, at(30), 3, service=ServiceId("chung-thuc"), leg=2)

    assert [(period.leg, period.service) for period in on.periods] == [(1, "ho-tich")]
    assert on.running is not None
    assert (on.running.leg, on.running.service, on.running.start) == (2, "chung-thuc", at(30))


def test_an_absent_citizen_who_comes_back_has_been_absent() -> None:
    ticket = a_ticket().confirmed(SlipFate.PRINTED, at(0), 2).moved(S.CALLED, at(10), 3)
    back = ticket.moved(S.NO_SHOW, at(40), 4).moved(S.WAITING, at(100), 5)

    assert back.spent_us(PeriodKind.ABSENT) == 60_000_000
    assert back.visit_us == 100_000_000


def test_a_period_keeps_who_served_where() -> None:
    there = {"counter": CounterId("1"), "officer": OfficerId("anh")}
    ticket = a_ticket().confirmed(SlipFate.PRINTED, at(0), 2).moved(S.CALLED, at(10), 3, **there)
    walking = ticket.moved(S.SERVING, at(20), 4).periods[-1]

    assert (walking.kind, walking.counter, walking.officer) == (PeriodKind.WALKING, "1", "anh")


@given(st.data())
def test_periods_are_half_open_without_gap_and_add_up_to_the_visit(data: st.DataObject) -> None:
    ticket = a_ticket().confirmed(SlipFate.PRINTED, at(0), 2)
    now = 0
    for seq in range(3, 40):
        if not MAY_BECOME[ticket.state]:
            break
        now += data.draw(st.integers(0, 5000))
        to = data.draw(st.sampled_from(sorted(MAY_BECOME[ticket.state])))
        ticket = ticket.moved(to, at(now), seq)

    edges = [ticket.arrived]
    for period in ticket.periods:
        assert period.start == edges[-1]
        edges.append(period.end)
    if ticket.running is not None:
        assert ticket.running.start == edges[-1]
        assert ticket.running.kind is PERIOD_OF[ticket.state]
    assert ticket.visit_us == (edges[-1].boot_us - edges[0].boot_us)
    assert ticket.visit_us == sum(ticket.spent_us(kind) for kind in PeriodKind)
    assert ticket.arrived == at(0)
    assert not ticket.is_estimated


@pytest.mark.parametrize(
    ("start", "end", "is_estimated"),
    [
        (at(0, trust=ClockTrust.UNTRUSTED), at(5, trust=ClockTrust.UNTRUSTED), False),
        (at(0), at(5, "boot-2"), False),
        (at(0, trust=ClockTrust.RTC), at(5, "boot-2", ClockTrust.PERSON), False),
        (at(0, trust=ClockTrust.UNTRUSTED), at(5, "boot-2"), True),
        (at(0), at(5, "boot-2", ClockTrust.UNTRUSTED), True),
    ],
)
def test_a_duration_is_estimated_across_a_reboot_unless_both_clocks_were_trusted(
    start: Instant, end: Instant, is_estimated: bool
) -> None:
    duration = between(start, end)

    assert (duration.us, duration.is_estimated) == (5_000_000, is_estimated)


def test_a_corrected_wall_clock_does_not_bend_a_duration_within_a_boot() -> None:
    end = Instant(START - timedelta(hours=2), 5_000_000, "boot-1", ClockTrust.NTP)

    assert between(at(0), end).us == 5_000_000


def test_what_seems_to_end_before_it_began_lasted_nobody_knows_how_long() -> None:
    lasted = between(at(9), at(2, "boot-2", ClockTrust.PERSON))

    assert (lasted.us, lasted.is_estimated) == (0, True)


def test_every_state_in_which_time_is_spent_has_its_kind_of_period() -> None:
    assert set(PERIOD_OF) == {S.WAITING, S.CALLED, S.SERVING, S.ON_HOLD, S.NO_SHOW}
    assert set(PERIOD_OF.values()) == set(PeriodKind)
