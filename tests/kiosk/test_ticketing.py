"""Print-committed numbers: every way between the wish and the hub's books, crashes among them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.clock import SteeredClock
from contract.commands import ConfirmTicket, ReserveTicket, VoidTicket
from contract.ids import CommandId, DeviceId, PriorityId
from contract.words import Language, Outcome, SlipFate, VoidReason
from kiosk.handing_in import HandingIn
from kiosk.journal import Journal
from kiosk.journal_entries import Asked, BytesStarted, NumberReserved
from kiosk.outcomes import BytesSent, Denied, Given, HubFailed, NoAnswer, NotPrinted, SlipIs, Wish
from kiosk.settling import Settler
from kiosk.ticketing import ANSWER_WITHIN_S, Ticketing
from kiosk.without_hub import WithoutHub
from printer.faults import PrinterFault
from printer.slip import SlipMark
from tests.kiosk.citizen import HO_TICH, TOKEN, a_center, a_reservation
from tests.kiosk.scripted_hub import NOW, ScriptedHub
from tests.kiosk.scripted_printer import (
    NEVER_SAYS,
    PAPER_OUT_BEFORE,
    PAPER_OUT_MIDWAY,
    ScriptedPrinter,
)


class Desk:
    """A kiosk's ticketing with a scripted hub and printer, and a journal on a real disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.jsonl"
        self.hub = ScriptedHub()
        self.printer = ScriptedPrinter()
        self._count = 0
        self.start()

    def start(self) -> None:
        """As after a power cut: a new process on the same file."""
        self.journal = Journal(self.path)
        clock = SteeredClock(NOW)
        alone = WithoutHub(self.journal, clock, DeviceId("kiosk-1"))
        self.ticketing = Ticketing(self.hub, self.printer, self.journal, alone, a_center, self._new_id)
        self.settler = Settler(self.journal, self.hub, HandingIn(self.journal, self.hub, clock))

    def owes(self) -> list[tuple[str, str | None]]:
        """Each debt as its fate or reason and its ticket or abandoned command."""
        return [
            (debt.fate, debt.ticket)
            if isinstance(debt, ConfirmTicket)
            else (debt.reason, debt.ticket or debt.abandoned)
            for debt in self.journal.debts()
            if isinstance(debt, ConfirmTicket | VoidTicket)
        ]

    def _new_id(self) -> CommandId:
        self._count += 1
        return CommandId(f"c-{self._count}")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_printed_slip_is_confirmed_as_printed(desk: Desk) -> None:
    desk.hub.will(a_reservation())

    outcome = desk.ticketing.take(Wish(HO_TICH))

    assert outcome == Given(a_reservation(), SlipIs.SURE)
    assert desk.owes() == [(SlipFate.PRINTED, "t-1")]


def test_the_hub_is_asked_once_and_live(desk: Desk) -> None:
    desk.hub.will(a_reservation())

    desk.ticketing.take(Wish(HO_TICH, priority=PriorityId("elderly"), language=Language.EN))

    assert desk.hub.asked == [
        ReserveTicket(
            command_id=CommandId("c-1"),
            asked_at=NOW,
            answer_within_s=ANSWER_WITHIN_S,
            service=HO_TICH,
            priority=PriorityId("elderly"),
            language=Language.EN,
        )
    ]


def test_the_slip_says_what_the_hub_gave_in_the_citizens_language(desk: Desk) -> None:
    desk.hub.will(a_reservation())

    desk.ticketing.take(Wish(HO_TICH, priority=PriorityId("elderly"), language=Language.EN))

    slip = desk.printer.slips[0]
    assert (slip.number, slip.token, slip.people_ahead) == ("A012", TOKEN, 3)
    assert slip.center_name == "Trung tâm Phục vụ hành chính công xã Tân Lập"
    assert slip.where_to_wait == "Seats on the left"
    assert slip.marks == {SlipMark.PRIORITY}


def test_a_printer_that_never_says_gives_a_number_that_is_unconfirmed(desk: Desk) -> None:
    desk.hub.will(a_reservation())
    desk.printer.end = NEVER_SAYS

    assert desk.ticketing.take(Wish(HO_TICH)) == Given(a_reservation(), SlipIs.UNSURE)
    assert desk.owes() == [(SlipFate.UNCONFIRMED, "t-1")]


