"""What PostgreSQL is asked for beside SQL: binary answers, and figures that unpack quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Connection, Engine, text

from server.store.engine import open_engine, open_for_reading


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.mark.parametrize("opened", [open_engine, open_for_reading])
def test_bytes_come_in_binary(postgres_url: str, opened: Callable[[str], Engine]) -> None:
    with connected(opened(postgres_url)) as connection, closing(connection.connection.cursor()) as cursor:
        cursor.execute(r"SELECT '\xff00'::bytea, 7::bigint, NULL, true")
        assert getattr(cursor, "format") == 1  # noqa: B009 - psycopg's own
        assert cursor.fetchone() == (b"\xff\x00", 7, None, True)


def test_kept_figures_are_packed_with_lz4_where_the_server_can(postgres_url: str) -> None:
    with connected(open_engine(postgres_url)) as connection:
        offered = connection.execute(
            text("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
        ).scalar_one_or_none()
        chosen = connection.execute(text("SELECT current_setting('default_toast_compression', true)"))
        assert (chosen.scalar() == "lz4") is ("lz4" in (offered or ()))
