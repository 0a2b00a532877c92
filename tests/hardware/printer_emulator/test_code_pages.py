import unicodedata

from hardware.printer_emulator.code_pages import is_character_set, is_code_page, letters

SMALL_TONES = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def test_ascii_stays_ascii_on_every_page() -> None:
    assert all(letters(b"So 12", page, 0) == "So 12" for page in range(256) if is_code_page(page))


def test_page_437_has_no_vietnamese_but_box_lines() -> None:
    assert letters(b"\xc4\xcd\x82", 0, 0) == "─═é"


def test_a_letter_the_page_lacks_is_a_question_mark() -> None:
    assert letters(b"\x81\xff", 16, 0) == "?ÿ"


def test_page_1258_composes_a_tone_with_the_letter_before() -> None:
    assert letters(b"qu\xe2\xcc\x79", 52, 0) == unicodedata.normalize("NFC", "qu\u00e2\u0300y")


def test_tcvn_3_has_every_small_vietnamese_letter() -> None:
    on_page = letters(bytes(range(0x20, 0x100)), 30, 0)
    assert set(SMALL_TONES) <= set(on_page)


def test_tcvn_3_reads_a_known_sentence() -> None:
    assert letters(b"M\xeai \xab\x6e\x67 \xae\xd5n qu\xc7y s\xe8 3", 30, 0) == "Mời ông đến quầy số 3"


def test_tcvn_3_has_no_capital_with_a_tone() -> None:
    assert "Ế" not in letters(bytes(range(0x80, 0x100)), 31, 0)


def test_the_vietnamese_character_set_has_the_dong_for_the_dollar() -> None:
    assert letters(b"$#", 0, 16) == "₫#"


def test_unknown_numbers_are_not_in_the_printer() -> None:
    assert not is_code_page(77)
    assert not is_character_set(99)
