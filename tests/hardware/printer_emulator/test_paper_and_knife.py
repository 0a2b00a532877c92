from PIL import Image

from hardware.printer_emulator.paper import MarkKind, Paper


def black(height: int) -> Image.Image:
    return Image.new("1", (576, height), 0)


def test_rows_not_fed_past_the_knife_begin_the_next_slip() -> None:
    paper = Paper(576, knife_dots=96)
    paper.put(black(100), 0, MarkKind.TEXT, "first")
    paper.put(black(50), 0, MarkKind.TEXT, "last line")

    cut_too_early = paper.cut()
    paper.feed_to_knife()
    rest = paper.cut()

    assert [mark.words for mark in cut_too_early.marks] == []
    assert cut_too_early.picture.height == 150
    assert [mark.words for mark in rest.marks] == ["first", "last line"]


def test_feeding_to_the_knife_keeps_the_slip_whole() -> None:
    paper = Paper(576, knife_dots=96)
    paper.put(black(100), 0, MarkKind.TEXT, "all")
    paper.feed_to_knife()
    piece = paper.cut()
    assert piece.picture.height == 96 + 100
    assert [mark.words for mark in piece.marks] == ["all"]
    assert piece.length_mm == 24.5


def test_long_paper_grows() -> None:
    paper = Paper(384, knife_dots=0)
    for _ in range(40):
        paper.put(black(100), 0, MarkKind.PICTURE, "")
    assert paper.cut().picture.histogram()[0] == 384 * 4000
