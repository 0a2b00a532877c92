"""A list that could not be written is shown to nobody, and the same import later puts it in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contract.words import ReferenceList
from server.config.procedure_table import PROCEDURES_CSV
from server.lists.in_force import ListText
from server.lists.keeper import ListKeeper
from server.store.ledger import list_events
from server.store.writer import LedgerUnwritableError
from tests.support.hub import SmallHub, small_hub

TODAY = date(2026, 11, 23)
SHIPPED = PROCEDURES_CSV.read_text(encoding="utf-8")


def renamed(name: str) -> ListText:
    """The shipped list with another name for the registration of a birth."""
    changed = SHIPPED.replace("Đăng ký khai sinh,", f"{name},", 1)
    return ListText(ReferenceList.PROCEDURES, changed, is_shipped=False)


NEW, NEWER = renamed("Làm giấy khai sinh"), renamed("Khai sinh")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SmallHub]:
    with small_hub(tmp_path) as hub:
        yield hub


@pytest.fixture
def keeper(hub: SmallHub) -> ListKeeper:
    return ListKeeper(hub.folder, TODAY)


def execute(hub: SmallHub, sql: str) -> None:
    def run(_work: object, connection: Connection) -> None:
        connection.execute(text(sql))

    hub.writer.run(run).result(10)


def in_force(hub: SmallHub) -> str:
    """What a start would show."""
    return ListKeeper(hub.folder, TODAY).now.procedures_text.sha256


def told(hub: SmallHub) -> list[str]:
    with hub.database.reading() as connection:
        return [event.sha256 for event in list_events(connection)]


def test_where_the_ledger_cannot_be_written_the_old_list_stays_and_the_same_import_works_later(
    hub: SmallHub, keeper: ListKeeper
) -> None:
    for before, new in ((keeper.now.procedures_text, NEW), (NEW, NEWER)):
        execute(hub, "CREATE TRIGGER broken BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(LedgerUnwritableError):
            keeper.accept(hub.writer, new, before.sha256)
        assert (keeper.now.procedures_text.sha256, in_force(hub)) == (before.sha256, before.sha256)
        assert new.sha256 not in told(hub)

        execute(hub, "DROP TRIGGER broken")
        assert "in force" in keeper.accept(hub.writer, new, before.sha256)
        assert {keeper.now.procedures_text.sha256, in_force(hub), told(hub)[-1]} == {new.sha256}


def test_where_the_file_cannot_be_written_nothing_is_told_or_shown(hub: SmallHub, keeper: ListKeeper) -> None:
    old = keeper.now.procedures_text
    in_the_way = hub.folder / "lists" / "procedures.csv"
    in_the_way.mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        keeper.accept(hub.writer, NEW, old.sha256)

    assert (keeper.now.procedures_text.sha256, told(hub)) == (old.sha256, [])
    in_the_way.rmdir()
    assert "in force" in keeper.accept(hub.writer, NEW, old.sha256)
    assert {in_force(hub), told(hub)[-1]} == {NEW.sha256}
