"""Kinds of scanned documents and scan stations: usable without a word, checked for sense where written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contract.paper_words import SheetSource
from server.config.check import check
from server.config.known import Known
from server.config.papers import DEFAULT_KINDS, Papers, Scan
from server.config.problem import Problem, Severity

Check = Callable[[str], tuple[Problem, ...]]

SCANNER = '[[devices]]\nid = "scanner-1"\nkind = "scanner"\nname_vi = "Máy quét"\nname_en = "Scanner"\n'
CARD = '[[papers.kinds]]\nid = "the"\nname_vi = "Thẻ"\nname_en = "Card"\n'
KEPT = "[records]\nkeep_applicants_days = 60\n"


def papers_of(text: str, known: Known) -> Papers:
    checked = check(text, known)
    assert checked.config is not None, checked.problems
    return checked.config.papers


def test_a_center_that_says_nothing_has_kinds_of_which_none_needs_to_be_kept_longer_than_the_applicant(
    small: str, known: Known
) -> None:
    offered = papers_of(small, known).offered

    assert offered == DEFAULT_KINDS
    assert all(kind.keep_days in (None, 0) for kind in offered)
    assert {kind.id: kind.scan for kind in offered if kind.scan is not Scan.YES} == {
        "the-can-cuoc": Scan.CONSENT,
        "chi-xuat-trinh": Scan.NO,
    }


def test_written_kinds_take_the_place_of_the_usual_ones(small: str, known: Known) -> None:
    papers = papers_of(f'{small}{CARD}source = "flatbed"\nscan = "consent"\nkeep_days = 30\n', known)

    assert [kind.id for kind in papers.offered] == ["the"]
    card = papers.kind("the")
    assert card
    assert (card.source, card.scan, card.keep_days) == (SheetSource.FLATBED, Scan.CONSENT, 30)
    assert papers.kind("don-to-khai") is None


@pytest.mark.parametrize(
    ("written", "code", "severity"),
    [
        (CARD + CARD, "id-twice", Severity.ERROR),
        (CARD + "dpi = 72\n", "wrong-value", Severity.ERROR),
        (CARD + 'scan = "maybe"\n', "unknown-word", Severity.ERROR),
        (CARD + "keep_days = 91\n", "kept-longer-than-applicant", Severity.ERROR),
        (KEPT + CARD + "keep_days = 61\n", "kept-longer-than-applicant", Severity.ERROR),
        (CARD + 'size = "id-card"\n', "card-through-feeder", Severity.WARNING),
        (SCANNER, "device-without-counters", Severity.ERROR),
        (SCANNER + 'counters = ["7"]\n', "unknown-counter", Severity.ERROR),
        (
            SCANNER.replace('"scanner"', '"printer"') + 'counters = ["1"]\n',
            "counters-of-no-scanner",
            Severity.ERROR,
        ),
    ],
)
def test_what_makes_no_sense_is_named(
    small: str, problems: Check, written: str, code: str, severity: Severity
) -> None:
    found = [(problem.code, problem.severity) for problem in problems(small + written)]

    assert (code, severity) in found


@pytest.mark.parametrize(
    "written",
    [
        SCANNER + 'counters = ["1"]\n',
        SCANNER + 'counters = ["1"]\nscans = false\n',
        KEPT + CARD + "keep_days = 60\n",
        CARD + 'size = "id-card"\nsource = "flatbed"\n',
        CARD + 'size = "id-card"\nscan = "no"\n',
    ],
)
def test_what_makes_sense_is_taken(small: str, problems: Check, written: str) -> None:
    before = {problem.code for problem in problems(small)}
    found = {problem.code for problem in problems(small + written)} - before

    assert found <= {"no-kiosk", "zone-silent"}
