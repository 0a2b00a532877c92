"""One voice a zone: in order, one at a time, each call once, over crashes too (ARCHITECTURE §3.6)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from contract.ids import CallId, ZoneId
from contract.words import CallWay
from display.announcement_journal import AnnouncementJournal, Entry
from display.announcer import Announcer
from tests.display.sample_center import EIGHT, HALL, SteeredHub, board, call, hub_state


class Zone:
    """An announcer that can crash and start again on the same disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "announcements.jsonl"
        self.hub = SteeredHub()
        self.hub.come_alive()
        self.announcer = self._start()

    def _start(self) -> Announcer:
        return Announcer(HALL, AnnouncementJournal(self.path), self.hub.watch)

    def crash(self) -> None:
        self.announcer = self._start()

    def speak_all(self) -> list[str]:
        spoken = []
        while (turn := self.announcer.begin_next()) is not None:
            spoken.append(str(turn.call_id))
            self.announcer.end(turn)
        return spoken


@pytest.fixture
def zone(tmp_path: Path) -> Zone:
    return Zone(tmp_path)


def test_calls_are_spoken_oldest_first_though_the_board_holds_the_newest_first(zone: Zone) -> None:
    zone.announcer.heard(board(call("c2", "A026"), call("c1")))

    assert zone.speak_all() == ["c1", "c2"]


def test_nothing_is_begun_while_something_is_spoken(zone: Zone) -> None:
    zone.announcer.heard(board(call("c2"), call("c1")))
    zone.announcer.begin_next()

    assert zone.announcer.begin_next() is None


def test_a_call_on_two_boards_is_spoken_once(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    first = zone.speak_all()
    zone.announcer.heard(board(call("c1")))

    assert first == ["c1"]
    assert zone.speak_all() == []


def test_a_recall_is_spoken_again(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    zone.speak_all()
    zone.announcer.heard(board(call("c2", way=CallWay.AGAIN), call("c1")))

    assert zone.speak_all() == ["c2"]


def test_another_zones_calls_are_not_spoken_here(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1", zone=ZoneId("upstairs"))))

    assert zone.speak_all() == []


def test_a_stale_call_is_shown_not_spoken(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1", at=EIGHT - timedelta(seconds=31))))

    assert zone.speak_all() == []


def test_one_exactly_as_old_as_allowed_is_still_fresh(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1", at=EIGHT - timedelta(seconds=30))))

    assert zone.speak_all() == ["c1"]


def test_a_call_that_had_to_wait_its_turn_is_spoken_while_it_is_current(zone: Zone) -> None:
    zone.announcer.heard(board(call("c2"), call("c1")))
    first = zone.announcer.begin_next()
    assert first is not None
    zone.hub.pass_time(60)
    zone.announcer.end(first)

    assert zone.speak_all() == ["c2"]


def test_a_call_that_waited_too_long_and_is_over_is_not_spoken(zone: Zone) -> None:
    zone.announcer.heard(board(call("c2"), call("c1")))
    first = zone.announcer.begin_next()
    assert first is not None
    zone.hub.pass_time(60)
    zone.announcer.heard(board(call("c2", is_current=False), call("c1")))
    zone.announcer.end(first)

    assert zone.speak_all() == []


def test_begun_and_not_finished_before_a_crash_is_spoken_once_more(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    zone.announcer.begin_next()
    zone.crash()
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == ["c1"]


def test_twice_begun_and_crashed_is_not_tried_a_third_time(zone: Zone) -> None:
    for _ in range(2):
        zone.announcer.heard(board(call("c1")))
        zone.announcer.begin_next()
        zone.crash()
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == []


def test_begun_before_a_long_crash_stays_silent(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    zone.announcer.begin_next()
    zone.hub.pass_time(31)
    zone.crash()
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == []


def test_finished_before_a_crash_is_not_repeated(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    zone.speak_all()
    zone.crash()
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == []


def test_what_failed_is_not_tried_again(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    turn = zone.announcer.begin_next()
    assert turn is not None
    zone.announcer.fail(turn)
    zone.crash()
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == []


def test_nothing_is_spoken_before_the_hubs_time_is_known(tmp_path: Path) -> None:
    hub = SteeredHub()
    announcer = Announcer(HALL, AnnouncementJournal(tmp_path / "j"), hub.watch)
    announcer.heard(board(call("c1")))
    hub.watch.remember(hub_state())
    before = announcer.begin_next()
    hub.beat()

    assert before is None
    assert announcer.begin_next() is not None


def test_a_torn_last_line_does_not_spoil_the_journal(zone: Zone) -> None:
    zone.announcer.heard(board(call("c1")))
    zone.speak_all()
    with zone.path.open("ab") as file:
        file.write(b'{"call_id":"c9","st')
    zone.crash()
    zone.announcer.heard(board(call("c2"), call("c1")))

    assert zone.speak_all() == ["c2"]


def test_a_full_disk_does_not_silence_the_hall(zone: Zone) -> None:
    class FullJournal(AnnouncementJournal):
        def add(self, entry: Entry) -> None:
            raise OSError(28, "No space left on device")

    zone.announcer = Announcer(HALL, FullJournal(zone.path), zone.hub.watch)
    zone.announcer.heard(board(call("c1")))

    assert zone.speak_all() == ["c1"]
    assert zone.announcer.journal_failed
    assert CallId("c1") not in AnnouncementJournal(zone.path).finished()
