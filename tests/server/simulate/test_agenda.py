"""Deeds come in the order of their times; of two at one time the one planned first."""

from __future__ import annotations

from server.simulate.agenda import Agenda


def test_deeds_come_by_time_and_then_in_the_order_they_were_planned() -> None:
    agenda, done = Agenda(), list[str]()
    agenda.plan(20, lambda: done.append("late"))
    agenda.plan(10, lambda: done.append("first of two"))
    agenda.plan_alone(10, lambda: done.append("second of two"))

    while (due := agenda.next_before(100)) is not None:
        due.deed()

    assert done == ["first of two", "second of two", "late"]


def test_what_is_due_at_the_end_waits_for_the_next_stretch() -> None:
    agenda = Agenda()
    agenda.plan(60, lambda: None)

    assert agenda.next_before(60) is None
    assert agenda.next_before(60.001) is not None


def test_it_knows_what_the_hub_is_needed_for() -> None:
    agenda = Agenda()
    agenda.plan(1, lambda: None)
    agenda.plan_alone(2, lambda: None)

    dues = [agenda.next_before(9), agenda.next_before(9)]

    assert [due.needs_hub for due in dues if due is not None] == [True, False]
