"""Breaking lines and shortening names."""

import unicodedata
from collections.abc import Callable

from printer.wrapping import keep_place_together, wrap


def up_to(columns: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= columns


def test_a_short_name_stays_on_one_line() -> None:
    assert wrap("Hộ tịch", up_to(20), 2) == ("Hộ tịch",)


def test_two_lines_are_about_equally_long() -> None:
    assert wrap("Trước ông/bà còn 5 người", up_to(20), 2) == ("Trước ông/bà", "còn 5 người")


def test_what_does_not_go_into_two_lines_is_shortened_at_a_word() -> None:
    lines = wrap("Đăng ký khai sinh cho trẻ em có yếu tố nước ngoài tại khu vực biên giới", up_to(24), 2)

    assert lines == ("Đăng ký khai sinh cho", "trẻ em có yếu tố nước...")


def test_a_centers_name_breaks_before_its_place_not_inside_it() -> None:
    name = keep_place_together("Trung tâm Phục vụ hành chính công xã Tân Lập")

    assert wrap(name, up_to(36), 2) == ("Trung tâm Phục vụ", "hành chính công xã Tân Lập")


def test_a_place_too_long_for_a_line_is_broken_all_the_same() -> None:
    assert wrap(keep_place_together("xã Tân Lập"), up_to(6), 2) == ("xã Tân", "Lập")


def test_a_word_longer_than_the_paper_is_cut_rather_than_lost() -> None:
    assert wrap("0263383812340263", up_to(10), 2) == ("0263383812", "340263")


def test_decomposed_letters_become_the_ones_fonts_have() -> None:
    assert wrap(unicodedata.normalize("NFD", "Hộ tịch"), up_to(20), 2) == ("Hộ tịch",)


def test_nothing_makes_no_line() -> None:
    assert wrap("  ", up_to(10), 2) == ()
