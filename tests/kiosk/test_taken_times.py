"""What time it is without the hub, and when each ticket was taken, across boots with and without contact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.clock import Moment
from contract.offline import TakenAt
from contract.words import ClockTrust
from kiosk.believed_time import Belief, Source, believe
from kiosk.journal_entries import ContactMade
from kiosk.outcomes import Wish
from kiosk.taken_times import TakenTimes
from kiosk.without_hub import CONTACT_EVERY_S
from tests.kiosk.citizen import HO_TICH, a_reservation
from tests.kiosk.lone_kiosk import MONDAY_8, TUESDAY, LoneKiosk, a_lease

MINUTE_US = 60_000_000


def contact(boot: str, boot_us: int, at: datetime, *, is_trusted: bool = True) -> ContactMade:
    return ContactMade(0, boot, boot_us, at, is_trusted)


def after(seconds: float) -> datetime:
    return MONDAY_8 + timedelta(seconds=seconds)


# --- what time it is ---


def test_after_a_contact_of_this_boot_the_time_is_the_hubs_whatever_the_wall_says() -> None:
    moment = Moment(datetime(2000, 1, 1, tzinfo=UTC), 5 * MINUTE_US, "b1")

    assert believe(moment, [contact("b1", MINUTE_US, MONDAY_8)]) == Belief(after(240), after(240), Source.HUB)


def test_the_latest_contact_before_counts_and_one_that_the_hub_believed_goes_first() -> None:
    contacts = [
        contact("b1", 0, after(-9000), is_trusted=False),
        contact("b1", MINUTE_US, MONDAY_8),
        contact("b1", 2 * MINUTE_US, after(61)),
    ]

    assert believe(Moment(MONDAY_8, 3 * MINUTE_US, "b1"), contacts).now == after(121)
    assert believe(Moment(MONDAY_8, 0, "b1"), contacts).now == after(-60)


def test_without_contact_a_wall_clock_that_is_not_behind_the_hub_is_likely() -> None:
    moment = Moment(after(3600), MINUTE_US, "b2")

    belief = believe(moment, [contact("b1", 0, MONDAY_8)])

    assert belief == Belief(after(3600), after(60), Source.WALL)


def test_a_wall_clock_behind_the_hubs_last_word_is_wrong() -> None:
    moment = Moment(datetime(2020, 1, 1, tzinfo=UTC), MINUTE_US, "b2")

    belief = believe(moment, [contact("b1", 0, MONDAY_8)])

    assert belief == Belief(after(60), after(60), Source.BOUND)
    assert belief.day is None


def test_a_kiosk_that_never_heard_the_hub_has_its_wall_clock_alone() -> None:
    assert believe(Moment(MONDAY_8, 0, "b1"), []) == Belief(MONDAY_8, MONDAY_8, Source.WALL)


def test_a_time_the_hub_did_not_believe_itself_is_no_hub_time() -> None:
    contacts = [contact("b1", 0, MONDAY_8), contact("b2", 0, after(-86_400), is_trusted=False)]

    belief = believe(Moment(after(3600), MINUTE_US, "b2"), contacts)

    assert belief == Belief(after(3600), after(60), Source.WALL)


# --- contacts are written now and then ---


def test_contacts_are_written_once_in_ten_minutes_and_when_the_hubs_clock_is_set(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    for _ in range(30):
        kiosk.clock.pass_time(5)
        kiosk.hears(kiosk.clock.read().utc)
    assert len(kiosk.journal.contacts()) == 1

    kiosk.hears(kiosk.clock.read().utc + timedelta(hours=1))
    assert len(kiosk.journal.contacts()) == 2

    kiosk.clock.pass_time(CONTACT_EVERY_S)
    kiosk.hears(kiosk.clock.read().utc + timedelta(hours=1))
    kiosk.hears(kiosk.clock.read().utc + timedelta(hours=1), trust=ClockTrust.UNTRUSTED)
    assert [heard.is_trusted for heard in kiosk.journal.contacts()] == [True, True, True, False]


# --- when tickets were taken ---


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(), a_lease(TUESDAY, "l-tuesday"))
    return kiosk


def times(kiosk: LoneKiosk) -> list[TakenAt]:
    tickets = kiosk.journal.tickets()
    known = TakenTimes(tickets, kiosk.journal.contacts())
    return [known.of(told) for told in tickets]


def sure(at: datetime) -> TakenAt:
    return TakenAt(at=at, is_sure=True)


def test_a_ticket_is_placed_by_its_boots_contact_before(kiosk: LoneKiosk) -> None:
    kiosk.clock.pass_time(30)
    kiosk.takes()
    kiosk.clock.step_wall(-86_400)
    kiosk.clock.pass_time(30)
    kiosk.takes()

    assert times(kiosk) == [sure(after(30)), sure(after(60))]


def test_a_ticket_is_placed_by_its_boots_contact_after(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2", wall=datetime(2020, 1, 1, tzinfo=UTC))
    kiosk.clock.pass_time(100)
    kiosk.takes()
    kiosk.clock.pass_time(50)
    kiosk.hears(after(3600))

    assert times(kiosk) == [sure(after(3550))]


def test_a_boot_without_contact_is_placed_between_its_neighbours_at_the_earlier_bound(
    kiosk: LoneKiosk,
) -> None:
    kiosk.clock.pass_time(100)
    kiosk.takes()
    kiosk.reboot("b2")
    kiosk.clock.pass_time(20)
    kiosk.takes()
    kiosk.clock.pass_time(10)
    kiosk.takes()
    kiosk.reboot("b3")
    kiosk.clock.pass_time(40)
    kiosk.hears(after(1000))

    first, second, third = times(kiosk)
    assert first == sure(after(100))
    # b2 began after the last number of b1 and had ended when b3 began, 40 s before 1000 s
    assert second == TakenAt(at=after(120), is_sure=False, not_before=after(120), not_after=after(950))
    assert third == TakenAt(at=after(130), is_sure=False, not_before=after(130), not_after=after(960))


def test_a_hub_that_did_not_believe_its_own_clock_makes_no_time_sure(kiosk: LoneKiosk) -> None:
    kiosk.clock.pass_time(100)
    kiosk.takes()
    kiosk.reboot("b2")
    kiosk.hears(after(-43_000), trust=ClockTrust.UNTRUSTED)
    kiosk.clock.pass_time(20)
    kiosk.takes()
    kiosk.reboot("b3")
    kiosk.clock.pass_time(40)
    kiosk.hears(after(1000))

    _, doubtful = times(kiosk)
    assert doubtful == TakenAt(at=after(120), is_sure=False, not_before=after(120), not_after=after(960))


def test_the_same_boot_is_sure_once_the_hub_believes_its_clock(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2")
    kiosk.hears(after(-43_000), trust=ClockTrust.UNTRUSTED)
    kiosk.clock.pass_time(20)
    kiosk.takes()
    kiosk.clock.pass_time(20)
    kiosk.hears(after(1000))

    assert times(kiosk) == [sure(after(980))]


def test_two_boots_without_contact_are_placed_one_after_the_other(kiosk: LoneKiosk) -> None:
    for boot in ("b2", "b3"):
        kiosk.reboot(boot)
        kiosk.clock.pass_time(20)
        kiosk.takes()
    kiosk.reboot("b4")
    kiosk.hears(after(1000))

    first, second = times(kiosk)
    assert (first.not_before, first.not_after) == (after(20), after(980))
    assert (second.not_before, second.not_after) == (after(40), after(1000))


def test_a_hub_whose_clock_was_set_back_in_between_leaves_no_bounds_upside_down(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2")
    kiosk.takes()
    kiosk.reboot("b3")
    kiosk.hears(after(-3600))

    assert times(kiosk) == [TakenAt(at=MONDAY_8, is_sure=False, not_before=MONDAY_8, not_after=MONDAY_8)]


def test_the_bounds_survive_a_shortened_journal(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2")
    kiosk.clock.pass_time(20)
    kiosk.takes()
    kiosk.reboot("b3")
    kiosk.hears(after(1000))
    before = times(kiosk)

    kiosk.journal.begin_day(TUESDAY)
    kiosk.start()

    assert times(kiosk) == before


def test_a_number_the_hub_gave_was_taken_when_the_hub_says(kiosk: LoneKiosk) -> None:
    kiosk.hub.will(a_reservation())
    kiosk.ticketing.take(Wish(HO_TICH))

    assert times(kiosk) == [sure(a_reservation().taken_at)]
