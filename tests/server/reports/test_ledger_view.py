"""One view of the ledger: its last event, the days that were opened, figures and names of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from server.reports.as_of import AsOf
from server.reports.ledger_view import LedgerView
from server.reports.question import Question
from tests.support.open_center import OpenCenter, open_center

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgres"])
def center(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenCenter]:
    """Monday 23/11/2026, nothing done yet."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with open_center(tmp_path, url=url) as center:
        yield center


def test_an_empty_ledger_has_no_last_event(center: OpenCenter) -> None:
    with center.database.reading() as connection:
        assert LedgerView(connection, 0).as_of() == AsOf(0, "", None)


def test_the_last_event_is_that_of_the_heads_hash_and_time(center: OpenCenter) -> None:
    center.open_day()
    center.clock.pass_time(90)
    center.take("ho-tich")
    with center.writer.reading() as hall, center.database.reading() as connection:
        found = LedgerView(connection, 0).as_of()
        assert (found.seq, found.head) == (hall.head.seq, hall.head.hash.hex())
    assert found.at == center.now()
    assert found.head.startswith(found.short_head)
    assert len(found.short_head) == 12


def test_days_that_were_opened_are_told_once_each(center: OpenCenter) -> None:
    center.open_day()
    center.close_day()
    center.open_day()
    center.close_day()
    center.clock.pass_time(2 * 24 * 3600)
    center.open_day()
    wednesday = date(2026, 11, 25)
    with center.database.reading() as connection:
        view = LedgerView(connection, 0)
        assert view.days_open(MONDAY, wednesday) == (MONDAY, wednesday)
        assert view.days_open(MONDAY, MONDAY) == (MONDAY,)
        assert view.days_open(date(2026, 11, 1), date(2026, 11, 22)) == ()


def test_its_figures_are_those_of_its_moment(center: OpenCenter) -> None:
    center.open_day()
    center.take("ho-tich")
    with center.database.reading() as connection:
        view = LedgerView(connection, center.writer.now().utc_us)
        first = view.answer(Question(MONDAY, MONDAY)).total.issued
        center.take("ho-tich")
        assert (first, view.answer(Question(MONDAY, MONDAY)).total.issued) == (1, 1)
    with center.database.reading() as connection:
        assert LedgerView(connection, 0).answer(Question(MONDAY, MONDAY)).total.issued == 2
