"""Every screen on every panel in both languages: nothing overflows, everything can be read and hit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import pytest

from contract.states import PanelSize
from contract.words import Language
from display.glass.legibility import ACT_DEG, CAPITAL_PER_EM, READ_DEG, height_mm
from display.glass.palette import GROUND, contrast
from kiosk.screens.breaking import ELLIPSIS, Breaker
from kiosk.screens.brush import Brush
from kiosk.screens.icons import SHAPES, shape
from kiosk.screens.measures import Measures
from kiosk.screens.painting import paint
from kiosk.screens.scene import (
    COLOURS,
    TONES,
    Align,
    Box,
    Button,
    Face,
    Hold,
    Paragraph,
    Picture,
    Scene,
    Scroll,
    Text,
    Veil,
    lines_height,
)
from kiosk.views import ProcedurePage, Search
from kiosk.wording import load_wording
from server.config.services import Icon
from tests.kiosk.gallery import gallery
from tests.kiosk.pillow_ruler import PillowRuler
from tests.kiosk.sample_center import sample_center

PANELS = {
    "1024x600": PanelSize(width_px=1024, height_px=600, width_mm=222, height_mm=130, distance_m=0.6),
    "1280x800": PanelSize(width_px=1280, height_px=800, width_mm=217, height_mm=136, distance_m=0.6),
    "1280x800-large": PanelSize(width_px=1280, height_px=800, width_mm=331, height_mm=207, distance_m=0.6),
    "1080x1920": PanelSize(width_px=1080, height_px=1920, width_mm=268, height_mm=476, distance_m=0.6),
}
RULER = PillowRuler()
_NUMBER_OR_TIME = re.compile(r"[A-Z]\d{3}|\d\d:\d\d")
_KEYS = "qwertyuiopasdfghjklzxcvbnm"
_SPLIT = re.compile(r"""[\s'"]+""")


@lru_cache
def _painted(panel: str, language: Language) -> tuple[tuple[str, Scene], ...]:
    wordings = {each: load_wording(each) for each in Language}
    breaker, scenes = Breaker(RULER), []
    for name, flow in gallery(language):
        brush = Brush(flow, Measures(PANELS[panel]), breaker, wordings, "08:12")
        brush.desk = ("bàn hướng dẫn", "the help desk")
        scenes.append((name, paint(brush)))
    return tuple(scenes)


@pytest.fixture(params=list(PANELS))
def panel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=list(Language))
def scenes(request: pytest.FixtureRequest, panel: str) -> tuple[tuple[str, Scene], ...]:
    return _painted(panel, request.param)


def _buttons(scene: Scene) -> Iterator[Button]:
    """Those that can be pressed: nothing below a veil."""
    veils = [index for index, part in enumerate(scene) if isinstance(part, Veil)]
    for part in scene[veils[-1] if veils else 0 :]:
        if isinstance(part, Button):
            yield part
        elif isinstance(part, Scroll):
            yield from (part.up, part.down)


def _boxes(scene: Scene) -> Iterator[Box]:
    for part in scene:
        if isinstance(part, Text | Button | Hold | Picture | Scroll):
            yield part.box
        if isinstance(part, Scroll):
            yield from (part.up.box, part.down.box)


def test_everything_stands_on_the_glass(scenes: tuple[tuple[str, Scene], ...], panel: str) -> None:
    whole = Measures(PANELS[panel]).whole
    for name, scene in scenes:
        for box in _boxes(scene):
            assert box.x >= -0.5, name
            assert box.y >= -0.5, name
            assert box.right <= whole.w + 0.5, name
            assert box.bottom <= whole.h + 0.5, name


def test_no_text_is_larger_than_its_place(scenes: tuple[tuple[str, Scene], ...]) -> None:
    for name, scene in scenes:
        for part in scene:
            if isinstance(part, Text):
                is_number = part.face is Face.NUMBER  # figures have neither marks nor descenders
                height = part.size_px * 0.8 if is_number else lines_height(len(part.lines), part.size_px)
                assert height <= part.box.h * 1.05, (name, part)
                for words in part.lines:
                    assert RULER.width(words, part.size_px, part.face) <= part.box.w + 1, (name, part)
        for button in _buttons(scene):
            height = sum(lines_height(1, line.size_px) for line in button.lines)
            assert height <= button.box.h * 1.1, (name, button)
            for line in button.lines:
                assert RULER.width(line.text, line.size_px, line.face) <= button.box.w, (name, button)


