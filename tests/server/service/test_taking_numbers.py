"""A number is born: from the kiosk in opening hours, from staff whenever the day is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.answers import Reserved
from contract.ids import new_command_id
from contract.words import Origin, Outcome, PeriodKind, SlipFate, Taking, TicketState, VoidReason
from server.service.taking import hash_of, taking
from tests.support.hub import ANH, GUIDE, KIOSK, MANAGER, MONDAY_8, SAMPLE, SmallHub, small_hub

S = TicketState


def changed(*pairs: tuple[str, str]) -> str:
    """The sample configuration with a few first occurrences replaced."""
    text = SAMPLE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def capped(tmp_path: Path) -> Iterator[SmallHub]:
    """Civil status gives two numbers a day; certification's series holds three, and one lent to the kiosk."""
    text = changed(
        ('id = "ho-tich"\n', 'id = "ho-tich"\ndaily_cap = 2\n'),
        ('letter = "C"\nfirst = 1\nlast = 999', 'letter = "C"\nfirst = 1\nlast = 4'),
    )
    with small_hub(tmp_path, text=text) as hub:
        hub.open_day()
        yield hub


def test_numbers_of_a_series_follow_one_another(hub: SmallHub) -> None:
    taken = [hub.reserve().number for _ in range(3)]

    assert taken == ["A001", "A002", "A003"]
    assert hub.reserve("chung-thuc").number == "C001"


def test_a_reservation_says_who_is_ahead_and_keeps_the_token_as_a_hash(hub: SmallHub) -> None:
    hub.take()
    taken = hub.reserve()

    assert (taken.people_ahead, taken.taken_at, taken.day) == (1, MONDAY_8, MONDAY_8.date())
    with hub.writer.reading() as hall:
        assert hall.by_token[hash_of(taken.token)] == taken.ticket
    assert all(taken.token.encode() not in item.payload for commit in hub.commits for item in commit.recorded)


def test_a_reservation_is_not_in_line_until_it_is_confirmed(hub: SmallHub) -> None:
    taken = hub.reserve()
    hub.sit()
    assert hub.call().ticket is None

    hub.clock.pass_time(4)
    hub.do(c.ConfirmTicket, KIOSK, ticket=taken.ticket, fate=SlipFate.ON_SCREEN)
    hub.clock.pass_time(6)

    assert hub.call().ticket == taken.ticket
    assert hub.ticket(taken.ticket).spent_us(PeriodKind.WAITING) == 10_000_000


def test_who_reserved_first_stands_first_whoever_is_confirmed_first(hub: SmallHub) -> None:
    first, second = hub.reserve(), hub.reserve()
    hub.do(c.ConfirmTicket, KIOSK, ticket=second.ticket, fate=SlipFate.PRINTED)
    hub.do(c.ConfirmTicket, KIOSK, ticket=first.ticket, fate=SlipFate.PRINTED)
    hub.sit()

    assert hub.call().ticket == first.ticket


def test_priority_people_go_first_by_rank_then_by_arrival(hub: SmallHub) -> None:
    ordinary = hub.take()
    old = hub.take(priority="cao-tuoi")
    disabled = hub.take(priority="khuyet-tat-nang")
    pregnant = hub.take(priority="mang-thai-con-nho")
    hub.sit()

    order = []
    for _ in range(4):
        called = hub.call().ticket
        assert called is not None
        order.append(called)
        hub.at_counter(c.NoShow, called)

    assert order == [disabled, pregnant, old, ordinary]


