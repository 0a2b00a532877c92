"""Who is next: class first, then arrival; and how many are ahead."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.ids import DeviceId, LeaseId, PriorityId, SeriesId, TicketNumber
from contract.offline import Lease, LeasedRange
from server.domain.center import Series
from server.domain.line import Line, first_of, reason_for
from server.domain.numbering import is_used_up, spelled, value_of
from server.domain.ticket import Ticket
from tests.support.made_tickets import a_waiting_ticket

A = Series(SeriesId("a"), "A", 1, 999)
MONDAY = date(2026, 11, 23)
PLAIN = Series(SeriesId("so"), "", 1001, 1003)


def line_of(*tickets: Ticket) -> Line:
    line = Line()
    for ticket in tickets:
        line.join(ticket)
    return line


def test_the_class_goes_before_arrival_and_the_ordinary_come_last() -> None:
    line = line_of(
        a_waiting_ticket("ordinary", place=1),
        a_waiting_ticket("old", place=3, rank=2),
        a_waiting_ticket("disabled", place=4, rank=1),
        a_waiting_ticket("merit", place=2, rank=1),
    )

    assert list(line) == ["merit", "disabled", "old", "ordinary"]


def test_a_counter_of_several_services_takes_the_first_of_all_lines() -> None:
    lines = [line_of(a_waiting_ticket("b", place=2)), line_of(a_waiting_ticket("a", place=1)), Line()]

    assert first_of(lines) == "a"
    assert first_of([Line()]) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 500)), unique_by=lambda one: one[1]))
def test_people_ahead_are_exactly_those_the_rule_calls_first(people: list[tuple[int, int]]) -> None:
    tickets = [a_waiting_ticket(f"t{place}", place=place, rank=rank) for rank, place in people]
    line = line_of(*tickets)
    order = list(line)

    for ticket in tickets:
        assert line.ahead_of(ticket) == order.index(ticket.id)


@given(st.permutations(range(8)))
def test_whoever_leaves_takes_nobody_along(order: list[int]) -> None:
    tickets = [a_waiting_ticket(f"t{place}", place=place, rank=place % 3) for place in range(8)]
    line = line_of(*tickets)
    for gone, index in enumerate(order, 1):
        line.leave(tickets[index])
        assert len(line) == 8 - gone


def test_nobody_leaves_a_line_they_do_not_stand_in() -> None:
    with pytest.raises(LookupError, match="does not stand in this line"):
        line_of(a_waiting_ticket("a", place=1)).leave(a_waiting_ticket("b", place=2))


def test_the_reason_says_class_and_how_many_still_wait() -> None:
    ordinary = a_waiting_ticket("a", place=1)
    old = msgspec.structs.replace(ordinary, rank=2, priority=PriorityId("cao-tuoi"))

    assert reason_for(ordinary, 4) == "đến trước nhất; còn 3 người chờ"
    assert reason_for(old, 1) == "ưu tiên (cao-tuoi), đến trước trong nhóm; còn 0 người chờ"


def test_a_letter_stands_before_three_digits_and_a_range_is_plain() -> None:
    assert [spelled(A, 1), spelled(A, 12), spelled(A, 999)] == ["A001", "A012", "A999"]
    assert spelled(PLAIN, 1001) == "1001"


def test_a_series_is_used_up_after_its_last_number() -> None:
    assert not is_used_up(PLAIN, 1003, [], MONDAY)
    assert is_used_up(PLAIN, 1004, [], MONDAY)


def test_a_series_is_used_up_below_what_is_lent_that_day() -> None:
    part = LeasedRange(series=PLAIN.id, letter="", first=1003, last=1003)
    lease = Lease(lease=LeaseId("l"), kiosk=DeviceId("k"), day=MONDAY, ranges=(part,), services=())

    assert not is_used_up(PLAIN, 1002, [lease], MONDAY)
    assert is_used_up(PLAIN, 1003, [lease], MONDAY)
    assert not is_used_up(PLAIN, 1003, [lease], date(2026, 11, 24))


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("A001", 1),
        ("A999", 999),
        ("A0999", None),
        ("A99", None),
        ("B001", None),
        ("A000", None),
        ("A1000", None),
    ],
)
def test_a_number_is_found_in_its_series_only_as_it_is_spelled(number: str, value: int | None) -> None:
    assert value_of(A, TicketNumber(number)) == value
