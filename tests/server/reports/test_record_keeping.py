"""What is kept of past days' records: equal to the rows whatever happens next, and gone with every change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select, text

from contract import commands as c
from contract import events as e
from contract.ids import RecordId
from server.reports.making import Present
from server.reports.question import Grain
from server.reports.rebuilding import compare
from server.reports.record_columns import decode_day
from server.reports.record_keeper import RecordKeeper
from server.reports.record_question import RecordDimension, RecordQuestion
from server.reports.record_report import RecordReport, record_report
from server.reports.sheet import DamagedSheetError
from server.store import tables
from tests.server.reports.test_record_reports import live, write_down
from tests.support.hub import SmallHub, small_hub
from tests.support.records import act, receive, received_long_ago, undo
from tests.support.simulated import keep_records

FIRST, LAST = date(1969, 1, 1), date(2026, 12, 31)
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
LONG_AGO = date(1969, 12, 30)
SPLITS = (None, *RecordDimension, Grain.DAY, Grain.MONTH)


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


def handed_over(hub: SmallHub, day: date, hour: int = 9) -> RecordId:
    at = datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)
    return receive(hub, received_at=at, due_day=MONDAY).record


def kept(hub: SmallHub) -> list[date]:
    with hub.database.reading() as connection:
        return list(connection.scalars(select(tables.record_sheet.c.day).order_by(tables.record_sheet.c.day)))


def reports(hub: SmallHub) -> list[RecordReport]:
    """Everything that can be asked, and one narrowed question."""
    narrowed = {RecordDimension.CHANNEL: "online", RecordDimension.OFFICER: "anh"}
    questions = [RecordQuestion(FIRST, LAST, by) for by in SPLITS]
    questions += [RecordQuestion(FIRST, LAST, RecordDimension.PROCEDURE, narrowed)]
    questions += [RecordQuestion(date(2026, 11, 10), FRIDAY, Grain.WEEK)]
    with hub.database.reading() as connection:
        return [record_report(connection, question, hub.now(), hub.rules.records) for question in questions]


def forget(hub: SmallHub) -> None:
    with hub.database.writing() as connection:
        connection.execute(delete(tables.record_sheet))


def test_the_figures_are_those_of_the_rows_whatever_happens_after_a_day_was_kept(hub: SmallHub) -> None:
    chance = Random(21)
    for _ in range(3):
        live(hub, chance, 15)
        days = kept(hub)
        some_kept = reports(hub)
        forget(hub)
        from_rows = reports(hub)
        keep_records(hub.database, LAST)

        assert some_kept == from_rows == reports(hub)
        assert from_rows[0].total.received > 0
    assert 0 < len(days) < len(kept(hub))


def test_a_change_makes_its_own_day_untrue_and_no_other(hub: SmallHub) -> None:
    record, _other = handed_over(hub, FRIDAY), handed_over(hub, SATURDAY)
    keep_records(hub.database, MONDAY)
    assert kept(hub) == [FRIDAY, SATURDAY]

    hub.writer.run(lambda work, db: write_down(work, db, e.RecordOpened, record=record)).result(10)
    assert kept(hub) == [FRIDAY, SATURDAY]
    for change in (
        lambda: act(hub, c.TakeUpRecord, record),
        lambda: undo(hub, record),
        lambda: handed_over(hub, FRIDAY, hour=23),
    ):
        change()
        assert kept(hub) == [SATURDAY]
        assert keep_records(hub.database, MONDAY) == [FRIDAY]


def test_the_keeper_makes_days_before_the_latest_that_was_opened_and_none_that_changed_meanwhile(
    hub: SmallHub,
) -> None:
    keeper = RecordKeeper(hub.writer, hub.database)
    record = handed_over(hub, FRIDAY)
    receive(hub)
    read = keeper.read(FRIDAY)
    act(hub, c.TakeUpRecord, record)

    assert keeper.keep(read) is False
    assert kept(hub) == []
    keeper.catch_up()
    assert kept(hub) == [FRIDAY]
    read = keeper.read(SATURDAY)
    handed_over(hub, SATURDAY)
    assert keeper.keep(read) is False


def test_a_day_that_changed_just_now_is_not_wrong_but_not_kept_yet(hub: SmallHub) -> None:
    record = handed_over(hub, FRIDAY)
    handed_over(hub, SATURDAY)
    keep_records(hub.database, MONDAY)
    act(hub, c.TakeUpRecord, record)

    with hub.database.reading() as connection:
        found = compare(connection, Present(MONDAY, MONDAY), lambda _done, _of: None)
    assert found.is_equal
    assert (found.record_days, found.records_unkept, found.wrong_days) == (1, 1, [])


def test_what_cannot_be_read_is_counted_from_rows_and_named(
    hub: SmallHub, caplog: pytest.LogCaptureFixture
) -> None:
    for day in (FRIDAY, SATURDAY):
        handed_over(hub, day)
    received_long_ago(hub, datetime(1969, 12, 30, 2, tzinfo=UTC))
    right = reports(hub)
    keep_records(hub.database, SATURDAY)
    with hub.database.writing() as connection:
        good = bytes(connection.execute(select(tables.record_sheet.c.sheet).limit(1)).scalar_one())
        connection.execute(text("UPDATE record_sheet SET sheet = :cut"), {"cut": good[:-3]})

    assert reports(hub) == right
    assert "motcua reports rebuild" in caplog.text
    with hub.database.reading() as connection:
        found = compare(connection, Present(MONDAY, MONDAY), lambda _done, _of: None)
    assert found.different == ["1969-12-30 (records)", "2026-11-20 (records)"]
    assert (found.missing, found.records_unkept) == ([], 1)
    assert found.wrong_days == [LONG_AGO, FRIDAY]
    assert len(decode_day(FRIDAY, good).codes) == 1
    for damaged in (b"", good[:-3], good.replace(good[:2], b"\x97\x07", 1), good[:-12] + b"\xff" * 12):
        with pytest.raises(DamagedSheetError):
            decode_day(FRIDAY, damaged)
