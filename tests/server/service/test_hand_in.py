"""What a kiosk issued alone comes into the ledger exactly once, at its time and in its place."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import timedelta

import msgspec
import pytest

from contract import commands as c
from contract.ids import new_ticket_id, new_token
from contract.offline import TakenAt
from contract.words import ClockTrust, HandInEnd, Origin, PeriodKind, SlipFate, TicketState, VoidReason
from server.service.taking import hash_of
from tests.support.handed import MONDAY, hand_in, in_line, leases_of, numbers_of, told
from tests.support.hub import ANH, KIOSK, MANAGER, MONDAY_8, OTHER_KIOSK, SAMPLE, SmallHub, rules_of

E = HandInEnd


def at(minutes: float) -> TakenAt:
    return TakenAt(at=MONDAY_8 + timedelta(minutes=minutes), is_sure=True)


def between(first: float, last: float) -> TakenAt:
    bounds = [MONDAY_8 + timedelta(minutes=minutes) for minutes in (first, last)]
    return TakenAt(at=bounds[0], is_sure=False, not_before=bounds[0], not_after=bounds[1])


def wait_us(hub: SmallHub, ticket: str) -> tuple[int, bool]:
    (waiting,) = [one for one in hub.ticket(ticket).periods if one.kind is PeriodKind.WAITING]  # type: ignore[arg-type] # an id
    return waiting.duration.us, waiting.duration.is_estimated


# --- its place ----------------------------------------------------------------------------------------


def test_an_offline_ticket_stands_in_line_by_the_time_it_was_taken(hub: SmallHub) -> None:
    hub.take()
    hub.clock.pass_time(600)
    hub.take()
    hub.clock.pass_time(600)

    late, early = told(hub, "A999", taken=at(7), order=2), told(hub, "A998", taken=at(3), order=1)
    assert hand_in(hub, late, early) == [E.IN_LINE, E.IN_LINE]

    assert in_line(hub) == ["A001", "A998", "A999", "A002"]


def test_its_waiting_counts_from_then_on_the_hubs_own_boot_clock(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(900)
    ticket = told(hub, "A999", taken=at(5))
    hand_in(hub, ticket)
    hub.clock.pass_time(60)
    hub.call()

    assert wait_us(hub, ticket.ticket) == (660 * 1_000_000, False)
    assert hub.ticket(ticket.ticket).origin is Origin.OFFLINE


def test_after_a_reboot_of_the_hub_its_waiting_is_wall_time(hub: SmallHub) -> None:
    hub.clock.pass_time(300)
    hub.reboot("boot-2", MONDAY_8 + timedelta(minutes=20))
    ticket = told(hub, "A999", taken=at(10))
    hand_in(hub, ticket)
    hub.do(c.OpenCounter, ANH, counter="1")
    hub.call()

    assert wait_us(hub, ticket.ticket) == (600 * 1_000_000, False)


def test_where_the_kiosk_could_not_know_the_time_the_earlier_bound_counts_and_is_an_estimate(
    hub: SmallHub,
) -> None:
    hub.sit()
    hub.clock.pass_time(1200)
    first, second = (told(hub, f"A99{9 - order}", taken=between(4, 15), order=order) for order in (1, 2))
    hand_in(hub, second, first)
    assert in_line(hub) == ["A998", "A997"]
    hub.call()

    ticket = hub.ticket(first.ticket)
    assert ticket.taken_bounds == (MONDAY_8 + timedelta(minutes=4), MONDAY_8 + timedelta(minutes=15))
    assert wait_us(hub, first.ticket) == (16 * 60 * 1_000_000, True)


def test_a_stepped_clock_makes_the_hub_trust_the_wall_and_not_its_boot_clock(hub: SmallHub) -> None:
    hub.clock.pass_time(600)
    hub.clock.step_wall(3600)
    hub.tick()
    ticket = told(hub, "A999", taken=at(5))
    hand_in(hub, ticket)

    assert hub.ticket(ticket.ticket).arrived.boot_id != hub.writer.now().boot_id


def test_the_priority_class_counts_as_for_everyone(hub: SmallHub) -> None:
    hub.take()
    hand_in(hub, told(hub, "A999", priority="cao-tuoi"))

    assert in_line(hub) == ["A999", "A001"]


# --- once ---------------------------------------------------------------------------------------------


def test_handed_in_twice_it_is_taken_once(hub: SmallHub) -> None:
    ticket = told(hub, "A999")
    assert hand_in(hub, ticket) == [E.IN_LINE]
    seq = hub.seq

    assert hand_in(hub, ticket, ticket) == [E.KNOWN, E.KNOWN]
    hub.restart()
    assert hand_in(hub, ticket) == [E.KNOWN]
    assert hub.seq == seq


def test_a_ticket_of_yesterday_is_counted_once_and_stands_in_no_line(hub: SmallHub) -> None:
    ticket = told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(48 * 3600)
    hub.open_day()

    assert hand_in(hub, ticket) == [E.NOT_PLACED]
    hub.restart()
    assert hand_in(hub, ticket, told(hub, "A998")) == [E.KNOWN, E.NOT_PLACED]
    assert in_line(hub) == []
    hub.clock.pass_time(24 * 3600)
    assert hand_in(hub, ticket) == [E.KNOWN]


def test_a_ticket_twice_in_one_hand_in_that_finds_no_line_is_counted_once(hub: SmallHub) -> None:
    ticket = told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(10 * 3600)

    assert hand_in(hub, ticket, ticket) == [E.NOT_PLACED, E.KNOWN]


def test_a_voided_offline_number_is_accounted_for_and_in_no_line(hub: SmallHub) -> None:
    ticket = told(hub, "A999", fate=None, void=VoidReason.DECLINED)

    assert hand_in(hub, ticket) == [E.VOIDED]
    assert hub.ticket(ticket.ticket).state is TicketState.CANCELLED
    assert in_line(hub) == []
    with hub.writer.reading() as hall:
        assert sum(hall.taken.values()) == 0


def test_its_token_finds_it_and_its_reprint_is_noted(hub: SmallHub) -> None:
    token = new_token()
    ticket = told(hub, "A999", token_hash=hash_of(token))
    hand_in(hub, ticket)
    with hub.writer.reading() as hall:
        assert hall.by_token[hash_of(token)] == ticket.ticket

    hub.do(c.NoteReprint, KIOSK, ticket=ticket.ticket)
    assert hub.commits[-1].recorded[-1].event.kind() == "ticket/reprinted"


# --- what cannot be -----------------------------------------------------------------------------------


def test_a_day_the_hub_has_not_opened_yet_is_asked_for_again_later(closed_hub: SmallHub) -> None:
    ticket = told(closed_hub, "A999", lease="the-kiosks-word")
    assert hand_in(closed_hub, ticket) == [E.NOT_YET]

    closed_hub.open_day()
    assert hand_in(closed_hub, msgspec.structs.replace(ticket, lease=leases_of(closed_hub)[0].lease)) == [
        E.IN_LINE
    ]


def test_a_time_that_has_not_come_yet_is_our_own_mistake(hub: SmallHub) -> None:
    """The hub's clock was a day ahead, and believed, when the kiosk last heard it."""
    later = leases_of(hub)[1]
    ahead = told(hub, "A990", taken=at(48 * 60), day=later.day, lease=later.lease)
    hub.trust = ClockTrust.UNTRUSTED
    hub.tick()
    assert hand_in(hub, ahead) == [E.NOT_YET]
    hub.do(c.ConfirmClock, MANAGER, seen=hub.now())

    assert hand_in(hub, ahead) == [E.IN_LINE]
    assert hub.ticket(ahead.ticket).arrived.utc == hub.now()


