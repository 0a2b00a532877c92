"""Time-outs, language, and that nothing of the last person stays."""

from __future__ import annotations

from contract.words import Language
from kiosk.requests import CallForGuide
from kiosk.views import BrowseServices, ClosedNow, Guide, GuideCall, Home, Search, ServicePage
from tests.kiosk.citizen import HO_TICH, Citizen, a_center, a_citizen


def test_a_time_out_warns_first_in_seconds_left(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)

    citizen.waits(44)
    before = citizen.flow.stage.warning_s
    citizen.waits(1.5)

    assert (before, citizen.flow.stage.warning_s) == (None, 20)
    assert citizen.sees() == ServicePage(HO_TICH)


def test_after_the_warning_the_kiosk_goes_home(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)

    citizen.waits(66)

    assert citizen.sees() == Home()


def test_more_time_is_given_to_who_asks_for_it(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.waits(60)

    citizen.flow.more_time()

    assert citizen.flow.stage.warning_s is None
    citizen.waits(44)
    assert citizen.sees() == ServicePage(HO_TICH)


def test_a_press_that_counts_for_nothing_is_still_a_sign_of_life(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.waits(60)

    citizen.flow.touched()
    citizen.waits(20)

    assert citizen.sees() == ServicePage(HO_TICH)


def test_the_tiles_at_rest_never_warn(citizen: Citizen) -> None:
    citizen.waits(600)

    assert citizen.flow.stage.warning_s is None
    assert citizen.sees() == Home()


def test_the_next_person_is_greeted_in_vietnamese(citizen: Citizen) -> None:
    citizen.flow.speak(Language.EN)

    citizen.waits(66)

    assert citizen.flow.stage.language is Language.VI


def test_the_language_changes_on_the_same_screen(citizen: Citizen) -> None:
    citizen.flow.numbers.choose_service(HO_TICH)

    citizen.flow.speak(Language.EN)

    assert citizen.sees() == ServicePage(HO_TICH)
    assert citizen.flow.stage.language is Language.EN


def test_nothing_typed_by_the_last_person_stays(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()
    citizen.flow.finding.key("k")
    citizen.flow.lower()
    citizen.waits(70)
    assert citizen.sees() == Home()
    assert not citizen.flow.stage.is_lowered

    citizen.looks()
    citizen.flow.finding.search()

    assert citizen.sees() == Search()


def test_every_visit_has_a_number_of_its_own(citizen: Citizen) -> None:
    first = citizen.flow.stage.visit
    citizen.flow.numbers.choose_service(HO_TICH)
    citizen.looks()
    citizen.flow.go_home()

    assert citizen.flow.stage.visit == first + 1


def test_a_list_turns_its_pages(citizen: Citizen) -> None:
    citizen.flow.stage.show(BrowseServices())
    citizen.looks()

    citizen.flow.turn_page(1)

    assert citizen.sees() == BrowseServices(page=1)


def test_the_controls_come_down_on_request_and_go_up_again(citizen: Citizen) -> None:
    citizen.flow.lower()
    assert citizen.flow.stage.is_lowered
    citizen.flow.lower()
    assert not citizen.flow.stage.is_lowered


def test_a_guide_is_called_once_however_often_the_button_is_pressed(citizen: Citizen) -> None:
    citizen.flow.guide.call()
    citizen.looks()
    citizen.flow.guide.call()

    assert citizen.asked == [CallForGuide(citizen.flow.stage.visit)]
    assert citizen.sees() == Guide(GuideCall.ASKING)


def test_the_citizen_hears_that_a_guide_is_coming_or_that_nobody_was_told(citizen: Citizen) -> None:
    citizen.flow.guide.call()
    citizen.flow.guide.coming(citizen.flow.stage.visit)
    assert citizen.sees() == Guide(GuideCall.COMING)

    citizen.flow.guide.failed(citizen.flow.stage.visit)
    assert citizen.sees() == Guide(GuideCall.FAILED)


def test_an_answer_about_a_guide_for_who_has_gone_changes_nothing(citizen: Citizen) -> None:
    visit = citizen.flow.stage.visit
    citizen.flow.guide.call()
    citizen.looks()
    citizen.flow.go_home()

    citizen.flow.guide.coming(visit)

    assert citizen.sees() == Home()


def test_a_guide_can_be_called_from_the_closed_screen() -> None:
    citizen = a_citizen(a_center(has_day=False))
    assert isinstance(citizen.sees(), ClosedNow)

    citizen.flow.guide.call()

    assert citizen.sees() == Guide(GuideCall.ASKING)
