"""Real parts for every test: a Mosquitto of its own, a database of its own on one PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import expect

from tests.support.mosquitto import RunningBroker
from tools.postgres import RunningPostgres

expect.set_options(timeout=30_000)
"""A page is given time on a machine that runs a test for each core; what is there is seen at once."""

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
"""No example is wrong because a busy machine took long over it."""


@pytest.fixture
def broker() -> Iterator[RunningBroker]:
    """A running broker that knows the hub only; add devices with `broker.add`."""
    with RunningBroker() as running:
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningPostgres]:
    """One cluster for the whole run."""
    with RunningPostgres() as running:
        yield running


@pytest.fixture
def postgres_url(postgres: RunningPostgres) -> Iterator[str]:
    """SQLAlchemy's address of an empty database of this test's own."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)
