"""Search and procedures' pages."""

from __future__ import annotations

from dataclasses import replace

from contract.words import Language
from kiosk import keyboard
from kiosk.keyboard import ERASE, SWITCH, Layout
from kiosk.requests import PrintChecklist
from kiosk.views import (
    BrowseProcedures,
    BrowseServices,
    CheckEnd,
    ClosedNow,
    Home,
    ProcedurePage,
    Search,
    ServicePage,
    TakingNumber,
)
from tests.kiosk.citizen import BIRTH, HO_TICH, Citizen, a_center, a_citizen


def test_four_presses_beside_the_letters_lead_from_search_to_a_number(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()
    for key in "khai sinh":
        citizen.flow.finding.key(key)
    citizen.flow.finding.read(BIRTH)
    citizen.looks()
    citizen.flow.numbers.choose_for_procedure()
    citizen.looks()
    citizen.flow.numbers.take_number()

    assert citizen.sees() == TakingNumber(HO_TICH)


def test_each_letter_narrows_what_is_found(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()

    citizen.flow.finding.key("k")
    assert citizen.sees() == Search("k", (BIRTH,))
    citizen.flow.finding.key("x")

    assert citizen.sees() == Search("kx", ())


def test_erasing_everything_finds_nothing(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()
    citizen.flow.finding.key("k")
    citizen.flow.finding.key(ERASE)
    citizen.flow.finding.key(ERASE)

    assert citizen.sees() == Search()


def test_digits_are_one_key_away(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()
    citizen.flow.finding.key(SWITCH)

    assert citizen.sees() == Search(layout=Layout.DIGITS)


def test_a_procedures_page_leads_back_to_what_was_found(citizen: Citizen) -> None:
    found = Search("khai", (BIRTH,))
    citizen.flow.stage.show(ProcedurePage(BIRTH, found))
    citizen.looks()

    citizen.flow.go_back()

    assert citizen.sees() == found


def test_procedures_can_be_read_by_service(citizen: Citizen) -> None:
    citizen.flow.finding.search()
    citizen.looks()
    citizen.flow.finding.browse()
    assert citizen.sees() == BrowseServices()
    citizen.looks()
    citizen.flow.finding.choose_service(HO_TICH)
    assert citizen.sees() == BrowseProcedures(HO_TICH)
    citizen.looks()
    citizen.flow.finding.read(BIRTH)

    assert citizen.sees() == ProcedurePage(BIRTH, BrowseProcedures(HO_TICH))


def test_back_leads_through_the_lists_to_the_tiles(citizen: Citizen) -> None:
    citizen.flow.stage.show(BrowseProcedures(HO_TICH))
    seen = []
    for _ in range(3):
        citizen.looks()
        citizen.flow.go_back()
        seen.append(citizen.sees())

    assert seen == [BrowseServices(), Search(), Home()]


def test_procedures_can_be_read_while_no_numbers_are_given() -> None:
    citizen = a_citizen(a_center(is_silent=True))

    citizen.flow.finding.search()

    assert citizen.sees() == Search()


def test_without_a_catalogue_there_is_no_search() -> None:
    citizen = a_citizen(a_center(procedures={}))

    citizen.flow.finding.search()

    assert citizen.sees() == Home()


def test_a_number_for_a_procedure_of_a_closed_center_says_why_there_is_none() -> None:
    citizen = a_citizen(a_center(has_day=False))
    citizen.flow.stage.show(ProcedurePage(BIRTH, Search()))
    citizen.looks()

    citizen.flow.numbers.choose_for_procedure()

    assert isinstance(citizen.sees(), ClosedNow)
    assert citizen.on(ClosedNow).service == HO_TICH


def test_the_procedure_that_was_read_goes_with_the_number(citizen: Citizen) -> None:
    citizen.flow.stage.show(ProcedurePage(BIRTH, Search()))
    citizen.looks()

    citizen.flow.numbers.choose_for_procedure()

    assert citizen.sees() == ServicePage(HO_TICH, BIRTH)


def test_names_fall_back_to_what_the_catalogue_has() -> None:
    procedure = a_center().procedures[BIRTH]

    assert procedure.short(Language.VI) == "Đăng ký khai sinh"
    assert procedure.full(Language.EN) == "Birth registration"


def test_no_row_of_keys_is_wider_than_ten() -> None:
    assert all(len(row) <= 10 for rows in keyboard.ROWS.values() for row in rows)


def test_a_space_neither_begins_nor_doubles() -> None:
    assert keyboard.typed("", keyboard.SPACE) == ""
    assert keyboard.typed("a ", keyboard.SPACE) == "a "
    assert keyboard.typed("a", keyboard.SPACE) == "a "


def test_what_is_no_key_types_nothing() -> None:
    assert keyboard.typed("a", "€") == "a"
    assert keyboard.typed("a" * keyboard.MOST_LETTERS, "b") == "a" * keyboard.MOST_LETTERS


def reading(citizen: Citizen) -> ProcedurePage:
    page = ProcedurePage(BIRTH, Search("khai", (BIRTH,)))
    citizen.flow.stage.show(page)
    citizen.looks()
    return page


def test_papers_are_printed_once_and_the_page_says_how_it_went(citizen: Citizen) -> None:
    page = reading(citizen)

    citizen.flow.finding.print_checklist()
    citizen.looks()
    citizen.flow.finding.print_checklist()
    asked = [request for request in citizen.asked if isinstance(request, PrintChecklist)]
    citizen.flow.finding.printed(asked[0].visit, BIRTH, CheckEnd.GOOD)
    citizen.looks()
    citizen.flow.finding.print_checklist()

    assert asked == [PrintChecklist(citizen.flow.stage.visit, BIRTH, Language.VI)]
    assert citizen.sees() == replace(page, printing=CheckEnd.GOOD)


def test_papers_that_were_not_printed_may_be_asked_for_again(citizen: Citizen) -> None:
    reading(citizen)
    citizen.flow.finding.print_checklist()
    visit = citizen.flow.stage.visit
    citizen.flow.finding.printed(visit, BIRTH, CheckEnd.BAD, "hết giấy", "out of paper")
    citizen.looks()

    citizen.flow.finding.print_checklist()

    assert sum(isinstance(request, PrintChecklist) for request in citizen.asked) == 2


def test_papers_for_somebody_who_has_left_say_nothing(citizen: Citizen) -> None:
    reading(citizen)
    citizen.flow.finding.print_checklist()
    visit = citizen.flow.stage.visit
    citizen.flow.go_home()

    citizen.flow.finding.printed(visit, BIRTH, CheckEnd.GOOD)

    assert citizen.sees() == Home()
