"""Durations are cut to whole seconds, never rounded up."""

from __future__ import annotations

import pytest

from contract.words import Language
from server.web.manager.durations import change_s, in_words, span, span_s
from server.web.manager.numerals import change, count, share, tenths
from server.web.say import Say

VI, EN = Say(Language.VI), Say(Language.EN)


@pytest.mark.parametrize(
    ("us", "written"),
    [
        (None, "–"),
        (0, "0:00"),
        (999_999, "0:00"),
        (59_999_999, "0:59"),
        (425_000_000, "7:05"),
        (3_599_999_999, "59:59"),
        (3_729_000_000, "1:02:09"),
        (90_000 * 1_000_000, "25:00:00"),
    ],
)
def test_a_span_is_cut_and_never_gains_a_second(us: int | None, written: str) -> None:
    assert span(us) == written


def test_seconds_with_a_fraction_are_cut_too() -> None:
    assert span_s(59.99) == "0:59"


def test_a_difference_carries_its_sign() -> None:
    assert [change_s(seconds) for seconds in (65, -30, 0, None)] == ["+1:05", "−0:30", "0:00", "–"]
    assert [change(number, VI) for number in (1234, -5, 0)] == ["+1.234", "−5", "0"]


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [
        (None, "–", "–"),
        (45, "45 giây", "45 s"),
        (600, "10 phút", "10 min"),
        (750.9, "12 phút 30 giây", "12 min 30 s"),
        (3729, "1 giờ 2 phút", "1 h 2 min"),
    ],
)
def test_in_a_sentence_a_duration_has_words(seconds: float | None, vi: str, en: str) -> None:
    assert (in_words(seconds, VI), in_words(seconds, EN)) == (vi, en)


def test_a_share_is_a_hundred_percent_only_of_all() -> None:
    assert share(9999, 10_000, VI) == "99,9 %"
    assert share(3, 3, VI) == "100,0 %"
    assert share(1, 3, EN) == "33.3 %"
    assert share(0, 0, VI) == "–"


def test_numbers_are_grouped_as_the_reader_writes_them() -> None:
    assert (count(1_234_567, VI), count(1_234_567, EN)) == ("1.234.567", "1,234,567")
    assert (tenths(-21, VI), tenths(5, EN)) == ("−2,1", "0.5")
