"""Every way to no answer leads to a number of the lease, print-committed, marked and accounted for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import ReserveTicket, VoidTicket
from contract.ids import PriorityId
from contract.words import Language, Outcome, SlipFate, VoidReason
from kiosk.center import Closed, NotGiven
from kiosk.outcomes import BytesSent, Denied, Given, HubFailed, NoAnswer, NotPrinted, SlipIs, Wish
from printer.slip import SlipMark
from tests.kiosk.citizen import CHUNG_THUC, HO_TICH
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease
from tests.kiosk.scripted_printer import NEVER_SAYS, PAPER_OUT_BEFORE, PAPER_OUT_MIDWAY


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    """It has heard the hub and holds leases for today and tomorrow."""
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(), a_lease(TUESDAY, "l-tuesday"))
    return kiosk


def fates(kiosk: LoneKiosk) -> list[tuple[str, str | None]]:
    """What the hub will be told of each number of the lease."""
    return [
        (told.reserved.number, told.fate or told.void)
        for told in kiosk.journal.tickets()
        if told.birth.lent is not None
    ]


# --- the ways to no answer ---


@pytest.mark.parametrize(
    "end",
    [NotConnectedError("no broker"), NoAnswerError("2 s"), Outcome.ERROR],
    ids=["not-connected", "timeout", "hub-failed"],
)
def test_without_an_answer_the_number_comes_from_the_lease(
    kiosk: LoneKiosk, end: Exception | Outcome
) -> None:
    kiosk.hub.will(end)

    outcome = kiosk.ticketing.take(Wish(HO_TICH))

    assert isinstance(outcome, Given)
    assert (outcome.reserved.number, outcome.slip) == ("A999", SlipIs.SURE)
    assert fates(kiosk) == [("A999", SlipFate.PRINTED)]


@pytest.mark.parametrize("code", ["awaiting-journals", "late"])
def test_a_refusal_that_says_nothing_of_the_wish_leads_to_the_lease(kiosk: LoneKiosk, code: str) -> None:
    kiosk.hub.refusal = code
    kiosk.hub.will(Outcome.REFUSED)

    assert isinstance(kiosk.ticketing.take(Wish(HO_TICH)), Given)


def test_any_other_refusal_is_the_hubs_word(kiosk: LoneKiosk) -> None:
    kiosk.hub.will(Outcome.REFUSED)

    assert kiosk.ticketing.take(Wish(HO_TICH)) == Denied("Không được.", "No.")
    assert fates(kiosk) == []


def test_a_silent_hub_is_not_asked_at_all(kiosk: LoneKiosk) -> None:
    assert kiosk.number() == "A999"
    assert kiosk.hub.asked == []


def test_before_the_first_heartbeat_the_lease_gives_too(kiosk: LoneKiosk) -> None:
    kiosk.hub.time = None

    assert isinstance(kiosk.ticketing.take(Wish(HO_TICH)), Given)
    assert kiosk.hub.asked == []


def test_the_given_up_command_is_voided_beside_the_number_of_the_lease(kiosk: LoneKiosk) -> None:
    kiosk.hub.will(NoAnswerError("2 s"))
    kiosk.ticketing.take(Wish(HO_TICH))
    kiosk.settles()

    asked = next(command for command in kiosk.hub.asked if isinstance(command, ReserveTicket))
    void = next(command for command in kiosk.hub.asked if isinstance(command, VoidTicket))
    assert void.abandoned == asked.command_id
    assert [ticket.number for ticket in kiosk.handed()] == ["A999"]


@pytest.mark.parametrize(
    ("end", "outcome"), [(NoAnswerError("2 s"), NoAnswer()), (Outcome.ERROR, HubFailed())]
)
def test_without_a_lease_it_ends_as_before(
    tmp_path: Path, end: Exception | Outcome, outcome: NoAnswer | HubFailed
) -> None:
    kiosk = LoneKiosk(tmp_path)
    kiosk.hub.will(end)

    assert kiosk.ticketing.take(Wish(HO_TICH)) == outcome


def test_a_kiosk_that_booted_with_no_contact_at_all_gives_numbers(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2", wall=datetime(2020, 1, 1, tzinfo=UTC))

    assert kiosk.number() == "A999"
    assert kiosk.number(CHUNG_THUC) == "C999"


def test_a_clock_that_wakes_up_with_last_evenings_time_keeps_nobody_away(kiosk: LoneKiosk) -> None:
    evening = MONDAY_8 + timedelta(hours=12)
    kiosk.hears(evening)
    kiosk.reboot("b2", wall=evening)

    assert kiosk.number() == "A999"
    kiosk.hears(MONDAY_8 + timedelta(days=1))
    assert kiosk.settles() == 0
    assert kiosk.handed()[0].day == TUESDAY


# --- what the citizen gets ---


def test_the_slip_is_marked_offline_and_says_nothing_of_people_ahead(kiosk: LoneKiosk) -> None:
    kiosk.hub.silent = True
    kiosk.ticketing.take(Wish(HO_TICH, priority=PriorityId("elderly"), language=Language.EN))

    slip = kiosk.printer.slips[0]
    assert slip.marks == {SlipMark.OFFLINE, SlipMark.PRIORITY}
    assert slip.people_ahead is None
    assert slip.taken_at == MONDAY_8
    assert slip.where_to_wait == "Seats on the left"


def test_the_slip_says_no_time_that_is_not_sure(kiosk: LoneKiosk) -> None:
    kiosk.reboot("b2")
    kiosk.number()

    assert kiosk.printer.slips[0].taken_at is None


def test_the_code_on_the_slip_begins_with_the_number(kiosk: LoneKiosk) -> None:
    kiosk.number()

    number, _, secret = kiosk.printer.slips[0].qr_content.partition("-")
    assert number == "A999"
    assert len(secret) >= 16


# --- print-committed as online ---


@pytest.mark.parametrize(
    ("answer", "end", "fate"),
    [
        ("noted", PAPER_OUT_BEFORE, SlipFate.ON_SCREEN),
        ("noted", PAPER_OUT_MIDWAY, SlipFate.ON_SCREEN),
        ("declined", PAPER_OUT_BEFORE, VoidReason.DECLINED),
        ("left", PAPER_OUT_BEFORE, VoidReason.NOT_PRINTED),
        ("left", PAPER_OUT_MIDWAY, SlipFate.UNCONFIRMED),
    ],
)
def test_a_number_on_the_screen_ends_by_what_the_citizen_does(
    kiosk: LoneKiosk, answer: str, end: object, fate: str
) -> None:
    kiosk.printer.end = end  # type: ignore[assignment]  # a PrintResult of the table above
    shown = kiosk.takes()
    assert isinstance(shown, NotPrinted)
    assert kiosk.settles() == 0
    assert kiosk.handed() == [], "nobody knows yet what becomes of it"

    getattr(kiosk.ticketing, answer)(shown)

    assert fates(kiosk) == [("A999", fate)]
    assert kiosk.settles() == 0
    told = kiosk.handed()[0]
    assert (told.fate or told.void) == fate


def test_a_printer_that_never_says_leaves_it_unconfirmed(kiosk: LoneKiosk) -> None:
    kiosk.printer.end = NEVER_SAYS

    outcome = kiosk.takes()

    assert isinstance(outcome, Given)
    assert outcome.slip is SlipIs.UNSURE
    assert fates(kiosk) == [("A999", SlipFate.UNCONFIRMED)]


def test_a_void_number_is_never_given_again(kiosk: LoneKiosk) -> None:
    kiosk.printer.end = PAPER_OUT_BEFORE
    shown = kiosk.takes()
    assert isinstance(shown, NotPrinted)
    kiosk.ticketing.declined(shown)
    kiosk.printer.end = NEVER_SAYS

    assert kiosk.number() == "A998"


def test_a_void_number_does_not_use_up_the_share_of_the_cap(kiosk: LoneKiosk) -> None:
    kiosk.is_lent(a_lease(most=1), revision=2)
    kiosk.printer.end = PAPER_OUT_BEFORE
    shown = kiosk.takes()
    assert isinstance(shown, NotPrinted)
    kiosk.ticketing.left(shown)
    kiosk.printer.end = NEVER_SAYS

    assert kiosk.number() == "A998"
    assert kiosk.alone.lent()[HO_TICH] == NotGiven(Closed.CAP_REACHED)


# --- disks and crashes ---


def test_a_number_that_cannot_be_written_is_neither_shown_nor_printed(
    kiosk: LoneKiosk, fill_disk: Callable[[int], None]
) -> None:
    fill_disk(0)

    assert kiosk.takes() == HubFailed()
    assert not kiosk.printer.slips
    assert fates(kiosk) == []


def test_a_number_whose_line_may_be_on_the_full_disk_is_never_given_again(
    kiosk: LoneKiosk, fill_disk: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk(0)
    kiosk.takes()
    monkeypatch.undo()

    assert kiosk.number() == "A998"
    kiosk.start()
    assert fates(kiosk)[0] == ("A999", VoidReason.NOT_PRINTED), "its line was there: it is accounted for"


def test_a_disk_that_is_full_when_bytes_should_start_prints_nothing(
    kiosk: LoneKiosk, fill_disk: Callable[[int], None]
) -> None:
    fill_disk(1)

    outcome = kiosk.takes()

    assert isinstance(outcome, NotPrinted)
    assert outcome.sent is BytesSent.NONE
    assert not kiosk.printer.slips


# --- leases and days ---


def test_leases_are_known_again_after_a_restart(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.start()

    assert kiosk.number() == "A998"


def test_the_next_day_gives_from_its_own_lease(kiosk: LoneKiosk) -> None:
    kiosk.number()
    kiosk.clock.pass_time(24 * 3600)

    assert kiosk.number() == "A999"
    assert [told.reserved.day for told in kiosk.journal.tickets()] == [MONDAY, TUESDAY]


def test_an_older_revision_of_the_leases_is_ignored_and_a_new_epoch_replaces(kiosk: LoneKiosk) -> None:
    kiosk.is_lent(a_lease(first=500, last=510), revision=5)
    kiosk.is_lent(revision=4)
    assert kiosk.number() == "A510"

    kiosk.is_lent(a_lease(first=300, last=310), epoch="e2", revision=1)
    assert kiosk.number() == "A310"


def test_the_same_leases_again_are_not_written_again(kiosk: LoneKiosk) -> None:
    before = kiosk.path.stat().st_size
    kiosk.is_lent(a_lease(), a_lease(TUESDAY, "l-tuesday"), revision=9)

    assert kiosk.path.stat().st_size == before


def test_it_says_for_each_service_whether_it_gives_now(kiosk: LoneKiosk) -> None:
    assert kiosk.alone.lent() == {HO_TICH: None, CHUNG_THUC: None}

    kiosk.clock.pass_time(12 * 3600)

    over = NotGiven(Closed.AFTER_LAST_TICKET)
    assert kiosk.alone.lent() == {HO_TICH: over, CHUNG_THUC: over}
