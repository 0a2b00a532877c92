"""Norms: all optional, checked for sense, and a service's own promise wins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contract.ids import ServiceId
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import Known
from server.config.problem import Problem
from server.domain.center import CenterRules, Norms

Check = Callable[[str], tuple[Problem, ...]]
Change = Callable[[str, str], str]

CIVIL, LAND = ServiceId("ho-tich"), ServiceId("dat-dai")


def rules_of(text: str, known: Known) -> CenterRules:
    checked = check(text, known)
    assert checked.config is not None, checked.problems
    return center_rules(checked.config, known.holidays, text)


def test_a_center_without_norms_has_the_usual_ones(small: str, known: Known) -> None:
    assert rules_of(small, known).norms == Norms(
        longest_wait_s=1800,
        longest_service_s=1800,
        idle_with_waiting_s=180,
        longest_line=15,
        forgotten_service_s=7200,
        too_short_service_s=20,
    )


def test_every_norm_can_be_written(small: str, known: Known) -> None:
    written = """
[norms]
longest_wait_min = 20
longest_service_min = 45
idle_with_waiting_min = 5
longest_line = 40
forgotten_service_min = 180
too_short_service_s = 30
"""

    assert rules_of(small + written, known).norms == Norms(1200, 2700, 300, 40, 10800, 30)


def test_a_services_own_promise_wins(change: Change, known: Known) -> None:
    rules = rules_of(change('series = "so"', 'series = "so"\ntarget_wait_min = 10'), known)

    assert (rules.longest_wait_s(LAND), rules.longest_wait_s(CIVIL)) == (600, 1800)
    assert rules.longest_wait_s(ServiceId("ended")) == 1800


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("longest_service_min = 30\nforgotten_service_min = 30", "forgotten-within-norm", 3),
        ("longest_service_min = 120", "forgotten-within-norm", 1),
        ("longest_service_min = 1\ntoo_short_service_s = 60", "too-short-beyond-norm", 3),
        ("longest_wait_min = 0", "wrong-value", 2),
        ("longest_line = 0", "wrong-value", 2),
        ("idle_with_waiting = 3", "unknown-key", 2),
    ],
)
def test_norms_that_contradict_each_other_are_named(
    written: str, code: str, line: int, small: str, problems: Check
) -> None:
    (only,) = problems(f"{small}\n[norms]\n{written}\n")

    assert (only.code, only.line) == (code, small.count("\n") + 1 + line)


@pytest.mark.parametrize(
    "written",
    [
        "longest_service_min = 30\nforgotten_service_min = 31",
        "longest_service_min = 1\ntoo_short_service_s = 59",
    ],
)
def test_norms_that_just_fit_are_accepted(written: str, small: str, problems: Check) -> None:
    assert problems(f"{small}\n[norms]\n{written}\n") == ()


def test_a_norm_that_cannot_be_read_is_not_blamed_twice(small: str, problems: Check) -> None:
    (only,) = problems(f'{small}\n[norms]\nlongest_service_min = 200\nforgotten_service_min = "long"\n')

    assert only.code == "wrong-type"
