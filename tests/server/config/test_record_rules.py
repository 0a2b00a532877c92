"""Records as configured: written times win, contradictions are named, a duplicate is always a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest

from contract.ids import ProcedureCode, ReasonId
from contract.record_words import Channel, ComparedBy, ReasonFor, TermUnit
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import Known
from server.config.problem import Problem
from server.domain.deadline import Term
from server.domain.record_rules import DUPLICATE, RecordRules

Check = Callable[[str], tuple[Problem, ...]]

COPIES, GUARDIAN = ProcedureCode("2.000815"), ProcedureCode("1.004837")
TERM = '[[records.terms]]\nprocedure = "{}"\namount = {}\nunit = "{}"\n'


def rules_of(text: str, known: Known) -> RecordRules:
    checked = check(text, known)
    assert checked.config is not None, checked.problems
    return center_rules(checked.config, known.holidays, text, known.procedures).records


def test_a_center_that_says_nothing_has_the_rule_of_15_00_and_the_shipped_times(
    small: str, known: Known
) -> None:
    rules = rules_of(small, known)

    assert rules.working.next_day_after == time(15)
    assert rules.compared_by is ComparedBy.DAY
    assert rules.term(GUARDIAN, Channel.POST) == Term(3, TermUnit.WORKING_DAY)
    assert rules.term(COPIES, Channel.DIRECT) is None


def test_a_written_time_wins_for_its_channel_or_for_all(small: str, known: Known) -> None:
    one = TERM.format(GUARDIAN, 5, "day") + 'channel = "post"\n'
    rules = rules_of(small + one + TERM.format(COPIES, 0, "working-day"), known)

    assert rules.term(GUARDIAN, Channel.POST) == Term(5, TermUnit.DAY)
    assert rules.term(GUARDIAN, Channel.DIRECT) == Term(3, TermUnit.WORKING_DAY)
    assert {rules.term(COPIES, channel) for channel in Channel} == {Term(0, TermUnit.WORKING_DAY)}


def test_no_record_of_a_repealed_procedure_is_received(small: str, known: Known) -> None:
    rules = rules_of(small, known)

    assert ProcedureCode("2.002621") not in rules.procedures
    assert GUARDIAN in rules.procedures


def test_reasons_belong_to_one_act_and_a_duplicate_is_always_one(small: str, known: Known) -> None:
    written = '[[records.reasons]]\nid = "thieu"\nact = "supplement"\nname_vi = "Thiếu"\nname_en = "M"\n'
    rules = rules_of(small + written, known)

    assert rules.reason(ReasonFor.SUPPLEMENT, ReasonId("thieu")) is not None
    assert rules.reason(ReasonFor.REFUSE, ReasonId("thieu")) is None
    assert [reason.id for reason in rules.reasons_for(ReasonFor.REFUSE_AT_RECEPTION)] == [DUPLICATE]


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        (TERM.format("1.999999", 3, "day"), "unknown-procedure", 2),
        (
            TERM.format(COPIES, 3, "day") + TERM.format(COPIES, 4, "day") + 'channel = "post"\n',
            "term-twice",
            6,
        ),
        (TERM.format(COPIES, 0, "day"), "no-time", 3),
        (TERM.format(COPIES, 3, "week"), "unknown-word", 4),
        ('[records]\nnext_day_after = ""\n', "wrong-value", 2),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line(
    written: str, code: str, line: int, small: str, problems: Check
) -> None:
    found = [problem for problem in problems(f"{small}\n{written}") if problem.code == code]

    assert [problem.line for problem in found] == [small.count("\n") + 1 + line]


REASON = '[[records.reasons]]\nid = "{}"\nact = "{}"\nname_vi = "A"\nname_en = "A"\n'


def test_two_reasons_share_no_id_whatever_they_are_for(small: str, problems: Check) -> None:
    stop = small + REASON.format("a", "stop")

    assert problems(stop + REASON.format("b", "refuse")) == ()
    for act in ("stop", "refuse"):
        (only,) = problems(stop + REASON.format("a", act))
        assert (only.code, only.line) == ("id-twice", stop.count("\n") + 2)


def test_the_reason_that_is_always_there_is_for_nothing_else(small: str, problems: Check) -> None:
    assert problems(small + REASON.format(DUPLICATE, "refuse-at-reception")) == ()
    (only,) = problems(small + REASON.format(DUPLICATE, "refuse"))
    assert only.code == "id-twice"
