"""Real windows, measured: capital heights at the stated distance, nothing over anything else, contrast."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageFont

from contract.states import PanelSize
from display.call_strip import PLATE
from display.glass import palette
from display.glass.legibility import ACT_DEG, CAPITAL_PER_EM, READ_DEG, Legibility
from display.glass.palette import Colour, contrast
from display.scene import Align, Face, Text
from tools.demo.hall_turns import words_on

pytestmark = pytest.mark.window

FONT_FILES = {
    Face.TEXT: "NotoSans-Regular.ttf",
    Face.BOLD: "NotoSans-Bold.ttf",
    Face.NUMBER: "NotoSansDisplay-Bold.ttf",
}


@dataclass(frozen=True)
class Glass:
    """One kind of display on one panel."""

    name: str
    kind: str
    panel: PanelSize


def panel(width_px: int, height_px: int, width_mm: float, height_mm: float, distance_m: float) -> PanelSize:
    return PanelSize(
        width_px=width_px, height_px=height_px, width_mm=width_mm, height_mm=height_mm, distance_m=distance_m
    )


SAMPLE_TV = Glass("43-inch-5m", "hall", panel(1920, 1080, 941, 529, 5))
"""The sample center's."""
FAR_TV = Glass("43-inch-10m", "hall", panel(1920, 1080, 941, 529, 10))
NEAR_TV = Glass("55-inch-5m", "hall", panel(1920, 1080, 1210, 680, 5))
PORTRAIT = Glass("portrait-5m", "hall", panel(1080, 1920, 529, 941, 5))
COUNTER = Glass("counter-3m", "counter", panel(1024, 600, 222, 125, 3))
WIDE_COUNTER = Glass("counter-hd", "counter", panel(1366, 768, 344, 194, 3))
"""A row of its pixels is no whole number of four bytes."""
ALL = (SAMPLE_TV, FAR_TV, NEAR_TV, PORTRAIT, COUNTER, WIDE_COUNTER)


@dataclass(frozen=True)
class Drawn:
    """One situation as it was drawn."""

    name: str
    picture: Path
    texts: list[Text]

    def text(self, name: str) -> Text:
        return next(item for item in self.texts if item.name == name)


@pytest.fixture(scope="module")
def galleries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Drawn]]:
    return {glass.name: draw(glass, tmp_path_factory.mktemp(glass.name)) for glass in ALL}


def draw(glass: Glass, folder: Path) -> list[Drawn]:
    size = glass.panel
    numbers = (size.width_px, size.height_px, size.width_mm, size.height_mm, size.distance_m)
    subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("gallery.py")),
            glass.kind,
            *map(str, numbers),
            str(folder),
        ],
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen"},
        check=True,
        timeout=90,
    )
    return [
        Drawn(file.stem, file, msgspec.json.decode(file.with_suffix(".json").read_bytes(), type=list[Text]))
        for file in sorted(folder.glob("*.png"))
    ]


def ink_height(drawn: Drawn, text: Text) -> int:
    """Rows of the real picture, within the text's box, that hold its colour."""
    box = text.box
    with Image.open(drawn.picture) as picture:
        area = picture.convert("RGB").crop((int(box.x), int(box.y), int(box.x + box.w), int(box.y + box.h)))
    wanted = [round(channel * 255) for channel in text.colour[:3]]
    pixels = area.load()
    assert pixels is not None
    rows = [
        y
        for y in range(area.height)
        if any(
            all(abs(channel - goal) < 24 for channel, goal in zip(pixels[x, y], wanted, strict=True))  # type: ignore[arg-type]  # RGB
            for x in range(0, area.width, 2)
        )
    ]
    return rows[-1] - rows[0] + 1


