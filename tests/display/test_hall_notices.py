"""Notices on the hall display: between calls, never over a new one, whole, gone after their last day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from contract.notices import Notice, NoticePlace
from contract.states import PanelSize
from display import wording
from display.board import HallBoard
from display.flash import PHASE_S
from display.glass.legibility import Legibility
from display.hall_layout import HallLayout, hall_layout
from display.hall_scene import PAGE_S, hall_scene
from display.known import Known
from display.scene import Face, Scene, Text
from tests.display.sample_center import EIGHT, SteeredHub, board, call, catalogue, hub_state, line, notices
from tests.support.notices import HOLIDAY, LONGEST_TEXT, LONGEST_TITLE, ONE_WORD, notice

TV = PanelSize(width_px=1920, height_px=1080, width_mm=941, height_mm=529, distance_m=5)
NEAR = PanelSize(width_px=1920, height_px=1080, width_mm=1210, height_mm=680, distance_m=3)
DAY = Known(hub=hub_state(), line=line(), catalogue=catalogue(), board=board(call("c2", "A026"), call("c1")))
CYCLE = 24
"""Turns that surely hold everything once."""


def ruler(text: str, font_px: float, _face: Face) -> float:
    return len(text) * font_px * 0.55


class Hall:
    """A hall display a minute after the last call."""

    def __init__(self, *contents: Notice, panel: PanelSize = TV) -> None:
        self.hub = SteeredHub()
        self.hub.come_alive()
        self.hub.pass_time(60)
        self.hub.beat()
        self.board = HallBoard(self.hub.watch, lambda: self.hub.now_s)
        self.known = msgspec.structs.replace(DAY, notices=notices(*contents))
        self.layout: HallLayout = hall_layout(Legibility(panel), ruler)

    def scene(self, turn: int) -> Scene:
        return hall_scene(self.board.view(self.known), self.layout, ruler, turn * PAGE_S, turn)

    def read(self) -> list[str]:
        """What stands on the notices' panel, turn by turn; empty: the calls do."""
        return [" ".join(notice_lines(self.scene(turn))) for turn in range(CYCLE)]

    def call(self) -> None:
        """Somebody is called just now."""
        at = self.hub.at
        self.known = msgspec.structs.replace(
            self.known, board=board(call("c9", "A031", at=at), *(DAY.board.calls if DAY.board else ()))
        )


def notice_lines(scene: Scene) -> list[str]:
    return [item.text for item in scene if isinstance(item, Text) and item.name.startswith("notice")]


def names(scene: Scene) -> set[str]:
    return {item.name.split(".")[0] for item in scene if isinstance(item, Text)}


def test_notices_and_recent_calls_take_turns_and_the_newest_call_stays() -> None:
    hall = Hall(notice(ONE_WORD), notice("Họp dân thứ Sáu"))

    assert hall.read()[:8] == ["", "", ONE_WORD, ONE_WORD, "", "", "Họp dân thứ Sáu", "Họp dân thứ Sáu"]
    for turn in range(8):
        assert "newest" in names(hall.scene(turn))
    assert "recent1" in names(hall.scene(0))
    assert "recent1" not in names(hall.scene(2))


def test_a_new_call_takes_the_place_at_once_and_keeps_it_while_it_is_new() -> None:
    hall = Hall(notice(ONE_WORD))
    assert ONE_WORD in hall.read()
    hall.call()

    for _ in range(2):
        assert set(hall.read()) == {""}
        hall.hub.pass_time(PHASE_S)  # the flash's dark half is no less new
        hall.hub.beat()
    hall.hub.pass_time(31)
    hall.hub.beat()
    assert ONE_WORD in hall.read()


def test_without_recent_calls_there_is_always_a_notice() -> None:
    hall = Hall(notice(ONE_WORD))
    hall.known = msgspec.structs.replace(hall.known, board=board())

    assert set(hall.read()) == {ONE_WORD}
    assert "headline0" in names(hall.scene(0))


@pytest.mark.parametrize("panel", [TV, NEAR])
def test_a_notice_is_read_page_by_page_without_a_word_left_out(panel: PanelSize) -> None:
    text = "Hồ sơ hẹn trả thứ Ba được trả thứ Tư.\nXin lỗi ông/bà vì sự bất tiện này."
    read = Hall(notice(HOLIDAY, text_vi=text), panel=panel).read()
    pages = list(dict.fromkeys(page for page in read if page))

    assert " ".join(pages) == f"{HOLIDAY} {' '.join(text.split())}"


def test_a_page_that_ends_within_a_clause_says_that_it_goes_on() -> None:
    title = "Hồ sơ đất đai của tất cả các thôn trong xã được tiếp nhận tại nhà văn hóa thôn 3 cả tuần này"
    read = Hall(notice(title)).read()
    pages = list(dict.fromkeys(page for page in read if page))

    assert len(pages) >= 2
    assert all(page.endswith(" …") for page in pages[:-1])
    assert " ".join(page.removesuffix(" …") for page in pages) == title


def test_a_long_title_is_parted_where_one_pauses() -> None:
    read = Hall(notice(HOLIDAY)).read()
    pages = list(dict.fromkeys(page for page in read if page))

    assert pages == ["Thứ Ba 24/11 trung tâm nghỉ bù,", "thứ Tư 25/11 làm việc bình thường"]


def test_the_longest_says_where_it_is_read_in_full() -> None:
    read = Hall(notice(LONGEST_TITLE, text_vi=LONGEST_TEXT)).read()
    pages = list(dict.fromkeys(page for page in read if page))

    assert " ".join(pages) == f"{LONGEST_TITLE} {wording.READ_AT_KIOSK}"


def test_one_for_other_places_and_one_that_is_over_are_not_shown() -> None:
    hall = Hall(
        notice("Ở máy lấy số", places=(NoticePlace.KIOSK,)), notice(ONE_WORD, last=date(2026, 11, 23))
    )
    assert set(hall.read()) == {"", ONE_WORD}

    hall.hub.pass_time(16 * 3600)
    hall.hub.watch.heard(hub_state(hall.hub.at))
    assert set(hall.read()) == {""}


def test_without_the_hub_calls_and_the_alarm_alone_are_shown() -> None:
    hall = Hall(notice(ONE_WORD))
    hall.hub.pass_time(60)

    assert set(hall.read()) == {""}
    assert hall.hub.at > EIGHT
