"""After a restore: no numbers until the journals are in, and then above everything seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contract import commands as c
from contract.events import EpochBegun, NumbersSkipped
from contract.ids import Epoch, new_lease_id
from contract.offline import Lease, LeasedRange, LeasedService
from contract.words import ClockTrust, HandInEnd, SlipFate, TicketState, VoidReason
from server.service.states import hub_state
from tests.support.handed import MONDAY, hand_in, in_line, leases_of, told
from tests.support.hub import ADMINISTRATOR, ANH, KIOSK, MANAGER, MONDAY_8, SmallHub


@pytest.fixture
def restored(hub: SmallHub) -> SmallHub:
    """The ledger of an hour ago: A001 waits, A002 is reserved; more was issued since and is not in it."""
    hub.take()
    hub.reserve()
    hub.clock.pass_time(3600)
    begun = {"before": Epoch("an-older-one"), "awaits": hub.rules.kiosks}
    hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    return hub


def test_no_number_is_given_while_a_journal_is_missing(restored: SmallHub) -> None:
    assert restored.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "awaiting-journals"
    assert restored.refused(c.GiveNumber, ANH, service="ho-tich") == "awaiting-journals"
    with restored.writer.reading() as hall:
        assert hub_state(hall, restored.writer.now(), "1").awaits == ("kiosk-1",)
    restored.restart()
    assert restored.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "awaiting-journals"


def test_the_journal_brings_back_what_the_backup_does_not_know_and_numbers_go_on_above(
    restored: SmallHub,
) -> None:
    issued = [
        told(restored, f"A00{value}", lease=None, order=value, at=MONDAY_8 + timedelta(minutes=value))
        for value in (3, 4, 7)
    ]
    assert hand_in(restored, *issued[:2]) == [HandInEnd.IN_LINE] * 2
    assert restored.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "awaiting-journals"
    hand_in(restored, *issued[2:], is_whole=True)

    assert in_line(restored) == ["A001", "A003", "A004", "A007"]
    assert restored.reserve().number == "A008"


def test_numbers_between_those_that_journals_tell_of_are_accounted_for_as_skipped(restored: SmallHub) -> None:
    third, seventh, fifth = (
        told(restored, f"A00{value}", lease=None, order=value, at=MONDAY_8 + timedelta(minutes=value))
        for value in (3, 7, 5)
    )
    hand_in(restored, third, seventh)

    (skipped,) = [
        item.event for item in restored.commits[-1].recorded if isinstance(item.event, NumbersSkipped)
    ]
    assert [(part.series, part.first, part.last) for part in skipped.series] == [("a", 4, 6)]
    assert hand_in(restored, fifth, is_whole=True) == [HandInEnd.IN_LINE], (
        "another kiosk may still tell of one"
    )
    assert in_line(restored) == ["A001", "A003", "A005", "A007"]
    assert restored.reserve().number == "A008"


def test_the_journal_says_what_became_of_a_reservation(restored: SmallHub) -> None:
    with restored.writer.reading() as hall:
        known = {ticket.number: ticket for ticket in hall.tickets.values()}
    reserved, waiting = known["A002"], known["A001"]
    ends = hand_in(
        restored,
        told(restored, "A001", lease=None, ticket=waiting.id, token_hash=waiting.token_hash),
        told(restored, "A002", lease=None, ticket=reserved.id, token_hash=reserved.token_hash),
        is_whole=True,
    )

    assert ends == [HandInEnd.KNOWN, HandInEnd.KNOWN]
    assert restored.ticket(reserved.id).state is TicketState.WAITING
    assert restored.ticket(reserved.id).fate is SlipFate.PRINTED


def test_a_reservation_nobody_has_is_voided_by_the_journal(restored: SmallHub) -> None:
    with restored.writer.reading() as hall:
        (reserved,) = [hall.tickets[ticket] for ticket in hall.reserved]
    gone = told(
        restored, "A002", lease=None, ticket=reserved.id, token_hash=reserved.token_hash,
        fate=None, void=VoidReason.NOT_PRINTED,
    )  # fmt: skip
    hand_in(restored, gone, is_whole=True)

    assert restored.ticket(reserved.id).state is TicketState.CANCELLED


def test_leases_the_backup_does_not_know_are_adopted_before_new_ones_are_granted(restored: SmallHub) -> None:
    part = LeasedRange(series="a", letter="A", first=700, last=849)  # type: ignore[arg-type] # an id written by hand
    services = (LeasedService(service="ho-tich", series="a"),)  # type: ignore[arg-type] # ids written by hand
    forgotten = Lease(lease=new_lease_id(), kiosk=KIOSK.device, day=MONDAY, ranges=(part,), services=services)  # type: ignore[arg-type] # a kiosk has a name
    ticket = told(restored, "A849", lease=forgotten.lease)

    assert hand_in(restored, ticket, leases=(*leases_of(restored), forgotten), is_whole=True) == [
        HandInEnd.IN_LINE
    ]

    assert forgotten in leases_of(restored)
    restored.tick()
    assert all(one.first >= 700 for lease in leases_of(restored) for one in lease.ranges if one.series == "a")


def test_a_ticket_from_a_lease_the_backup_does_not_know_waits_until_its_kiosk_has_told_of_the_lease(
    restored: SmallHub,
) -> None:
    part = LeasedRange(series="a", letter="A", first=700, last=849)  # type: ignore[arg-type] # an id written by hand
    services = (LeasedService(service="ho-tich", series="a"),)  # type: ignore[arg-type] # ids written by hand
    forgotten = Lease(lease=new_lease_id(), kiosk=KIOSK.device, day=MONDAY, ranges=(part,), services=services)  # type: ignore[arg-type] # a kiosk has a name
    ticket = told(restored, "A849", lease=forgotten.lease)

    assert hand_in(restored, ticket) == [HandInEnd.NOT_YET]
    assert hand_in(restored, ticket, leases=(forgotten,), is_whole=True) == [HandInEnd.IN_LINE]


def test_a_lease_is_adopted_only_while_its_kiosk_is_waited_for(hub: SmallHub) -> None:
    part = LeasedRange(series="a", letter="A", first=1, last=10)  # type: ignore[arg-type] # an id written by hand
    invented = Lease(lease=new_lease_id(), kiosk=KIOSK.device, day=MONDAY, ranges=(part,), services=())  # type: ignore[arg-type] # a kiosk has a name
    hand_in(hub, leases=(invented,))

    assert invented not in leases_of(hub)
    assert hub.reserve().number == "A001"


def test_a_person_may_go_on_without_a_kiosk_and_says_why(restored: SmallHub) -> None:
    assert restored.refused(c.IssueWithoutJournals, ADMINISTRATOR, reason=" ") == "reason-needed"
    restored.do(c.IssueWithoutJournals, ADMINISTRATOR, reason="Máy lấy số đã hỏng hẳn")

    overridden, skipped = [item.event for item in restored.commits[-1].recorded]
    assert (overridden.kind(), overridden.officer) == ("center/journals-overridden", "adam")
    assert skipped.kind() == "series/numbers-skipped"
    assert restored.reserve().number == "A103"
    assert restored.refused(c.IssueWithoutJournals, ADMINISTRATOR, reason="x") == "not-awaiting"


def test_nothing_is_lent_while_journals_are_missing(restored: SmallHub) -> None:
    held = leases_of(restored)
    restored.close_day()
    restored.clock.pass_time(48 * 3600)
    restored.open_day()
    restored.tick()

    assert leases_of(restored) == [lease for lease in held if lease.day != MONDAY]


def test_a_declined_number_that_was_taken_in_as_unconfirmed_leaves_the_line(hub: SmallHub) -> None:
    taken = hub.reserve()
    hub.clock.pass_time(130)
    hub.tick()
    assert in_line(hub) == ["A001"]
    with hub.writer.reading() as hall:
        token_hash = hall.tickets[taken.ticket].token_hash
    declined = told(
        hub,
        "A001",
        lease=None,
        ticket=taken.ticket,
        token_hash=token_hash,
        fate=None,
        void=VoidReason.DECLINED,
    )

    assert hand_in(hub, declined, is_whole=True) == [HandInEnd.KNOWN]
    assert in_line(hub) == []


def test_reservations_wait_for_the_journals_and_those_it_does_not_know_are_void(restored: SmallHub) -> None:
    restored.clock.pass_time(300)
    restored.tick()
    with restored.writer.reading() as hall:
        (reserved,) = hall.reserved
    hand_in(restored, is_whole=True)

    assert restored.ticket(reserved).state is TicketState.CANCELLED
    assert in_line(restored) == ["A001"]


def test_a_journal_is_not_in_while_a_number_of_it_waits_for_its_day(closed_hub: SmallHub) -> None:
    closed_hub.trust = ClockTrust.UNTRUSTED
    closed_hub.tick()
    begun = {"before": Epoch("an-older-one"), "awaits": closed_hub.rules.kiosks}
    closed_hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    issued = told(closed_hub, "A001", lease=None)
    answer = closed_hub.do(c.HandIn, KIOSK, tickets=(issued,), is_whole=True)
    assert (answer.is_journal_in, answer.tickets[0].end) == (False, HandInEnd.NOT_YET)

    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    closed_hub.tick()
    assert closed_hub.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "awaiting-journals"
    assert closed_hub.do(c.HandIn, KIOSK, tickets=(issued,), is_whole=True).is_journal_in
    assert closed_hub.reserve().number == "A021"


def test_those_handed_in_after_a_restore_stand_by_their_times_whoever_is_told_first(
    restored: SmallHub,
) -> None:
    later = told(restored, "A004", lease=None, at=MONDAY_8 + timedelta(minutes=4), order=4)
    early = told(restored, "A003", lease=None, at=MONDAY_8 + timedelta(minutes=3), order=3)
    hand_in(restored, later)
    hand_in(restored, early, is_whole=True)

    assert in_line(restored) == ["A001", "A003", "A004"]


def test_a_journal_lost_beside_a_restore_voids_nothing_and_leaves_a_wide_gap(hub: SmallHub) -> None:
    hub.do(c.HandIn, KIOSK, tickets=(), is_whole=True, journal="j-1")
    printed = hub.reserve().ticket
    begun = {"before": Epoch("an-older-one"), "awaits": hub.rules.kiosks}
    hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)

    assert hub.do(c.HandIn, KIOSK, tickets=(), is_whole=True, journal="j-2").is_journal_in

    assert hub.ticket(printed).state is TicketState.RESERVED
    assert hub.reserve().number == "A102"
