"""One hub alone writes a ledger, whatever happens to its connection."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from contract.commands import ReserveTicket
from contract.words import Outcome
from server.store import ledger
from server.store.database import Database
from server.store.engine import open_for_reading
from server.store.ledger import WrongCenterError
from server.store.schema import NewerDatabaseError, revisions
from server.store.sole_writer import AnotherWriterError
from server.store.verify import verify
from tests.support.hub import KIOSK, SmallHub, small_hub
from tests.support.waiting import wait_until
from tools.postgres import RunningPostgres


def test_a_second_hub_on_the_same_ledger_is_refused_and_the_first_goes_on(hub: SmallHub) -> None:
    with pytest.raises(AnotherWriterError, match="another hub is writing to this ledger"):
        Database(hub.url).open()

    assert hub.reserve().number == "A001"


def test_the_next_hub_may_write_as_soon_as_the_first_has_ended(hub: SmallHub) -> None:
    for _ in range(3):
        hub.restart()

    assert hub.reserve().number == "A001"


def test_a_second_hub_that_reaches_the_file_by_another_path_is_refused(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "here")
    with (
        small_hub(tmp_path, f"sqlite:///{tmp_path}/here/ledger.sqlite"),
        pytest.raises(AnotherWriterError),
    ):
        Database(f"sqlite:///{tmp_path}/there/ledger.sqlite").open()


def test_a_database_from_a_newer_version_is_refused_and_left_as_it_is(hub: SmallHub) -> None:
    hub.stop()
    _stamp(hub.url, "9999")

    with pytest.raises(NewerDatabaseError, match="9999"):
        Database(hub.url).open()

    with open_for_reading(hub.url).connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    _stamp(hub.url, revisions()[-1])
    hub.start()


def _stamp(url: str, version: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def test_another_centers_ledger_is_refused(hub: SmallHub) -> None:
    with hub.database.writing() as connection, pytest.raises(WrongCenterError, match="23134"):
        ledger.identity(connection, "99999", 0)  # type: ignore[arg-type] # an id written by hand


def test_a_reader_sees_one_state_of_the_ledger_while_the_hub_goes_on(hub: SmallHub) -> None:
    hub.take()
    with open_for_reading(hub.url).connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM event")).scalar()
        hub.take()
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == before
        assert verify(connection).wrong == []


def test_a_reader_cannot_write(hub: SmallHub) -> None:
    with open_for_reading(hub.url).connect() as connection, pytest.raises(Exception, match=r"read-?only"):
        connection.execute(text("DELETE FROM event"))


def test_a_hub_whose_database_server_went_away_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with RunningPostgres() as server, small_hub(tmp_path, server.new_database()) as hub:
        hub.open_day()
        hub.take()
        server.kill()
        command = hub.make(ReserveTicket, service="ho-tich")
        assert hub.ask(command, KIOSK).outcome is Outcome.ERROR
        server.start()

        wait_until(lambda: hub.ask(command, KIOSK).outcome is Outcome.DONE, 20)

        assert hub.findings().wrong == []
        with pytest.raises(AnotherWriterError):
            Database(hub.url).open()
