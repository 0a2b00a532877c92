"""Charts: readable without colour, safe with any name, right in their proportions."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from server.web.manager.charts import SHADES, Bar, Cell, Mark, bars, columns, heat_map, lines, wrapped

EVIL = '<script>alert("x")</script> & co'


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - drawn by us


def widths(svg: str, of: str) -> list[float]:
    return [float(found) for found in re.findall(rf'<rect class="{of}"[^>]* width="([\d.]+)"', svg)]


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in parsed(svg).iter("text")]


def test_every_chart_is_a_picture_with_a_label_and_valid_xml() -> None:
    some = [Bar("một", 60, 120, "1:00 · 2:00")]
    for svg in (
        bars("b", EVIL, some),
        columns("c", EVIL, some),
        lines("l", EVIL, some),
        heat_map("h", EVIL, ["Thứ hai"], ["8:00"], [[Cell(3, "3")]]),
    ):
        root = parsed(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == EVIL


def test_a_name_cannot_become_markup() -> None:
    assert "<script" not in bars("b", "x", [Bar(EVIL, 1, 2, EVIL)])
    assert "<script" not in columns("c", "x", [Bar(EVIL, 1, 2, EVIL)], Mark(1, EVIL))
    assert "<script" not in heat_map("h", "x", [EVIL], [EVIL], [[Cell(1, EVIL)]])


def test_bars_are_as_long_as_their_values_and_print_them() -> None:
    svg = bars("b", "x", [Bar("một", 60, 120, "1:00 · 2:00"), Bar("hai", 30, 60, "0:30 · 1:00")])
    assert [round(width / widths(svg, "beyond")[0], 2) for width in widths(svg, "beyond")] == [1.0, 0.5]
    assert [round(width / widths(svg, "beyond")[0], 2) for width in widths(svg, "value")] == [0.5, 0.25]
    assert {"1:00 · 2:00", "0:30 · 1:00"} <= set(texts(svg))


def test_what_is_not_the_value_is_hatched_so_that_no_colour_is_needed() -> None:
    svg = columns("c", "x", [Bar("0–5", 3, 5, "5")])
    assert 'id="hatch-c"' in svg
    assert re.search(r'class="beyond"[^>]*fill="url\(#hatch-c\)"', svg)


def test_the_target_is_a_line_with_its_words() -> None:
    svg = columns("c", "x", [Bar(str(at), 1, 1, "1") for at in range(4)], Mark(2, "mục tiêu 10 phút"))
    assert re.search(r'<line class="mark" x1="380.0"', svg)
    assert "mục tiêu 10 phút" in texts(svg)


def test_a_cell_shows_its_number_on_a_shade_that_grows() -> None:
    svg = heat_map("h", "x", ["Thứ hai"], ["7", "8", "9"], [[Cell(1, "1"), None, Cell(100, "100")]])
    assert {"1", "100"} <= set(texts(svg))
    assert re.findall(r'class="cell"[^>]*fill="([^"]+)"', svg) == [SHADES[0], "#fff", SHADES[-1]]
    assert re.search(r'class="on-dark">100<', svg)


def test_a_long_name_is_two_lines_shortened_at_a_word_with_the_whole_as_title() -> None:
    name = "Thủ tục " + "đăng ký khai sinh " * 50
    svg = bars("b", "x", [Bar(name.strip(), 1, 1, "1")])
    label = next(parsed(svg).iter("text"))
    assert label.findtext("title") == name.strip()
    shown = [span.text or "" for span in label.iter("tspan")]
    assert len(shown) == 2
    assert shown[1].endswith("…")
    assert all(len(part) <= 36 for part in shown)
    assert shown[1].removesuffix("…").rpartition(" ")[2] in name.split()


def test_a_word_too_long_for_a_line_is_cut_and_marked() -> None:
    assert wrapped("x" * 50, 10) == ["x" * 9 + "…"]
    assert wrapped("ngắn", 10) == ["ngắn"]
    assert wrapped("", 10) == []


def test_of_many_points_the_highest_is_printed_and_nothing_beside_it() -> None:
    points = [Bar(str(at), at, 100 if at == 13 else 50, f"<{at}>") for at in range(30)]
    printed = [text for text in texts(lines("l", "x", points)) if text.startswith("<")]
    assert "<13>" in printed
    assert not {"<12>", "<14>"} & set(printed)
    assert len(printed) >= 8


def test_nothing_to_draw_is_an_empty_picture() -> None:
    for svg in (
        bars("b", "x", []),
        columns("c", "x", []),
        lines("l", "x", []),
        heat_map("h", "x", [], [], []),
    ):
        assert parsed(svg).get("role") == "img"
