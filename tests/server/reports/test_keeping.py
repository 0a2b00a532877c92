"""What is kept for reports is made after the close, forgotten with every correction, and proven equal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from contract import commands as c
from contract.ids import TicketId
from contract.words import TimesWrong
from server.reports.answering import answer
from server.reports.keeper import ReportKeeper
from server.reports.making import make, missing, present_in
from server.reports.question import Question
from server.reports.rebuilding import compare
from server.reports.sheet import DamagedSheetError, decode_columns
from server.reports.units import Ending, Flag, Unit
from server.store import tables
from tests.support.hub import ANH, MANAGER, SmallHub, small_hub
from tests.support.simulated import FIRST, LAST, Weeks, keep

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgres"])
def hub(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SmallHub]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        hub.sit()
        yield hub


def a_visit(hub: SmallHub) -> TicketId:
    ticket = hub.take()
    hub.clock.pass_time(300)
    hub.serve(ticket)
    hub.clock.pass_time(240)
    hub.at_counter(c.Finish, ticket)
    return ticket


def kept(hub: SmallHub) -> list[date]:
    with hub.database.reading() as connection:
        return list(connection.scalars(select(tables.day_sheet.c.day)))


def total(hub: SmallHub, day: date = MONDAY) -> tuple[int, int]:
    with hub.database.reading() as connection:
        found = answer(connection, Question(day, day), hub.writer.now().utc_us).total
    return found.endings[Ending.SERVED], found.flags[Flag.INACCURATE]


def test_the_open_day_is_never_kept_and_always_right(hub: SmallHub) -> None:
    keeper = ReportKeeper(hub.writer, hub.database)
    a_visit(hub)
    keeper.catch_up()

    assert kept(hub) == []
    assert total(hub) == (1, 0)
    a_visit(hub)
    assert total(hub) == (2, 0)


def test_a_closed_day_is_kept_once(hub: SmallHub) -> None:
    keeper = ReportKeeper(hub.writer, hub.database)
    a_visit(hub)
    hub.close_day()
    keeper.catch_up()

    assert kept(hub) == [MONDAY]
    assert total(hub) == (1, 0)
    with hub.database.reading() as connection:
        assert not missing(connection, present_in(connection))


def test_a_correction_of_a_closed_day_is_in_the_next_report(hub: SmallHub) -> None:
    keeper = ReportKeeper(hub.writer, hub.database)
    ticket = a_visit(hub)
    hub.close_day()
    keeper.catch_up()
    hub.do(c.MarkTimes, ANH, ticket=ticket, reason=TimesWrong.PRESSED_LATE)

    assert kept(hub) == []
    assert total(hub) == (1, 1)
    keeper.catch_up()
    assert kept(hub) == [MONDAY]
    hub.do(c.MarkTimes, MANAGER, ticket=ticket, reason=None)
    assert total(hub) == (1, 0)


def test_a_day_that_is_opened_again_is_read_from_its_rows(hub: SmallHub) -> None:
    keeper = ReportKeeper(hub.writer, hub.database)
    a_visit(hub)
    hub.close_day()
    keeper.catch_up()
    hub.open_day()
    hub.sit()
    a_visit(hub)

    assert kept(hub) == []
    assert total(hub) == (2, 0)


def test_what_changed_while_a_sheet_was_made_is_not_kept(hub: SmallHub) -> None:
    """The keeper reads, a mark comes in between, the keeper writes: its sheet is already old."""
    ticket = a_visit(hub)
    hub.close_day()
    keeper = ReportKeeper(hub.writer, hub.database)
    corrections = hub.writer.corrections
    with hub.database.reading() as connection:
        write = make(connection, MONDAY)
    hub.do(c.MarkTimes, ANH, ticket=ticket, reason=TimesWrong.DEVICE)

    assert keeper.keep(write, corrections) is False
    assert kept(hub) == []
    keeper.catch_up()
    assert (kept(hub), total(hub)) == ([MONDAY], (1, 1))


def test_everything_kept_equals_what_is_made_again(weeks: Weeks) -> None:
    keep(weeks)
    told: list[tuple[int, int]] = []
    with weeks.database.reading() as connection:
        found = compare(connection, present_in(connection), lambda done, of: told.append((done, of)))

    assert found.is_equal
    assert (found.days > 30, found.spans) == (True, 3)
    assert told[-1] == (found.days + found.spans,) * 2
    assert len(told) == found.days + found.spans


SEPTEMBERS = "(SELECT figures FROM span_sheet WHERE span = '2026-09' AND cut = 'visit')"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE ticket SET priority = 'x' WHERE day = '2026-10-06'", "2026-10-06"),
        ("UPDATE period SET duration_us = duration_us + 1 WHERE day = '2026-11-03'", "2026-11-03"),
        ("DELETE FROM day_sheet WHERE day = '2026-10-07'", "2026-10-07"),
        ("DELETE FROM span_sheet WHERE span = '2026-10'", "2026-10"),
        ("DELETE FROM span_sheet WHERE cut = 'leg:service'", "2026-09 (leg:service)"),
        (
            f"UPDATE span_sheet SET figures = {SEPTEMBERS} WHERE span = '2026-10' AND cut = 'visit'",  # noqa: S608 - written above
            "2026-10 (visit)",
        ),
    ],
)
def test_what_does_not_equal_its_rows_is_named(weeks: Weeks, change: str, named: str) -> None:
    keep(weeks)
    with weeks.database.writing() as connection:
        connection.execute(text(change))
    with weeks.database.reading() as connection:
        found = compare(connection, present_in(connection), lambda _done, _of: None)

    assert not found.is_equal
    assert named in [*found.missing, *found.different]


def test_bytes_that_are_no_sheet_are_refused(weeks: Weeks) -> None:
    keep(weeks)
    with weeks.database.reading() as connection:
        sheet = bytes(connection.execute(select(tables.day_sheet.c.sheet).limit(1)).scalar_one())
        size = connection.execute(select(func.length(tables.day_sheet.c.sheet)).limit(1)).scalar_one()

    assert len(decode_columns(sheet, Unit.VISIT)) > 0
    for damaged in (b"", sheet[: size // 2], sheet[:-1] + b"\0", sheet.replace(sheet[:2], b"\x95\x07", 1)):
        with pytest.raises(DamagedSheetError):
            decode_columns(damaged, Unit.STAY)


@pytest.mark.parametrize("table", ["day_sheet", "span_sheet"])
def test_what_cannot_be_read_is_counted_from_what_it_was_made_of_and_made_again(
    weeks: Weeks, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    keep(weeks)
    question = Question(FIRST, LAST)
    with weeks.database.reading() as connection:
        right = answer(connection, question, 0).total
    column = "sheet" if table == "day_sheet" else "figures"
    with weeks.database.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = x'9301'"))  # noqa: S608 - named above

    with weeks.database.reading() as connection:
        assert answer(connection, question, 0).total == right
        found = compare(connection, present_in(connection), lambda _done, _of: None)
    assert "motcua reports rebuild" in caplog.text
    assert found.different
    assert not found.is_equal
