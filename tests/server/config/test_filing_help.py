"""Help with filing online as configured: something to note, a key for each, once each, with a way out."""

from __future__ import annotations

from collections.abc import Callable

from server.config.check import check
from server.config.known import Known
from server.config.problem import Severity
from tests.support.hub import SAMPLE

Change = Callable[[str, str], str]

THING = '\n[[filing_help.missing]]\nid = "{id}"\nname_vi = "Thứ {id}"\nname_en = "Thing {id}"\n'
WITH_A_WAY = THING + 'todo_vi = ["Mang theo"]\n'


def codes(text: str, known: Known) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in check(text, known).problems]


def marked(change: Change) -> str:
    return change('series = "so"', 'series = "so"\nis_filing_help = true')


def test_the_sample_has_four_things_and_one_service(known: Known) -> None:
    config = check(SAMPLE, known).config
    assert config is not None
    assert [thing.id for thing in config.filing_help.missing] == [
        "dinh-danh-muc-2", "tai-khoan-ngan-hang", "dien-thoai", "khac",
    ]  # fmt: skip
    assert [service.id for service in config.services if service.is_filing_help] == ["huong-dan"]


def test_a_service_that_helps_needs_something_to_note(change: Change, known: Known) -> None:
    assert codes(marked(change), known) == [("nothing-to-note", Severity.ERROR)]
    assert codes(marked(change) + WITH_A_WAY.format(id="a"), known) == []


def test_things_that_nobody_notes_are_said(small: str, known: Known) -> None:
    assert codes(small + WITH_A_WAY.format(id="a"), known) == [("nobody-notes", Severity.WARNING)]


def test_each_thing_stands_once_and_has_a_key(change: Change, known: Known) -> None:
    twice = marked(change) + WITH_A_WAY.format(id="a") * 2
    nine = marked(change) + "".join(WITH_A_WAY.format(id=f"a{at}") for at in range(9))

    assert codes(twice, known) == [("id-twice", Severity.ERROR)]
    assert codes(nine, known) == [("too-many-things", Severity.ERROR)]


def test_what_fits_no_message_to_a_kiosk_is_refused(change: Change, known: Known) -> None:
    many = THING.format(id="a") + f"todo_vi = {['Mang theo'] * 13}\n"

    assert codes(marked(change) + many, known) == [("too-many-lines", Severity.ERROR)]


def test_a_thing_without_a_way_out_is_said(change: Change, known: Known) -> None:
    assert codes(marked(change) + THING.format(id="a"), known) == [("no-way-out", Severity.WARNING)]