def test_whatever_can_be_pressed_is_large_enough(scenes: tuple[tuple[str, Scene], ...], panel: str) -> None:
    measures = Measures(PANELS[panel])
    for name, scene in scenes:
        for button in _buttons(scene):
            least = measures.mm(14.0 if button.name.startswith("key-") else 20.0) - 0.5
            assert button.box.w >= least, (name, button.name)
            assert button.box.h >= least, (name, button.name)


def test_whatever_can_be_pressed_is_far_enough_apart(
    scenes: tuple[tuple[str, Scene], ...], panel: str
) -> None:
    measures = Measures(PANELS[panel])
    for name, scene in scenes:
        for one, other in combinations(_buttons(scene), 2):
            are_keys = one.name.startswith("key-") or other.name.startswith("key-")
            apart = max(
                other.box.x - one.box.right,
                one.box.x - other.box.right,
                other.box.y - one.box.bottom,
                one.box.y - other.box.bottom,
            )
            least = 3.0 if are_keys or _is_below_a_title(one, other) else 5.0
            assert apart >= measures.mm(least) - 0.6, (name, one.name, other.name)


def _is_below_a_title(one: Button, other: Button) -> bool:
    """The header of a small panel stands 3 mm above the body: there is no room for more."""
    return {one.name, other.name} & {"back", "language", "lower"} != set()


def test_what_must_be_read_to_act_is_large_enough_and_the_rest_can_be_read(
    scenes: tuple[tuple[str, Scene], ...], panel: str
) -> None:
    size = PANELS[panel]
    act_px, read_px = (
        height_mm(degrees, size.distance_m) * size.width_px / size.width_mm * 0.99
        for degrees in (ACT_DEG, READ_DEG)
    )
    for name, scene in scenes:
        for button in _buttons(scene):
            if button.lines and not button.name.startswith("key-"):
                assert button.lines[0].size_px * CAPITAL_PER_EM >= act_px, (name, button)
        for part in scene:
            texts: tuple[Text | Paragraph, ...] = ()
            if isinstance(part, Text):
                texts = (part,)
            elif isinstance(part, Scroll):
                texts = part.paragraphs
            for text in texts:
                assert text.size_px * CAPITAL_PER_EM >= read_px, (name, text)


def test_no_word_on_a_button_is_cut(scenes: tuple[tuple[str, Scene], ...]) -> None:
    for name, scene in scenes:
        for button in _buttons(scene):
            for line in button.lines:
                words = (word for word in _SPLIT.split(line.text) if not _NUMBER_OR_TIME.fullmatch(word))
                cut = {word.strip("…,;:–-()") for word in words} - _known_words()
                assert not cut, (name, button.name, cut)


@lru_cache
def _known_words() -> frozenset[str]:
    sentences = [text for each in Language for text in load_wording(each).sentences.values()]
    center = sample_center()
    assert center.catalogue is not None
    texts = [*sentences, str(center.catalogue), str(center.procedures), *map(str, range(1000))]
    words = (word for text in texts for word in _SPLIT.split(text))
    return frozenset(word.strip("…,;:–-()") for word in words) | set(f"{_KEYS}{_KEYS.upper()}.-/'") | {""}


def test_no_button_is_without_words_or_picture(scenes: tuple[tuple[str, Scene], ...]) -> None:
    for name, scene in scenes:
        for button in _buttons(scene):
            assert button.lines or button.icon, (name, button.name)


def test_names_on_a_screen_are_unique(scenes: tuple[tuple[str, Scene], ...]) -> None:
    for name, scene in scenes:
        names = [button.name for button in _buttons(scene)]
        assert len(names) == len(set(names)), name


def _scene(panel: str, name: str, language: Language = Language.VI) -> Scene:
    return dict(_painted(panel, language))[name]


def test_a_ten_inch_panel_has_six_tiles_and_a_second_page() -> None:
    first = [button.name for button in _buttons(_scene("1024x600", "home"))]
    second = [button.name for button in _buttons(_scene("1024x600", "home-second"))]

    assert sum(name.startswith("tile-") for name in first) == 5
    assert "more" in first
    assert sum(name.startswith("tile-") for name in second) == 3


