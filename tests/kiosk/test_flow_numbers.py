"""From the tiles to a slip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from contract.ids import PriorityId, ServiceId
from contract.words import Language, Taking
from kiosk.center import Center, Closed
from kiosk.outcomes import BytesSent, Denied, HubFailed, NoAnswer, NotPrinted, Outcome, SlipIs, Wish
from kiosk.patience import SLIP_S
from kiosk.requests import NumberDeclined, NumberLeft, NumberNoted, TakeNumber, Visit
from kiosk.views import (
    ChoosePriority,
    ChooseProcedure,
    ClosedNow,
    Home,
    InTrouble,
    NoteNumber,
    Refused,
    ServicePage,
    SlipReady,
    TakingNumber,
    Trouble,
)
from tests.kiosk.citizen import BIRTH, CHUNG_THUC, HO_TICH, Citizen, a_center, a_citizen, a_slip, no_slip


def test_two_presses_lead_from_the_tiles_to_a_number(citizen: Citizen) -> None:
    request = citizen.takes(HO_TICH)

    assert citizen.sees() == TakingNumber(HO_TICH)
    assert request.wish == Wish(HO_TICH)


def test_the_slip_screen_shows_what_was_given(citizen: Citizen) -> None:
    request = citizen.takes()

    citizen.flow.numbers.ended(request.visit, a_slip())

    assert citizen.sees() == SlipReady(a_slip())


def test_the_slip_screen_goes_home_after_eight_seconds(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, a_slip())

    citizen.waits(SLIP_S - 0.5)
    assert isinstance(citizen.sees(), SlipReady)
    assert citizen.flow.stage.warning_s == 1
    citizen.waits(1)

    assert citizen.sees() == Home()


def test_a_touch_on_the_slip_screen_goes_home_at_once(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, a_slip())
    citizen.looks()

    citizen.flow.touched()

    assert citizen.sees() == Home()


def test_the_second_tap_of_a_double_tap_on_a_tile_takes_no_number(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.flow.numbers.take_number()

    assert citizen.sees() == ServicePage(HO_TICH)
    assert not citizen.asked


def test_a_second_press_of_take_number_asks_for_nothing(citizen: Citizen) -> None:
    citizen.takes()
    citizen.looks()
    citizen.flow.numbers.take_number()

    assert len(citizen.asked) == 1


def test_while_a_number_is_taken_nobody_goes_home_and_no_time_runs_out(citizen: Citizen) -> None:
    citizen.takes()
    citizen.waits(120)
    citizen.flow.go_home()
    citizen.flow.go_back()

    assert citizen.sees() == TakingNumber(HO_TICH)


def test_the_procedure_and_the_priority_go_with_the_wish(citizen: Citizen) -> None:
    citizen.flow.speak(Language.EN)
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.looks()
    citizen.flow.numbers.name_procedure()
    assert citizen.sees() == ChooseProcedure(ServicePage(HO_TICH))
    citizen.looks()
    citizen.flow.numbers.choose_procedure(BIRTH)
    citizen.looks()
    citizen.flow.numbers.declare_priority()
    assert isinstance(citizen.sees(), ChoosePriority)
    citizen.looks()
    citizen.flow.numbers.choose_priority(PriorityId("elderly"))
    citizen.looks()
    citizen.flow.numbers.take_number()

    request = citizen.asked[-1]
    assert isinstance(request, TakeNumber)
    assert request.wish == Wish(HO_TICH, BIRTH, PriorityId("elderly"), Language.EN)


def test_a_declared_priority_can_be_taken_back(citizen: Citizen) -> None:
    citizen.flow.stage.show(ChoosePriority(ServicePage(HO_TICH, priority=PriorityId("elderly"))))
    citizen.looks()

    citizen.flow.numbers.choose_priority(None)

    assert citizen.sees() == ServicePage(HO_TICH)


def test_back_from_a_choice_keeps_what_was_chosen_before(citizen: Citizen) -> None:
    page = ServicePage(HO_TICH, BIRTH)
    citizen.flow.stage.show(ChoosePriority(page))
    citizen.looks()

    citizen.flow.go_back()

    assert citizen.sees() == page


@pytest.mark.parametrize(
    ("outcome", "trouble"),
    [(NoAnswer(), Trouble.NO_ANSWER), (HubFailed(), Trouble.HUB_ERROR)],
)
def test_a_hub_that_gives_no_number_sends_the_citizen_to_the_desk(
    citizen: Citizen, outcome: Outcome, trouble: Trouble
) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, outcome)

    assert citizen.sees() == InTrouble(trouble)


def test_a_refusal_is_shown_in_the_hubs_own_words(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, Denied("Đã hết số.", "No numbers left."))

    assert citizen.sees() == Refused("Đã hết số.", "No numbers left.")


def test_without_a_slip_the_number_stays_until_the_citizen_has_noted_it(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, no_slip())
    assert citizen.sees() == NoteNumber(no_slip())
    citizen.looks()

    citizen.flow.numbers.noted()

    assert citizen.asked[-1] == NumberNoted(no_slip())
    assert isinstance(citizen.sees(), SlipReady)
    assert citizen.on(SlipReady).given.slip is SlipIs.NONE


def test_a_number_that_is_declined_is_given_back(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, no_slip())
    citizen.looks()

    citizen.flow.numbers.declined()
    citizen.flow.numbers.declined()

    assert citizen.asked[1:] == [NumberDeclined(no_slip())]
    assert citizen.sees() == InTrouble(Trouble.NUMBER_GIVEN_BACK)


def test_who_walks_away_from_a_number_on_the_screen_is_asked_again_and_then_left(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, no_slip(BytesSent.SOME))

    citizen.waits(61)
    assert citizen.flow.stage.warning_s is not None
    citizen.waits(30)

    assert citizen.sees() == Home()
    assert citizen.asked[-1] == NumberLeft(no_slip(BytesSent.SOME))


def test_nobody_goes_home_past_a_number_that_is_not_noted(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, no_slip())
    citizen.looks()

    citizen.flow.go_home()

    assert isinstance(citizen.sees(), NoteNumber)


def test_a_number_for_somebody_who_is_gone_is_nobodys(citizen: Citizen) -> None:
    shown: NotPrinted = no_slip()
    citizen.flow.numbers.ended(Visit(99), shown)

    assert citizen.sees() == Home()
    assert citizen.asked == [NumberLeft(shown)]


@pytest.mark.parametrize("taking", [taking for taking in Taking if taking is not Taking.OPEN])
def test_a_service_that_gives_no_numbers_says_why(taking: Taking) -> None:
    citizen = a_citizen(_with(HO_TICH, taking))

    citizen.flow.numbers.choose_service(HO_TICH)

    assert citizen.sees() == ClosedNow(Closed(taking.value), HO_TICH)


def test_a_service_that_closes_while_its_page_is_read_gives_no_number(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.looks()
    citizen.flow.center_changed(_with(HO_TICH, Taking.AFTER_LAST_TICKET))

    citizen.flow.numbers.take_number()

    assert citizen.sees() == ClosedNow(Closed.AFTER_LAST_TICKET, HO_TICH)
    assert not citizen.asked


def test_when_the_only_reason_is_the_same_for_all_the_closed_screen_says_it() -> None:
    center = _with(CHUNG_THUC, Taking.CAP_REACHED, _with(HO_TICH, Taking.CAP_REACHED))

    assert a_citizen(center).sees() == ClosedNow(Closed.CAP_REACHED)


@pytest.mark.parametrize(
    ("center", "reason"),
    [
        (a_center(is_silent=True), Closed.HUB_SILENT),
        (a_center(has_day=False), Closed.NO_DAY),
        (Center(), Closed.STARTING),
    ],
)
def test_a_center_that_gives_no_numbers_shows_the_closed_screen(center: Center, reason: Closed) -> None:
    assert a_citizen(center).sees() == ClosedNow(reason)


def test_the_tiles_come_back_with_the_hub() -> None:
    citizen = a_citizen(a_center(is_silent=True))

    citizen.flow.center_changed(a_center())

    assert citizen.sees() == Home()


def test_a_hub_that_falls_silent_does_not_disturb_who_holds_a_slip(citizen: Citizen) -> None:
    citizen.flow.numbers.ended(citizen.takes().visit, a_slip())

    citizen.flow.center_changed(a_center(is_silent=True))

    assert citizen.sees() == SlipReady(a_slip())


def test_a_service_dropped_from_the_configuration_gives_no_number(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(ServiceId("gone"))

    assert citizen.sees() == ClosedNow(Closed.CLOSED_TODAY, ServiceId("gone"))


def _with(service: ServiceId, taking: Taking, center: Center | None = None) -> Center:
    center = center or a_center()
    assert center.line is not None
    services = tuple(
        structs.replace(line, taking=taking) if line.service == service else line
        for line in center.line.services
    )
    return replace(center, line=structs.replace(center.line, services=services))