def test_two_kiosks_never_have_one_number_whatever_they_say(hub: SmallHub) -> None:
    mine = told(hub, "A999")
    assert hand_in(hub, mine, asker=OTHER_KIOSK) == [E.NOT_PLACED]
    assert hand_in(hub, told(hub, "A999", ticket=new_ticket_id())) == [E.IN_LINE]
    assert hand_in(hub, told(hub, "A999", ticket=new_ticket_id())) == [E.NOT_PLACED]
    assert in_line(hub) == ["A999"]


@pytest.mark.parametrize("number", ["A001", "A849", "C999", "A1000"])
def test_a_number_outside_the_lease_comes_into_no_line(hub: SmallHub, number: str) -> None:
    assert hand_in(hub, told(hub, number)) == [E.NOT_PLACED]
    assert in_line(hub) == []


def test_a_service_that_has_ended_has_no_line(hub: SmallHub) -> None:
    assert hand_in(hub, told(hub, "A999", service="no-such")) == [E.NOT_PLACED]


def test_a_kiosk_that_could_not_know_the_day_is_believed_for_today(hub: SmallHub) -> None:
    """It booted with no contact and a clock that stood still over night: the citizen is here now."""
    yesterday = told(hub, "A999", taken=between(-1440, 5), day=MONDAY - timedelta(days=3))

    assert hand_in(hub, yesterday) == [E.IN_LINE]
    assert hand_in(hub, msgspec.structs.replace(yesterday, token_hash="b", number="A001")) == [E.NOT_PLACED]


