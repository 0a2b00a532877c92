"""A figure is the same from rows, sheets and spans, in any order, and as an auditor finds it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from server.reports.answering import answer, tally_for
from server.reports.cuts import CUTS, cut_for, unit_for
from server.reports.figures import figures_of
from server.reports.kept_sheets import forget_all
from server.reports.question import Grain, Question
from server.reports.rows import days_with_rows, seen_on
from server.reports.tally import merged
from server.reports.units import NOT_ISSUED, Dimension, Ending, Flag, Measure, Unit
from server.reports.waits_record import waits_record
from server.store import tables
from tests.support.exported import exported
from tests.support.recomputing import recompute_waits
from tests.support.simulated import FIRST, LAST, Weeks, keep, opened

NOW_US = 0
"""Every day is closed: nothing runs any more."""

QUESTIONS: tuple[Question, ...] = (
    Question(FIRST, LAST),
    *(Question(FIRST, LAST, by=(dimension,)) for dimension in Dimension),
    Question(FIRST, LAST, by=(Dimension.WEEKDAY, Dimension.HOUR)),
    Question(FIRST, LAST, by=(Dimension.HOUR,), only={Dimension.SERVICE: "chung-thuc"}),
    Question(FIRST, LAST, by=(Dimension.PROCEDURE,), only={Dimension.OFFICER: ""}),
    Question(
        FIRST, LAST, by=(Dimension.OFFICER,), only={Dimension.PRIORITY: ""},
        without=frozenset({Flag.ESTIMATED}),
    ),
    *(Question(FIRST, LAST, grain=grain) for grain in Grain),
    Question(FIRST, LAST, grain=Grain.MONTH, by=(Dimension.SERVICE,)),
    Question(date(2026, 9, 28), date(2026, 11, 3), by=(Dimension.SERVICE,)),
    Question(date(2026, 10, 1), date(2026, 10, 31)),
    Question(date(2026, 10, 5), date(2026, 10, 5), by=(Dimension.COUNTER,)),
    Question(date(2020, 1, 1), date(2026, 9, 20)),
    Question(date(1999, 1, 1), date(2030, 12, 31), by=(Dimension.KIOSK,)),
)  # fmt: skip


def ask(weeks: Weeks, question: Question) -> Any:
    with weeks.database.reading() as connection:
        report = answer(connection, question, NOW_US)
    return report.total, dict(report.groups)


def in_all_three_ways(weeks: Weeks) -> None:
    with weeks.database.writing() as connection:
        forget_all(connection)
    from_rows = [ask(weeks, question) for question in QUESTIONS]
    assert keep(weeks, spans=False) > 30
    from_days = [ask(weeks, question) for question in QUESTIONS]
    assert keep(weeks) == 3  # September, October and the third quarter
    from_spans = [ask(weeks, question) for question in QUESTIONS]
    for question, rows, days, spans in zip(QUESTIONS, from_rows, from_days, from_spans, strict=True):
        assert rows == days == spans, question
    assert from_rows[0][0].issued > 300


def test_rows_sheets_and_spans_give_the_same_figures(weeks: Weeks) -> None:
    in_all_three_ways(weeks)


def test_on_postgresql_too(postgres_weeks: Weeks) -> None:
    in_all_three_ways(postgres_weeks)


def test_both_databases_hold_the_same_weeks(weeks: Weeks, postgres_weeks: Weeks) -> None:
    for question in QUESTIONS:
        assert ask(weeks, question) == ask(postgres_weeks, question)


def test_an_auditor_recomputes_every_figure_from_an_export_alone(weeks: Weeks) -> None:
    lines = list(exported(weeks.url))
    keep(weeks)
    draw = random.Random(4)
    with weeks.database.reading() as connection:
        services = [*connection.scalars(select(tables.ticket.c.service).distinct()), None, None, None]
        for service in services:
            first = FIRST + timedelta(days=draw.randrange(40))
            last = first + timedelta(days=draw.choice((0, 6, 30)))
            ours = waits_record(connection, first, last, service, NOW_US)
            theirs = recompute_waits().figures(lines, first.isoformat(), last.isoformat(), service)
            assert ours == theirs, (first, last, service)


def test_the_weeks_hold_what_reports_must_cope_with(weeks: Weeks) -> None:
    """Else the comparisons above would prove little."""
    total, _ = ask(weeks, Question(FIRST, LAST))
    stays, _ = ask(weeks, Question(FIRST, LAST, unit=Unit.STAY))

    assert {ending for ending, count in total.endings.items() if count} == {
        Ending.SERVED, Ending.BY_HAND, Ending.NO_SHOW, Ending.LEFT, Ending.UNSERVED, Ending.NO_SLIP,
        Ending.NOT_PLACED,
    }  # fmt: skip
    assert {flag for flag, count in total.flags.items() if not count} == {Flag.ESTIMATED, Flag.INACCURATE}
    assert stays.endings[Ending.PASSED_ON]
    assert stays.endings[Ending.RETURNED] + stays.endings[Ending.NO_SHOW]
    assert all(total.times[measure].n for measure in Measure)


def test_every_visit_is_the_sum_of_its_periods_and_ends_one_way(weeks: Weeks) -> None:
    sums = [func.sum(column) for column in (
        tables.ticket.c.waiting_us, tables.ticket.c.walking_us, tables.ticket.c.service_us,
        tables.ticket.c.hold_us, tables.ticket.c.absent_us,
    )]  # fmt: skip
    with weeks.database.reading() as connection:
        for day in days_with_rows(connection, FIRST, LAST):
            for seen in seen_on(connection, day):
                parts = seen.stretches
                assert all(one.end_us == other.start_us for one, other in pairwise(parts))
                assert all(part.us >= 0 for part in parts)
        periods = connection.execute(select(func.sum(tables.period.c.duration_us))).scalar_one()
        assert periods == sum(connection.execute(select(*sums)).one())
    for question in (Question(FIRST, LAST), Question(FIRST, LAST, unit=Unit.LEG)):
        total, _ = ask(weeks, question)
        assert total.issued == sum(count for end, count in total.endings.items() if end not in NOT_ISSUED)
        assert sum(total.endings.values()) == total.given + total.endings[Ending.NOT_PLACED]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_parts_merged_in_any_order_are_equal(weeks: Weeks, data: st.DataObject) -> None:
    cut = data.draw(st.sampled_from(CUTS))
    days = [FIRST + timedelta(days=at) for at in range(28)]
    groups = data.draw(st.permutations(days))
    size = data.draw(st.integers(1, 9))
    with weeks.database.reading() as connection:
        parts = [
            merged(cut.unit, cut.by, [
                tally_for(connection, Question(day, day, by=cut.by, unit=cut.unit), NOW_US)
                for day in groups[at : at + size]
            ])
            for at in range(0, len(groups), size)
        ]  # fmt: skip
        whole = tally_for(connection, Question(days[0], days[-1], by=cut.by, unit=cut.unit), NOW_US)
    assert figures_of(merged(cut.unit, cut.by, data.draw(st.permutations(parts)))) == figures_of(whole)


def test_groups_add_up_to_the_total(weeks: Weeks) -> None:
    for question in QUESTIONS:
        total, groups = ask(weeks, question)
        if groups:
            assert sum(figures.given for figures in groups.values()) == total.given, question
            for measure in total.times:
                assert (
                    sum(group.times[measure].sum_us for group in groups.values())
                    == total.times[measure].sum_us
                )


def test_a_question_finds_the_coarsest_cut_that_answers_it() -> None:
    def named(*dimensions: Dimension) -> str | None:
        cut = cut_for(unit_for(dimensions), dimensions)
        return cut.name if cut else None

    assert named() == "visit"
    assert named(Dimension.HOUR) == "visit:hour"
    assert named(Dimension.WEEKDAY) == "visit:weekday:hour"
    assert named(Dimension.SERVICE) == "leg:service"
    assert named(Dimension.OFFICER, Dimension.HOUR) == "stay:officer:hour"
    assert named(Dimension.OFFICER, Dimension.SERVICE) is None
    assert len({cut.name for cut in CUTS}) == len(CUTS)
    assert max(len(cut.name) for cut in CUTS) <= tables.span_sheet.c.cut.type.length


def test_leaving_out_what_is_in_doubt_is_the_same_as_counting_the_rest(weeks: Weeks) -> None:
    every, _ = ask(weeks, Question(FIRST, LAST))
    sure, _ = ask(weeks, Question(FIRST, LAST, without=frozenset({Flag.OFFLINE})))

    assert every.flags[Flag.OFFLINE] > 0
    assert sure.flags[Flag.OFFLINE] == 0
    assert sure.issued == every.issued - every.flags[Flag.OFFLINE]


def test_a_day_whose_sheet_is_gone_is_read_from_its_rows(weeks: Weeks) -> None:
    keep(weeks)
    before = [ask(weeks, question) for question in QUESTIONS]
    with weeks.database.writing() as connection:
        connection.execute(text("DELETE FROM day_sheet WHERE day IN ('2026-10-05', '2026-09-22')"))
        connection.execute(text("DELETE FROM span_sheet WHERE cut = 'leg:service'"))

    assert [ask(weeks, question) for question in QUESTIONS] == before


def test_an_empty_ledger_has_no_figures(tmp_path: Any) -> None:

    with opened(f"sqlite:///{tmp_path / 'empty.sqlite'}") as empty:
        total, groups = ask(empty, Question(FIRST, LAST, by=(Dimension.SERVICE,)))

    assert (total.given, groups) == (0, {})
