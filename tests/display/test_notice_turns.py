"""Notices beside records and new calls: every page of every notice in order, each for its whole turn."""

from __future__ import annotations

from itertools import groupby

import msgspec

from display.board import HallBoard
from display.hall_scene import PAGE_S
from display.hall_screen import HallScreen
from display.record_scene import SLOT_S
from display.scene import Text
from tests.display import sample_center as sample
from tests.display.test_hall_notices import DAY, TV, notice_lines, ruler
from tests.support.notices import notice

FRAME_S = 0.9
"""Between two pictures: a multiple of nothing."""
SENTENCES = ("Hồ sơ hẹn trả thứ Ba được trả thứ Tư.", "Chiều thứ Sáu không tiếp công dân.")
LONG = notice("Điều chỉnh lịch làm việc của Trung tâm trong tuần", text_vi=" ".join(SENTENCES))
SHORT = notice("Mất điện chiều nay")


class Glass:
    """A hall display that shows notices and records, picture by picture."""

    def __init__(self) -> None:
        self.hub = sample.SteeredHub()
        self.hub.come_alive()
        self.known = msgspec.structs.replace(
            DAY, settings=sample.showing_records(), notices=sample.notices(LONG, SHORT)
        )
        now_s = lambda: self.hub.now_s  # noqa: E731 - asked by both
        self.screen = HallScreen(HallBoard(self.hub.watch, now_s), lambda: self.known, TV, ruler, now_s)
        self.seen: list[str] = []

    def stand(self, seconds: float) -> None:
        """It is looked at for so long."""
        for _ in range(int(seconds / FRAME_S)):
            self.hub.pass_time(FRAME_S)
            self.hub.beat()
            self.known = msgspec.structs.replace(self.known, records=sample.records(at=self.hub.at))
            self.seen.append(self._now())

    def call(self, call_id: str) -> None:
        """Somebody is called just now."""
        calls = self.known.board.calls if self.known.board else ()
        newest = sample.call(call_id, "A031", at=self.hub.at)
        self.known = msgspec.structs.replace(self.known, board=sample.board(newest, *calls))

    def stays(self) -> list[tuple[str, float]]:
        """What stood there and how long, one after the other; without the last, which is not over."""
        return [(what, len(list(same)) * FRAME_S) for what, same in groupby(self.seen)][:-1]

    def _now(self) -> str:
        scene = self.screen.scene(TV.width_px, TV.height_px)
        if any(isinstance(item, Text) and item.name.startswith("records") for item in scene):
            return "records"
        return " ".join(notice_lines(scene)) or "calls"

    def pages(self) -> list[tuple[str, float]]:
        """Of those the notices' pages."""
        return [stay for stay in self.stays() if stay[0] not in ("records", "calls")]


def rounds(pages: list[tuple[str, float]]) -> list[str]:
    """Each page at each of its turns."""
    return [what for what, _ in groupby(what for what, _ in pages)]


def test_slots_of_records_hold_whole_turns_of_notices() -> None:
    assert SLOT_S % PAGE_S == 0


def test_records_between_notices_cut_no_page_short_and_leave_none_out() -> None:
    glass = Glass()
    glass.stand(170)
    read = rounds(glass.pages())
    once = list(dict.fromkeys(read))

    assert {what for what, _ in glass.stays()} == {"calls", "records", *once}
    assert (len(once), once[-1]) == (4, SHORT.title_vi)
    assert " ".join(once[:-1]) == f"{LONG.title_vi} {LONG.text_vi}"
    assert len(read) > len(once)
    assert read == (once * len(read))[: len(read)]
    assert min(lasted for _, lasted in glass.pages()) > PAGE_S - FRAME_S


def test_a_page_that_a_new_call_took_away_comes_back_for_its_whole_turn() -> None:
    glass = Glass()
    while not glass.pages():
        glass.stand(FRAME_S)
    glass.stand(2)
    (first, _), begun = glass.pages()[0], glass.seen[-1]
    assert begun not in (first, "calls", "records")
    glass.call("c9")
    glass.seen.clear()
    glass.stand(45)

    (what, lasted), *later = glass.pages()
    assert what == begun
    assert lasted > PAGE_S - FRAME_S
    assert first not in [page for page, _ in later[:1]]
