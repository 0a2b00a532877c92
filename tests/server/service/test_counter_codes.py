"""What a reader read reaches the one form that was open at its counter, once, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contract.ids import CounterId, DeviceId, OfficerId
from server.domain.refusal import Refusal
from server.service.counter_codes import BACK_WITHIN_S, FORM_SAYS_WITHIN_S, KEPT_S, CounterCodes

ANH, BINH = OfficerId("anh"), OfficerId("binh")
ONE, TWO, THREE = CounterId("1"), CounterId("2"), CounterId("3")
OF_ONE, OF_MORE = DeviceId("scanner-1"), DeviceId("scanner-2")
CARD = "068185001234|..."


class Place:
    """Two officers at their counters, and a clock that tests turn."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.seats: dict[CounterId, OfficerId] = {ONE: ANH, TWO: BINH}
        self.told: list[OfficerId] = []
        self.later: list[tuple[float, Callable[[], None]]] = []
        served = {OF_ONE: (ONE,), OF_MORE: (TWO, THREE)}
        self.codes = CounterCodes(
            lambda device: served.get(device, ()),
            self.seats.get,
            lambda: self.now_s,
            lambda seconds, act: self.later.append((seconds, act)),
        )
        self.looked = 0
        self.codes.listen(self.told.append, self.look)

    def look(self) -> None:
        """All pages ask again."""
        self.looked += 1

    def read(
        self,
        device: DeviceId = OF_ONE,
        counter: CounterId | None = None,
        age_s: float = 0.0,
        read: str | None = None,
    ) -> str:
        """A card is read; the code of the refusal, or nothing."""
        try:
            self.codes.put(device, counter, CARD, age_s, read)
        except Refusal as refusal:
            return refusal.code
        return ""


@pytest.fixture
def place() -> Place:
    return Place()


