"""The books find every planted difference, and none where everything agrees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract import events as e
from contract.ids import CallId, CounterId, Epoch, TicketId
from contract.words import CallWay, NotPlacedBecause, PeriodKind, SlipFate, VoidReason
from tests.tools.storm.small_storm import (
    CALL,
    EPOCH,
    KIOSK,
    OFFLINE,
    ON_SCREEN,
    ONLINE,
    RECALL,
    Book,
    a_visit,
    evidence_of,
    paper_of,
    told,
    told_by_noon,
)
from tools.storm.books import compare
from tools.storm.cast import BROKER, HALL
from tools.storm.evidence import Evidence, Line, Paper, Sort, Stretch, Trouble
from tools.storm.telling import story_of

LATE = TicketId("ticket-4")


def sorts(evidence: Evidence) -> list[Sort]:
    return [difference.sort for difference in compare(evidence)]


def with_ticket(fate: SlipFate | None, value: int = 3) -> Book:
    book = told_by_noon()
    book.reserve(LATE, value)
    if fate is not None:
        book.confirm(LATE, value, fate)
    book.close(unused=9)
    return book


def test_where_everything_agrees_there_is_no_difference() -> None:
    assert compare(evidence_of(told())) == ()


# --- slips --------------------------------------------------------------------------------------------


def test_a_slip_that_no_ledger_knows_is_found() -> None:
    stray = Paper(KIOSK, "A007", "token of nobody")

    assert sorts(evidence_of(told(), papers=(*evidence_of(told()).papers, stray))) == [
        Sort.SLIP_WITHOUT_TICKET
    ]


def test_a_slip_that_came_after_its_day_is_accounted_for_and_for_no_other_reason() -> None:
    book = told()
    book.not_placed(LATE, "A998", NotPlacedBecause.DAY_OVER)
    sound = evidence_of(book)
    late = replace(sound, papers=(*sound.papers, paper_of(LATE, "A998")))

    assert sorts(late) == []


@pytest.mark.parametrize("why", sorted(set(NotPlacedBecause) - {NotPlacedBecause.DAY_OVER}))
def test_a_number_in_a_hand_for_which_there_was_no_line_is_found(why: NotPlacedBecause) -> None:
    printed, nobodys = told(), told()
    printed.not_placed(LATE, "A998", why)
    nobodys.not_placed(LATE, "A998", why, fate=None)
    sound = evidence_of(nobodys)

    assert sorts(evidence_of(printed)) == [Sort.UNPLACED]
    assert sorts(sound) == []
    assert sorts(replace(sound, papers=(*sound.papers, paper_of(LATE, "A998")))) == [Sort.UNPLACED]


def test_a_day_that_was_not_over_is_no_reason() -> None:
    early, again = told_by_noon(), told()
    early.not_placed(LATE, "A998", NotPlacedBecause.DAY_OVER)
    early.close(unused=9)
    again.tell(e.DayOpened)
    again.not_placed(LATE, "A998", NotPlacedBecause.DAY_OVER)

    assert sorts(evidence_of(early)) == [Sort.UNPLACED]
    assert sorts(evidence_of(again)) == [Sort.UNPLACED]


def test_a_slip_that_fell_twice_is_found() -> None:
    papers = evidence_of(told()).papers

    assert sorts(evidence_of(told(), papers=(*papers, papers[0]))) == [Sort.SLIP_TWICE]


def test_a_printed_ticket_without_paper_is_found() -> None:
    assert sorts(evidence_of(told(), papers=(paper_of(OFFLINE, "A999"),))) == [Sort.NO_PAPER]


def test_a_slip_that_says_another_number_is_found() -> None:
    papers = (paper_of(ONLINE, "A100"), paper_of(OFFLINE, "A999"))

    assert sorts(evidence_of(told(), papers=papers)) == [Sort.WRONG_NUMBER]


def test_an_unconfirmed_ticket_is_a_ghost_unless_bytes_went_out() -> None:
    book = with_ticket(SlipFate.UNCONFIRMED)
    sound = evidence_of(book)

    assert sorts(sound) == [Sort.GHOST]
    assert sorts(replace(sound, started=sound.started | {LATE})) == []


def test_a_ticket_in_line_by_a_word_that_nobody_gave_is_a_ghost() -> None:
    assert sorts(evidence_of(told(), noted=frozenset())) == [Sort.GHOST]


def test_a_voided_number_whose_slip_fell_is_found_unless_its_citizen_declined_it() -> None:
    book = told_by_noon()
    book.reserve(LATE, 3)
    book.tell(e.TicketVoided, ticket=LATE, number="A003", reason=VoidReason.NOT_PRINTED)
    book.close(unused=9)
    sound = evidence_of(book)
    printed = replace(sound, papers=(*sound.papers, paper_of(LATE, "A003")))

    assert sorts(sound) == []
    assert sorts(printed) == [Sort.SLIP_OF_NOBODY]
    assert sorts(replace(printed, declined=frozenset({LATE}))) == []


def test_a_slip_whose_ticket_never_came_into_line_is_found() -> None:
    sound = evidence_of(with_ticket(None))

    assert sorts(replace(sound, papers=(*sound.papers, paper_of(LATE, "A003")))) == [Sort.SLIP_OF_NOBODY]


def test_an_offline_slip_needs_a_lease() -> None:
    papers = (replace(paper_of(ONLINE, "A001"), is_offline=True), paper_of(OFFLINE, "A999"))

    assert sorts(evidence_of(told(), papers=papers)) == [Sort.LEASE_UNCLEAR]


# --- numbers ------------------------------------------------------------------------------------------


def test_a_number_given_twice_is_found() -> None:
    book = with_ticket(SlipFate.ON_SCREEN, value=2)

    assert sorts(evidence_of(book, noted=frozenset({ON_SCREEN, LATE}))) == [Sort.NUMBER_TWICE]


def test_a_hole_in_a_series_is_found() -> None:
    book = with_ticket(SlipFate.ON_SCREEN, value=5)

    assert sorts(evidence_of(book, noted=frozenset({ON_SCREEN, LATE}))) == [Sort.NUMBER_LOST]


def test_a_lent_number_given_by_the_hub_is_found() -> None:
    book = with_ticket(SlipFate.ON_SCREEN, value=998)

    assert Sort.LEASE_UNCLEAR in sorts(evidence_of(book, noted=frozenset({ON_SCREEN, LATE})))


def test_a_lease_that_does_not_add_up_is_found() -> None:
    book = told_by_noon()
    book.close(unused=10)

    assert sorts(evidence_of(book)) == [Sort.LEASE_UNCLEAR]


# --- calls --------------------------------------------------------------------------------------------


def test_a_call_that_no_board_showed_is_found() -> None:
    sound = evidence_of(told())
    lines = tuple(line for line in sound.lines if line.call == CALL)

    assert sorts(replace(sound, shown_s={CALL: 8.0}, lines=lines)) == [Sort.NEVER_SHOWN]


def test_a_call_on_a_board_that_nobody_made_is_found() -> None:
    shown = {CALL: 8.0, RECALL: 9.0, CallId("call-of-nobody"): 9.5}

    assert sorts(evidence_of(told(), shown_s=shown)) == [Sort.SHOWN_NEVER_CALLED]


def test_a_call_not_spoken_needs_a_reason() -> None:
    sound = evidence_of(told())
    silent = replace(sound, lines=tuple(line for line in sound.lines if line.call == CALL))
    hall_was_dead = Trouble("kill", HALL, 0.0, 5.0)

    assert sorts(silent) == [Sort.NEVER_SPOKEN]
    assert sorts(replace(silent, troubles=(hall_was_dead,))) == []


def test_a_call_is_begun_again_only_after_a_crash_in_the_middle() -> None:
    sound = evidence_of(told())
    rest = (Line(RECALL, "begun", 2), Line(RECALL, "ended", 2))
    crash = (Line(CALL, "begun", 1), Line(CALL, "begun", 2), Line(CALL, "ended", 2))
    again = (Line(CALL, "begun", 1), Line(CALL, "ended", 1), Line(CALL, "begun", 2), Line(CALL, "ended", 2))

    assert sorts(replace(sound, lines=(*crash, *rest))) == []
    assert sorts(replace(sound, lines=(*again, *rest))) == [Sort.SPOKEN_AGAIN]


def test_two_voices_at_a_time_are_found() -> None:
    lines = [Line(call, step, 1) for step in ("begun", "ended") for call in (CALL, RECALL)]

    assert sorts(evidence_of(told(), lines=tuple(lines))) == [Sort.TWO_AT_A_TIME]


# --- events and times ---------------------------------------------------------------------------------


def test_an_event_that_was_never_published_is_found_unless_the_broker_died_with_it() -> None:
    sound = evidence_of(told())
    heard = {key: at_s for key, at_s in sound.heard_s.items() if key[1] != 4}
    lost = replace(sound, heard_s=heard)

    assert sorts(lost) == [Sort.NOT_PUBLISHED]
    died = Trouble("kill", BROKER, 4.0, 6.0, is_broker_gone=True)
    assert sorts(replace(lost, troubles=(died,))) == []


def test_an_event_that_was_published_and_never_committed_is_found() -> None:
    sound = evidence_of(told())
    heard = {**sound.heard_s, (Epoch("another"), 5): 5.0, (EPOCH, 99): 12.0}

    assert sorts(replace(sound, heard_s=heard)) == [Sort.NOT_COMMITTED, Sort.NOT_COMMITTED]


def test_what_a_restore_took_back_was_heard_and_shown_all_the_same() -> None:
    book = told()
    gone = Book()
    gone.events = list(book.events)
    gone.reserve(LATE, 3)
    at = {"ticket": LATE, "number": "A003", "counter": CounterId("1")}
    gone.tell(e.TicketCalled, call_id=CallId("call-gone"), way=CallWay.NEXT, why="", **at)
    book.tell(e.EpochBegun, before=EPOCH, awaits=())
    sound = evidence_of(book)
    lost = tuple(gone.events[len(told().events) :])
    heard = {**sound.heard_s, **{(EPOCH, event.seq): 12.0 for event in gone.events}}
    restored = replace(sound, heard_s=heard, shown_s={**sound.shown_s, CallId("call-gone"): 12.5})
    hall_was_dead = Trouble("kill", HALL, 10.0, 14.0)

    assert Sort.NOT_COMMITTED in sorts(replace(restored, events=tuple(told().events)))
    assert sorts(replace(restored, events=(*told().events, book.events[-1]), lost=lost[:1])) != []
    assert sorts(replace(restored, lost=lost, troubles=(hall_was_dead,))) == []


def test_a_gap_in_the_ledger_is_found() -> None:
    sound = evidence_of(told())

    assert sorts(replace(sound, events=sound.events[1:], heard_s=dict(list(sound.heard_s.items())[1:]))) == [
        Sort.GAP
    ]


@pytest.mark.parametrize(
    "visit",
    [
        a_visit(waited_us=6),
        a_visit(
            Stretch(PeriodKind.WAITING, 100, 105, 5, is_estimated=False),
            Stretch(PeriodKind.SERVICE, 106, 113, 7, is_estimated=False),
        ),
        a_visit(
            Stretch(PeriodKind.WAITING, 100, 95, -5, is_estimated=False),
            Stretch(PeriodKind.SERVICE, 95, 102, 7, is_estimated=False),
            waited_us=-5,
        ),
    ],
    ids=["a wrong sum", "a hole", "a negative period"],
)
def test_times_that_do_not_add_up_are_found(visit: object) -> None:
    assert sorts(evidence_of(told(), visits=(visit,))) == [Sort.TIME_WRONG]


def test_a_damaged_ledger_and_an_end_that_nobody_ordered_are_found() -> None:
    ended = Trouble("kiosk-1 ended by itself", KIOSK, 5.0, 6.0)

    assert sorts(evidence_of(told(), verdict="DAMAGED: events 10")) == [Sort.DAMAGED]
    assert sorts(evidence_of(told(), ended=(ended,))) == [Sort.ENDED]


def test_what_did_not_settle_is_a_difference() -> None:
    assert sorts(evidence_of(told(), unsettled=("kiosk-1 owes the hub a confirmation",))) == [Sort.UNSETTLED]


# --- the story ----------------------------------------------------------------------------------------


def test_the_story_of_a_ghost_tells_its_events_and_the_faults_around_it() -> None:
    near, far = Trouble("#1 kill kiosk-1", KIOSK, 10.0, 11.0), Trouble("#2 kill hub", "hub", 90.0, 91.0)
    evidence = evidence_of(with_ticket(SlipFate.UNCONFIRMED), troubles=(near, far))

    story = story_of(compare(evidence)[0], evidence)

    assert story.startswith("GHOST IN LINE: A003")
    assert "ticket/reserved" in story
    assert "ticket/confirmed" in story
    assert "#1 kill kiosk-1" in story
    assert "#2 kill hub" not in story
