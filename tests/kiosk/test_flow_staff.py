"""The staff's menu."""

from __future__ import annotations

import pytest

from kiosk.requests import CheckPin, RunCheck, ShutDown
from kiosk.service_menu import FIRST_WAIT_S, FREE_TRIES
from kiosk.stage import Equipment
from kiosk.views import (
    Check,
    CheckEnd,
    ConfirmShutDown,
    EnterPin,
    Home,
    PinIs,
    ServiceMenu,
    ShuttingDown,
    TouchTest,
)
from tests.kiosk.citizen import Citizen, a_citizen


def _enters(citizen: Citizen, pin: str) -> None:
    citizen.looks()
    for digit in pin:
        citizen.flow.staff.digit(digit)
    citizen.flow.staff.enter()


def _in_menu(citizen: Citizen) -> ServiceMenu:
    citizen.flow.staff.crest_held()
    _enters(citizen, "2468")
    citizen.flow.staff.pin_right(citizen.flow.stage.visit)
    citizen.looks()
    return citizen.on(ServiceMenu)


def test_without_a_pin_there_is_no_menu() -> None:
    citizen = a_citizen(equipment=Equipment())

    citizen.flow.staff.crest_held()

    assert citizen.sees() == Home()


def test_the_right_pin_opens_the_menu(citizen: Citizen) -> None:
    menu = _in_menu(citizen)

    assert citizen.asked == [CheckPin(citizen.flow.stage.visit, "2468")]
    assert Check.SCANNER in menu.checks


def test_what_the_kiosk_has_not_is_not_in_the_menu(citizen: Citizen) -> None:
    assert Check.SOUND not in _in_menu(citizen).checks
    bare = a_citizen(equipment=Equipment(has_pin=True, has_speaker=True))
    assert Check.SCANNER not in _in_menu(bare).checks
    assert Check.SOUND in _in_menu(bare).checks


def test_a_wrong_pin_may_be_tried_again(citizen: Citizen) -> None:
    citizen.flow.staff.crest_held()
    _enters(citizen, "1111")
    citizen.flow.staff.pin_wrong(citizen.flow.stage.visit)
    assert citizen.sees() == EnterPin(state=PinIs.WRONG)

    _enters(citizen, "2468")

    assert citizen.sees() == EnterPin(state=PinIs.CHECKING)


def test_after_three_wrong_pins_one_waits_and_each_more_doubles_the_wait(citizen: Citizen) -> None:
    citizen.flow.staff.crest_held()
    for _ in range(FREE_TRIES):
        _enters(citizen, "1111")
        citizen.flow.staff.pin_wrong(citizen.flow.stage.visit)
    assert citizen.sees() == EnterPin(state=PinIs.LOCKED, wait_s=30)
    citizen.flow.staff.digit("1")
    assert citizen.sees() == EnterPin(state=PinIs.LOCKED, wait_s=30)

    citizen.waits(FIRST_WAIT_S)
    assert citizen.sees() == EnterPin()
    _enters(citizen, "1111")
    citizen.flow.staff.pin_wrong(citizen.flow.stage.visit)

    assert citizen.sees() == EnterPin(state=PinIs.LOCKED, wait_s=60)


def test_going_home_does_not_lift_the_lock(citizen: Citizen) -> None:
    citizen.flow.staff.crest_held()
    for _ in range(FREE_TRIES):
        _enters(citizen, "1111")
        citizen.flow.staff.pin_wrong(citizen.flow.stage.visit)
    citizen.looks()
    citizen.flow.go_home()
    citizen.looks()

    citizen.flow.staff.crest_held()

    assert isinstance(citizen.sees(), EnterPin)
    assert citizen.on(EnterPin).state is PinIs.LOCKED


def test_a_pin_under_four_digits_is_not_even_checked(citizen: Citizen) -> None:
    citizen.flow.staff.crest_held()
    _enters(citizen, "246")

    assert not citizen.asked


def test_digits_can_be_erased(citizen: Citizen) -> None:
    citizen.flow.staff.crest_held()
    citizen.looks()
    citizen.flow.staff.digit("1")
    citizen.flow.staff.digit("x")
    citizen.flow.staff.erase()

    assert citizen.sees() == EnterPin()


def test_a_pin_never_gets_into_a_log_line(citizen: Citizen) -> None:
    assert "2468" not in repr(EnterPin("2468"))
    assert "2468" not in repr(CheckPin(citizen.flow.stage.visit, "2468"))


def test_a_check_says_how_it_went(citizen: Citizen) -> None:
    _in_menu(citizen)
    citizen.flow.staff.run(Check.TEST_PRINT)
    citizen.flow.staff.run(Check.TEST_PRINT)
    assert citizen.asked[1:] == [RunCheck(citizen.flow.stage.visit, Check.TEST_PRINT)]
    citizen.flow.staff.check_ended(
        citizen.flow.stage.visit, Check.TEST_PRINT, CheckEnd.BAD, "Hết giấy.", "Out of paper."
    )

    assert isinstance(citizen.sees(), ServiceMenu)
    assert (citizen.on(ServiceMenu).end, citizen.on(ServiceMenu).detail_vi) == (CheckEnd.BAD, "Hết giấy.")


def test_the_answer_of_another_check_is_not_shown(citizen: Citizen) -> None:
    _in_menu(citizen)
    citizen.flow.staff.run(Check.SCANNER)
    citizen.flow.staff.check_ended(citizen.flow.stage.visit, Check.TEST_PRINT, CheckEnd.GOOD)

    assert isinstance(citizen.sees(), ServiceMenu)
    assert citizen.on(ServiceMenu).end is CheckEnd.RUNNING


def test_every_touch_leaves_a_mark_and_back_leads_to_the_menu(citizen: Citizen) -> None:
    _in_menu(citizen)
    citizen.flow.staff.run(Check.TOUCH)
    citizen.flow.staff.mark_touch(0.1, 0.9)
    assert citizen.sees() == TouchTest(((0.1, 0.9),))
    citizen.looks()

    citizen.flow.go_back()

    assert isinstance(citizen.sees(), ServiceMenu)


def test_shutting_down_is_asked_twice(citizen: Citizen) -> None:
    _in_menu(citizen)
    citizen.flow.staff.run(Check.SHUT_DOWN)
    assert citizen.sees() == ConfirmShutDown()
    assert ShutDown() not in citizen.asked
    citizen.looks()

    citizen.flow.staff.shut_down()

    assert citizen.sees() == ShuttingDown()
    assert citizen.asked[-1] == ShutDown()


@pytest.mark.parametrize("seconds", [66])
def test_a_forgotten_menu_goes_home(citizen: Citizen, seconds: int) -> None:
    _in_menu(citizen)

    citizen.waits(seconds)

    assert citizen.sees() == Home()
