"""The voice's words against the vectors of FACTS §5.3 and the reading rules behind them."""

import pytest

from display.sentence import Reading, call_sentence, counter_words, spelled, whole

WHOLE = [
    (0, "không"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"), (15, "mười lăm"),
    (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"), (100, "một trăm"),
    (101, "một trăm lẻ một"), (104, "một trăm lẻ bốn"), (105, "một trăm lẻ năm"), (110, "một trăm mười"),
    (111, "một trăm mười một"), (115, "một trăm mười lăm"), (121, "một trăm hai mươi mốt"),
    (1000, "một ngàn"), (1001, "một ngàn không trăm lẻ một"), (2015, "hai ngàn không trăm mười lăm"),
    (101_000, "một trăm lẻ một ngàn"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "words"), WHOLE)
def test_whole_numbers_follow_the_reading_rules(number: int, words: str) -> None:
    assert whole(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(101, "một trăm linh một"), (1001, "một nghìn không trăm linh một")]
)
def test_the_north_says_linh_and_nghin(number: int, words: str) -> None:
    assert whole(number, Reading.NORTH) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_no_counter_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no number of a counter"):
        whole(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1001", "một không không một"),
        ("A025", "A, không hai năm"),
        ("025", "không hai năm"),
        ("C118", "xê, một một tám"),
        ("115", "một một năm"),
    ],
)
def test_ticket_numbers_are_plain_digits_one_by_one(number: str, words: str) -> None:
    assert spelled(number) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Quầy 3", "quầy số ba"),
        ("Quầy số 15", "quầy số mười lăm"),
        ("21", "quầy số hai mươi mốt"),
        ("Bàn 4", "bàn số bốn"),
        ("Quầy trả kết quả", "quầy trả kết quả"),
        ("Phòng 24 tầng trệt", "phòng hai mươi tư tầng trệt"),
    ],
)
def test_counters_are_read_as_people_say_them(name: str, words: str) -> None:
    assert counter_words(name) == words


def test_the_sentence_invites_politely() -> None:
    assert call_sentence("A025", "Quầy 3") == "Mời công dân có số A, không hai năm, đến quầy số ba."