def test_the_reason_for_a_call_is_kept_with_it(hub: SmallHub) -> None:
    hub.take(priority="cao-tuoi")
    hub.take()
    hub.sit()

    assert hub.call().why == "ưu tiên (cao-tuoi), đến trước trong nhóm; còn 1 người chờ"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"service": "no-such"}, "unknown-service"),
        ({"service": "ho-tich", "priority": "no-such"}, "unknown-priority"),
        ({"service": "ho-tich", "procedure": "9.999999"}, "unknown-procedure"),
        ({"service": "chung-thuc", "procedure": "1.001193"}, "unknown-procedure"),
    ],
)
def test_what_the_configuration_does_not_know_is_refused(
    hub: SmallHub, fields: dict[str, str], code: str
) -> None:
    assert hub.refused(c.ReserveTicket, KIOSK, **fields) == code
    assert hub.refused(c.GiveNumber, GUIDE, **fields) == code
    assert hub.reserve().number == "A001"


def test_a_number_given_by_hand_is_in_line_at_once(hub: SmallHub) -> None:
    given: Reserved = hub.do(c.GiveNumber, GUIDE, service="ho-tich", procedure="1.001193")
    ticket = hub.ticket(given.ticket)

    assert (ticket.state, ticket.fate, ticket.origin) == (S.WAITING, SlipFate.BY_HAND, Origin.CONSOLE)
    assert (ticket.procedure, given.people_ahead) == ("1.001193", 0)


def test_the_cap_counts_numbers_taken_and_not_the_voided(capped: SmallHub) -> None:
    first = capped.reserve()
    capped.reserve()
    assert capped.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "cap-reached"
    assert capped.refused(c.GiveNumber, MANAGER, service="ho-tich") == "cap-reached"

    capped.do(c.VoidTicket, KIOSK, ticket=first.ticket, reason=VoidReason.NOT_PRINTED)

    assert capped.reserve().number == "A003"
    assert capped.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "cap-reached"


def test_a_cancelled_number_still_counts_against_the_cap(capped: SmallHub) -> None:
    ticket = capped.take()
    capped.take()
    capped.do(c.Cancel, GUIDE, ticket=ticket, reason="về")

    assert capped.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "cap-reached"


def test_a_transfer_counts_for_the_service_first_asked_for(capped: SmallHub) -> None:
    capped.sit("2")
    for _ in range(2):
        ticket = capped.take("chung-thuc")
        capped.serve(ticket, "2")
        capped.at_counter(c.Transfer, ticket, "2", to_service="ho-tich")

    assert capped.reserve("ho-tich").number == "A001"


def test_a_used_up_series_gives_nothing_more_not_even_after_a_void(capped: SmallHub) -> None:
    last = [capped.reserve("chung-thuc") for _ in range(3)][-1]
    capped.do(c.VoidTicket, KIOSK, ticket=last.ticket, reason=VoidReason.NOT_PRINTED)

    assert last.number == "C003"
    assert capped.refused(c.ReserveTicket, KIOSK, service="chung-thuc") == "numbers-used-up"
    assert capped.refused(c.GiveNumber, ANH, service="chung-thuc") == "numbers-used-up"


@pytest.mark.parametrize(
    ("local", "service", "expected"),
    [
        ("06:59", "ho-tich", "before-hours"),
        ("07:00", "ho-tich", "open"),
        ("11:14", "ho-tich", "open"),
        ("11:15", "ho-tich", "before-hours"),
        ("12:59", "ho-tich", "before-hours"),
        ("13:00", "ho-tich", "open"),
        ("16:14", "ho-tich", "open"),
        ("16:15", "ho-tich", "after-last-ticket"),
        ("15:29", "dat-dai-xay-dung", "open"),
        ("15:30", "dat-dai-xay-dung", "after-last-ticket"),
    ],
)
def test_the_kiosk_gives_numbers_in_hours_and_staff_always(
    closed_hub: SmallHub, local: str, service: str, expected: str
) -> None:
    moment = datetime.fromisoformat(f"2026-11-23T{local}:00+07:00")
    closed_hub.clock.pass_time((moment - MONDAY_8).total_seconds())
    closed_hub.open_day()

    if expected == "open":
        closed_hub.reserve(service)
    else:
        assert closed_hub.refused(c.ReserveTicket, KIOSK, service=service) == expected
    assert closed_hub.do(c.GiveNumber, GUIDE, service=service).number


