"""A slip printed again: the same number and code, marked as a copy, noted in the ledger once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from contract.commands import NoteReprint
from contract.ids import TicketId
from contract.words import Outcome as Answered
from kiosk.journal import Journal
from kiosk.outcomes import NotPrinted, Wish
from kiosk.reprinting import MOST_SHOWN, Reprinting
from kiosk.requests import ListNumbers, PrintCopy
from kiosk.views import Check, CheckEnd, ChooseCopy, EnterPin, Home, PinIs, ServiceMenu
from printer.outcome import PrintOutcome
from printer.slip import SlipMark
from tests.kiosk.citizen import HO_TICH, Citizen, a_center, a_reservation, an_issued_number
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease
from tests.kiosk.scripted_printer import PAPER_OUT_BEFORE, PAPER_OUT_MIDWAY, ScriptedPrinter


class Desk:
    """Staff at a kiosk whose hub gave it numbers."""

    def __init__(self, folder: Path) -> None:
        self.kiosk = LoneKiosk(folder)
        self.printer = ScriptedPrinter()
        self.today: date | None = MONDAY
        self.reprinting = self.of(self.kiosk.journal)

    def of(self, journal: Journal) -> Reprinting:
        return Reprinting(journal, self.printer, a_center, lambda: self.today)

    def takes(self, number: str = "A012", ticket: str = "t-1") -> None:
        """A citizen takes a number while the hub is there."""
        reserved = msgspec.structs.replace(a_reservation(number), ticket=TicketId(ticket))
        self.kiosk.hub.will(reserved)
        self.kiosk.ticketing.take(Wish(HO_TICH))

    def notes(self) -> list[TicketId]:
        """Reprints that are still to be told."""
        return [debt.ticket for debt in self.kiosk.journal.debts() if isinstance(debt, NoteReprint)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_copy_has_the_same_number_and_code_and_says_that_it_is_one(desk: Desk) -> None:
    desk.takes()
    (first,) = desk.kiosk.printer.slips

    result = desk.reprinting.print_copy(TicketId("t-1"))

    (copy,) = desk.printer.slips
    assert result.outcome is PrintOutcome.CONFIRMED
    assert (copy.number, copy.qr_content, copy.taken_at) == (first.number, first.qr_content, first.taken_at)
    assert copy.marks == {SlipMark.COPY}
    assert copy.people_ahead is None, "what was true when the number was taken is not true now"


def test_a_copy_is_noted_before_its_first_byte_and_told_until_the_hub_answers(desk: Desk) -> None:
    desk.takes()
    desk.printer.end = RuntimeError("the power fails")
    with pytest.raises(RuntimeError):
        desk.reprinting.print_copy(TicketId("t-1"))

    again = Journal(desk.kiosk.path)
    assert [debt.ticket for debt in again.debts() if isinstance(debt, NoteReprint)] == ["t-1"]

    desk.kiosk.start()
    desk.kiosk.settles()
    assert desk.notes() == []
    assert sum(isinstance(command, NoteReprint) for command in desk.kiosk.hub.asked) == 1


def test_a_note_survives_a_new_day_until_it_is_told(desk: Desk) -> None:
    desk.takes()
    desk.reprinting.print_copy(TicketId("t-1"))

    desk.kiosk.journal.begin_day(MONDAY)
    desk.kiosk.journal.begin_day(TUESDAY)
    desk.kiosk.start()

    assert desk.notes() == ["t-1"]


def test_a_copy_that_never_began_is_not_noted(desk: Desk) -> None:
    desk.takes()
    desk.printer.end = PAPER_OUT_BEFORE

    assert desk.reprinting.print_copy(TicketId("t-1")).outcome is PrintOutcome.NOT_STARTED
    assert desk.notes() == []


def test_a_copy_that_stopped_midway_is_noted(desk: Desk) -> None:
    desk.takes()
    desk.printer.end = PAPER_OUT_MIDWAY

    desk.reprinting.print_copy(TicketId("t-1"))

    assert desk.notes() == ["t-1"]


def test_with_a_full_disk_no_copy_is_printed(desk: Desk, fill_disk: Callable[[int], None]) -> None:
    desk.takes()
    fill_disk(0)

    result = desk.reprinting.print_copy(TicketId("t-1"))

    assert result.outcome is PrintOutcome.NOT_STARTED
    assert desk.printer.slips == []


def test_an_unknown_ticket_is_not_printed(desk: Desk) -> None:
    assert desk.reprinting.print_copy(TicketId("t-9")).outcome is PrintOutcome.NOT_STARTED
    assert desk.printer.slips == []


def test_the_newest_number_comes_first_and_the_list_ends(desk: Desk) -> None:
    for count in range(MOST_SHOWN + 2):
        desk.takes(f"A{count:03}", f"t-{count}")

    numbers = [issued.number for issued in desk.reprinting.latest()]

    assert len(numbers) == MOST_SHOWN
    assert (numbers[0], numbers[-1]) == (f"A{MOST_SHOWN + 1:03}", "A002")


def test_a_number_that_nobody_has_is_not_in_the_list_and_one_noted_from_the_screen_is(desk: Desk) -> None:
    desk.kiosk.printer.end = PAPER_OUT_BEFORE
    desk.takes("A012", "t-1")
    assert desk.reprinting.latest() == ()
    shown = NotPrinted(a_reservation(), PAPER_OUT_BEFORE.fault, None, "")  # type: ignore[arg-type]  # unread

    desk.kiosk.ticketing.noted(shown)

    assert [issued.number for issued in desk.reprinting.latest()] == ["A012"]
    desk.kiosk.ticketing.declined(shown)
    assert desk.reprinting.latest() == ()


def test_yesterdays_numbers_are_not_in_the_list_unless_nobody_knows_the_day(desk: Desk) -> None:
    desk.takes()

    desk.today = TUESDAY
    assert desk.reprinting.latest() == ()
    desk.today = None
    assert len(desk.reprinting.latest()) == 1


def test_a_copy_of_an_offline_slip_is_told_once_the_hub_has_the_ticket(desk: Desk) -> None:
    desk.kiosk.hears(MONDAY_8)
    desk.kiosk.is_lent(a_lease())
    desk.kiosk.number()
    (issued,) = desk.reprinting.latest()
    desk.reprinting.print_copy(issued.ticket)
    assert desk.printer.slips[0].marks == {SlipMark.COPY, SlipMark.OFFLINE}

    desk.kiosk.hub.will(*[Answered.ERROR] * 3)  # all of it, the lease, and the ticket alone
    desk.kiosk.settles()

    assert not any(isinstance(command, NoteReprint) for command in desk.kiosk.hub.asked)
    assert desk.notes() == [issued.ticket]


def in_menu(citizen: Citizen) -> Citizen:
    citizen.flow.stage.view = ServiceMenu((Check.REPRINT,))
    citizen.looks()
    return citizen


def test_staff_choose_a_number_and_see_how_its_copy_went(citizen: Citizen) -> None:
    staff, issued = in_menu(citizen), an_issued_number()
    visit = staff.flow.stage.visit
    staff.flow.staff.run(Check.REPRINT)
    staff.flow.copies.listed(visit, (issued,))
    staff.looks()

    staff.flow.copies.choose(issued.ticket)
    staff.looks()
    staff.flow.copies.choose(issued.ticket)

    assert staff.asked == [ListNumbers(visit), PrintCopy(visit, issued.ticket)]
    staff.flow.copies.printed(visit, CheckEnd.GOOD)
    assert staff.on(ChooseCopy) == ChooseCopy((issued,), 0, issued.number, CheckEnd.GOOD)
    staff.flow.go_back()
    assert isinstance(staff.sees(), ServiceMenu)


def test_only_the_menu_behind_the_pin_leads_to_the_list(citizen: Citizen) -> None:
    citizen.flow.copies.begin()
    citizen.flow.copies.listed(citizen.flow.stage.visit, (an_issued_number(),))
    citizen.flow.copies.choose(an_issued_number().ticket)
    assert citizen.sees() == Home()

    citizen.flow.staff.crest_held()
    citizen.looks()
    citizen.flow.copies.begin()

    assert citizen.sees() == EnterPin(state=PinIs.AWAITED)
    assert citizen.asked == []
