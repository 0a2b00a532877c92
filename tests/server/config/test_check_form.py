"""TOML and form: the text is read to its end, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.config.check import check
from server.config.known import Known
from server.config.problem import Bilingual, Problem, Severity
from server.config.shapes import CenterConfig

Check = Callable[[str], tuple[Problem, ...]]
Change = Callable[[str, str], str]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def the_only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_correct_text_becomes_what_msgspec_reads_from_it(small: str, known: Known) -> None:
    result = check(small, known)

    assert result.problems == ()
    assert result.config == msgspec.toml.decode(small, type=CenterConfig)


def test_what_windows_editors_add_is_read_over(small: str, problems: Check) -> None:
    assert problems("\ufeff" + small.replace("\n", "\r\n")) == ()


def test_a_broken_line_is_named(change: Change, problems: Check) -> None:
    text = change('name_en = "Land"', 'name_en = "Land')

    problem = the_only(problems(text))

    assert (problem.code, problem.line) == ("not-toml", line_of(text, 'name_en = "Land'))
    assert "quotation mark" in problem.suggestion.en


def test_a_text_that_ends_too_early_is_named_at_its_last_line(small: str, problems: Check) -> None:
    problem = the_only(problems(small + 'zone = "'))

    assert (problem.code, problem.line) == ("not-toml", small.count("\n") + 1)


def test_a_key_that_stands_twice_is_named(small: str, problems: Check) -> None:
    problem = the_only(problems(small + 'id = "2"\n'))

    assert problem.line == small.count("\n") + 1
    assert "twice" in problem.suggestion.en


def test_a_line_without_an_equals_sign_is_explained(small: str, problems: Check) -> None:
    assert "key = value" in the_only(problems(small + "zone hall\n")).suggestion.en


def test_a_list_without_quotes_is_explained(change: Change, problems: Check) -> None:
    text = change('services = ["ho-tich", "dat-dai"]', "services = [ho-tich]")

    assert "lists in [ ]" in the_only(problems(text)).suggestion.en


def test_a_misspelled_key_is_named_with_the_likely_one_and_not_as_missing(
    change: Change, problems: Check
) -> None:
    text = change('services = ["ho-tich", "dat-dai"]', 'servces = ["ho-tich", "dat-dai"]')

    problem = the_only(problems(text))

    assert (problem.code, problem.line) == ("unknown-key", line_of(text, "servces"))
    assert problem.suggestion == Bilingual(vi='có phải là "services"?', en='did you mean "services"?')


def test_a_key_like_no_other_is_answered_with_all_that_fit(change: Change, problems: Check) -> None:
    problem = the_only(problems(change("[hours.week]", "[hours.zzz]\n[hours.week]")))

    assert problem.code == "unknown-key"
    assert "week" in problem.suggestion.en


def test_a_missing_key_is_named_at_its_table(change: Change, problems: Check) -> None:
    text = change('name_en = "Land"\n', "")

    problem = the_only(problems(text))

    assert (problem.code, problem.line) == ("missing-key", line_of(text, 'id = "dat-dai"') - 1)
    assert "name_en" in problem.message_en
    assert problem.suggestion.vi == "thêm name_en = …: từ 1 đến 80 ký tự"
    assert problem.suggestion.en == "add name_en = …: 1 to 80 characters"


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ('series = "so"', "series = 7", "wrong-type", "a text in quotes"),
        ("first = 1001", 'first = "1001"', "wrong-type", "a whole number without quotes"),
        ("first = 1001", "first = true", "wrong-type", "a whole number without quotes"),
        ("last = 1999", "last = 10000", "wrong-value", "1 to 9,999"),
        ('letter = "A"', 'letter = "Đ"', "wrong-value", "without marks"),
        ('id = "dat-dai"', 'id = "Đất đai"', "wrong-value", "lower-case"),
        ('name_vi = "Đất đai"', 'name_vi = "  "', "wrong-value", "1 to 80"),
        ('code = "23134"', "code = 23134", "wrong-type", "a text in quotes"),
        ('["07:00-11:30", "13:00-16:30"]', '["7h-11h30"]', "wrong-value", '"07:00-11:30"'),
        ('["07:00-11:30", "13:00-16:30"]', '"07:00-11:30"', "wrong-type", "a list in [ ]"),
        ("[hours.week]", "[hours]\nmake_up_days = [1]\n[hours.week]", "wrong-type", "a table"),
        ('series = "so"', 'series = "so"\nicon = "lnad"', "unknown-word", 'did you mean "land"?'),
        ('series = "so"', 'series = "so"\nicon = "comp"', "unknown-word", 'did you mean "computer"?'),
        ("[hours.week]", "[scanning]\nenabled = 1\n[hours.week]", "wrong-type", "true or false"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_fits(
    old: str, new: str, code: str, hint: str, change: Change, problems: Check
) -> None:
    problem = the_only(problems(change(old, new)))

    assert problem.code == code
    assert problem.severity is Severity.ERROR
    assert hint in problem.suggestion.en


@pytest.mark.parametrize("written", ['"2026-12-24"', "2026-12-24T08:00:00"])
def test_a_date_is_written_without_quotes_or_time(written: str, change: Change, problems: Check) -> None:
    day = f'[[hours.days_off]]\ndate = {written}\nname_vi = "Nghỉ"\n'

    assert "2026-12-24" in the_only(problems(change("[hours.week]", f"{day}[hours.week]"))).suggestion.en


def test_a_list_in_the_place_of_a_word_is_called_one_in_both_languages(
    change: Change, problems: Check
) -> None:
    problem = the_only(problems(change('series = "so"', 'series = "so"\nicon = ["land"]')))

    assert problem.message_vi == "icon không nhận giá trị danh sách"
    assert problem.message_en == "icon cannot be a list"


def test_all_mistakes_are_named_in_one_run(small: str, problems: Check) -> None:
    text = (
        small.replace('letter = "A"', 'leter = "A"')
        .replace("first = 1001", 'first = "1001"')
        .replace('series = "so"', 'series = "soo"')
        .replace("13:00-16:30", "16:30-13:00")
    )

    found = {problem.code for problem in problems(text)}

    assert found == {"unknown-key", "wrong-type", "unknown-series", "span-backwards"}


def test_a_wrong_value_is_not_blamed_for_what_follows_from_it(change: Change, problems: Check) -> None:
    text = change('services = ["ho-tich", "dat-dai"]', "services = 5")

    assert the_only(problems(text)).code == "wrong-type"


def test_problems_come_in_the_order_of_the_lines(small: str, problems: Check) -> None:
    text = small.replace('series = "so"', "series = 1").replace('code = "23134"', "code = 1")

    lines = [problem.line for problem in problems(text)]

    assert lines == sorted(lines)
    assert len(lines) == 2


def test_an_empty_text_names_every_required_table(problems: Check) -> None:
    assert len([p for p in problems("") if p.code == "missing-key"]) == 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_no_text_breaks_the_checker(data: st.DataObject, small: str, known: Known) -> None:
    lines = small.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    words = st.sampled_from(
        ["[]", "{}", "1", '""', "true", "2026-01-01", "[[]]", '["x"]', '[{id = "a"}]', "1.5"]
    )
    key = lines[at].split("=")[0] if "=" in lines[at] else "x "
    lines[at] = data.draw(st.one_of(st.text(max_size=20), words.map(lambda word: f"{key}= {word}")))

    result = check("\n".join(lines), known)

    assert (result.config is None) == bool(result.errors)
    assert all(1 <= problem.line <= len("\n".join(lines).splitlines()) + 1 for problem in result.problems)
