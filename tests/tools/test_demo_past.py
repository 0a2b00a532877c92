"""The demo's simulated weeks: made once, before there is a ledger, and never into one that is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from server.config.calendar import read_holidays, working_calendar
from server.config.check import check
from server.config.known import shipped
from tools.demo.past import Past, live_past
from tools.demo.place import Place

MONDAY = date(2026, 11, 30)
IN_A_YEAR_NOBODY_CONFIRMED = date(2031, 1, 8)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    place.ledger.parent.mkdir()
    yield place
    shutil.rmtree(place.data, ignore_errors=True)


class Simulator:
    """Stands where the `motcua` command does: writes down what it was asked, and makes a file."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str) -> str:
        self.asked.append(arguments)
        Path(self.named("--into").removeprefix("sqlite:///")).write_bytes(b"simulated")
        return ""

    def named(self, option: str) -> str:
        """What that option was."""
        asked = self.asked[-1]
        return asked[asked.index(option) + 1]


def test_four_whole_weeks_before_today_are_made_and_remembered(place: Place) -> None:
    simulator = Simulator()

    made = live_past(place, simulator, MONDAY)

    assert (simulator.named("--from"), simulator.named("--days")) == ("2026-11-02", "28")
    assert place.ledger.read_bytes() == b"simulated"
    assert made == live_past(place, simulator, date(2026, 12, 1)) == Past(MONDAY)
    assert len(simulator.asked) == 1


def test_a_ledger_that_is_there_is_never_touched(place: Place) -> None:
    place.ledger.write_bytes(b"real")
    simulator = Simulator()

    assert live_past(place, simulator, MONDAY) is None
    assert place.ledger.read_bytes() == b"real"
    assert simulator.asked == []


@pytest.mark.parametrize("today", [MONDAY, IN_A_YEAR_NOBODY_CONFIRMED])
def test_the_past_has_the_samples_real_hours_in_every_year(place: Place, today: date) -> None:
    simulator = Simulator()
    live_past(place, simulator, today)

    checked = check(Path(simulator.named("--config")).read_text(encoding="utf-8"), shipped(today))

    assert checked.errors == ()
    assert checked.config is not None
    assert checked.config.hours.week.sunday == ()
    calendar = working_calendar(read_holidays(), checked.config.hours)
    assert {today.year, today.year + 1} <= calendar.confirmed_years