def test_on_a_holiday_the_kiosk_says_closed_today(closed_hub: SmallHub) -> None:
    closed_hub.clock.pass_time(24 * 3600)
    closed_hub.open_day()

    assert closed_hub.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "closed-today"


def test_before_the_day_is_opened_nothing_is_given_and_the_opening_hour_is_said(closed_hub: SmallHub) -> None:
    assert closed_hub.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "no-day"
    assert closed_hub.refused(c.GiveNumber, GUIDE, service="ho-tich") == "no-day"

    closed_hub.clock.pass_time(-2 * 3600)
    with closed_hub.writer.reading() as hall:
        service = next(iter(closed_hub.rules.services))
        giving = taking(hall, closed_hub.rules, service, closed_hub.writer.now())
    assert giving.taking is Taking.NO_DAY
    assert giving.opens_at is not None
    assert f"{giving.opens_at:%H:%M}" == "07:00"


# --- confirming and voiding ---------------------------------------------------------------------------


def test_a_void_leaves_no_ghost(hub: SmallHub) -> None:
    taken = hub.reserve()
    hub.do(c.VoidTicket, KIOSK, ticket=taken.ticket, reason=VoidReason.NOT_PRINTED)

    assert hub.ticket(taken.ticket).state is S.CANCELLED
    again = {"ticket": taken.ticket, "fate": SlipFate.PRINTED}
    assert hub.refused(c.ConfirmTicket, KIOSK, **again) == "not-reserved"
    hub.do(c.VoidTicket, KIOSK, ticket=taken.ticket, reason=VoidReason.NOT_PRINTED)


def test_a_confirmed_ticket_cannot_be_voided_or_confirmed_again(hub: SmallHub) -> None:
    ticket = hub.take()

    assert hub.refused(c.VoidTicket, KIOSK, ticket=ticket, reason=VoidReason.DECLINED) == "not-reserved"
    assert hub.refused(c.ConfirmTicket, KIOSK, ticket=ticket, fate=SlipFate.PRINTED) == "not-reserved"


@pytest.mark.parametrize("kind", [c.ConfirmTicket, c.VoidTicket])
def test_a_slip_of_no_ticket_is_unknown(hub: SmallHub, kind: type[c.Command]) -> None:
    fields = {"fate": SlipFate.PRINTED} if kind is c.ConfirmTicket else {"reason": VoidReason.NOT_PRINTED}

    assert hub.refused(kind, KIOSK, ticket="no-such", **fields) == "unknown-ticket"


def test_a_void_that_names_nothing_is_refused(hub: SmallHub) -> None:
    assert hub.refused(c.VoidTicket, KIOSK, reason=VoidReason.NOT_PRINTED) == "nothing-named"


def test_a_slip_nobody_heard_of_comes_into_line_after_two_minutes(hub: SmallHub) -> None:
    taken = hub.reserve()
    later = hub.take()
    hub.clock.pass_time(119.9)
    hub.tick()
    assert hub.ticket(taken.ticket).state is S.RESERVED
    hub.clock.pass_time(0.1)
    hub.tick()

    assert hub.ticket(taken.ticket).fate is SlipFate.UNCONFIRMED
    with hub.writer.reading() as hall:
        assert list(hall.line(hall.tickets[later].service)) == [taken.ticket, later]


@pytest.mark.parametrize("then", ["waiting", "called", "on-hold"])
def test_a_kiosk_that_comes_back_voids_what_it_never_printed(hub: SmallHub, then: str) -> None:
    ticket = hub.reserve().ticket
    hub.clock.pass_time(120)
    hub.tick()
    hub.sit()
    if then != "waiting":
        hub.call()
    if then == "on-hold":
        hub.at_counter(c.Hold, ticket)
    assert hub.ticket(ticket).state == then

    hub.do(c.VoidTicket, KIOSK, ticket=ticket, reason=VoidReason.NOT_PRINTED)

    assert hub.ticket(ticket).state is S.CANCELLED
    assert hub.counter("1").ticket is None