def test_paper_out_before_the_first_byte_puts_the_number_on_the_screen(
    desk: Desk,
) -> None:
    desk.hub.will(a_reservation())
    desk.printer.end = PAPER_OUT_BEFORE

    outcome = desk.ticketing.take(Wish(HO_TICH))

    assert outcome == NotPrinted(a_reservation(), PrinterFault.PAPER_OUT, BytesSent.NONE, TOKEN)
    assert desk.owes() == []


@pytest.mark.parametrize(
    ("answer", "end", "owed"),
    [
        ("noted", PAPER_OUT_BEFORE, SlipFate.ON_SCREEN),
        ("noted", PAPER_OUT_MIDWAY, SlipFate.ON_SCREEN),
        ("declined", PAPER_OUT_BEFORE, VoidReason.DECLINED),
        ("declined", PAPER_OUT_MIDWAY, VoidReason.DECLINED),
        ("left", PAPER_OUT_BEFORE, VoidReason.NOT_PRINTED),
        ("left", PAPER_OUT_MIDWAY, SlipFate.UNCONFIRMED),
    ],
)
def test_a_number_on_the_screen_is_confirmed_or_voided_by_what_the_citizen_does(
    desk: Desk, answer: str, end: object, owed: str
) -> None:
    desk.hub.will(a_reservation())
    desk.printer.end = end  # type: ignore[assignment]  # a PrintResult of the table above
    shown = desk.ticketing.take(Wish(HO_TICH))
    assert isinstance(shown, NotPrinted)

    getattr(desk.ticketing, answer)(shown)

    assert desk.owes() == [(owed, "t-1")]


def test_a_silent_hub_sends_the_citizen_to_the_desk_and_the_command_is_given_up_for_good(desk: Desk) -> None:
    desk.hub.will(NoAnswerError("2 s"))

    assert desk.ticketing.take(Wish(HO_TICH)) == NoAnswer()
    assert desk.owes() == [(VoidReason.ABANDONED, "c-1")]
    assert not desk.printer.slips


def test_the_next_asking_names_what_was_given_up(desk: Desk) -> None:
    desk.hub.will(NoAnswerError("2 s"), a_reservation())
    desk.ticketing.take(Wish(HO_TICH))
    desk.ticketing.take(Wish(HO_TICH))

    second = desk.hub.asked[-1]
    assert isinstance(second, ReserveTicket)
    assert second.abandons == (CommandId("c-1"),)


def test_what_was_never_sent_needs_no_giving_up(desk: Desk) -> None:
    desk.hub.will(NotConnectedError("no broker"))

    assert desk.ticketing.take(Wish(HO_TICH)) == NoAnswer()
    assert desk.owes() == []
    assert desk.journal.asked() == ()


def test_before_the_first_heartbeat_nothing_is_asked(desk: Desk) -> None:
    desk.hub.time = None

    assert desk.ticketing.take(Wish(HO_TICH)) == NoAnswer()
    assert not desk.hub.asked


def test_a_refusal_comes_with_the_hubs_words(desk: Desk) -> None:
    desk.hub.will(Outcome.REFUSED)

    assert desk.ticketing.take(Wish(HO_TICH)) == Denied("Không được.", "No.")
    assert desk.journal.asked() == ()


def test_a_hub_with_a_full_disk_reserves_nothing_and_nothing_is_owed(desk: Desk) -> None:
    desk.hub.will(Outcome.ERROR)

    assert desk.ticketing.take(Wish(HO_TICH)) == HubFailed()
    assert desk.owes() == []


def test_a_printer_that_fails_unexpectedly_before_a_byte_shows_the_number(desk: Desk) -> None:
    desk.hub.will(a_reservation())
    desk.printer.end, desk.printer.fails_after_bytes = ValueError("bad font"), False

    outcome = desk.ticketing.take(Wish(HO_TICH))

    assert isinstance(outcome, NotPrinted)
    assert outcome.sent is BytesSent.NONE


