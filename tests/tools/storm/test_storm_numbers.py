"""The books find a number in two hands, an unexplained hole, a lease that ended early, a lost journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contract import events as e
from contract.ids import TicketId
from contract.words import NotPlacedBecause, SlipFate, VoidReason
from tests.tools.storm.small_storm import (
    DAY,
    EPOCH,
    KIOSK,
    ON_SCREEN,
    Book,
    evidence_of,
    paper_of,
    told,
    told_by_noon,
)
from tools.storm.books import compare
from tools.storm.evidence import Evidence, LostJournal, Paper, Sort

LATE = TicketId("ticket-4")


def sorts(evidence: Evidence) -> list[Sort]:
    return [difference.sort for difference in compare(evidence)]


def with_paper(book: Book, number: str, **changes: object) -> Evidence:
    sound = evidence_of(book)
    paper = replace(paper_of(LATE, number), **changes)  # type: ignore[arg-type]  # any field of a paper
    return replace(sound, papers=(*sound.papers, paper))


# --- two slips with one number ------------------------------------------------------------------------


def test_two_slips_with_one_number_are_found_whatever_the_ledger_made_of_the_second() -> None:
    book = told()
    book.not_placed(LATE, "A999", NotPlacedBecause.DAY_OVER)

    assert sorts(with_paper(book, "A999")) == [Sort.SAME_NUMBER]


def test_two_slips_with_one_number_are_found_although_the_ledger_has_only_one_number_a_ticket() -> None:
    papers = (*evidence_of(told()).papers, Paper("kiosk-2", "A999", "another", is_offline=True, day=DAY))
    lost = LostJournal("kiosk-2", 5.0, untold=frozenset({"another"}), kept=frozenset({"another"}))

    assert sorts(evidence_of(told(), papers=papers, lost_journals=(lost,))) == [Sort.SAME_NUMBER]


def test_one_number_on_two_days_is_no_difference_and_neither_is_a_copy() -> None:
    book = told()
    book.not_placed(LATE, "A998", NotPlacedBecause.DAY_OVER)
    sound = with_paper(book, "A998")
    of_another_day = Paper(KIOSK, "A999", "of tomorrow", is_offline=True, day=DAY + timedelta(days=1))
    lost = LostJournal(KIOSK, 5.0, untold=frozenset({"of tomorrow"}), kept=frozenset({"of tomorrow"}))

    assert sorts(replace(sound, papers=(*sound.papers, of_another_day), lost_journals=(lost,))) == []
    assert sorts(replace(sound, papers=(*sound.papers, sound.papers[-1]))) == [Sort.SLIP_TWICE]


# --- numbers that were skipped ------------------------------------------------------------------------


def after_a_restore(value: int, skipped: tuple[int, int]) -> Evidence:
    book = told_by_noon()
    book.restore()
    book.skip(*skipped)
    book.reserve(LATE, value)
    book.confirm(LATE, value, SlipFate.ON_SCREEN)
    book.close(unused=9)
    return evidence_of(book, noted=frozenset({ON_SCREEN, LATE}))


def test_what_was_skipped_after_a_restore_is_no_hole_and_nothing_beside_it() -> None:
    assert sorts(after_a_restore(23, skipped=(3, 22))) == []
    assert sorts(after_a_restore(24, skipped=(3, 22))) == [Sort.NUMBER_LOST]
    assert sorts(after_a_restore(23, skipped=(4, 22))) == [Sort.NUMBER_LOST]


def test_a_number_that_was_skipped_and_given_is_found() -> None:
    assert sorts(after_a_restore(5, skipped=(3, 22))) == [Sort.NUMBER_TWICE]


def test_numbers_skipped_without_a_restore_are_found() -> None:
    book = told_by_noon()
    book.skip(3, 22)
    book.close(unused=9)

    assert sorts(evidence_of(book)) == [Sort.NUMBER_LOST]


def test_a_number_that_a_restore_took_back_has_to_be_skipped() -> None:
    book = told_by_noon()
    book.reserve(LATE, 3)
    gone = book.events.pop()
    book.restore()
    book.reserve(LATE, 4)
    book.confirm(LATE, 4, SlipFate.ON_SCREEN)
    book.close(unused=9)
    heard = {**evidence_of(book).heard_s, (EPOCH, gone.seq): 10.0}

    taken_back = evidence_of(book, lost=(gone,), heard_s=heard, noted=frozenset({ON_SCREEN, LATE}))
    assert sorts(taken_back) == [Sort.NUMBER_LOST]


# --- leases -------------------------------------------------------------------------------------------


def with_early_reclaim(*journals: str) -> Evidence:
    book = told_by_noon()
    for journal in journals:
        book.begin_journal(journal)
    book.reclaim(unused=9)
    book.tell(e.DayClosed, tickets=3, unserved=0, end_inferred=0, head="")
    by_noon = Book()
    by_noon.events = list(book.events[:-1])
    by_noon.reserve(LATE, 3)
    by_noon.tell(e.TicketVoided, ticket=LATE, number="A003", reason=VoidReason.NOT_PRINTED)
    by_noon.tell(e.DayClosed, tickets=4, unserved=0, end_inferred=0, head="")
    return evidence_of(by_noon)


def test_a_lease_ends_before_its_day_only_where_its_kiosk_came_with_another_journal() -> None:
    assert sorts(with_early_reclaim("first", "second")) == []
    assert sorts(with_early_reclaim("first", "first")) == [Sort.LEASE_UNCLEAR]
    assert sorts(with_early_reclaim("first")) == [Sort.LEASE_UNCLEAR]


def test_a_slip_of_a_lost_journal_may_be_claimed_after_its_lease_ended() -> None:
    book = told_by_noon()
    book.begin_journal("first")
    book.begin_journal("second")
    book.reclaim(unused=9)
    book.claim(LATE, 998)
    book.tell(e.DayClosed, tickets=4, unserved=0, end_inferred=0, head="")

    assert sorts(with_paper(book, "A998", is_offline=True)) == []


def test_a_number_whose_claim_was_undone_counts_as_unused() -> None:
    unused, given = told_by_noon(), told_by_noon()
    for book in (unused, given):
        book.claim(LATE, 998)
        book.undo_claim(LATE, 998)
    given.merge(LATE, 998)
    unused.close(unused=9)
    given.close(unused=8)

    assert sorts(evidence_of(unused)) == []
    assert sorts(with_paper(given, "A998", is_offline=True)) == []
    given.events = [event for event in given.events if not isinstance(event, e.LeaseReclaimed | e.DayClosed)]
    given.close(unused=9)
    assert sorts(with_paper(given, "A998", is_offline=True)) == [Sort.LEASE_UNCLEAR]


# --- a kiosk that has lost its disk -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kiosk", "is_offline", "untold"),
    [("kiosk-2", True, True), (KIOSK, False, True), (KIOSK, True, False)],
    ids=["another kiosk's", "given by the hub", "handed in before"],
)
def test_a_slip_without_a_ticket_is_excused_by_the_lost_journal_that_alone_knew_of_it(
    kiosk: str, is_offline: bool, untold: bool
) -> None:
    kept = frozenset({f"token of {LATE}"})
    lost = LostJournal(KIOSK, 5.0, untold=kept, kept=kept)
    excused = replace(with_paper(told(), "A998", is_offline=True), lost_journals=(lost,))
    known = replace(lost, untold=kept if untold else frozenset())
    found = replace(with_paper(told(), "A998", is_offline=is_offline, kiosk=kiosk), lost_journals=(known,))

    assert sorts(excused) == []
    assert sorts(found) == [Sort.SLIP_WITHOUT_TICKET]


def test_a_slip_that_a_restore_took_back_and_a_lost_journal_knew_is_nobodys_fault() -> None:
    book = told_by_noon()
    book.reserve(LATE, 3)
    gone = book.events.pop()
    kept = frozenset({f"token of {LATE}"})
    lost = LostJournal(KIOSK, 5.0, untold=frozenset(), kept=kept)
    sound = with_paper(told(), "A003", is_offline=False)

    assert sorts(replace(sound, lost_journals=(lost,), lost=(gone,))) == []
    assert sorts(replace(sound, lost=(gone,))) == [Sort.SLIP_WITHOUT_TICKET]
    assert sorts(replace(sound, lost_journals=(lost,))) == [Sort.SLIP_WITHOUT_TICKET]


def test_a_number_nobody_confirmed_is_no_ghost_where_its_kiosk_lost_its_journal_meanwhile() -> None:
    book = told_by_noon()
    book.reserve(LATE, 3)
    book.confirm(LATE, 3, SlipFate.UNCONFIRMED)
    book.close(unused=9)
    born_s = float(len(told_by_noon().events) + 1)
    meanwhile, long_before, after = (
        LostJournal(KIOSK, born_s + after_s, frozenset(), frozenset()) for after_s in (0.5, -9.0, 9.0)
    )

    assert sorts(evidence_of(book, lost_journals=(meanwhile,))) == []
    assert sorts(evidence_of(book, lost_journals=(replace(meanwhile, kiosk="kiosk-2"),))) == [Sort.GHOST]
    assert sorts(evidence_of(book, lost_journals=(long_before, after))) == [Sort.GHOST]


def test_a_ticket_its_kiosk_voided_out_of_line_is_no_ghost() -> None:
    book = told_by_noon()
    book.reserve(LATE, 3)
    book.confirm(LATE, 3, SlipFate.UNCONFIRMED)
    book.tell(e.TicketCancelled, ticket=LATE, number="A003", reason="void: not-printed")
    book.close(unused=9)

    assert sorts(evidence_of(book)) == []
    assert sorts(with_paper(book, "A003")) == [Sort.SLIP_OF_NOBODY]


def test_a_number_of_an_offline_slip_is_still_found_twice_in_the_ledger() -> None:
    book = told_by_noon()
    book.claim(LATE, 999)
    book.close(unused=8)

    assert Sort.NUMBER_TWICE in sorts(evidence_of(book))
