"""What the hub does not know comes to it exactly once, whoever dies in between, and in the right order."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from contract.answers import HandedIn, HandedTicket
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.ids import PriorityId, TicketId
from contract.offline import TakenAt
from contract.words import HandInEnd, Outcome, SlipFate
from kiosk.outcomes import Given, NotPrinted, Wish
from kiosk.portions import AT_ONCE
from tests.kiosk.citizen import BIRTH, HO_TICH, a_reservation
from tests.kiosk.lone_kiosk import KIOSK, MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease
from tests.kiosk.scripted_printer import PAPER_OUT_BEFORE, PRINTED


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    """It knows the hub's ledger, and has been lent numbers."""
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(first=900), a_lease(TUESDAY, "l-tuesday", first=900))
    assert kiosk.settles() == 0
    kiosk.hub.asked.clear()
    return kiosk


def after(seconds: float) -> datetime:
    return MONDAY_8 + timedelta(seconds=seconds)


def numbers(kiosk: LoneKiosk) -> list[str]:
    return [told.number for told in kiosk.handed()]


def online(kiosk: LoneKiosk, number: str) -> None:
    """The hub itself gives a number."""
    reserved = structs.replace(a_reservation(number), ticket=TicketId(f"t-{number}"))
    kiosk.hub.silent = False
    kiosk.hub.will(reserved)
    assert isinstance(kiosk.ticketing.take(Wish(HO_TICH)), Given)


def test_a_ticket_is_handed_in_with_all_that_is_known_of_it(kiosk: LoneKiosk) -> None:
    kiosk.clock.pass_time(90)
    kiosk.hub.silent = True
    given = kiosk.ticketing.take(Wish(HO_TICH, procedure=BIRTH, priority=PriorityId("elderly")))
    assert isinstance(given, Given)

    assert kiosk.settles() == 0

    (told,) = kiosk.handed()
    assert (told.ticket, told.number, told.service) == (given.reserved.ticket, "A999", HO_TICH)
    assert (told.series, told.value, told.lease, told.day) == ("a", 999, "l-monday", MONDAY)
    assert told.taken == TakenAt(at=after(90), is_sure=True)
    assert told.token_hash == hashlib.sha256(given.reserved.token.encode()).hexdigest()
    assert (told.fate, told.void, told.order) == (SlipFate.PRINTED, None, 1)
    assert (told.procedure, told.priority) == (BIRTH, "elderly")


