"""Draws named situations in a real Kivy window and saves each as PNG, with its scene beside it as JSON.

Run as a child process: `gallery.py hall|counter WIDTH_PX HEIGHT_PX WIDTH_MM HEIGHT_MM DISTANCE_M FOLDER`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402 - the project is found first

from contract.ids import CounterId  # noqa: E402
from contract.record_counts import RecordCounts, RefusedFor  # noqa: E402
from contract.states import PanelSize  # noqa: E402
from contract.words import CounterStatus  # noqa: E402
from display.flash import FLASH_FOR_S, PHASE_S  # noqa: E402
from display.glass import fonts  # noqa: E402
from display.glass.legibility import Legibility  # noqa: E402
from display.glass.window import WindowSettings, prepare  # noqa: E402
from display.known import Known  # noqa: E402
from display.record_scene import SLOT_S  # noqa: E402
from display.scene import Ruler, Scene, Text  # noqa: E402
from tests.display import sample_center as sample  # noqa: E402
from tests.support.notices import (  # noqa: E402
    HOLIDAY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    ONE_WORD,
    notice,
)

LONG = {
    "a": "Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất và tài sản gắn liền với đất",
    "b": "Tổ chức hành chính, sự nghiệp nhà nước",
    "c": "An toàn thực phẩm và dinh dưỡng",
    "d": "Bảo trợ xã hội",
    "e": "Giải quyết khiếu nại, tố cáo và tiếp công dân",
    "f": "Phòng, chống tệ nạn xã hội",
}
EIGHT_SERVICES = {
    "ho-tich": "Hộ tịch",
    "chung-thuc": "Chứng thực",
    "dat-dai": "Đất đai – Xây dựng",
    "kinh-doanh": "Hộ kinh doanh",
    "cu-tru": "Cư trú – Căn cước",
    "bao-tro": "Người có công – Bảo trợ xã hội",
    "truc-tuyen": "Hướng dẫn nộp trực tuyến",
    "tra": "Trả kết quả",
}
NOTICE = "Ông/bà nhớ mang theo giấy tờ gốc. Lấy số không mất tiền."
EARLIER = sample.EIGHT - timedelta(minutes=3)
CALLS = (
    sample.call("c5", "A025", "3"),
    sample.call("c4", "C118", "1", is_current=False, at=EARLIER),
    sample.call("c3", "A024", "12", at=EARLIER),
    sample.call("c2", "H007", "4", is_current=False, at=EARLIER),
    sample.call("c1", "A023", "2", is_current=False, at=EARLIER),
)
NOBODY_YET = RecordCounts(first=sample.TODAY, last=sample.TODAY)
REASONS = ("Hồ sơ không thuộc phạm vi, thẩm quyền giải quyết của Ủy ban nhân dân xã nơi nộp", "Hồ sơ trùng")
HUGE = RecordCounts(
    first=sample.TODAY, last=sample.TODAY, early=10_203, on_time=8_190, late=1_204, at_once=15_888, ready=210,
    in_process=12_044, overdue=1_003, supplement=310, withdrawn=12, stopped=3,
    refused=tuple(
        RefusedFor(reason_vi=reason, reason_en=reason, records=1_234 - place)
        for place, reason in enumerate(REASONS)
    ),
)  # fmt: skip
DAY = Known(hub=sample.hub_state(), line=sample.line(), catalogue=sample.catalogue())


ONE = sample.notices(notice(ONE_WORD))
LONGEST = sample.notices(notice(LONGEST_TITLE, text_vi=LONGEST_TEXT))
SEVERAL = sample.notices(notice(HOLIDAY, text_vi="Hồ sơ hẹn trả thứ Ba được trả thứ Tư."), notice(ONE_WORD))


@dataclass(frozen=True)
class Situation:
    """What is known, and how long ago the last heartbeat and the call were."""

    name: str
    known: Known
    alive: bool = True
    after_s: float = 60.0
    silent_s: float = 0.0
    seen_s: float = 0.0
    """How long the display has shown it."""
    at_s: float = 0.0
    """The moment of what takes turns."""


def with_(**states: object) -> Known:
    return msgspec.structs.replace(DAY, **states)


HALL = (
    Situation("idle", with_(board=sample.board())),
    Situation("one-call", with_(board=sample.board(CALLS[0]))),
    Situation("five-calls", with_(board=sample.board(*CALLS))),
    Situation("flash", with_(board=sample.board(*CALLS)), after_s=0.0),
    Situation("flash-dark", with_(board=sample.board(*CALLS)), after_s=0.0, seen_s=PHASE_S),
    Situation("new", with_(board=sample.board(*CALLS)), after_s=0.0, seen_s=FLASH_FOR_S + 1),
    Situation(
        "sample",
        with_(
            board=sample.board(*CALLS),
            line=sample.line((3, 12, 5, 0, 7, 1, 2, 4), EIGHT_SERVICES),
            catalogue=sample.catalogue(EIGHT_SERVICES, notice=NOTICE),
        ),
    ),
    Situation("notice-word", with_(board=sample.board(*CALLS), notices=ONE), at_s=10.0),
    Situation("notice-long", with_(board=sample.board(*CALLS), notices=LONGEST), at_s=10.0),
    Situation("notice-long-later", with_(board=sample.board(*CALLS), notices=LONGEST), at_s=20.0),
    Situation("notice-several", with_(board=sample.board(*CALLS), notices=SEVERAL), at_s=10.0),
    Situation("notice-turn-of-calls", with_(board=sample.board(*CALLS), notices=SEVERAL)),
    Situation("notice-new-call", with_(board=sample.board(*CALLS), notices=SEVERAL), after_s=0.0, at_s=10.0),
    Situation("notice-idle", with_(board=sample.board(), notices=SEVERAL)),
    Situation("notice-no-day", with_(hub=sample.hub_state(day=None), board=sample.board(), notices=SEVERAL)),
    Situation("lost", with_(board=sample.board(*CALLS)), silent_s=40.0),
    Situation("no-day", with_(hub=sample.hub_state(day=None), board=sample.board())),
    Situation("never", Known(), alive=False, silent_s=60.0),
    Situation(
        "longest",
        with_(
            board=sample.board(sample.call("x", "A0123", "2"), *CALLS[1:]),
            line=sample.line((103, 12, 5, 0, 7, 1), LONG),
            catalogue=sample.catalogue(LONG, ("Quầy 1", "Quầy trả kết quả", "Quầy 3", "Quầy 4")),
        ),
    ),
)
_PAGE_TURNS = {"records": 2, "records-next": 3, "records-last": 4}
QUIET = with_(settings=sample.showing_records(), board=sample.board(*CALLS), records=sample.records())
RECORDS = (
    *(Situation(name, QUIET, seen_s=turn * SLOT_S + 1) for name, turn in _PAGE_TURNS.items()),
    Situation(
        "records-none",
        with_(
            settings=sample.showing_records(), board=sample.board(*CALLS), records=sample.records(NOBODY_YET)
        ),
        seen_s=2 * SLOT_S + 1,
    ),
    *(
        Situation(
            f"records-huge-{turn}",
            with_(
                settings=sample.showing_records(), board=sample.board(*CALLS), records=sample.records(HUGE)
            ),
            seen_s=turn * SLOT_S + 1,
        )
        for turn in range(2, 6)
    ),
    *(
        Situation(
            f"records-counted-{minutes}-min-ago",
            with_(
                settings=sample.showing_records(),
                board=sample.board(*CALLS),
                records=sample.records(at=sample.EIGHT - timedelta(minutes=minutes)),
            ),
            seen_s=2 * SLOT_S + 1,
        )
        for minutes in (2, 3, 7, 11)
    ),
    Situation("records-lost", QUIET, silent_s=40.0, seen_s=2 * SLOT_S + 1),
    Situation("records-waiting", QUIET, seen_s=SLOT_S + 1),
)
HALL = (*HALL, *RECORDS)
COUNTER = (
    Situation("calling", with_(counter=sample.counter_state(CounterStatus.CALLING, "A025", call_id="c5"))),
    Situation(
        "flash", with_(counter=sample.counter_state(CounterStatus.CALLING, "A025", call_id="c5")), after_s=0.0
    ),
    Situation("serving", with_(counter=sample.counter_state(CounterStatus.SERVING, "1001", call_id="c5"))),
    Situation("paused", with_(counter=sample.counter_state(CounterStatus.PAUSED, pause_vi="Họp đến 09:30"))),
    Situation("ready", with_(counter=sample.counter_state(CounterStatus.READY))),
    Situation("closed", with_(counter=sample.counter_state(CounterStatus.CLOSED))),
    Situation(
        "lost",
        with_(counter=sample.counter_state(CounterStatus.SERVING, "A025", call_id="c5")),
        silent_s=40.0,
    ),
    Situation("never", Known(), alive=False, silent_s=60.0),
)


def scene_of(kind: str, situation: Situation, glass: Legibility, ruler: Ruler) -> Scene:
    """The scene that the display itself would compose."""
    from display.board import HallBoard
    from display.counter_board import CounterBoard
    from display.counter_scene import counter_scene
    from display.hall_layout import hall_layout
    from display.hall_scene import PAGE_S, hall_scene

    hub = sample.SteeredHub()
    if situation.alive:
        hub.pass_time(situation.after_s)
        hub.come_alive()
    hub.pass_time(situation.silent_s)
    if kind == "hall":
        board = HallBoard(hub.watch, lambda: hub.now_s)
        board.view(situation.known)
        hub.pass_time(situation.seen_s)
        if situation.alive and not situation.silent_s:
            hub.beat()
        view = board.view(situation.known)
        turn = int(situation.at_s / PAGE_S)
        return hall_scene(view, hall_layout(glass, ruler), ruler, situation.at_s, turn)
    counter_view = CounterBoard(CounterId("3"), hub.watch, lambda: hub.now_s).view(situation.known)
    return counter_scene(counter_view, glass, ruler, 0.0)


def main(kind: str, panel: PanelSize, folder: Path) -> None:
    """Draw all situations of that kind of display."""
    window = WindowSettings(width_px=panel.width_px, height_px=panel.height_px, fullscreen=False)
    prepare(window, folder)
    fonts.register(Path(window.fonts_dir))
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from display.glass.picture import save_next_frame
    from display.painter import Painter, kivy_ruler

    painter = Painter(size=Window.size)
    Window.add_widget(painter)
    EventLoop.start()
    EventLoop.idle()
    painter.size = Window.size
    for situation in HALL if kind == "hall" else COUNTER:
        scene = scene_of(kind, situation, Legibility(panel), kivy_ruler)
        painter.paint(scene)
        save_next_frame(folder / f"{situation.name}.png")
        EventLoop.idle()
        texts = [item for item in scene if isinstance(item, Text)]
        (folder / f"{situation.name}.json").write_bytes(msgspec.json.encode(texts))


if __name__ == "__main__":
    width_px, height_px = int(sys.argv[2]), int(sys.argv[3])
    width_mm, height_mm, distance_m = (float(text) for text in sys.argv[4:7])
    size = PanelSize(
        width_px=width_px, height_px=height_px, width_mm=width_mm, height_mm=height_mm, distance_m=distance_m
    )
    main(sys.argv[1], size, Path(sys.argv[7]))
