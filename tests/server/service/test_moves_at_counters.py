"""Whose ticket it is: what one counter may do to another's, and to people in line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contract import commands as c
from contract.words import CallWay, SlipFate, TicketState, VoidReason
from server.service.states import board_state
from tests.support.hub import ANH, BINH, CHI, GUIDE, KIOSK, MANAGER, MONDAY_8, SmallHub

S = TicketState


@pytest.fixture
def two(hub: SmallHub) -> SmallHub:
    """Counters 1 (Anh) and 2 (Bình) are open; two people wait for civil status, one for certification."""
    hub.sit("1", ANH)
    hub.sit("2", BINH)
    return hub


def test_nobody_cancels_a_ticket_called_to_another_counter(two: SmallHub) -> None:
    ticket = two.take()
    two.call("1", ANH)

    assert two.refused(c.Cancel, BINH, ticket=ticket, reason="x", counter="2") == "not-at-your-counter"
    assert two.refused(c.Cancel, BINH, ticket=ticket, reason="x") == "not-your-counter"
    assert two.refused(c.Cancel, GUIDE, ticket=ticket, reason="x") == "not-your-counter"
    assert two.counter("1").ticket == ticket


def test_a_late_return_is_kept_as_the_action_of_ones_own_counter_alone(two: SmallHub) -> None:
    ticket = two.take()
    two.call("1", ANH)
    two.at_counter(c.NoShow, ticket)

    assert two.refused(c.ReturnToLine, BINH, ticket=ticket, counter="1") == "not-your-counter"
    assert two.refused(c.ReturnToLine, BINH, ticket=ticket, counter="no-such") == "unknown-counter"
    two.do(c.ReturnToLine, GUIDE, ticket=ticket)

    assert two.ticket(ticket).state is S.WAITING
    assert two.refused(c.Undo, ANH, counter="1") == "moved-on"


def test_hold_frees_the_counter_and_the_ticket_may_be_resumed_at_another(two: SmallHub) -> None:
    ticket = two.take()
    two.serve(ticket)
    two.at_counter(c.Hold, ticket, reason="cho-photo")

    assert two.counter("1").ticket is None
    assert two.at_counter(c.Resume, ticket, "2", BINH).state is S.SERVING
    assert two.counter("2").ticket == ticket
    assert two.ticket(ticket).officer == BINH.officer


def test_a_panel_gives_no_hold_reason_and_gets_the_first(two: SmallHub) -> None:
    ticket = two.take()
    two.call()
    two.at_counter(c.Hold, ticket)

    assert two.ticket(ticket).state is S.ON_HOLD


def test_an_unknown_hold_reason_is_refused(two: SmallHub) -> None:
    ticket = two.take()
    two.call()

    assert two.refused(c.Hold, ANH, counter="1", ticket=ticket, reason="no-such") == "unknown-reason"


@pytest.mark.parametrize("kind", [c.Recall, c.StartService, c.Hold, c.NoShow])
def test_no_counter_acts_on_anothers_called_ticket(two: SmallHub, kind: type[c.Command]) -> None:
    ticket = two.take()
    two.call()

    assert two.refused(kind, BINH, counter="2", ticket=ticket) == "not-at-your-counter"
    assert two.refused(kind, BINH, counter="1", ticket=ticket) == "not-your-counter"


@pytest.mark.parametrize("kind", [c.Finish, c.Hold])
def test_no_counter_acts_on_anothers_served_ticket(two: SmallHub, kind: type[c.Command]) -> None:
    ticket = two.take()
    two.serve(ticket)

    assert two.refused(kind, BINH, counter="2", ticket=ticket) == "not-at-your-counter"


def test_a_manager_may_act_at_any_open_counter(two: SmallHub) -> None:
    ticket = two.take()
    two.call()

    assert two.at_counter(c.StartService, ticket, "1", MANAGER).state is S.SERVING
    assert two.refused(c.CallNext, MANAGER, counter="3") == "nobody-seated"


def test_two_officers_cannot_sit_at_one_counter_nor_one_at_two(two: SmallHub) -> None:
    assert two.refused(c.OpenCounter, CHI, counter="1") == "counter-taken"
    assert two.refused(c.OpenCounter, ANH, counter="3") == "seated-elsewhere"
    assert two.refused(c.OpenCounter, ANH, counter="1") == "counter-open"


def test_a_transfer_starts_a_leg_at_the_end_of_the_other_line(two: SmallHub) -> None:
    ticket = two.take("ho-tich")
    other = two.take("chung-thuc")
    two.serve(ticket)
    two.at_counter(c.Transfer, ticket, to_service="chung-thuc")

    assert two.ticket(ticket).leg == 2
    assert [two.call("2", BINH).ticket, two.call("1").ticket] == [other, ticket]


def test_a_transfer_that_keeps_its_place_goes_before_who_came_later(two: SmallHub) -> None:
    ticket = two.take("ho-tich")
    two.take("chung-thuc")
    two.serve(ticket)
    two.at_counter(c.Transfer, ticket, to_service="chung-thuc", keeps_place="bước tiếp theo")

    assert two.call("2", BINH).ticket == ticket


def test_a_transfer_goes_to_another_known_service(two: SmallHub) -> None:
    ticket = two.take("ho-tich")
    two.serve(ticket)
    asked = {"counter": "1", "ticket": ticket}

    assert two.refused(c.Transfer, ANH, **asked, to_service="ho-tich") == "same-service"
    assert two.refused(c.Transfer, ANH, **asked, to_service="no-such") == "unknown-service"


def test_a_waiting_ticket_is_redirected_by_anyone_who_may(two: SmallHub) -> None:
    ticket = two.take("ho-tich")
    first = two.take("chung-thuc")
    two.do(c.Redirect, GUIDE, ticket=ticket, to_service="chung-thuc")

    with two.writer.reading() as hall:
        assert list(hall.line(hall.tickets[first].service)) == [first, ticket]
    assert two.refused(c.Redirect, GUIDE, ticket=ticket, to_service="chung-thuc") == "same-service"


def test_a_called_ticket_is_redirected_by_its_own_counter_alone(two: SmallHub) -> None:
    ticket = two.take("ho-tich")
    two.call()

    asked = {"ticket": ticket, "to_service": "chung-thuc"}
    assert two.refused(c.Redirect, BINH, **asked) == "not-your-counter"
    assert two.refused(c.Redirect, BINH, **asked, counter="2") == "not-at-your-counter"
    two.do(c.Redirect, ANH, **asked, counter="1", keeps_place="chọn nhầm")

    assert two.counter("1").ticket is None
    assert two.ticket(ticket).place == two.ticket(ticket).arrived_seq


def test_a_called_ticket_returns_to_its_old_place(two: SmallHub) -> None:
    first, second = two.take(), two.take()
    two.call()
    two.do(c.ReturnToLine, ANH, ticket=first, counter="1")

    assert two.counter("1").ticket is None
    assert [two.call("1").ticket, two.ticket(second).state] == [first, S.WAITING]


def test_a_no_show_may_come_back_within_half_an_hour_at_the_old_place(two: SmallHub) -> None:
    first, second = two.take(), two.take()
    two.call()
    two.at_counter(c.NoShow, first)
    two.clock.pass_time(30 * 60)

    two.do(c.ReturnToLine, GUIDE, ticket=first)

    assert two.ticket(first).arrived.utc == MONDAY_8
    assert [two.call("1").ticket, two.ticket(second).state] == [first, S.WAITING]


def test_a_no_show_that_comes_after_half_an_hour_takes_a_new_number(two: SmallHub) -> None:
    ticket = two.take()
    two.call()
    two.at_counter(c.NoShow, ticket)
    two.clock.pass_time(30 * 60 + 0.001)

    assert two.refused(c.ReturnToLine, GUIDE, ticket=ticket) == "too-late"


def test_a_ticket_is_recalled_as_often_as_configured_each_with_an_id_of_its_own(two: SmallHub) -> None:
    ticket = two.take()
    first = two.call().call_id
    recalls = {two.do(c.Recall, ANH, counter="1", ticket=ticket).call_id for _ in range(3)}

    assert len(recalls - {first}) == 3
    assert two.refused(c.Recall, ANH, counter="1", ticket=ticket) == "recalled-enough"
    with two.writer.reading() as hall:
        assert [call.way for call in hall.calls] == [CallWay.AGAIN] * 3 + [CallWay.NEXT]


def test_a_ticket_called_anew_may_be_recalled_anew(two: SmallHub) -> None:
    ticket = two.take()
    two.call()
    for _ in range(3):
        two.do(c.Recall, ANH, counter="1", ticket=ticket)
    two.do(c.ReturnToLine, ANH, ticket=ticket, counter="1")
    two.call()

    assert two.do(c.Recall, ANH, counter="1", ticket=ticket).call_id


def test_calling_out_of_turn_needs_a_reason_which_is_kept(two: SmallHub) -> None:
    two.take()
    second = two.take()

    assert two.refused(c.CallTicket, ANH, counter="1", ticket=second, reason=" ") == "reason-missing"
    called = two.do(c.CallTicket, ANH, counter="1", ticket=second, reason=" ngất xỉu ")
    assert (called.ticket, called.why) == (second, "ngất xỉu")


def test_a_parked_ticket_may_be_called_again(two: SmallHub) -> None:
    ticket = two.take()
    two.serve(ticket)
    two.at_counter(c.Hold, ticket)

    assert two.do(c.CallTicket, BINH, counter="2", ticket=ticket, reason="đã về").ticket == ticket
    assert two.ticket(ticket).state is S.CALLED


def test_cancelling_needs_a_reason(two: SmallHub) -> None:
    ticket = two.take()

    assert two.refused(c.Cancel, GUIDE, ticket=ticket, reason="  ") == "reason-missing"
    assert two.do(c.Cancel, GUIDE, ticket=ticket, reason="về trước").state is S.CANCELLED


def test_a_parked_ticket_is_finished_or_marked_absent_by_the_counter_that_parked_it(two: SmallHub) -> None:
    first, second = two.take(), two.take()
    for ticket in (first, second):
        two.serve(ticket)
        two.at_counter(c.Hold, ticket)

    assert two.refused(c.Finish, BINH, counter="2", ticket=first) == "not-at-your-counter"
    assert two.at_counter(c.Finish, first).state is S.SERVED
    assert two.at_counter(c.NoShow, second).state is S.NO_SHOW


def test_an_unconfirmed_slip_that_was_printed_after_all_is_noted_as_printed(hub: SmallHub) -> None:
    ticket = hub.reserve().ticket
    hub.clock.pass_time(120)
    hub.tick()
    assert hub.ticket(ticket).fate is SlipFate.UNCONFIRMED
    hub.sit()
    hub.call()

    hub.do(c.ConfirmTicket, KIOSK, ticket=ticket, fate=SlipFate.PRINTED)

    assert (hub.ticket(ticket).fate, hub.ticket(ticket).state) == (SlipFate.PRINTED, S.CALLED)
    assert hub.refused(c.VoidTicket, KIOSK, ticket=ticket, reason=VoidReason.NOT_PRINTED) == "not-reserved"


def test_a_rolled_back_confirmation_leaves_the_older_reservation_the_first_to_be_taken_in(
    hub: SmallHub,
) -> None:
    older = hub.reserve().ticket
    hub.clock.pass_time(60)
    younger = hub.reserve().ticket

    def fails(work: object, _connection: object) -> None:
        hub.writer._hall.drop(hub.writer._hall.reserved, older)
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        hub.writer.run(fails).result(10)
    hub.clock.pass_time(60)
    hub.tick()

    assert (hub.ticket(older).state, hub.ticket(younger).state) == (S.WAITING, S.RESERVED)


def test_a_reservation_comes_into_line_although_the_clock_woke_up_in_the_past(hub: SmallHub) -> None:
    ticket = hub.reserve().ticket
    hub.reboot("boot-2", MONDAY_8 - timedelta(days=400))
    hub.clock.pass_time(119)
    hub.tick()
    assert hub.ticket(ticket).state is S.RESERVED
    hub.clock.pass_time(1)
    hub.tick()

    assert hub.ticket(ticket).state is S.WAITING


def test_a_call_is_awaited_until_somebody_has_come(two: SmallHub) -> None:
    ticket = two.take()
    two.call()
    with two.writer.reading() as hall:
        called = board_state(hall, two.writer.rules).calls[0]
    two.at_counter(c.StartService, ticket)
    with two.writer.reading() as hall:
        served = board_state(hall, two.writer.rules).calls[0]

    assert (called.is_current, called.is_awaited) == (True, True)
    assert (served.is_current, served.is_awaited) == (True, False)
