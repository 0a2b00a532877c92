"""Records take turns with the calls, never in their place while one is needed, and every figure is shown."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from contract.states import PanelSize
from display.board import HallView
from display.glass.legibility import Legibility
from display.hall_layout import HallLayout, hall_layout
from display.hall_scene import hall_scene
from display.hub_watch import Line
from display.known import Known
from display.record_scene import BOARD_SLOTS, SLOT_S
from display.record_view import records_view
from display.scene import Text
from tests.display import sample_center as sample
from tests.display.test_paging import noto

TV_AT_5_M = PanelSize(width_px=1920, height_px=1080, width_mm=941, height_mm=529, distance_m=5)
TV_AT_10_M = msgspec.structs.replace(TV_AT_5_M, distance_m=10)
LAYOUT = hall_layout(Legibility(TV_AT_5_M), noto)


def hall(quiet_s: float | None) -> HallView:
    hub = sample.SteeredHub()
    hub.come_alive()
    known = Known(settings=sample.showing_records(), records=sample.records())
    return HallView(
        line=Line.ONLINE,
        alarm=(),
        headline=("Chưa gọi số nào", "No number called yet"),
        calls=(),
        services=(),
        today="",
        notice=(),
        clock="08:00",
        records=records_view(known, hub.watch),
        quiet_s=quiet_s,
    )


def said(quiet_s: float | None, layout: HallLayout = LAYOUT) -> list[str]:
    scene = hall_scene(hall(quiet_s), layout, noto, 0.0, 0)
    return [item.text for item in scene if isinstance(item, Text) and item.name.startswith("records")]


def slots(count: int, layout: HallLayout = LAYOUT) -> list[list[str]]:
    return [said(slot * SLOT_S, layout) for slot in range(count)]


def test_a_call_that_needs_the_screen_has_it() -> None:
    assert said(None) == []


def test_the_calls_are_shown_before_each_period() -> None:
    titles = [seen[0] if seen else None for seen in slots(16)]

    assert titles[:BOARD_SLOTS] == [None] * BOARD_SLOTS
    in_order = [title for place, title in enumerate(titles) if title and title != titles[place - 1]]
    assert in_order[:3] == ["Hồ sơ hôm nay", "Hồ sơ tuần này", "Hồ sơ tháng này"]
    assert titles.count(None) >= 3 * BOARD_SLOTS


def test_every_figure_of_today_is_on_some_page() -> None:
    view = hall(0.0).records
    assert view is not None
    wanted = {row.figure for row in view.periods[0].rows}

    shown = {text for seen in slots(BOARD_SLOTS + 3) for text in seen}

    assert wanted <= shown


def test_a_part_at_the_top_of_a_page_stands_below_what_it_is_a_part_of() -> None:
    refused = next(seen for seen in slots(6) if "Hồ sơ trùng" in seen)

    assert refused.index("Từ chối") < refused.index("Hồ sơ trùng")


def test_where_too_few_lines_can_be_read_the_calls_keep_the_screen_and_the_foot_says_it() -> None:
    far = hall_layout(Legibility(TV_AT_10_M), noto)
    foot = [
        item.text
        for turn in range(6)
        for item in hall_scene(replace(hall(0.0)), far, noto, turn * 5.0, 0)
        if isinstance(item, Text) and item.name == "foot"
    ]

    assert not any(slots(12, far))
    assert "Hôm nay nhận … 52 hồ sơ. Đã trả 45/52 hồ sơ." in " ".join(foot)