# --- claimed at the counter ---------------------------------------------------------------------------


def test_an_offline_slip_is_served_before_its_kiosk_is_back_and_merged_later(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(900)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    assert (claimed.state, hub.ticket(claimed.ticket).fate) == (TicketState.SERVING, SlipFate.SEEN)
    hub.clock.pass_time(120)
    hub.at_counter(c.Finish, claimed.ticket)

    ticket = told(hub, "A999", taken=at(3))
    assert hand_in(hub, ticket) == [E.MERGED]
    assert hand_in(hub, ticket) == [E.KNOWN]

    merged = hub.ticket(claimed.ticket)
    spent = {period.kind: period.duration.us // 1_000_000 for period in merged.periods}
    assert spent == {PeriodKind.WAITING: 720, PeriodKind.SERVICE: 120}
    assert (merged.fate, merged.claimed) == (SlipFate.PRINTED, False)
    hub.do(c.NoteReprint, KIOSK, ticket=ticket.ticket)


def test_a_kiosk_that_is_ahead_of_the_claim_is_not_believed(hub: SmallHub) -> None:
    hub.sit()
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.clock.pass_time(60)
    ahead = told(hub, "A998", taken=at(30))
    hand_in(hub, told(hub, "A999", taken=at(0.5)), ahead)

    assert wait_us(hub, claimed.ticket) == (0, False)
    assert hub.ticket(ahead.ticket).arrived.utc == hub.now()


def test_merged_while_it_is_being_served_the_waiting_is_known_too(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(300)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999", token=new_token())
    hand_in(hub, told(hub, "A999", token_hash=hub.ticket(claimed.ticket).token_hash, taken=at(1)))
    hub.clock.pass_time(60)
    hub.at_counter(c.Finish, claimed.ticket)

    assert wait_us(hub, claimed.ticket) == (240 * 1_000_000, False)
    assert hub.ticket(claimed.ticket).visit_us == 300 * 1_000_000


def test_another_slip_with_the_number_of_a_scanned_one_is_not_merged(hub: SmallHub) -> None:
    hub.sit()
    hub.do(c.ClaimSlip, ANH, counter="1", number="A999", token=new_token())

    assert hand_in(hub, told(hub, "A999")) == [E.NOT_PLACED]


def test_a_mistyped_claim_is_undone_and_its_number_waits_for_its_holder(hub: SmallHub) -> None:
    hub.sit()
    first = hub.take()
    hub.serve(first)
    hub.at_counter(c.Finish, first)
    hub.clock.pass_time(600)
    wrong = hub.do(c.ClaimSlip, ANH, counter="1", number="A998")
    hub.do(c.Undo, ANH, counter="1")
    assert hub.refused(c.Undo, ANH, counter="1") == "nothing-to-undo"
    right = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.at_counter(c.Finish, right.ticket)

    assert (
        hand_in(hub, told(hub, "A999", taken=at(2)), told(hub, "A998", taken=at(4), order=2))
        == [E.MERGED] * 2
    )
    assert in_line(hub) == ["A998"]
    assert hub.ticket(wrong.ticket).arrived.utc == MONDAY_8 + timedelta(minutes=4)
    with hub.writer.reading() as hall:
        assert sum(hall.taken.values()) == 3


def test_an_undone_claim_may_be_claimed_again(hub: SmallHub) -> None:
    hub.sit()
    once = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.do(c.Undo, ANH, counter="1")
    again = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")

    assert again.ticket == once.ticket
    assert again.state is TicketState.SERVING


def test_who_left_after_a_claim_is_not_called_again_when_the_kiosk_is_back(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(300)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.at_counter(c.Hold, claimed.ticket)
    hub.do(c.Cancel, ANH, ticket=claimed.ticket, reason="về")

    assert hand_in(hub, told(hub, "A999", taken=at(1))) == [E.MERGED]
    assert hub.ticket(claimed.ticket).state is TicketState.CANCELLED
    assert wait_us(hub, claimed.ticket) == (240 * 1_000_000, False)


def test_a_claimed_slip_whose_kiosk_comes_back_after_the_close_is_one_ticket(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(900)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.at_counter(c.Finish, claimed.ticket)
    ticket, later = told(hub, "A999", taken=at(3)), told(hub, "A998", taken=at(4))
    other = hub.do(c.ClaimSlip, ANH, counter="1", number="A998")
    hub.at_counter(c.Finish, other.ticket)
    hub.close_day()

    assert hand_in(hub, ticket) == [E.MERGED]
    assert wait_us(hub, claimed.ticket) == (720 * 1_000_000, False)
    hub.clock.pass_time(48 * 3600)
    hub.open_day()
    assert hand_in(hub, later, ticket) == [E.KNOWN, E.KNOWN]


def test_a_day_closed_by_mistake_loses_nobody_who_is_handed_in_meanwhile(hub: SmallHub) -> None:
    ticket = told(hub, "A999")
    hub.close_day()
    assert hand_in(hub, ticket) == [E.NOT_YET]
    hub.open_day()

    assert hand_in(hub, ticket) == [E.IN_LINE]


def test_an_unsure_ticket_that_is_proved_to_be_of_yesterday_stands_in_no_line_today(hub: SmallHub) -> None:
    ticket = told(hub, "A999", taken=between(0, 120))
    hub.close_day()
    hub.clock.pass_time(48 * 3600)
    hub.open_day()

    assert hand_in(hub, ticket) == [E.NOT_PLACED]
    assert in_line(hub) == []


def test_a_lent_number_is_believed_although_the_series_was_shortened_since(hub: SmallHub) -> None:
    ticket = told(hub, "A999")
    text = SAMPLE.replace('letter = "A"\nfirst = 1\nlast = 999', 'letter = "A"\nfirst = 1\nlast = 500', 1)
    hub.writer.run(lambda _work, _connection: hub.writer.change_rules(rules_of(text))).result(10)

    assert hand_in(hub, ticket) == [E.IN_LINE]
    hub.sit()
    assert hub.do(c.ClaimSlip, ANH, counter="1", number="A998").state is TicketState.SERVING


def test_a_kiosk_cannot_hand_in_what_only_the_hub_gives_nor_end_anothers_number(hub: SmallHub) -> None:
    assert hand_in(hub, told(hub, "A998", lease=None), told(hub, "A005", lease=None)) == [E.NOT_PLACED] * 2
    assert hub.reserve().number == "A001"
    reserved = hub.reserve().ticket

    assert hub.refused(c.VoidTicket, OTHER_KIOSK, ticket=reserved, reason=VoidReason.DECLINED) == "not-yours"
    assert hub.refused(c.ConfirmTicket, OTHER_KIOSK, ticket=reserved, fate=SlipFate.PRINTED) == "not-yours"


def test_a_merged_ticket_keeps_its_priority_class(hub: SmallHub) -> None:
    hub.sit()
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hand_in(hub, told(hub, "A999", priority="cao-tuoi"))

    assert hub.ticket(claimed.ticket).rank > 0


def test_after_the_close_a_kiosk_still_tells_what_became_of_a_slip(hub: SmallHub) -> None:
    hub.take()
    printed, never = hub.reserve().ticket, hub.reserve().ticket
    hub.clock.pass_time(130)
    hub.tick()
    late = hub.reserve().ticket
    hub.close_day()
    hub.do(c.ConfirmTicket, KIOSK, ticket=printed, fate=SlipFate.PRINTED)
    hub.do(c.VoidTicket, KIOSK, ticket=never, reason=VoidReason.NOT_PRINTED)
    hub.do(c.VoidTicket, KIOSK, ticket=late, reason=VoidReason.NOT_PRINTED)

    assert (hub.ticket(printed).state, hub.ticket(printed).fate) == (TicketState.UNSERVED, SlipFate.PRINTED)
    for ticket in (never, late):
        assert (hub.ticket(ticket).state, hub.ticket(ticket).visit_us) == (TicketState.CANCELLED, 0)


@pytest.mark.parametrize(
    ("number", "fields", "code"),
    [
        ("A001", {}, "known-number"),
        ("A500", {}, "not-leased"),
        ("B999", {}, "not-leased"),
        ("A999", {"counter": "2"}, "nobody-seated"),
        ("A999", {"service": "chung-thuc"}, "which-service"),
    ],
)
def test_a_slip_that_cannot_be_claimed_says_why(
    hub: SmallHub, number: str, fields: dict[str, str], code: str
) -> None:
    hub.sit()
    hub.take()

    assert hub.refused(c.ClaimSlip, ANH, **({"counter": "1", "number": number} | fields)) == code


def test_a_busy_counter_claims_nothing(hub: SmallHub) -> None:
    hub.sit()
    hub.serve(hub.take())

    assert hub.refused(c.ClaimSlip, ANH, counter="1", number="A999") == "someone-served"


# --- served by hand -----------------------------------------------------------------------------------


def test_several_are_closed_as_served_by_hand_counted_and_kept_out_of_times(hub: SmallHub) -> None:
    hub.clock.pass_time(3600)
    tickets = [told(hub, number, taken=at(5)) for number in numbers_of(leases_of(hub)[0], "a")[:3]]
    hand_in(hub, *tickets)
    done = hub.do(c.ServeByHand, ANH, tickets=tuple(hub.seen(one.ticket) for one in tickets[:2]))

    assert done.numbers == ("A999", "A998")
    assert in_line(hub) == ["A997"]
    for one in tickets[:2]:
        stands = hub.ticket(one.ticket)
        assert (stands.state, stands.is_by_hand, stands.visit_us) == (TicketState.SERVED, True, 0)
    with hub.writer.reading() as hall:
        assert hall.served == 2


def test_one_that_has_moved_on_refuses_the_whole_list(hub: SmallHub) -> None:
    hub.sit()
    first, second = hub.take(), hub.take()
    seen = tuple(hub.seen(ticket) for ticket in (first, second))
    hub.call()

    assert hub.refused(c.ServeByHand, ANH, tickets=seen) == "stale"
    assert Tally(in_line(hub)) == {"A002": 1}
