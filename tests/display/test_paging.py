"""Where a text is parted that does not fit on one line."""

from __future__ import annotations

from PIL import ImageFont

from contract.states import PanelSize
from display.board import ServiceRow
from display.glass.legibility import READ_DEG, Legibility
from display.hall_layout import hall_layout
from display.scene import Box, Dot, Face, Text, evenly, pages
from display.scene_parts import alarm_items
from display.service_list import service_items

NOTICE = ("Ông/bà nhớ mang theo giấy tờ gốc.", "Lấy số không mất tiền.")
SAMPLE_TV = PanelSize(width_px=1920, height_px=1080, width_mm=941, height_mm=529, distance_m=5)
EIGHT = tuple(ServiceRow(f"Dịch vụ {place}", "1") for place in range(1, 9))


def ruler(text: str, font_px: int, face: Face) -> float:
    """Every letter half as wide as the font is high."""
    return len(text) * font_px / 2


def parted(sentences: tuple[str, ...], letters: int) -> tuple[str, ...]:
    return pages(ruler, sentences, Face.TEXT, 2, letters)


def test_sentences_share_a_page_where_they_fit() -> None:
    assert parted(NOTICE, 60) == (" ".join(NOTICE),)


def test_sentences_that_do_not_fit_together_have_a_page_each() -> None:
    assert parted(NOTICE, 40) == NOTICE


def test_the_rest_of_a_long_sentence_never_shares_a_page_with_the_next() -> None:
    assert parted(NOTICE, 28) == ("Ông/bà nhớ mang …", "theo giấy tờ gốc.", "Lấy số không mất tiền.")


def test_a_long_sentence_is_parted_at_its_commas() -> None:
    assert parted(("Hôm nay: 52 lượt, đã xong 45",), 20) == ("Hôm nay: 52 lượt,", "đã xong 45")


def test_a_name_is_parted_at_its_dash_and_otherwise_evenly() -> None:
    assert evenly(ruler, "Đất đai – Xây dựng", Face.TEXT, 2, 14) == ["Đất đai –", "Xây dựng"]
    assert evenly(ruler, "Hướng dẫn nộp trực tuyến", Face.TEXT, 2, 20) == ["Hướng dẫn nộp", "trực tuyến"]


def test_an_alarm_too_long_for_the_screen_is_parted_between_sentences() -> None:
    sentences = ("Mất kết nối từ 08:01.", "Số có thể đã cũ.", "Mời ông/bà nghe cán bộ gọi số.")
    whole = Box(0, 0, 400, 200)

    def said(turn: int) -> str:
        items = alarm_items(ruler, sentences, whole, 36, turn)
        return " ".join(item.text for item in items if isinstance(item, Text))

    assert said(0) == "Mất kết nối từ 08:01. Số có thể đã cũ."
    assert said(1) == "Mời ông/bà nghe cán bộ gọi số."
    assert said(2) == said(0)


def noto(text: str, font_px: int, face: Face) -> float:
    """The fonts that will draw it."""
    file = {Face.TEXT: "NotoSans-Regular", Face.BOLD: "NotoSans-Bold", Face.NUMBER: "NotoSansDisplay-Bold"}[
        face
    ]
    return ImageFont.truetype(f"/usr/share/fonts/truetype/noto/{file}.ttf", font_px).getlength(text)


def test_no_service_of_the_sample_center_is_ever_cut() -> None:
    names = ("Hộ tịch", "Đất đai – Xây dựng", "Người có công – Bảo trợ xã hội", "Hướng dẫn nộp trực tuyến")
    layout = hall_layout(Legibility(SAMPLE_TV), noto)
    assert layout.services is not None
    services = tuple(ServiceRow(name, "12") for name in names)

    said = {
        item.text
        for turn in range(8)
        for item in service_items(services, layout.services, layout, noto, turn)
        if isinstance(item, Text)
    }

    assert {"Người có công –", "Bảo trợ xã hội", "Hướng dẫn", "nộp trực tuyến"} <= said
    assert not [text for text in said if "…" in text]


def marks_at(turn: int, services: tuple[ServiceRow, ...]) -> list[Dot]:
    layout = hall_layout(Legibility(SAMPLE_TV), ruler)
    box = Box(1000, 0, 900, 900)
    return [item for item in service_items(services, box, layout, ruler, turn) if isinstance(item, Dot)]


def test_services_on_several_pages_have_a_mark_for_each_and_on_one_page_none() -> None:
    first, second = marks_at(0, EIGHT), marks_at(2, EIGHT)

    assert len(first) == len(second) == 2
    assert first != second
    assert marks_at(0, EIGHT[:3]) == []


def test_services_are_set_smaller_to_stand_on_one_page_but_never_too_small_to_read() -> None:
    near = PanelSize(width_px=1920, height_px=1080, width_mm=1210, height_mm=680, distance_m=2)
    layout = hall_layout(Legibility(near), ruler)
    many = tuple(ServiceRow(f"Dịch vụ {place}", "1") for place in range(1, 18))

    items = service_items(many, Box(1000, 0, 900, 1000), layout, ruler, 0)
    sizes = {item.font_px for item in items if isinstance(item, Text) and ".name" in item.name}

    assert not [item for item in items if isinstance(item, Dot)]
    assert Legibility(near).font_px(READ_DEG) <= min(sizes) == max(sizes) < layout.service_px
