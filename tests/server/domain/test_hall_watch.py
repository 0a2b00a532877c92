"""Norms at their boundary, and what counts as waiting, as service and as idle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from contract.ids import CounterId, Epoch, OfficerId, ReasonId, SeriesId, ServiceId, TicketId, TicketNumber
from contract.words import ClockTrust, CounterStatus, Language, Origin, SlipFate, TicketState
from server.domain.center import CenterRules, Norms
from server.domain.counter import Counter
from server.domain.hall import Hall, Head
from server.domain.hall_watch import CounterNow, HallNow, Norm, watch
from server.domain.instant import Instant
from server.domain.ticket import Ticket
from tests.support.hub import rules_of

S = TicketState
CIVIL, COPIES, LAND = ServiceId("ho-tich"), ServiceId("chung-thuc"), ServiceId("dat-dai-xay-dung")
ONE, TWO = CounterId("1"), CounterId("2")
LAN = OfficerId("lan")
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NORMS = Norms(longest_wait_s=1800, longest_service_s=600, idle_with_waiting_s=180, longest_line=3)


def at(second: float, boot: str = "boot-1", trust: ClockTrust = ClockTrust.NTP) -> Instant:
    return Instant(START + timedelta(seconds=second), round(second * 1_000_000), boot, trust)


def rules(norms: Norms = NORMS, **targets_s: int) -> CenterRules:
    sample = rules_of()
    services = {
        known.id: replace(known, target_wait_s=targets_s.get(known.id)) for known in sample.services.values()
    }
    return replace(sample, norms=norms, services=services)


def taken(number: str, second: float = 0, service: ServiceId = CIVIL, seq: int = 1) -> Ticket:
    """In line since then."""
    ticket = Ticket(
        id=TicketId(number),
        number=TicketNumber(number),
        day=date(2026, 11, 23),
        series=SeriesId("a"),
        service=service,
        first_service=service,
        origin=Origin.KIOSK,
        language=Language.VI,
        token_hash="0" * 64,
        arrived=at(second),
        arrived_seq=seq,
        place=seq,
        state_since=at(second),
        last_seq=seq,
    )
    return ticket.confirmed(SlipFate.PRINTED, at(second), seq)


def called(ticket: Ticket, second: float, counter: CounterId = ONE) -> Ticket:
    return ticket.moved(S.CALLED, at(second), 2, counter=counter, officer=LAN)


def a_counter(second: float = 0, ticket: Ticket | None = None, *services: ServiceId) -> Counter:
    """Counter 1, open since then, or with that ticket since then."""
    return Counter(
        id=ONE,
        officer=LAN,
        services=services or (CIVIL, COPIES),
        is_open=True,
        ticket=ticket.id if ticket is not None else None,
        since=at(second),
    )


def hall_of(*things: Ticket | Counter) -> Hall:
    hall = Hall(Head(Epoch("an-epoch"), 0, b""))
    for thing in things:
        if isinstance(thing, Ticket):
            hall.put_ticket(thing)
        else:
            hall.put(hall.counters, thing.id, thing)
    return hall


def broken(seen: HallNow) -> set[Norm]:
    """Every kind that is broken now."""
    found = {counter.broken for counter in seen.counters if counter.broken is not None}
    if any(wait.is_too_long for wait in seen.waits):
        found.add(Norm.LONGEST_WAIT)
    if any(line.is_too_long for line in seen.lines):
        found.add(Norm.LONGEST_LINE)
    return found


def counter_one(seen: HallNow) -> CounterNow:
    return next(counter for counter in seen.counters if counter.counter == ONE)


# --- at the boundary ---


@pytest.mark.parametrize(
    ("second", "expected"), [(1799.999999, False), (1800.0, False), (1800.000001, True), (3600.0, True)]
)
def test_exactly_the_longest_wait_is_not_yet_broken(second: float, expected: bool) -> None:
    seen = watch(hall_of(taken("A001")), rules(), at(second))

    assert (Norm.LONGEST_WAIT in broken(seen)) is expected


@pytest.mark.parametrize(("second", "expected"), [(900.0, False), (900.000001, True)])
def test_a_services_own_promise_wins(second: float, expected: bool) -> None:
    promised = rules(**{CIVIL: 900})

    civil = watch(hall_of(taken("A001")), promised, at(second))
    land = watch(hall_of(taken("H001", service=LAND)), promised, at(second))

    assert (Norm.LONGEST_WAIT in broken(civil)) is expected
    assert broken(land) == set()


@pytest.mark.parametrize(("second", "expected"), [(660.0, False), (660.000001, True)])
def test_exactly_the_longest_service_is_not_yet_broken(second: float, expected: bool) -> None:
    serving = called(taken("A001"), 30).moved(S.SERVING, at(60), 3)

    seen = watch(hall_of(serving, a_counter(60, serving)), rules(), at(second))

    assert broken(seen) == ({Norm.LONGEST_SERVICE} if expected else set())


@pytest.mark.parametrize(
    ("free_since", "waiting_since", "now", "expected"),
    [
        (0, 0, 180.0, False),
        (0, 0, 180.000001, True),
        (0, 500, 680.0, False),
        (0, 500, 680.000001, True),
        (500, 0, 680.0, False),
        (500, 0, 680.000001, True),
    ],
)
def test_idle_counts_from_when_the_counter_was_free_and_somebody_waited(
    free_since: float, waiting_since: float, now: float, expected: bool
) -> None:
    seen = watch(hall_of(taken("A001", waiting_since), a_counter(free_since)), rules(), at(now))

    assert broken(seen) == ({Norm.IDLE_WITH_WAITING} if expected else set())


@pytest.mark.parametrize(("people", "expected"), [(3, False), (4, True)])
def test_exactly_the_longest_line_is_not_yet_broken(people: int, expected: bool) -> None:
    line = [taken(f"A00{place}", seq=place) for place in range(people)]

    seen = watch(hall_of(*line, taken("C001", service=COPIES)), rules(), at(60))

    assert (Norm.LONGEST_LINE in broken(seen)) is expected


# --- what counts ---


def test_a_paused_a_closed_and_a_busy_counter_are_not_idle() -> None:
    waiting, coming = taken("A002", seq=2), called(taken("A001"), 10)
    for counter in (
        msgspec.structs.replace(a_counter(), pause=ReasonId("hop")),
        Counter(id=ONE, since=at(0)),
        a_counter(10, coming),
    ):
        seen = watch(hall_of(waiting, coming, counter), rules(), at(600))

        assert counter_one(seen).passed_over is None
        assert Norm.IDLE_WITH_WAITING not in broken(seen)


def test_a_counter_is_not_idle_for_people_it_does_not_serve() -> None:
    seen = watch(hall_of(taken("H001", service=LAND), a_counter()), rules(), at(600))

    assert counter_one(seen).waiting == 0
    assert broken(seen) == set()
    assert {line.service: line.has_counter for line in seen.lines}[LAND] is False


def test_a_slip_handed_in_late_makes_no_counter_idle_for_the_time_before() -> None:
    """Nobody could call it before the hub knew of it; the person has waited all the same."""
    late = taken("A999", 0)
    handed_in = late.touched(5, state_since=at(1000))

    seen = watch(hall_of(handed_in, a_counter()), rules(), at(1060))

    assert seen.waits[0].waited.us == 1060 * 1_000_000
    assert counter_one(seen).passed_over is not None
    assert broken(seen) == set()


def test_a_wait_goes_on_after_a_call_that_led_to_nothing() -> None:
    """1,000 s in line, called for 60 s, absent for 500 s, back in line for 240 s: waited 1,240 s."""
    back = called(taken("A001"), 1000).moved(S.NO_SHOW, at(1060), 3).moved(S.WAITING, at(1560), 4)

    (wait,) = watch(hall_of(back), rules(), at(1800)).waits

    assert wait.waited.us == 1240 * 1_000_000
    assert wait.ticket.arrived == at(0)


def test_a_transfer_begins_a_wait_of_its_own() -> None:
    served = called(taken("A001"), 1000).moved(S.SERVING, at(1030), 3)
    sent_on = served.moved(S.WAITING, at(1500), 4, service=COPIES, leg=2, counter=None, officer=None)

    (wait,) = watch(hall_of(sent_on), rules(), at(1560)).waits

    assert (wait.ticket.service, wait.waited.us) == (COPIES, 60 * 1_000_000)


def test_a_service_that_was_interrupted_counts_what_was_served() -> None:
    """60 s served, 900 s on hold, 100 s served again."""
    serving = called(taken("A001"), 0).moved(S.SERVING, at(0), 3)
    again = serving.moved(S.ON_HOLD, at(60), 4).moved(S.SERVING, at(960), 5)

    one = counter_one(watch(hall_of(again, a_counter(960, again)), rules(), at(1060)))

    assert one.status is CounterStatus.SERVING
    assert one.elapsed is not None
    assert one.elapsed.us == 160 * 1_000_000
    assert one.broken is None


def test_pausing_with_somebody_at_the_counter_does_not_shorten_the_service() -> None:
    serving = called(taken("A001"), 0).moved(S.SERVING, at(0), 3)
    paused = msgspec.structs.replace(a_counter(590, serving), pause=ReasonId("hop"))

    one = counter_one(watch(hall_of(serving, paused), rules(), at(700)))

    assert one.since == at(0)
    assert one.broken is Norm.LONGEST_SERVICE


def test_the_longest_wait_stands_first_whatever_the_order_of_calling() -> None:
    seen = watch(
        hall_of(taken("A002", 60, seq=2), taken("C001", 30, COPIES, seq=3), taken("A001", 0, seq=1)),
        rules(),
        at(600),
    )

    assert [wait.ticket.number for wait in seen.waits] == ["A001", "C001", "A002"]
    first = seen.lines[0].longest
    assert first is not None
    assert first.ticket.number == "A001"


@pytest.mark.parametrize(
    ("now", "us", "is_estimated"),
    [
        (Instant(START, 600_000_000, "boot-1", ClockTrust.UNTRUSTED), 600_000_000, False),
        (at(600, "boot-2"), 600_000_000, False),
        (at(600, "boot-2", ClockTrust.UNTRUSTED), 600_000_000, True),
        (Instant(START - timedelta(hours=9), 1, "boot-2", ClockTrust.UNTRUSTED), 0, True),
    ],
    ids=["stepped-wall-clock", "trusted-restart", "restart-in-doubt", "restart-in-the-past"],
)
def test_durations_are_those_of_the_boot_clock_and_say_when_they_are_not(
    now: Instant, us: int, is_estimated: bool
) -> None:
    (wait,) = watch(hall_of(taken("A001")), rules(), now).waits

    assert (wait.waited.us, wait.waited.is_estimated) == (us, is_estimated)


def test_a_slip_whose_time_its_kiosk_did_not_know_is_an_estimate() -> None:
    unsure = taken("A999").touched(2, taken_bounds=(START, START + timedelta(minutes=5)))

    (wait,) = watch(hall_of(unsure), rules(), at(60)).waits

    assert wait.waited.is_estimated


def test_people_of_a_service_that_left_the_configuration_still_wait() -> None:
    seen = watch(hall_of(taken("X001", service=ServiceId("cu"))), rules(), at(3600))

    assert [wait.ticket.number for wait in seen.waits] == ["X001"]
    assert broken(seen) == {Norm.LONGEST_WAIT}


def test_only_what_concerns_somebody_is_left() -> None:
    hall = hall_of(taken("A001"), taken("C001", service=COPIES), a_counter())

    seen = watch(hall, rules(), at(3600)).narrowed({COPIES}, [TWO])

    assert [wait.ticket.number for wait in seen.waits] == ["C001"]
    assert [counter.counter for counter in seen.counters] == [TWO]


def test_an_empty_hall_breaks_nothing() -> None:
    seen = watch(hall_of(), rules(), at(0))

    assert (seen.waits, broken(seen)) == ((), set())
    assert {counter.status for counter in seen.counters} == {CounterStatus.CLOSED}
