"""Vietnamese as a picture: every mark is there."""

import unicodedata

import pytest

from printer.blocks import Weight
from printer.drawing import FontFiles, Pen

PEN = Pen(FontFiles())
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
MISSING = PEN.line("\U0010fffd", 40, Weight.REGULAR)
QUESTION_MARK = PEN.line("?", 40, Weight.REGULAR)


@pytest.mark.parametrize("letter", list(LETTERS + LETTERS.upper() + "ƀĕĭŏŭ"))
def test_each_letter_is_drawn_as_itself(letter: str) -> None:
    picture = PEN.line(letter, 40, Weight.REGULAR)
    plain = PEN.line(unicodedata.normalize("NFD", letter)[0], 40, Weight.REGULAR)

    assert picture not in (MISSING, QUESTION_MARK)
    assert letter in "đĐƀ" or picture != plain


def test_no_two_letters_look_the_same() -> None:
    pictures = {(p.size, p.tobytes()) for p in (PEN.line(letter, 24, Weight.REGULAR) for letter in LETTERS)}

    assert len(pictures) == len(LETTERS)


def test_decomposed_text_is_drawn_like_composed_text() -> None:
    composed = PEN.line("Hộ tịch", 32, Weight.BOLD)

    assert PEN.line(unicodedata.normalize("NFD", "Hộ tịch"), 32, Weight.BOLD) == composed


def test_a_line_is_cut_to_its_ink() -> None:
    picture = PEN.line("Hộ tịch", 32, Weight.BOLD).convert("L")
    columns = [picture.crop((x, 0, x + 1, picture.height)).getextrema()[0] for x in (0, picture.width - 1)]
    rows = [picture.crop((0, y, picture.width, y + 1)).getextrema()[0] for y in (0, picture.height - 1)]

    assert columns + rows == [0, 0, 0, 0]


@pytest.mark.parametrize("number", ["A012", "H007", "1001", "A0123", "L999"])
def test_a_number_is_as_high_as_asked_and_never_wider_than_the_paper(number: str) -> None:
    picture = PEN.number(number, 62, 192)

    assert picture.height == 62
    assert picture.width <= 192