def test_the_open_form_of_the_counters_officer_is_told_and_gets_it_once(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.codes.opened(BINH, "other", "view of other")

    assert place.read() == ""

    assert place.told == [ANH]
    assert place.codes.take(BINH, "other") is None
    assert place.codes.take(BINH, "form") is None
    assert place.codes.take(ANH, "form") == CARD
    assert place.codes.take(ANH, "form") is None


@pytest.mark.parametrize(
    ("device", "counter", "refused"),
    [
        (OF_MORE, TWO, ""),
        (OF_MORE, None, "not-its-counter"),
        (OF_MORE, ONE, "not-its-counter"),
        (OF_ONE, TWO, "not-its-counter"),
        (DeviceId("unknown"), ONE, "not-its-counter"),
        (OF_MORE, THREE, "nobody-seated"),
    ],
)
def test_a_station_reads_only_for_counters_it_serves(
    place: Place, device: DeviceId, counter: CounterId | None, refused: str
) -> None:
    place.codes.opened(BINH, "form", "view of form")

    assert place.read(device, counter) == refused


def test_without_an_open_form_nothing_is_kept(place: Place) -> None:
    assert place.read() == "no-form"
    assert not place.codes._held
    place.codes.opened(ANH, "form", "view of form")

    assert place.codes.take(ANH, "form") is None
    assert place.told == []


def test_an_officer_without_a_form_is_told_for_a_moment_that_something_was_read(place: Place) -> None:
    place.read()

    assert (place.codes.has_missed(ANH), place.codes.has_missed(BINH), place.looked) == (True, False, 1)
    ((wait_s, look),) = place.later
    place.now_s += wait_s
    look()
    assert (place.codes.has_missed(ANH), place.looked) == (False, 2)


def test_the_form_opened_next_says_so_once_and_then_the_counter_page_no_longer(place: Place) -> None:
    place.codes.opened(ANH, "older", "view of older")
    place.codes.done(ANH, "older")
    place.read()
    place.codes.opened(ANH, "form", "view of form")

    assert not place.codes.take_missed(ANH, "older")
    assert not place.codes.take_missed(BINH, "form")
    assert place.codes.has_missed(ANH)
    assert place.codes.take_missed(ANH, "form")
    assert not place.codes.take_missed(ANH, "form")
    assert not place.codes.has_missed(ANH)


def test_a_form_says_nothing_of_what_was_missed_long_ago_or_has_been_read_again(place: Place) -> None:
    place.read()
    place.now_s += FORM_SAYS_WITHIN_S
    place.codes.opened(ANH, "form", "view of form")
    assert not place.codes.take_missed(ANH, "form")

    assert place.read(age_s=1.0) == "no-form"
    assert place.told == [ANH], "the form is open by now, and asks"
    place.now_s += 1.0
    assert place.read() == ""
    assert not place.codes.take_missed(ANH, "form")
    assert not place.codes.has_missed(ANH)


def test_a_form_opened_after_it_was_read_gets_nothing(place: Place) -> None:
    place.codes.opened(ANH, "first", "view of first")
    place.read()
    place.codes.opened(ANH, "second", "view of second")

    assert place.codes.take(ANH, "second") is None
    assert place.codes.take(ANH, "first") is None
    assert (place.codes.has_missed(ANH), place.looked) == (True, 1)


def test_a_form_that_was_sent_gets_no_card_though_its_stream_is_still_open(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.codes.done(ANH, "form")
    assert place.read() == "no-form"
    assert place.codes.has_missed(ANH)

    place.codes.opened(ANH, "form", "view of form")
    assert place.read() == "no-form", "what only connects again stays sent"
    place.codes.opened(ANH, "form", "looked at once more")
    assert place.codes.take(ANH, "form") is None
    assert place.read() == ""


def test_what_was_read_for_a_form_when_it_was_sent_is_dropped_and_told(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.read()
    place.codes.done(ANH, "another")
    assert not place.codes.has_missed(ANH)

    place.codes.done(ANH, "form")

    assert (place.codes.has_missed(ANH), place.looked, place.codes._held) == (True, 1, {})
    place.codes.opened(ANH, "form", "looked at once more")
    assert place.codes.take(ANH, "form") is None


def test_an_older_window_that_connects_again_does_not_take_the_place_of_the_latest(place: Place) -> None:
    place.codes.opened(ANH, "older", "view of older")
    place.codes.opened(ANH, "latest", "view of latest")
    place.codes.closed(ANH, "older", "view of older")
    place.codes.opened(ANH, "older", "view of older")

    place.read()
    assert place.codes.take(ANH, "older") is None
    assert place.codes.take(ANH, "latest") == CARD

    place.codes.opened(ANH, "older", "looked at anew")
    place.codes.closed(ANH, "older", "view of older")
    place.read()
    assert place.codes.take(ANH, "older") == CARD


@pytest.mark.parametrize("first", ["older", "latest"])
def test_after_a_restart_the_form_that_was_turned_to_last_is_the_latest_whichever_connects_first(
    place: Place, first: str
) -> None:
    turned_s = {"older": 900.0, "latest": 930.5}
    for form in (first, *(turned_s.keys() - {first})):
        place.codes.opened(ANH, form, f"view of {form}", place.now_s - turned_s[form])
        place.now_s += 2.0

    place.read()
    assert place.codes.take(ANH, "older") is None
    assert place.codes.take(ANH, "latest") == CARD

    place.codes.done(ANH, "latest")
    place.codes.opened(ANH, "older", "view of older", place.now_s - turned_s["older"])
    assert place.read() == "no-form"
    place.codes.opened(ANH, "older", "looked at anew")
    assert place.read() == ""


def test_what_was_read_before_the_form_was_opened_and_came_late_is_not_for_it(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.now_s += 1.0

    assert place.read(age_s=2.0) == "no-form"
    assert place.read(age_s=0.5) == ""


def test_a_form_that_lost_its_stream_gets_it_when_it_is_back_and_is_soon_no_longer_open(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.codes.closed(ANH, "form", "view of form")
    place.now_s += BACK_WITHIN_S - 1

    assert place.read() == ""
    place.codes.opened(ANH, "form", "view of form")
    assert place.codes.take(ANH, "form") == CARD

    place.codes.closed(ANH, "form", "view of form")
    place.now_s += BACK_WITHIN_S
    assert place.read() == "no-form"


def test_a_reading_whose_answer_was_lost_and_that_is_brought_again_is_given_once(place: Place) -> None:
    assert place.read(read="first") == "no-form"
    place.codes.opened(ANH, "form", "view of form")
    assert [place.read(read="first"), place.codes.take(ANH, "form")] == ["", CARD]

    assert [place.read(read="first"), place.codes.take(ANH, "form")] == ["", None]

    assert [place.read(read="second"), place.codes.take(ANH, "form")] == ["", CARD]
    assert [place.read(), place.codes.take(ANH, "form")] == ["", CARD]
    assert [place.read(), place.codes.take(ANH, "form")] == ["", CARD], "a station that names no reading"
    assert place.told == [ANH] * 4


def test_what_nobody_fetches_is_forgotten_even_if_nobody_asks(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.read()
    ((wait_s, forget),) = place.later
    place.now_s += wait_s

    forget()

    assert wait_s == KEPT_S
    assert not place.codes._held
    place.now_s -= 1.0
    assert place.codes.take(ANH, "form") is None


def test_who_left_the_counter_meanwhile_gets_nothing(place: Place) -> None:
    place.codes.opened(ANH, "form", "view of form")
    place.read()
    place.seats[ONE] = BINH

    assert place.codes.take(ANH, "form") is None
