"""The hub killed at any instruction, again and again, under load: nothing it had answered is lost or doubled.

More by hand: `python -m tests.support.kill_storm --kills 1000 --seed 5`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.kill_books import assert_books_agree
from tests.support.kill_storm import KillStorm
from tests.support.mosquitto import RunningBroker

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def storm_of(broker: RunningBroker, folder: Path, kills: int, seed: int, url: str | None = None) -> str:
    """What was compared at the end."""
    with KillStorm(broker, folder, seed, url) as storm:
        storm.kill_at_random(kills)
        storm.settle()
        told = assert_books_agree(storm.url, storm.book)
        assert len(storm.book.entries()) > kills, "there was hardly any load"
        return told


def test_killed_again_and_again_the_hub_loses_nothing_and_does_nothing_twice(
    broker: RunningBroker, tmp_path: Path
) -> None:
    storm_of(broker, tmp_path, kills=14, seed=1)


def test_the_same_on_postgresql(broker: RunningBroker, tmp_path: Path, postgres_url: str) -> None:
    storm_of(broker, tmp_path, kills=6, seed=2, url=postgres_url)


def test_a_hub_killed_before_it_was_ever_ready_starts_from_nothing(
    broker: RunningBroker, tmp_path: Path
) -> None:
    """The tables are made in one transaction: half of them never stay."""
    storm = KillStorm(broker, tmp_path, seed=3)
    try:
        for delay_s in (0.4, 0.7, 0.9, 1.1):
            storm.begin()
            storm.wait(delay_s)
            storm.kill()
        storm.start()
        assert storm.place.find_out().is_sound
    finally:
        storm.close()