def capitals(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the capitals' band of a line."""
    font = ImageFont.truetype(f"/usr/share/fonts/truetype/noto/{FONT_FILES[text.face]}", text.font_px)
    width = font.getlength(text.text)
    left = text.box.x + (text.box.w - width) / 2 * text.align
    middle, half = text.box.y + text.box.h / 2, text.font_px * CAPITAL_PER_EM / 2
    return left, middle - half, left + width, middle + half


@pytest.mark.parametrize("glass", [SAMPLE_TV, FAR_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
def test_the_newest_call_is_drawn_large_enough_to_act_on(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    drawn = next(one for one in galleries[glass.name] if one.name == "five-calls")
    needed = Legibility(glass.panel).capital_px(ACT_DEG)

    assert ink_height(drawn, drawn.text("newest.number")) >= needed
    assert ink_height(drawn, drawn.text("newest.counter")) >= needed * 0.99


def test_a_43_inch_tv_at_10_m_shows_the_newest_call_and_two_more(galleries: dict[str, list[Drawn]]) -> None:
    drawn = next(one for one in galleries[FAR_TV.name] if one.name == "five-calls")

    numbers = [text.text for text in drawn.texts if text.name.endswith(".number")]

    assert numbers == ["A025", "C118", "A024"]


@pytest.mark.parametrize("glass", [SAMPLE_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
def test_a_near_tv_shows_the_newest_call_and_four_more(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    drawn = next(one for one in galleries[glass.name] if one.name == "five-calls")

    assert len([text for text in drawn.texts if text.name.endswith(".number")]) == 5


@pytest.mark.parametrize("glass", ALL, ids=lambda glass: glass.name)
def test_everything_can_be_read_at_the_stated_distance(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    least = Legibility(glass.panel).font_px(READ_DEG)
    for drawn in galleries[glass.name]:
        for text in drawn.texts:
            is_long_name = text.name.startswith(("newest.word", "recent")) and drawn.name == "longest"
            is_headline = text.name.startswith(("headline", "word", "below"))
            if not is_long_name and not is_headline:
                assert text.font_px >= least, f"{glass.name} {drawn.name} {text.name}: {text.text}"


@pytest.mark.parametrize("glass", ALL, ids=lambda glass: glass.name)
def test_no_line_stands_over_another_or_leaves_the_screen(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    for drawn in galleries[glass.name]:
        bands = [(text.name, capitals(text)) for text in drawn.texts if text.text]
        for name, (left, top, right, bottom) in bands:
            where = f"{glass.name} {drawn.name} {name}"
            assert left >= -1, where
            assert top >= 0, where
            assert right <= glass.panel.width_px + 1, where
            assert bottom <= glass.panel.height_px, where
        for (one, a), (other, b) in itertools.combinations(bands, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"{glass.name} {drawn.name}: {one} over {other}"


@pytest.mark.parametrize("glass", ALL, ids=lambda glass: glass.name)
def test_every_line_stands_out_from_its_ground(galleries: dict[str, list[Drawn]], glass: Glass) -> None:
    for drawn in galleries[glass.name]:
        for text in drawn.texts:
            assert contrast(Colour(*text.colour), Colour(*text.ground)) >= 7.0, f"{drawn.name} {text.name}"


@pytest.mark.parametrize("glass", [COUNTER, WIDE_COUNTER], ids=lambda glass: glass.name)
@pytest.mark.parametrize("situation", ["calling", "serving", "flash"])
def test_a_counters_number_takes_nearly_half_the_height(
    galleries: dict[str, list[Drawn]], glass: Glass, situation: str
) -> None:
    drawn = next(one for one in galleries[glass.name] if one.name == situation)

    assert ink_height(drawn, drawn.text("number")) >= 0.45 * glass.panel.height_px


def test_a_flash_is_seen_in_the_picture(galleries: dict[str, list[Drawn]]) -> None:
    pictures = {one.name: one.picture.read_bytes() for one in galleries[NEAR_TV.name]}

    assert pictures["flash"] != pictures["five-calls"]


def test_the_longest_names_are_shortened_at_a_word(galleries: dict[str, list[Drawn]]) -> None:
    drawn = next(one for one in galleries[NEAR_TV.name] if one.name == "longest")
    names = [text.text for text in drawn.texts if text.name.startswith("service0.name")]

    assert len(names) == 2
    assert names[-1].endswith("…")
    assert drawn.text("service0.waiting").align is Align.RIGHT


def hall_of(galleries: dict[str, list[Drawn]], glass: Glass, situation: str) -> Drawn:
    return next(one for one in galleries[glass.name] if one.name == situation)


@pytest.mark.parametrize("glass", [SAMPLE_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
def test_where_there_is_room_the_newest_number_is_more_than_half_as_large_again_as_it_must_be(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    drawn = hall_of(galleries, glass, "five-calls")
    number, recent = drawn.text("newest.number"), drawn.text("recent1.number")

    assert ink_height(drawn, number) >= 1.6 * Legibility(glass.panel).capital_px(ACT_DEG)
    assert number.font_px >= 2.5 * recent.font_px


@pytest.mark.parametrize("glass", [SAMPLE_TV, FAR_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
def test_a_new_call_stands_on_a_bright_plate_and_then_on_a_calm_one(
    galleries: dict[str, list[Drawn]], glass: Glass
) -> None:
    grounds = {
        name: hall_of(galleries, glass, name).text("newest.number").ground
        for name in ("flash", "flash-dark", "new", "five-calls", "lost")
    }

    assert tuple(grounds["flash"]) == tuple(grounds["new"]) == tuple(palette.BOARD_NUMBER)
    assert tuple(grounds["flash-dark"]) == tuple(grounds["five-calls"]) == tuple(PLATE)
    assert tuple(grounds["lost"]) == tuple(palette.BOARD)


@pytest.mark.parametrize("glass", [SAMPLE_TV, FAR_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
def test_recent_calls_stand_in_two_columns(galleries: dict[str, list[Drawn]], glass: Glass) -> None:
    drawn = hall_of(galleries, glass, "five-calls")
    rows = [text for text in drawn.texts if text.name.startswith("recent")]
    numbers = {text.box.x for text in rows if text.name.endswith(".number")}
    counters = {round(text.box.x + text.box.w) for text in rows if text.name.endswith(".counter")}
    words = {text.box.x for text in rows if text.name.endswith(".word")}

    assert len(numbers) == len(counters) == len(words) == 1


@pytest.mark.parametrize("glass", [SAMPLE_TV, NEAR_TV, PORTRAIT], ids=lambda glass: glass.name)
@pytest.mark.parametrize("situation", ["sample", "five-calls"])
def test_an_ordinary_services_name_is_never_cut(
    galleries: dict[str, list[Drawn]], glass: Glass, situation: str
) -> None:
    names = [text.text for text in hall_of(galleries, glass, situation).texts if ".name" in text.name]

    assert names
    assert not [name for name in names if "…" in name]


def test_the_clock_stands_beside_the_heading_and_leaves_the_foot_to_the_notice(
    galleries: dict[str, list[Drawn]],
) -> None:
    drawn = hall_of(galleries, SAMPLE_TV, "sample")
    clock, head = drawn.text("clock"), drawn.text("services.head")

    assert (clock.box.y, clock.box.h) == (head.box.y, head.box.h)


def test_the_demo_reads_records_figures_from_the_glass_whatever_the_minute(
    galleries: dict[str, list[Drawn]],
) -> None:
    pages = [one for one in galleries[SAMPLE_TV.name] if one.name.startswith("records-counted")]
    shown = [one.text("records.as_of").text for one in pages]

    assert len(set(shown)) == 4
    for page, as_of in zip(pages, shown, strict=True):
        assert f"Hồ sơ hôm nay {as_of}" in words_on(page.picture), page.name
