"""The bench's years for reports are such as the keeper would have kept, and a hub could go on with them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.asking_reports import evening_us
from bench.beside_duck import measure_beside_duck
from bench.past import Past, days_holding, live_through, repeat
from bench.past_sheets import close_last_day, keep_all
from bench.questions import FREE, STANDARD, over, ranges
from bench.report_upkeep import measure_rebuild, measure_room
from contract.ids import CenterId, Epoch
from server.reports.answering import answer
from server.reports.making import missing, present_in
from server.reports.question import Question
from server.store import ledger
from server.store.database import Database

TODAY = date(2026, 11, 30)
TICKETS = 500


class Made(NamedTuple):
    """A repeated past."""

    database: Database
    past: Past


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Two weeks of a small center, repeated; nobody changes it but the last test."""
    folder = tmp_path_factory.mktemp("past")
    database = Database(f"sqlite:///{folder / 'ledger.sqlite'}")
    database.open()
    past = repeat(database, live_through("S", 2, folder), TICKETS, TODAY, folder)
    keep_all(database, past)
    yield Made(database, past)
    database.close()


def test_what_is_kept_is_what_the_rows_say_and_the_last_day_is_open(made: Made) -> None:
    with made.database.reading() as connection:
        present = present_in(connection)
        assert missing(connection, present) == []
        counted = answer(connection, Question(made.past.days[0], TODAY), evening_us(TODAY)).total.given

    assert present.day == made.past.days[-1]
    assert made.past.days[-1] < TODAY
    assert counted == made.past.tickets >= TICKETS
    assert "equal" in measure_rebuild(made.database).note


def test_duckdb_finds_the_same_percentiles(made: Made, tmp_path: Path) -> None:
    measures = list(measure_beside_duck(made.database, made.past, tmp_path))

    assert all("equal in all" in measure.note for measure in measures)


def test_every_question_has_an_answer_in_every_range(made: Made) -> None:
    questions = [*(question for _, question in STANDARD), *random.Random(1).sample(FREE, 5)]
    with made.database.reading() as connection:
        for first, last in ranges(made.past.days, 6):
            assert made.past.days[0] <= first <= last <= made.past.days[-1]
            for question in questions:
                report = answer(connection, over(question, first, last), evening_us(last))
                assert report.total.given >= 0


def test_an_export_takes_whole_days_up_to_so_many_rows(made: Made) -> None:
    with made.database.reading() as connection:
        first, last = days_holding(connection, made.past.days, 100)
        counted = answer(connection, Question(first, last), evening_us(TODAY)).total.given

    assert 0 < counted <= 100


def test_sheets_take_less_than_the_rows_they_are_made_of(made: Made) -> None:
    rows_bytes = 1000 * made.past.tickets

    assert 0 < measure_room(made.database, made.past, rows_bytes).value < 1000


def test_a_hub_can_go_on_behind_the_last_day(made: Made) -> None:
    close_last_day(made.database, made.past)

    with made.database.reading() as connection:
        identity = ledger.identity(connection, CenterId("23134"), 0)
        hall = ledger.load_hall(connection, Epoch(identity.epoch))
        assert missing(connection, present_in(connection)) == []
    assert hall.day is None
    assert hall.last_day == made.past.days[-1]
    assert identity.published_seq == hall.head.seq