def test_a_large_panel_shows_all_services_with_what_they_cover() -> None:
    tiles = [button for button in _buttons(_scene("1080x1920", "home")) if button.name.startswith("tile-")]

    assert len(tiles) == 8
    assert any("Khai sinh" in line.text for line in tiles[0].lines)


def test_every_tile_has_its_services_picture_clear_of_the_words(panel: str) -> None:
    icons = {str(card.service): card.icon for card in sample_center().services}
    tiles = [button for button in _buttons(_scene(panel, "home")) if button.name.startswith("tile-")]

    for tile in tiles:
        assert tile.icon == icons[tile.name.removeprefix("tile-")]
        assert tile.icon_box is not None
        y = tile.box.y + (tile.box.h - sum(lines_height(1, line.size_px) for line in tile.lines)) / 2
        for line in tile.lines:
            right = tile.box.x + tile.pad_px + RULER.width(line.text, line.size_px, line.face)
            bottom = y + lines_height(1, line.size_px)
            is_beside = y < tile.icon_box.bottom and bottom > tile.icon_box.y
            assert not is_beside or right < tile.icon_box.x, (tile.name, line.text)
            y = bottom
    assert len({tile.icon_box.h for tile in tiles if tile.icon_box}) == 1


def test_every_picture_of_the_configuration_has_a_shape_of_its_own() -> None:
    assert {icon.value for icon in Icon} <= set(SHAPES)
    assert shape("unheard-of") == SHAPES[Icon.PAPERS.value]


def test_words_that_begin_at_the_left_stand_away_from_the_border(panel: str) -> None:
    least = Measures(PANELS[panel]).mm(3)
    for name in ("service", "choose-procedure", "browse", "choose-priority"):
        for button in _buttons(_scene(panel, name)):
            if button.align is Align.LEFT:
                assert button.pad_px >= least - 0.5, (name, button.name)


def test_the_last_choice_and_the_button_for_a_number_end_at_the_same_height() -> None:
    for panel in ("1024x600", "1280x800", "1280x800-large"):
        boxes = {button.name: button.box for button in _buttons(_scene(panel, "service"))}

        assert abs(boxes["priority"].bottom - boxes["take-number"].bottom) < 1


def test_the_question_is_asked_in_full_and_the_time_stands_beside_it(panel: str) -> None:
    for language in Language:
        lines = [part.lines for part in _scene(panel, "home", language) if isinstance(part, Text)]

        assert (load_wording(language).say("home.question"),) in lines
    assert ("08:12",) in [part.lines for part in _scene(panel, "home") if isinstance(part, Text)]


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(
    ("language", "asked", "why", "until"),
    [
        (Language.VI, "Gõ mã tra cứu", "Máy vừa tra cứu nhiều hồ sơ", "Không có thì 30 giây nữa xin thử lại"),
        (
            Language.EN,
            "Type the look-up key",
            "Many records were just looked up here",
            "Without it, please try again in 30 seconds",
        ),
    ],
)
def test_who_is_asked_for_a_key_beside_a_long_code_reads_what_is_asked_why_and_until_when(
    panel: str, language: Language, asked: str, why: str, until: str
) -> None:
    texts = [part for part in _scene(panel, "look-up-key-meanwhile", language) if isinstance(part, Text)]
    said = [" ".join(text.lines) for text in texts]

    assert asked in said
    assert any(text.endswith("000.00.01.H36-261123-0001") for text in said)
    assert any(why in text and until in text for text in said)
    assert not any(ELLIPSIS in text for text in said)


def test_an_unknown_time_is_not_shown() -> None:
    texts = [part.lines for part in _painted_without_time() if isinstance(part, Text)]

    assert not any(":" in line for lines in texts for line in lines)


def _painted_without_time() -> Scene:
    name, flow = next(gallery(Language.VI))
    assert name == "home"
    wordings = {each: load_wording(each) for each in Language}
    return paint(Brush(flow, Measures(PANELS["1280x800-large"]), Breaker(RULER), wordings, ""))


def test_the_slip_says_once_where_to_wait(panel: str) -> None:
    for language, sentence in (
        (Language.VI, "Mời ông/bà ngồi chờ tại sảnh"),
        (Language.EN, "Please take a seat in the hall"),
    ):
        texts = [" ".join(part.lines) for part in _scene(panel, "slip", language) if isinstance(part, Text)]

        assert sentence in texts


