"""Which number a kiosk may give by itself: by day, hours, share of the cap and what is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contract.ids import ServiceId
from contract.offline import Lease, spelled_number
from kiosk.believed_time import Belief, Source
from kiosk.center import Closed, NotGiven
from kiosk.lease_book import LeaseBook, LeasedNumber
from tests.kiosk.citizen import CHUNG_THUC, HO_TICH
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, a_lease


def by_hub(now: datetime = MONDAY_8) -> Belief:
    return Belief(now, now, Source.HUB)


def a_book(*leases: Lease, belief: Belief | None = None) -> LeaseBook:
    return LeaseBook(leases or (a_lease(),), belief or by_hub(), frozenset(), {})


def given(book: LeaseBook, service: ServiceId = HO_TICH) -> LeasedNumber:
    found = book.next_number(service)
    assert isinstance(found, LeasedNumber), found
    return found


def why_not(book: LeaseBook, service: ServiceId = HO_TICH) -> NotGiven:
    found = book.next_number(service)
    assert isinstance(found, NotGiven), found
    return found


def using(book: LeaseBook, *numbers: str, day: date = MONDAY) -> LeaseBook:
    return replace(book, used=frozenset((day, number) for number in numbers))  # type: ignore[misc] # ids by hand


def test_the_highest_free_number_is_next() -> None:
    assert given(a_book()).number == "A999"
    assert given(using(a_book(), "A999", "A998")).number == "A997"
    assert given(a_book(), CHUNG_THUC).number == "C999"


def test_a_number_left_out_in_between_is_given_first() -> None:
    assert given(using(a_book(), "A999", "A997")).number == "A998"


def test_numbers_used_on_another_day_are_free() -> None:
    assert given(using(a_book(), "A999", day=TUESDAY)).number == "A999"


def test_all_used_is_said() -> None:
    book = using(a_book(), *(spelled_number("A", value) for value in range(990, 1000)))

    assert why_not(book) == NotGiven(Closed.NUMBERS_USED_UP)
    assert given(book, CHUNG_THUC).number == "C999"


def test_a_further_lease_of_the_day_goes_on_below() -> None:
    book = a_book(a_lease(), a_lease(name="l-more", first=980, last=989))
    used = using(book, *(spelled_number("A", value) for value in range(990, 1000)))

    assert (given(used).number, given(used).lease) == ("A989", "l-more")


def test_without_a_lease_for_the_day_there_is_none() -> None:
    assert why_not(a_book(a_lease(TUESDAY))) == NotGiven(Closed.HUB_SILENT)
    assert why_not(a_book(), ServiceId("unknown")) == NotGiven(Closed.HUB_SILENT)


@pytest.mark.parametrize(
    ("hour", "minute", "answer"),
    [
        (6, 59, NotGiven(Closed.BEFORE_HOURS, "07:00")),
        (7, 0, None),
        (10, 59, None),
        (11, 0, NotGiven(Closed.BEFORE_HOURS, "13:00")),
        (16, 29, None),
        (16, 30, NotGiven(Closed.AFTER_LAST_TICKET)),
    ],
)
def test_numbers_are_given_inside_the_hours_only(hour: int, minute: int, answer: NotGiven | None) -> None:
    now = datetime(2026, 11, 23, hour, minute, tzinfo=UTC) - timedelta(hours=7)
    found = a_book(belief=by_hub(now)).next_number(HO_TICH)

    assert found == answer if answer else isinstance(found, LeasedNumber)


def test_a_service_without_hours_that_day_is_closed() -> None:
    assert why_not(a_book(a_lease(hours=()))) == NotGiven(Closed.CLOSED_TODAY)


def test_the_share_of_a_cap_is_kept_and_top_ups_do_not_widen_it() -> None:
    book = a_book(a_lease(most=2), a_lease(name="l-more", first=980, last=989, most=0))

    assert given(replace(book, given={(MONDAY, HO_TICH): 1})).number == "A999"
    assert why_not(replace(book, given={(MONDAY, HO_TICH): 2})) == NotGiven(Closed.CAP_REACHED)
    assert given(replace(book, given={(TUESDAY, HO_TICH): 2})).number == "A999"


# --- a day that is not sure ---

LIKELY = Belief(MONDAY_8, MONDAY_8 - timedelta(days=1), Source.WALL)
NOBODY_KNOWS = Belief(MONDAY_8, MONDAY_8, Source.BOUND)


@pytest.mark.parametrize("belief", [LIKELY, NOBODY_KNOWS])
def test_where_the_day_is_not_sure_a_number_is_free_in_all_leases(belief: Belief) -> None:
    book = a_book(a_lease(first=990, last=999), a_lease(TUESDAY, "l-tuesday", 985, 997), belief=belief)

    first = given(book)
    assert (first.number, first.day, first.days) == ("A997", MONDAY, (MONDAY, TUESDAY))
    assert given(using(book, "A997", day=TUESDAY)).number == "A996"


def test_a_likely_day_without_a_lease_gives_none() -> None:
    book = a_book(a_lease(TUESDAY), belief=LIKELY)

    assert why_not(book) == NotGiven(Closed.HUB_SILENT)


def test_days_that_are_surely_over_do_not_count() -> None:
    friday = date(2026, 11, 20)
    book = a_book(a_lease(friday, "l-friday", 900, 901), a_lease(), belief=NOBODY_KNOWS)

    assert given(book).days == (MONDAY,)
    assert why_not(a_book(a_lease(friday), belief=NOBODY_KNOWS)) == NotGiven(Closed.HUB_SILENT)


@pytest.mark.parametrize("source", [Source.WALL, Source.BOUND])
def test_where_nobody_knows_the_time_the_hours_do_not_keep_anybody_away(source: Source) -> None:
    night = Belief(MONDAY_8 - timedelta(hours=6), MONDAY_8 - timedelta(hours=6), source)

    assert given(a_book(belief=night)).number == "A999"
    assert isinstance(a_book(a_lease(hours=()), belief=night).next_number(HO_TICH), NotGiven)
