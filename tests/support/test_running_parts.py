"""The real parts that other tests stand on."""

from __future__ import annotations

import psycopg

from tests.support.mosquitto import RunningBroker
from tools.postgres import RunningPostgres


def test_a_broker_comes_back_on_the_same_port(broker: RunningBroker) -> None:
    port = broker.port

    broker.restart()

    assert broker.client(broker.hub).is_connected
    assert broker.port == port


def test_each_test_has_an_empty_durable_database_of_its_own(
    postgres: RunningPostgres, postgres_url: str
) -> None:
    other = postgres.new_database()

    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        fsync = connection.execute("SHOW fsync").fetchone()

    postgres.drop_database(other)
    assert (tables, fsync) == ((0,), ("on",))
    assert other != postgres_url