def test_what_was_answered_is_not_handed_in_again(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.settles()
    kiosk.start()

    assert kiosk.settles() == 0
    assert numbers(kiosk) == ["A999"]


@pytest.mark.parametrize("end", [NoAnswerError("5 s"), NotConnectedError("no broker"), Outcome.ERROR])
def test_until_it_is_answered_it_is_owed_over_restarts(kiosk: LoneKiosk, end: Exception | Outcome) -> None:
    kiosk.number()
    kiosk.hub.will(end)
    assert kiosk.settles() == 1

    kiosk.start()

    assert kiosk.settles() == 0
    first, second = kiosk.handed()
    assert first == second


def test_a_refused_hand_in_loses_nothing(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.hub.will(Outcome.REFUSED)

    assert kiosk.settles() == 1


def test_a_ticket_whose_day_is_not_open_yet_is_handed_in_again(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.number()
    first, second = (told.reserved.ticket for told in kiosk.journal.tickets())
    kiosk.hub.will(
        HandedIn(
            tickets=(
                HandedTicket(ticket=first, end=HandInEnd.NOT_YET),
                HandedTicket(ticket=second, end=HandInEnd.IN_LINE),
            )
        )
    )
    assert kiosk.settles() == 1

    assert kiosk.settles() == 0
    assert numbers(kiosk) == ["A999", "A998", "A999"]


@pytest.mark.parametrize("end", sorted(set(HandInEnd) - {HandInEnd.NOT_YET}))
def test_every_other_end_is_an_end(kiosk: LoneKiosk, end: HandInEnd) -> None:
    kiosk.number()
    (told,) = kiosk.journal.tickets()
    kiosk.hub.will(HandedIn(tickets=(HandedTicket(ticket=told.reserved.ticket, end=end),)))

    assert kiosk.settles() == 0


def test_many_go_in_portions_in_the_order_they_were_taken(kiosk: LoneKiosk) -> None:
    for _ in range(AT_ONCE + 5):
        kiosk.number()

    assert kiosk.settles() == 0
    assert [len(command.tickets) for command in kiosk.hand_ins()] == [AT_ONCE, 5]
    orders = [told.order for told in kiosk.handed()]
    assert orders == sorted(orders)


def test_a_portion_whose_answer_is_lost_keeps_the_next_ones_waiting(kiosk: LoneKiosk) -> None:
    for _ in range(AT_ONCE + 5):
        kiosk.number()
    kiosk.hub.will(NoAnswerError("5 s"))

    assert kiosk.settles() == AT_ONCE + 5
    assert kiosk.settles() == 0
    assert [len(command.tickets) for command in kiosk.hand_ins()] == [AT_ONCE, AT_ONCE, 5]


def test_nothing_is_handed_in_before_this_boot_has_heard_the_hubs_time(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2", wall=datetime(2020, 1, 1, tzinfo=UTC))
    kiosk.number()
    assert kiosk.settles() == 1
    assert kiosk.handed() == []

    kiosk.clock.pass_time(60)
    kiosk.hears(after(3600))
    kiosk.settles()

    assert kiosk.handed()[0].taken == TakenAt(at=after(3540), is_sure=True)


def test_a_ticket_of_a_doubtful_day_is_handed_in_for_the_day_it_turned_out_to_be(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2", wall=datetime(2020, 1, 1, tzinfo=UTC))
    kiosk.number()
    (doubtful,) = kiosk.journal.tickets()
    assert doubtful.reserved.day == MONDAY

    kiosk.hears(MONDAY_8 + timedelta(days=1))
    kiosk.settles()

    (told,) = kiosk.handed()
    assert (told.day, told.lease) == (TUESDAY, "l-tuesday")


def test_a_boot_without_any_contact_is_handed_in_with_its_bounds(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2")
    kiosk.clock.pass_time(20)
    kiosk.number()
    kiosk.reboot("b3")
    kiosk.hears(after(1000))
    kiosk.settles()

    (told,) = kiosk.handed()
    assert told.taken == TakenAt(at=after(20), is_sure=False, not_before=after(20), not_after=after(1000))
    assert told.lease == "l-monday"


def test_a_number_from_the_hub_is_not_handed_in_but_confirmed(kiosk: LoneKiosk) -> None:
    online(kiosk, "A001")

    assert kiosk.settles() == 0
    assert kiosk.handed() == []
    assert [confirm.ticket for confirm in kiosk.confirmed()] == ["t-A001"]


# --- the hub was restored ---


def test_a_new_epoch_gets_the_whole_journal_with_the_leases(kiosk: LoneKiosk) -> None:
    online(kiosk, "A001")
    kiosk.number()
    assert kiosk.settles() == 0
    kiosk.hub.asked.clear()

    kiosk.hears(after(600), epoch="e2")
    assert kiosk.settles() == 0

    (command,) = kiosk.hand_ins()
    assert command.is_whole
    assert [lease.lease for lease in command.leases] == ["l-monday", "l-tuesday"]
    first, second = command.tickets
    assert (first.number, first.lease, first.series, first.value) == ("A001", None, None, None)
    assert first.taken == TakenAt(at=a_reservation().taken_at, is_sure=True)
    assert (second.number, second.lease) == ("A999", "l-monday")


def test_the_whole_journal_is_handed_in_once_for_an_epoch(kiosk: LoneKiosk) -> None:
    kiosk.hears(after(600), epoch="e2")
    kiosk.settles()
    kiosk.hears(after(605), epoch="e2")
    kiosk.start()
    kiosk.hears(after(610), epoch="e2")

    assert kiosk.settles() == 0
    assert len(kiosk.hand_ins()) == 1


def test_only_the_last_portion_is_the_whole_and_a_lost_answer_begins_again(kiosk: LoneKiosk) -> None:
    for _ in range(AT_ONCE + 5):
        kiosk.number()
    kiosk.settles()
    kiosk.hub.asked.clear()
    kiosk.hears(after(600), epoch="e2")
    kiosk.hub.will(NoAnswerError("5 s"))
    assert kiosk.settles() > 0
    kiosk.start()

    assert kiosk.settles() == 0

    assert [command.is_whole for command in kiosk.hand_ins()] == [False, False, True]
    assert [bool(command.leases) for command in kiosk.hand_ins()] == [True, True, False]


def test_debts_wait_until_the_restored_hub_knows_their_tickets(kiosk: LoneKiosk) -> None:
    online(kiosk, "A001")
    kiosk.hub.asked.clear()
    kiosk.hears(after(600), epoch="e2")
    kiosk.settles()

    assert [type(command).__name__ for command in kiosk.hub.asked] == ["HandIn", "ConfirmTicket"]


def test_a_number_of_the_old_ledger_that_is_on_the_screen_belongs_to_the_whole(kiosk: LoneKiosk) -> None:
    kiosk.hub.will(a_reservation())
    kiosk.printer.end = PAPER_OUT_BEFORE
    shown = kiosk.ticketing.take(Wish(HO_TICH))
    assert isinstance(shown, NotPrinted)
    kiosk.hears(after(600), epoch="e2")

    assert kiosk.settles() == 1
    assert not any(command.is_whole for command in kiosk.hand_ins())
    kiosk.ticketing.noted(shown)

    assert kiosk.settles() == 0
    assert kiosk.hand_ins()[-1].is_whole
    assert [told.fate for told in kiosk.handed()] == [SlipFate.ON_SCREEN]


def test_a_hub_that_still_waits_for_this_kiosk_gets_the_whole_again(kiosk: LoneKiosk) -> None:
    kiosk.hears(after(600), awaits=(KIOSK,))

    assert kiosk.settles() == 0
    assert [command.is_whole for command in kiosk.hand_ins()] == [True]


def test_a_new_kiosk_says_that_its_whole_journal_is_nothing(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)

    assert kiosk.settles() == 0
    (command,) = kiosk.hand_ins()
    assert (command.tickets, command.is_whole) == ((), True)


def test_leases_of_days_that_are_over_are_not_named(kiosk: LoneKiosk) -> None:
    kiosk.clock.pass_time(24 * 3600)
    kiosk.hears(MONDAY_8 + timedelta(days=1), epoch="e2")
    kiosk.settles()

    assert [lease.lease for lease in kiosk.hand_ins()[0].leases] == ["l-tuesday"]


def test_a_lease_the_restored_hub_has_forgotten_is_still_named(kiosk: LoneKiosk) -> None:
    kiosk.is_lent(epoch="e2")
    kiosk.hears(after(600), epoch="e2")
    kiosk.settles()

    assert [lease.lease for lease in kiosk.hand_ins()[0].leases] == ["l-monday", "l-tuesday"]


def test_numbers_go_on_from_the_lease_while_the_hub_waits(kiosk: LoneKiosk) -> None:
    kiosk.printer.end = PRINTED
    kiosk.number()
    kiosk.hears(after(600), epoch="e2")
    kiosk.settles()
    kiosk.hub.refusal = "awaiting-journals"
    kiosk.hub.will(Outcome.REFUSED)

    given = kiosk.ticketing.take(Wish(HO_TICH))

    assert isinstance(given, Given)
    assert given.reserved.number == "A998"
