"""What the journal keeps for a hub that is restored, what it throws away, and what it never does."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from contract.ids import Epoch
from kiosk.journal import Journal
from kiosk.journal_books import KEPT_DAYS
from kiosk.journal_entries import ContactMade, EpochMet, EpochSettled, LeasesHeld, TakenIn
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    """Two numbers of Monday's lease, both handed in; the hub holds it to Monday and Tuesday."""
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(), a_lease(TUESDAY, "l-tuesday"))
    kiosk.number()
    kiosk.number()
    assert kiosk.settles() == 0
    kiosk.is_lent(a_lease(TUESDAY, "l-tuesday"), revision=2)
    return kiosk


def numbers_after(kiosk: LoneKiosk, day: date) -> list[str]:
    """Kept on disk once that day has begun."""
    kiosk.journal.begin_day(day)
    return [told.reserved.number for told in Journal(kiosk.path).tickets()]


def test_tickets_are_kept_for_two_weeks(kiosk: LoneKiosk) -> None:
    assert numbers_after(kiosk, MONDAY + timedelta(days=KEPT_DAYS)) == ["A999", "A998"]
    assert numbers_after(kiosk, MONDAY + timedelta(days=KEPT_DAYS + 1)) == []


def test_what_was_not_handed_in_is_kept_for_ever(kiosk: LoneKiosk) -> None:
    kiosk.hears(MONDAY_8, epoch="e2")

    assert numbers_after(kiosk, MONDAY + timedelta(days=999)) == ["A999", "A998"]


def test_a_number_of_a_lease_that_is_still_held_is_never_dropped(kiosk: LoneKiosk) -> None:
    kiosk.is_lent(a_lease(), revision=3)
    far = MONDAY + timedelta(days=999)

    assert numbers_after(kiosk, far) == ["A999", "A998"]
    assert {(MONDAY, "A999"), (MONDAY, "A998")} <= Journal(kiosk.path).used()


def test_a_lease_that_goes_and_comes_back_keeps_its_used_numbers(kiosk: LoneKiosk) -> None:
    kiosk.journal.begin_day(TUESDAY)
    kiosk.start()
    kiosk.is_lent(a_lease(), epoch="e2")

    assert kiosk.number() == "A997"


def test_contacts_go_with_the_tickets_they_date_but_for_the_last(kiosk: LoneKiosk) -> None:
    kiosk.journal.note(ContactMade(2, "b9", 0, MONDAY_8 + timedelta(days=1), is_trusted=True))
    kiosk.journal.begin_day(MONDAY + timedelta(days=KEPT_DAYS))
    assert len(Journal(kiosk.path).contacts()) == 2

    kiosk.journal.begin_day(MONDAY + timedelta(days=999))
    assert [contact.boot_id for contact in Journal(kiosk.path).contacts()] == ["b9"]


def test_the_order_goes_on_though_all_tickets_are_gone(kiosk: LoneKiosk) -> None:
    kiosk.journal.begin_day(MONDAY + timedelta(days=999))

    assert Journal(kiosk.path).next_order() == 3


def test_known_leases_are_kept_as_long_as_tickets(kiosk: LoneKiosk) -> None:
    kiosk.journal.begin_day(MONDAY + timedelta(days=KEPT_DAYS))
    assert [lease.lease for lease in Journal(kiosk.path).known_leases()] == ["l-monday", "l-tuesday"]

    kiosk.journal.begin_day(MONDAY + timedelta(days=KEPT_DAYS + 1))
    assert [lease.lease for lease in Journal(kiosk.path).known_leases()] == ["l-tuesday"]


def test_epochs_and_leases_survive_a_shortened_journal(kiosk: LoneKiosk) -> None:
    journal = kiosk.journal
    journal.note(EpochMet(Epoch("e2")))
    journal.note(TakenIn(tuple(told.reserved.ticket for told in journal.tickets())))
    journal.note(EpochSettled(Epoch("e2")))
    journal.begin_day(TUESDAY)

    again = Journal(kiosk.path)

    assert again.epochs() == ("e2", "e2")
    assert not any(told.is_owed for told in again.tickets())
    assert again.leases() == LeasesHeld(Epoch("e1"), 2, (a_lease(TUESDAY, "l-tuesday"),))


def test_five_hundred_numbers_a_day_stay_five_megabytes(kiosk: LoneKiosk) -> None:
    kiosk.journal.begin_day(TUESDAY)
    kept = [line for line in kiosk.path.read_bytes().splitlines() if b'"ticket-kept"' in line]

    assert len(kept) == 2
    assert max(map(len, kept)) * 500 * KEPT_DAYS < 6_000_000
