"""What the hall display says, from states and hub time alone."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from contract.ids import Epoch
from contract.words import CallWay
from display import wording
from display.announcer import FRESH_S
from display.board import HallBoard, sentences
from display.flash import FLASH_FOR_S, PHASE_S
from display.hub_watch import Line
from display.known import Known
from tests.display.sample_center import EIGHT, SteeredHub, board, call, catalogue, hub_state, line

DAY = Known(hub=hub_state(), line=line(), catalogue=catalogue(), board=board())


class Hall:
    """A board with a steered hub."""

    def __init__(self) -> None:
        self.hub = SteeredHub()
        self.hub.come_alive()
        self.board = HallBoard(self.hub.watch, lambda: self.hub.now_s)
        self.known = DAY

    def hear(self, *calls: object) -> None:
        self.known = msgspec.structs.replace(self.known, board=board(*calls))  # type: ignore[arg-type]  # test's short form


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_the_newest_call_stands_first_with_its_counters_name(hall: Hall) -> None:
    hall.hear(call("c2", "A026", "12"), call("c1"))

    rows = hall.board.view(hall.known).calls

    assert [(row.number, row.counter.whole) for row in rows] == [("A026", "Quầy 12"), ("A025", "Quầy 3")]


def test_a_recalled_number_stands_once(hall: Hall) -> None:
    hall.hear(call("c3", way=CallWay.AGAIN), call("c2", "A026", "12"), call("c1"))

    assert [row.number for row in hall.board.view(hall.known).calls] == ["A025", "A026"]


def test_a_new_call_flashes_at_most_three_times_a_second_and_then_rests(hall: Hall) -> None:
    hall.hear(call("c1"))
    lit = []
    for _ in range(1000):
        lit.append(hall.board.view(hall.known).calls[0].is_lit)
        hall.hub.now_s += 0.01
    starts = [i for i, on in enumerate(lit) if on and (i == 0 or not lit[i - 1])]

    assert len([i for i in starts if i < 100]) <= 3
    assert not any(lit[int(FLASH_FOR_S * 100) + 1 :])
    assert not hall.board.is_flashing
    assert PHASE_S >= 1 / 6


def test_a_new_call_stays_bright_after_its_flash_until_it_is_no_longer_new(hall: Hall) -> None:
    hall.hear(call("c1"))
    at_first = hall.board.view(hall.known).calls[0].is_new_at_rest
    hall.hub.pass_time(FLASH_FOR_S + 1)
    after_the_flash = hall.board.view(hall.known).calls[0].is_new_at_rest
    hall.hub.pass_time(FRESH_S)
    later = hall.board.view(hall.known).calls[0].is_new_at_rest

    assert (at_first, after_the_flash, later) == (False, True, False)


def test_a_recall_flashes_again(hall: Hall) -> None:
    hall.hear(call("c1"))
    hall.board.view(hall.known)
    hall.hub.pass_time(12)
    at_rest = hall.board.view(hall.known).calls[0].is_lit
    hall.hear(call("c2", way=CallWay.AGAIN, at=hall.hub.at), call("c1"))

    assert not at_rest
    assert hall.board.view(hall.known).calls[0].is_lit


def test_a_display_that_boots_on_stale_calls_does_not_flash(hall: Hall) -> None:
    hall.hear(call("c1", at=EIGHT - timedelta(minutes=5)))

    view = hall.board.view(hall.known)

    assert not view.calls[0].is_lit
    assert not hall.board.is_flashing


def test_a_display_that_boots_just_after_a_call_flashes_once_the_hub_is_heard() -> None:
    hub = SteeredHub()
    shown = HallBoard(hub.watch, lambda: hub.now_s)
    known = msgspec.structs.replace(DAY, board=board(call("c1")))
    before = shown.view(known).calls[0].is_lit
    hub.come_alive()

    assert not before
    assert shown.view(known).calls[0].is_lit


def test_waiting_people_stand_in_the_order_of_the_catalogue(hall: Hall) -> None:
    rows = hall.board.view(hall.known).services

    assert [(row.name, row.waiting) for row in rows[:2]] == [("Hộ tịch", "3"), ("Chứng thực", "12")]


def test_without_connection_no_count_is_claimed_and_the_last_news_is_told(hall: Hall) -> None:
    hall.hear(call("c1"))
    hall.hub.pass_time(20)

    view = hall.board.view(hall.known)

    assert view.line is Line.LOST
    assert {row.waiting for row in view.services} == {wording.UNKNOWN_COUNT}
    assert view.alarm[0] == "Mất kết nối từ 08:00."
    assert view.today == ""


def test_after_a_boot_without_hub_the_last_news_has_its_date() -> None:
    hub = SteeredHub()
    hub.watch.remember(hub_state())
    hub.pass_time(16)

    view = HallBoard(hub.watch, lambda: hub.now_s).view(DAY)

    assert view.alarm[0] == "Mất kết nối từ 08:00 ngày 23/11."


def test_a_display_that_never_heard_anything_says_so() -> None:
    hub = SteeredHub()
    shown = HallBoard(hub.watch, lambda: hub.now_s)
    at_first = shown.view(Known())
    hub.pass_time(16)
    later = shown.view(Known())

    assert at_first.headline[0] == wording.CHECKING
    assert at_first.alarm == ()
    assert later.alarm == wording.NEVER_CONNECTED


def test_no_open_day_is_said_instead_of_an_empty_board(hall: Hall) -> None:
    known = msgspec.structs.replace(hall.known, hub=hub_state(day=None), board=board(call("c1")))

    view = hall.board.view(known)

    assert view.headline[0] == wording.NO_DAY
    assert view.calls == ()
    assert view.services == ()


def test_an_open_day_without_calls_says_so(hall: Hall) -> None:
    assert hall.board.view(hall.known).headline[0] == wording.NO_CALL_YET


def test_the_clock_is_the_hubs(hall: Hall) -> None:
    hall.hub.pass_time(10)

    assert hall.board.view(hall.known).clock == "08:00"


def test_a_notice_is_parted_into_sentences() -> None:
    assert sentences("Giữ phiếu. Chiều mở 13:30.") == ("Giữ phiếu.", "Chiều mở 13:30.")
    assert sentences(None) == ()


def test_an_older_revision_is_ignored_and_a_new_epoch_replaces_all() -> None:
    known = Known().with_state(board(call("c2"), revision=5)).with_state(line())

    assert known.with_state(board(call("c1"), revision=4)) == known
    newer = msgspec.structs.replace(board(revision=1), epoch=Epoch("epoch-2"))
    assert known.with_state(newer) == Known(board=newer)