def test_a_printer_that_fails_unexpectedly_midway_shows_the_number(desk: Desk) -> None:
    desk.hub.will(a_reservation())
    desk.printer.end = ValueError("bad state")

    outcome = desk.ticketing.take(Wish(HO_TICH))

    assert isinstance(outcome, NotPrinted)
    assert outcome.sent is BytesSent.SOME


# --- a power cut at every step ---


def test_a_cut_after_asking_gives_the_command_up(desk: Desk) -> None:
    desk.journal.write(Asked(CommandId("c-0")))

    desk.start()
    desk.ticketing.finish_what_was_open()

    assert desk.owes() == [(VoidReason.ABANDONED, "c-0")]


def test_a_cut_after_the_answer_voids_what_was_never_printed(desk: Desk) -> None:
    desk.journal.write(Asked(CommandId("c-0")))
    desk.journal.write(NumberReserved(CommandId("c-0"), a_reservation()))

    desk.start()
    desk.ticketing.finish_what_was_open()

    assert desk.owes() == [(VoidReason.NOT_PRINTED, "t-1")]


def test_a_cut_while_printing_confirms_as_unconfirmed_since_a_slip_may_be_out(desk: Desk) -> None:
    desk.journal.write(NumberReserved(CommandId("c-0"), a_reservation()))
    desk.journal.write(BytesStarted(a_reservation().ticket))

    desk.start()
    desk.ticketing.finish_what_was_open()

    assert desk.owes() == [(SlipFate.UNCONFIRMED, "t-1")]


def test_a_cut_after_the_print_tells_the_hub_the_same_as_before(desk: Desk) -> None:
    desk.hub.will(a_reservation())
    desk.ticketing.take(Wish(HO_TICH))
    before = desk.journal.debts()

    desk.start()
    desk.ticketing.finish_what_was_open()

    assert desk.journal.debts() == before


def test_bytes_never_start_when_the_journal_cannot_be_written(
    desk: Desk, fill_disk: Callable[[int], None]
) -> None:
    desk.hub.will(a_reservation())
    fill_disk(2)

    outcome = desk.ticketing.take(Wish(HO_TICH))

    assert isinstance(outcome, NotPrinted)
    assert outcome.sent is BytesSent.NONE
    assert not desk.printer.slips


def test_a_full_disk_asks_for_no_number(desk: Desk, fill_disk: Callable[[int], None]) -> None:
    fill_disk(0)

    assert desk.ticketing.take(Wish(HO_TICH)) == HubFailed()
    assert not desk.hub.asked


def test_a_disk_that_fills_while_the_hub_answers_gives_the_number_back(
    desk: Desk, fill_disk: Callable[[int], None]
) -> None:
    desk.hub.will(a_reservation())
    fill_disk(1)

    assert desk.ticketing.take(Wish(HO_TICH)) == HubFailed()
    assert desk.owes() == [(VoidReason.NOT_PRINTED, "t-1")]


# --- telling the hub ---


def test_a_debt_is_told_until_it_is_answered(desk: Desk) -> None:
    desk.hub.will(a_reservation(), NoAnswerError("5 s"), NotConnectedError("no broker"))
    desk.ticketing.take(Wish(HO_TICH))
    settler = desk.settler

    assert [settler.settle(), settler.settle(), settler.settle()] == [1, 1, 0]
    told = desk.hub.asked[1:]
    assert len({command.command_id for command in told}) == 1


def test_a_refused_debt_is_answered(desk: Desk) -> None:
    desk.hub.will(NoAnswerError("2 s"), Outcome.REFUSED)
    desk.ticketing.take(Wish(HO_TICH))

    assert desk.settler.settle() == 0


def test_a_debt_the_hub_cannot_take_now_does_not_hold_up_the_others(desk: Desk) -> None:
    desk.hub.will(NoAnswerError("2 s"), NoAnswerError("2 s"), Outcome.ERROR)
    desk.ticketing.take(Wish(HO_TICH))
    desk.ticketing.take(Wish(HO_TICH))

    assert desk.settler.settle() == 1
    assert all(isinstance(debt, VoidTicket) for debt in desk.journal.debts())
