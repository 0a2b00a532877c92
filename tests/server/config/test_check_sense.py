"""Sense: a text of the right form that would not work in the hall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from server.config.check import check
from server.config.known import Known, shipped
from server.config.problem import Problem, Severity

Check = Callable[[str], tuple[Problem, ...]]
Change = Callable[[str, str], str]

KIOSK = """
[[devices]]
id = "kiosk-1"
kind = "kiosk"
name_vi = "Kiosk"
name_en = "Kiosk"
screen = { width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }
"""
HALL = """
[[devices]]
id = "hall-1"
kind = "hall-display"
name_vi = "Màn hình"
name_en = "Display"
zone = "hall"
announces = true
screen = { width_mm = 941, height_mm = 529, width_px = 1920, height_px = 1080, distance_m = 5.0 }
"""
PANEL = """
[[devices]]
id = "panel-1"
kind = "panel"
name_vi = "Bàn phím gọi số"
name_en = "Panel"
counter = "1"
"""


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.severity.value, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ('id = "dat-dai"', 'id = "ho-tich"', "id-twice", "another id"),
        ('series = "so"', 'series = "soo"', "unknown-series", 'did you mean "so"?'),
        ('["ho-tich", "dat-dai"]', '["ho-tich", "dat-dai", "ho-tch"]', "unknown-service", '"ho-tich"'),
        ('["ho-tich", "dat-dai"]', '["ho-tich"]', "service-unreachable", "dat-dai"),
        ("last = 1999", "last = 1000", "series-empty", "first = 1000"),
        ("last = 999", "last = 1500", "number-too-long", "last = 999"),
        ("first = 1001\n", 'first = 500\nletter = "A"\n', "series-overlap", "letter"),
        ('letter = "A"\nfirst = 1\nlast = 999', "first = 900\nlast = 1100", "series-overlap", "first = 1101"),
        ('series = "so"', 'series = "so"\ndaily_cap = 1000', "series-too-small", "daily_cap = 999"),
        ('series = "so"', 'series = "so"\nprocedures = ["1.001194"]', "unknown-procedure", "did you mean"),
        ('series = "so"', 'series = "so"\nprocedures = ["9.999999"]', "unknown-procedure", "procedures.csv"),
        ("13:00-16:30", "16:30-13:00", "span-backwards", "13:00-16:30"),
        ("13:00-16:30", "11:00-16:30", "spans-overlap", "morning first"),
        ('series = "so"', 'series = "so"\nhours = { week = {} }', "service-never-open", "monday"),
        ('series = "so"', 'series = "so"\nhours = { last_ticket = "06:30" }', "last-ticket-outside", "16:30"),
        ('series = "so"', 'series = "so"\nhours = { last_ticket = "17:00" }', "last-ticket-outside", "16:30"),
        ("[hours.week]", "[hours]\nlast_ticket_before_min = 270\n[hours.week]", "no-time-for-tickets", "210"),
    ],
)
def test_what_cannot_work_is_refused(
    old: str, new: str, code: str, hint: str, change: Change, problems: Check
) -> None:
    text = change(old, new)

    mistakes = [problem for problem in problems(text) if problem.severity is Severity.ERROR]

    assert code in [problem.code for problem in mistakes]
    problem = next(problem for problem in mistakes if problem.code == code)
    assert hint in problem.suggestion.en
    assert problem.message_vi != problem.message_en
    assert problem.line > 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('code = "23134"', 'code = "00001"', "unknown-commune"),
        ('code = "23134"', 'code = "23143"', "name-of-another-commune"),
        ("Trung tâm Phục vụ hành", "Trung tâm dịch vụ hành", "unofficial-name"),
        ('series = "so"', 'series = "a"', "series-unused"),
        ("first = 1001\nlast = 1999", 'letter = "A"\nfirst = 1\nlast = 9', "series-overlap"),
        ('series = "so"', 'series = "so"\nprocedures = ["2.002621"]', "procedure-repealed"),
        ('series = "so"', 'series = "so"\nprocedures = ["1.001193"]', "procedures-left-out"),
        ("[hours.week]", "[hours]\nconfirmed_years = [2027]\n[hours.week]", "year-without-holidays"),
    ],
)
def test_what_looks_wrong_is_remarked(old: str, new: str, code: str, change: Change, problems: Check) -> None:
    assert code in [problem.code for problem in problems(change(old, new))]


@pytest.mark.parametrize(("one", "other"), [("B", "P"), ("T", "D"), ("M", "N")])
def test_letters_that_sound_alike_are_remarked(one: str, other: str, small: str, problems: Check) -> None:
    text = small.replace('letter = "A"', f'letter = "{one}"').replace(
        "first = 1001\nlast = 1999", f'letter = "{other}"\nfirst = 1\nlast = 999'
    )

    assert found(problems(text)) == [("warning", "letters-sound-alike")]


def test_two_halves_of_one_letter_are_remarked(small: str, problems: Check) -> None:
    text = small.replace("last = 999", "last = 499").replace(
        "first = 1001\nlast = 1999", 'letter = "A"\nfirst = 500\nlast = 999'
    )

    assert found(problems(text)) == [("warning", "letter-twice")]


def test_services_that_share_a_series_share_its_numbers(small: str, problems: Check) -> None:
    text = small.replace('series = "a"', 'series = "so"\ndaily_cap = 600').replace(
        'series = "so"\n\n', 'series = "so"\ndaily_cap = 600\n\n'
    )

    assert ("error", "series-too-small") in found(problems(text))


def test_a_procedure_belongs_to_one_service(small: str, problems: Check) -> None:
    text = small.replace('series = "a"', 'series = "a"\nprocedures = ["1.001193"]').replace(
        'series = "so"', 'series = "so"\nprocedures = ["1.001193"]'
    )

    assert ("error", "procedure-twice") in found(problems(text))


def test_a_day_cannot_be_off_and_worked(change: Change, problems: Check) -> None:
    day = 'date = 2026-06-06\nname_vi = "Mất điện"\n'
    text = change("[hours.week]", f"[[hours.days_off]]\n{day}[[hours.make_up_days]]\n{day}[hours.week]")

    assert found(problems(text)) == [("error", "day-twice")]


def test_an_idle_counter_is_remarked(small: str, problems: Check) -> None:
    idle = '\n[[counters]]\nid = "2"\nname_vi = "Quầy 2"\nname_en = "Counter 2"\nservices = []\n'

    assert found(problems(small + idle)) == [("warning", "counter-idle")]


def test_next_years_holidays_are_asked_for_in_autumn(small: str, known: Known) -> None:
    spring = check(small, shipped(date(2026, 3, 1)))
    autumn = check(small, shipped(date(2026, 11, 22)))

    assert spring.problems == ()
    assert found(autumn.problems) == [("warning", "year-unconfirmed")]
    assert autumn.config is not None
    assert "confirmed_years = [2027]" in autumn.problems[0].suggestion.en


def test_a_year_listed_in_the_file_is_known(change: Change) -> None:
    own = (
        '[hours]\nconfirmed_years = [2027]\ndays_off = [{ date = 2027-01-01, name_vi = "Tết Dương lịch" }]\n'
    )

    assert check(change("[hours.week]", f"{own}[hours.week]"), shipped(date(2026, 12, 1))).problems == ()


def test_devices_that_fit_are_accepted(small: str, problems: Check) -> None:
    assert problems(small + KIOSK + HALL + PANEL) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('zone = "hall"\n', "", ["device-without-zone", "zone-silent"]),
        ("announces = true\n", "", ["zone-silent"]),
        ('counter = "1"\n', "", ["device-without-counter"]),
        ('counter = "1"\n', 'counter = "7"\n', ["unknown-counter"]),
        ('counter = "1"\n', 'countr = "1"\n', ["unknown-key"]),
        ('counter = "1"\n', 'counter = "1"\nannounces = true\n', ["cannot-announce"]),
        ('counter = "1"\n', 'counter = "1"\nshows_records = true\n', ["cannot-show-records"]),
        ('kind = "kiosk"', 'kind = "kisok"', ["unknown-word"]),
        ("distance_m = 5.0 }", 'distance_m = 5.0, orientation = "portrait" }', ["screen-turned"]),
        ("width_mm = 941", "width_mm = 529", ["pixels-not-square"]),
        ("distance_m = 5.0", "distance_m = 15", ["screen-too-small"]),
        ("distance_m = 0.6", "distance_m = 1.5", ["screen-too-small"]),
        ("distance_m = 5.0", 'distance_m = "5"', ["wrong-type"]),
    ],
)
def test_devices_that_do_not_fit_are_named(
    old: str, new: str, expected: list[str], small: str, problems: Check
) -> None:
    devices = KIOSK + HALL + PANEL
    assert devices.count(old) == 1

    assert sorted(p.code for p in problems(small + devices.replace(old, new))) == sorted(expected)


def test_a_kiosk_says_how_large_its_glass_is(small: str, problems: Check) -> None:
    bare = "\n".join(line for line in KIOSK.splitlines() if not line.startswith("screen"))

    assert found(problems(small + bare + HALL)) == [("error", "device-without-screen")]


def test_two_voices_in_one_zone_are_refused(small: str, problems: Check) -> None:
    second = HALL.replace("hall-1", "hall-2")

    assert found(problems(small + KIOSK + HALL + second)) == [("error", "two-voices")]


def test_a_counter_has_one_panel(small: str, problems: Check) -> None:
    second = PANEL.replace("panel-1", "panel-2")

    assert found(problems(small + KIOSK + HALL + PANEL + second)) == [("warning", "panel-twice")]


def test_a_center_without_a_kiosk_is_remarked(small: str, problems: Check) -> None:
    assert found(problems(small + HALL)) == [("warning", "no-kiosk")]


def test_a_television_says_how_far_it_serves(small: str, problems: Check) -> None:
    text = small + KIOSK + HALL.replace("distance_m = 5.0", "distance_m = 15")

    assert "distance_m = 11.1" in problems(text)[0].suggestion.en


def test_an_unknown_commune_is_answered_with_the_ones_the_name_mentions(
    change: Change, problems: Check
) -> None:
    assert "23134 Xã Tân Lập" in problems(change('code = "23134"', 'code = "00001"'))[0].suggestion.en
