"""The books find times of claims, of numbers that are nobody's and of those served by hand that are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contract import events as e
from contract.ids import TicketId
from contract.words import PeriodKind, SlipFate, TicketState, VoidReason
from tests.tools.storm.small_storm import Book, a_visit, evidence_of, paper_of, told_by_noon
from tools.storm.books import compare
from tools.storm.evidence import Evidence, Sort, Stretch, Visit

CLAIMED = TicketId("ticket-4")
NUMBER = 998
ARRIVED_US, CLAIMED_US, DONE_US = 100, 105, 112
WAITING = Stretch(PeriodKind.WAITING, ARRIVED_US, CLAIMED_US, 5, is_estimated=False)
SERVICE = Stretch(PeriodKind.SERVICE, CLAIMED_US, DONE_US, 7, is_estimated=False)


def sorts(evidence: Evidence) -> list[Sort]:
    return [difference.sort for difference in compare(evidence)]


def claimed() -> Book:
    book = told_by_noon()
    book.claim(CLAIMED, NUMBER, at=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=CLAIMED_US))
    return book


def closed(book: Book, *visits: Visit) -> Evidence:
    is_given = not any(isinstance(event, e.TicketClaimUndone) for event in book.events) or any(
        isinstance(event, e.TicketMerged) for event in book.events
    )
    book.close(unused=8 if is_given else 9)
    papers = (*evidence_of(book).papers, paper_of(CLAIMED, "A998")) if is_given else evidence_of(book).papers
    return evidence_of(book, papers=papers, visits=visits)


def visit_of(*stretches: Stretch, is_by_hand: bool = False) -> Visit:
    spent = {kind: sum(one.duration_us for one in stretches if one.kind is kind) for kind in PeriodKind}
    arrived_us = stretches[0].start_us if stretches else CLAIMED_US
    return Visit(CLAIMED, "A998", arrived_us, is_by_hand, spent, stretches)


def merged(book: Book) -> Book:
    book.merge(CLAIMED, NUMBER)
    return book


def undone(book: Book) -> Book:
    book.undo_claim(CLAIMED, NUMBER)
    return book


def test_a_claim_begins_with_service_and_its_waiting_lies_before_it_once_it_is_handed_in() -> None:
    assert sorts(closed(claimed(), visit_of(SERVICE))) == []
    assert sorts(closed(merged(claimed()), visit_of(WAITING, SERVICE))) == []


@pytest.mark.parametrize("stretches", [(WAITING, SERVICE), (WAITING,)], ids=["waiting", "no service"])
def test_a_claim_that_nobody_handed_in_and_that_has_waited_is_found(stretches: tuple[Stretch, ...]) -> None:
    assert set(sorts(closed(claimed(), visit_of(*stretches)))) == {Sort.TIME_WRONG}


def test_a_merged_claim_that_never_waited_is_found() -> None:
    assert sorts(closed(merged(claimed()), visit_of(SERVICE))) == [Sort.TIME_WRONG]


def test_a_merged_claim_whose_service_begins_at_another_moment_is_found() -> None:
    later = Stretch(PeriodKind.SERVICE, CLAIMED_US + 2, DONE_US, 5, is_estimated=False)
    longer = Stretch(PeriodKind.WAITING, ARRIVED_US, CLAIMED_US + 2, 7, is_estimated=False)

    assert set(sorts(closed(merged(claimed()), visit_of(longer, later)))) == {Sort.TIME_WRONG}


def test_an_undone_claim_counts_for_nothing() -> None:
    assert sorts(closed(undone(claimed()), visit_of())) == []
    assert sorts(closed(undone(claimed()), visit_of(SERVICE))) != []


def test_an_undone_claim_whose_holder_came_has_only_its_holders_times() -> None:
    assert sorts(closed(merged(undone(claimed())), visit_of(WAITING))) == []
    assert sorts(closed(merged(undone(claimed())), visit_of(WAITING, SERVICE))) == [Sort.TIME_WRONG]


def test_a_number_nobody_had_and_an_officer_claimed_stays_nobodys() -> None:
    book = undone(claimed())
    book.merge(CLAIMED, NUMBER, fate=None)

    assert sorts(evidence_of(closed_by(book), visits=(visit_of(),))) == []
    assert sorts(evidence_of(closed_by(book), visits=(visit_of(WAITING),))) == [Sort.TIME_WRONG]


def closed_by(book: Book) -> Book:
    whole = Book()
    whole.events = list(book.events)
    whole.close(unused=8)
    return whole


def test_a_ticket_voided_after_the_close_has_waited_for_nothing() -> None:
    book = told_by_noon()
    book.reserve(CLAIMED, 3)
    book.confirm(CLAIMED, 3, SlipFate.UNCONFIRMED)
    book.tell(e.TicketUnserved, ticket=CLAIMED, number="A003", was=TicketState.WAITING)
    book.close(unused=9)
    book.tell(e.TicketVoided, ticket=CLAIMED, number="A003", reason=VoidReason.NOT_PRINTED)

    assert sorts(evidence_of(book, visits=(visit_of(),))) == []
    assert sorts(evidence_of(book, visits=(visit_of(WAITING),))) == [Sort.TIME_WRONG]


def test_ledger_and_report_agree_on_what_was_served_by_hand() -> None:
    book = claimed()
    book.tell(e.TicketServedByHand, ticket=CLAIMED, number="A998")
    evidence = closed(book, visit_of(SERVICE, is_by_hand=True))

    assert sorts(evidence) == []
    assert sorts(evidence_of(book, papers=evidence.papers, visits=(visit_of(SERVICE),))) == [Sort.TIME_WRONG]
    by_hand = visit_of(SERVICE, is_by_hand=True)
    assert sorts(closed(claimed(), by_hand)) == [Sort.TIME_WRONG]


def test_other_visits_are_read_as_before() -> None:
    assert sorts(closed(claimed(), a_visit(), visit_of(SERVICE))) == []