def test_of_two_lines_the_first_ends_with_its_sentence() -> None:
    said = "Chưa gọi được người hướng dẫn. Mời ông/bà đến bàn hướng dẫn."

    assert Breaker(RULER).even_lines(said, 40, 900)[0].endswith("hướng dẫn.")


def test_no_line_is_left_with_a_lonely_word_or_begins_with_a_dash() -> None:
    breaker = Breaker(RULER)
    said = "Lượt của phiếu này đã kết thúc. Mời ông/bà lấy số mới hoặc đến bàn hướng dẫn."
    for width in range(500, 1500, 50):
        lines = breaker.even_lines(said, 40, width)

        assert len(lines) == len(breaker.lines(said, 40, width))
        assert " " in lines[-1]
        named = breaker.even_lines("Người có công – Bảo trợ xã hội", 40, width)
        assert not any(line.startswith("–") for line in named)


def test_the_slips_number_fills_a_third_of_the_screen(panel: str) -> None:
    number = next(
        part for part in _scene(panel, "slip") if isinstance(part, Text) and part.lines == ("A012",)
    )
    glass = PANELS[panel]
    is_wide = RULER.width("A012", number.size_px, number.face) >= 0.6 * glass.width_px
    is_high = number.size_px * CAPITAL_PER_EM >= 0.33 * glass.height_px
    assert is_wide or is_high


def test_consent_has_two_buttons_alike(panel: str) -> None:
    agree, disagree = (
        button for button in _buttons(_scene(panel, "consent")) if button.name in ("agree", "disagree")
    )

    assert (agree.box.w, agree.box.h, agree.style) == (disagree.box.w, disagree.box.h, disagree.style)


def test_the_lowered_controls_of_a_tall_panel_are_in_its_lower_half() -> None:
    scene = _scene("1080x1920", "home-lowered")
    tiles = [button for button in _buttons(scene) if button.name.startswith("tile-")]

    assert tiles
    assert all(button.box.y >= 960 for button in tiles)


def test_a_small_panel_offers_no_lowering() -> None:
    assert "lower" not in [button.name for button in _buttons(_scene("1024x600", "home"))]


def test_a_procedures_page_holds_every_word_of_its_name() -> None:
    scroll = next(part for part in _scene("1024x600", "procedure-longest") if isinstance(part, Scroll))
    name = " ".join(scroll.paragraphs[0].lines)

    assert len(name) >= 900
    assert ELLIPSIS not in name


def test_a_procedures_page_holds_every_word_of_its_notes_fee_and_documents(panel: str) -> None:
    procedure = max(sample_center().procedures.values(), key=lambda one: len(one.notes))
    flow = next(flow for name, flow in gallery(Language.VI) if name == "procedure")
    flow.stage.view = ProcedurePage(procedure.code, Search())
    wordings = {each: load_wording(each) for each in Language}
    scene = paint(Brush(flow, Measures(PANELS[panel]), Breaker(RULER), wordings, "08:12"))
    scroll = next(part for part in scene if isinstance(part, Scroll))
    shown = " ".join(line for paragraph in scroll.paragraphs for line in paragraph.lines).split()
    whole = " ".join((procedure.notes, *procedure.documents)).split()
    of_fee, plain = procedure.fee.casefold().split(), " ".join(shown).casefold()

    assert len(procedure.notes) > 100
    assert Counter(whole) - Counter(shown) == Counter()
    assert [word for word in of_fee if word.strip(":;") not in plain] == [], "channels may share a line"


def test_a_name_too_long_for_its_button_is_shortened_at_a_word() -> None:
    name = "Thủ tục đăng ký khai sinh cho trẻ em"

    lines = Breaker(RULER).lines(name, 40, 300, 2)

    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)
    assert set(" ".join(lines).rstrip(ELLIPSIS).split()) <= {*name.split()}


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = Breaker(RULER).lines("https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd", 40, 300)

    assert len(lines) > 1
    assert all(RULER.width(line, 40, Face.REGULAR) <= 300 for line in lines)


def test_every_text_has_contrast() -> None:
    for ground, ink in COLOURS.values():
        assert contrast(ground, ink) >= 7
    for tone_ground, ink in TONES.values():
        assert contrast(tone_ground or GROUND, ink) >= 7