def test_whoever_is_being_served_stays_although_the_kiosk_voids_the_slip(hub: SmallHub) -> None:
    ticket = hub.reserve().ticket
    hub.clock.pass_time(120)
    hub.tick()
    hub.sit()
    hub.serve(ticket)

    assert hub.refused(c.VoidTicket, KIOSK, ticket=ticket, reason=VoidReason.NOT_PRINTED) == "not-reserved"


# --- abandoned ----------------------------------------------------------------------------------------


def test_an_abandoned_command_that_was_carried_out_is_voided(hub: SmallHub) -> None:
    lost = hub.make(c.ReserveTicket, service="ho-tich")
    hub.ask(lost, KIOSK)
    hub.do(c.VoidTicket, KIOSK, abandoned=lost.command_id, reason=VoidReason.ABANDONED)

    with hub.writer.reading() as hall:
        assert hall.tickets[hall.by_command[lost.command_id]].state is S.CANCELLED
        assert not hall.reserved


def test_an_abandoned_command_that_comes_afterwards_is_refused_for_good(hub: SmallHub) -> None:
    lost = hub.make(c.ReserveTicket, service="ho-tich")
    hub.do(c.VoidTicket, KIOSK, abandoned=lost.command_id, reason=VoidReason.ABANDONED)

    for _ in range(2):
        answer = hub.ask(lost, KIOSK)
        assert (answer.outcome, answer.code) == (Outcome.REFUSED, "abandoned")
    assert hub.reserve().number == "A001"


def test_an_abandoned_command_stays_refused_after_a_restart(hub: SmallHub) -> None:
    lost = hub.make(c.ReserveTicket, service="ho-tich")
    hub.do(c.VoidTicket, KIOSK, abandoned=lost.command_id, reason=VoidReason.ABANDONED)
    hub.restart()

    assert hub.ask(lost, KIOSK).code == "abandoned"


def test_the_next_reservation_may_name_what_was_abandoned(hub: SmallHub) -> None:
    came, never_came = (hub.make(c.ReserveTicket, service="ho-tich") for _ in range(2))
    hub.ask(came, KIOSK)
    hub.reserve(abandons=(came.command_id, never_came.command_id, new_command_id()))

    with hub.writer.reading() as hall:
        assert hall.tickets[hall.by_command[came.command_id]].state is S.CANCELLED
    assert hub.ask(never_came, KIOSK).code == "abandoned"


def test_an_abandoned_reservation_frees_its_place_under_the_cap(capped: SmallHub) -> None:
    capped.reserve()
    lost = capped.make(c.ReserveTicket, service="ho-tich")
    capped.ask(lost, KIOSK)

    assert capped.reserve(abandons=(lost.command_id,)).number == "A003"


def test_commands_and_their_abandoning_may_arrive_in_one_batch(hub: SmallHub) -> None:
    lost = hub.make(c.ReserveTicket, service="ho-tich")
    void = hub.make(c.VoidTicket, abandoned=lost.command_id, reason=VoidReason.ABANDONED)
    after = hub.make(c.ReserveTicket, service="ho-tich")
    hub.writer.run(lambda _work, _connection: None)
    answers = [hub.writer.ask(command, KIOSK) for command in (void, lost, after)]

    codes = [answer.result(10).code for answer in answers]

    assert codes == [None, "abandoned", None]


def test_a_reservation_made_yesterday_is_unserved_not_confirmed_today(hub: SmallHub) -> None:
    taken = hub.reserve()
    hub.clock.pass_time(timedelta(days=2).total_seconds())
    hub.tick()

    fields = {"ticket": taken.ticket, "fate": SlipFate.PRINTED}
    assert hub.refused(c.ConfirmTicket, KIOSK, **fields) == "unknown-ticket"
