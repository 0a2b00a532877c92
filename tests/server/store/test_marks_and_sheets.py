"""Marks on times in the tables, and sheets of past days that a correction makes untrue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, text

from contract import commands as c
from contract.ids import TicketId
from contract.offline import TakenAt
from contract.words import HandInEnd, TimesWrong
from server.store import tables
from server.store.verify import verify
from tests.support.handed import MONDAY, hand_in, told
from tests.support.hub import ANH, KIOSK, MANAGER, MONDAY_8, SmallHub
from tests.support.tampering import take_guard_away

TWO_DAYS_S = 48 * 3600
OTHER = date(2026, 10, 5)
SPANS = ("2026-11", "2026Q4", "2026", "202b", "202x")
OTHER_SPANS = ("2026-10", "2026Q3", "2025", "202a", "201x")


def served(hub: SmallHub) -> TicketId:
    hub.sit()
    ticket = hub.take()
    hub.serve(ticket)
    hub.at_counter(c.Finish, ticket)
    return ticket


def mark(hub: SmallHub, ticket: TicketId, reason: TimesWrong | None = TimesWrong.FORGOTTEN) -> None:
    hub.do(c.MarkTimes, MANAGER, ticket=ticket, reason=reason)


def keep_sheets(hub: SmallHub) -> None:
    """Of Monday, of another day, and of the spans around them; what is in them does not matter here."""
    with hub.database.writing() as connection:
        for table in (tables.day_sheet, tables.span_sheet):
            connection.execute(table.delete())
        rows = [{"day": day, "sheet": b"x"} for day in (MONDAY, OTHER)]
        connection.execute(insert(tables.day_sheet), rows)
        spans = [
            {"span": span, "cut": cut, "figures": b"x"}
            for span in (*SPANS, *OTHER_SPANS)
            for cut in ("visit", "stay:officer")
        ]
        connection.execute(insert(tables.span_sheet), spans)


def kept(hub: SmallHub) -> tuple[set[date], set[str]]:
    with hub.database.reading() as connection:
        return (
            set(connection.scalars(select(tables.day_sheet.c.day))),
            set(connection.scalars(select(tables.span_sheet.c.span))),
        )


ALL = ({MONDAY, OTHER}, {*SPANS, *OTHER_SPANS})
WITHOUT_MONDAY = ({OTHER}, set(OTHER_SPANS))


# --- verify -------------------------------------------------------------------------------------------


def test_marks_set_changed_and_taken_back_over_days_are_sound(hub: SmallHub) -> None:
    first, second = served(hub), hub.take()
    mark(hub, first)
    mark(hub, second, TimesWrong.DEVICE)
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    mark(hub, first, None)
    mark(hub, second, TimesWrong.WRONG_NUMBER)

    assert hub.findings().wrong == []


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("DELETE FROM times_mark", "the mark on the times of ticket {ticket} is missing"),
        ("UPDATE times_mark SET reason = 'device'", "ticket {ticket} is not what events say"),
        ("UPDATE times_mark SET officer = 'anh'", "ticket {ticket} is not what events say"),
        ("UPDATE times_mark SET ticket = 'x'", "the mark on the times of ticket x is not what events say"),
        ("INSERT INTO times_mark VALUES ('x', '2026-11-23', 0, 'device', 'anh')", "times of ticket x is not"),
    ],
)
def test_a_changed_mark_is_found(hub: SmallHub, sql: str, sentence: str) -> None:
    ticket = served(hub)
    mark(hub, ticket)
    with hub.database.writing() as connection:
        assert connection.execute(text(sql)).rowcount == 1

    assert any(sentence.format(ticket=ticket) in found for found in hub.findings().wrong)


def test_a_changed_event_of_a_mark_is_found(hub: SmallHub) -> None:
    mark(hub, served(hub))
    with hub.database.writing() as connection:
        take_guard_away(connection)
        connection.execute(text("DELETE FROM event WHERE kind = 'ticket/times-marked'"))
        found = verify(connection).wrong

    assert any("is not what events say" in sentence for sentence in found)


# --- sheets of past days ------------------------------------------------------------------------------


def test_a_mark_on_a_past_day_makes_its_sheets_untrue_and_no_others(hub: SmallHub) -> None:
    ticket = served(hub)
    hub.close_day()
    for reason in (TimesWrong.DEVICE, None):
        keep_sheets(hub)
        corrections = hub.writer.corrections
        mark(hub, ticket, reason)

        assert kept(hub) == WITHOUT_MONDAY
        assert hub.writer.corrections == corrections + 1

    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    keep_sheets(hub)
    mark(hub, ticket)
    assert kept(hub) == WITHOUT_MONDAY


def test_what_happens_on_the_open_day_leaves_all_sheets(hub: SmallHub) -> None:
    keep_sheets(hub)
    corrections = hub.writer.corrections
    mark(hub, served(hub))

    assert kept(hub) == ALL
    assert hub.writer.corrections == corrections


def test_a_slip_merged_after_the_close_makes_the_day_untrue(hub: SmallHub) -> None:
    hub.sit()
    hub.clock.pass_time(900)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hub.at_counter(c.Finish, claimed.ticket)
    hub.close_day()
    keep_sheets(hub)
    corrections = hub.writer.corrections
    taken = TakenAt(at=MONDAY_8 + timedelta(minutes=3), is_sure=True)

    assert hand_in(hub, told(hub, "A999", taken=taken)) == [HandInEnd.MERGED]

    assert kept(hub) == WITHOUT_MONDAY
    assert hub.writer.corrections == corrections + 1


def test_a_slip_that_finds_no_line_any_more_makes_its_day_untrue(hub: SmallHub) -> None:
    late = told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    keep_sheets(hub)

    assert hand_in(hub, late) == [HandInEnd.NOT_PLACED]

    assert kept(hub) == WITHOUT_MONDAY


def test_a_late_void_makes_the_closed_day_untrue(hub: SmallHub) -> None:
    taken = hub.reserve()
    hub.close_day()
    keep_sheets(hub)
    hub.do(c.VoidTicket, KIOSK, ticket=taken.ticket, reason="not-printed")

    assert kept(hub) == WITHOUT_MONDAY


def test_a_day_opened_again_has_no_sheet(hub: SmallHub) -> None:
    hub.close_day()
    keep_sheets(hub)
    hub.open_day()

    assert kept(hub) == WITHOUT_MONDAY
