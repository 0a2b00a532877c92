"""When a kiosk may say that its journal is in, and what keeps it from saying so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from contract.asking import NoAnswerError
from contract.ids import TicketId
from contract.message import OversizedError
from contract.offline import LeasedService
from contract.words import ClockTrust, Outcome
from kiosk.handing_in import MOST_LEASES
from kiosk.outcomes import Given, Wish
from kiosk.portions import AT_ONCE
from tests.kiosk.citizen import HO_TICH, a_reservation
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease

LATER = MONDAY_8 + timedelta(minutes=10)


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    """The hub has its journal; then it gave A001 itself, and three numbers of the lease went out."""
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(first=900), a_lease(TUESDAY, "l-tuesday"))
    kiosk.settles()
    online(kiosk, "A001")
    for _ in range(3):
        kiosk.number()
    assert kiosk.settles() == 0
    kiosk.hub.asked.clear()
    return kiosk


def online(kiosk: LoneKiosk, number: str) -> None:
    """The hub itself gives a number."""
    kiosk.hub.silent = False
    kiosk.hub.will(structs.replace(a_reservation(number), ticket=TicketId(f"t-{number}")))
    assert isinstance(kiosk.ticketing.take(Wish(HO_TICH)), Given)


def ticket(kiosk: LoneKiosk, number: str) -> TicketId:
    return next(told.reserved.ticket for told in kiosk.journal.tickets() if told.reserved.number == number)


def is_settled(kiosk: LoneKiosk) -> bool:
    met, settled = kiosk.journal.epochs()
    return met == settled


def asked(kiosk: LoneKiosk) -> list[tuple[list[str], bool]]:
    """Numbers of each hand-in, and whether it said that the journal is whole."""
    return [([told.number for told in command.tickets], command.is_whole) for command in kiosk.hand_ins()]


def test_a_number_the_hub_gave_and_cannot_take_back_yet_keeps_the_journal_open(kiosk: LoneKiosk) -> None:
    kiosk.hub.not_yet = {ticket(kiosk, "A001")}
    kiosk.hears(LATER, epoch="e2")

    assert kiosk.settles() == 2
    assert not is_settled(kiosk)
    kiosk.hub.not_yet.clear()
    assert kiosk.settles() == 0

    assert is_settled(kiosk)
    assert asked(kiosk) == [(["A001", "A999", "A998", "A997"], True), (["A001"], True)]


def test_it_is_not_even_said_while_an_earlier_portion_has_such_a_number(kiosk: LoneKiosk) -> None:
    for _ in range(AT_ONCE):
        kiosk.number()
    kiosk.settles()
    kiosk.hub.asked.clear()
    kiosk.hub.not_yet = {ticket(kiosk, "A001")}
    kiosk.hears(LATER, epoch="e2")

    assert kiosk.settles() == 2
    assert [is_whole for _, is_whole in asked(kiosk)] == [False, False]
    kiosk.hub.not_yet.clear()
    assert kiosk.settles() == 0
    assert asked(kiosk)[-1] == (["A001"], True)


def test_a_lent_number_of_a_day_not_open_yet_keeps_nothing_open(kiosk: LoneKiosk) -> None:
    kiosk.hub.not_yet = {ticket(kiosk, "A999")}
    kiosk.hears(LATER, epoch="e2")

    assert kiosk.settles() == 1
    assert is_settled(kiosk)


def test_the_journal_names_itself_whenever_it_is_whole_and_a_repeat_says_the_same(kiosk: LoneKiosk) -> None:
    kiosk.hears(LATER, epoch="e2")
    kiosk.hub.will(NoAnswerError("5 s"))
    kiosk.settles()
    kiosk.start()
    kiosk.journal.begin_day(TUESDAY)
    assert kiosk.settles() == 0

    first, second = kiosk.hand_ins()
    assert first.is_whole
    assert second.is_whole
    assert first.journal == second.journal == kiosk.journal.name()


def test_without_the_whole_no_name_is_told(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.settles()

    assert [command.journal for command in kiosk.hand_ins()] == [None]


# --- what the hub cannot take ---


@pytest.mark.parametrize("number", ["A999", "A998", "A997"])
def test_one_ticket_that_breaks_the_hub_keeps_no_other_waiting(kiosk: LoneKiosk, number: str) -> None:
    kiosk.hub.fails_on = {ticket(kiosk, number)}
    kiosk.hears(LATER, epoch="e2")

    assert kiosk.settles() == 1
    assert [told.reserved.number for told in kiosk.journal.tickets() if told.is_owed] == [number]
    assert is_settled(kiosk), "it is a number of the lease: nobody else is given it"
    kiosk.settles()
    assert ticket(kiosk, number) in {told.ticket for told in kiosk.hand_ins()[-1].tickets}, "tried again"


def test_one_that_the_hub_gave_itself_keeps_the_journal_open_and_no_other_waiting(kiosk: LoneKiosk) -> None:
    kiosk.hub.fails_on = {ticket(kiosk, "A001")}
    kiosk.hears(LATER, epoch="e2")

    assert kiosk.settles() == 2
    assert [told.reserved.number for told in kiosk.journal.tickets() if told.is_owed] == ["A001"]
    assert not is_settled(kiosk)


@pytest.mark.parametrize("end", [OversizedError("78,000 bytes"), Outcome.REFUSED, RuntimeError("a bug")])
def test_a_portion_that_fails_is_told_one_by_one(kiosk: LoneKiosk, end: Exception | Outcome) -> None:
    kiosk.number()
    kiosk.number()
    kiosk.hub.will(end)

    assert kiosk.settles() == 0
    assert [len(numbers) for numbers, _ in asked(kiosk)] == [2, 1, 1]


def test_a_later_portion_goes_though_an_earlier_one_has_failed(kiosk: LoneKiosk) -> None:
    for _ in range(AT_ONCE + 5):
        kiosk.number()
    kiosk.hub.fails_on = {ticket(kiosk, "A990")}

    assert kiosk.settles() == 1
    assert len(asked(kiosk)[-1][0]) == 5


def test_portions_fit_into_a_message_whatever_the_leases_are(kiosk: LoneKiosk) -> None:
    many = tuple(LeasedService(service=HO_TICH, series=a_lease().ranges[0].series) for _ in range(300))
    days = [MONDAY + timedelta(days=count) for count in range(MOST_LEASES)]
    leases = [structs.replace(a_lease(day, f"l-{day}", first=900), services=many) for day in days]
    kiosk.is_lent(*leases, revision=2)
    kiosk.hears(LATER, epoch="e2")
    assert kiosk.settles() == 0

    commands = kiosk.hand_ins()
    assert len(commands) > 1
    assert all(command.encode() for command in commands)
    named = [lease.lease for command in commands for lease in command.leases]
    assert len(named) == len(set(named)) == MOST_LEASES
    with_tickets = [bool(command.tickets) for command in commands]
    assert with_tickets == sorted(with_tickets), "first the leases, then the tickets of them"


# --- which leases ---


def test_where_nobody_knows_the_day_the_newest_leases_are_named(kiosk: LoneKiosk) -> None:
    for count in range(10):
        kiosk.is_told_of(a_lease(MONDAY + timedelta(days=count), f"l-{count}"), revision=2 + count)
    kiosk.reboot("b2", wall=datetime(2020, 1, 1, tzinfo=UTC))
    kiosk.hears(LATER, epoch="e2", trust=ClockTrust.UNTRUSTED)
    kiosk.settles()

    named = [lease.lease for command in kiosk.hand_ins() for lease in command.leases]
    assert named == [f"l-{count}" for count in range(9, 1, -1)]
