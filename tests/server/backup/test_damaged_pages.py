"""Pages of the ledger's file turn to garbage: the hub refuses in a sentence, verify names the table."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from contract import commands as c
from contract.ids import ServiceId
from contract.words import Outcome
from server.backup.problem import BackupError
from server.core import CANNOT_OPEN, Core
from server.store.backup_copy import copy_ledger
from server.store.database import UnusableDatabaseError, only_reading
from server.store.verify import Findings, verify
from tests.server.backup.kept_center import KeptCenter
from tests.support.hub import KIOSK

PAGE = 4096
Spoil = Callable[[bytearray, int], None]


def zeros(content: bytearray, page: int) -> None:
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def junk(content: bytearray, page: int) -> None:
    content[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)


def flipped_bits(content: bytearray, page: int) -> None:
    chance = random.Random(page)
    for _ in range(8):
        content[page * PAGE + chance.randrange(100, PAGE)] ^= 1 << chance.randrange(8)


class Damaged:
    """A copy of a small center's ledger, spoilt page by page."""

    def __init__(self, kept: KeptCenter) -> None:
        self.kept = kept
        good = kept.data / "good.sqlite"
        copy_ledger(kept.settings.ledger_url, good)
        self._content = good.read_bytes()
        self.pages = len(self._content) // PAGE
        self._path = kept.data / "damaged.sqlite"
        self.url = f"sqlite:///{self._path}"

    def spoil(self, page: int, how: Spoil) -> None:
        """That page alone; everything else is as it was."""
        content = bytearray(self._content)
        how(content, page)
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(f"{self._path.name}{ending}").unlink(missing_ok=True)
        self._path.write_bytes(content)

    def root_of(self, table: str) -> int:
        """The page its tree begins with, from 1."""
        query = text("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = :table")
        with self.kept.hub.database.reading() as connection:
            return int(connection.execute(query, {"table": table}).scalar_one())

    def verified(self) -> Findings:
        """Whatever is in it, no exception but the one sentence."""
        try:
            with only_reading(self.url) as connection:
                return verify(connection)
        except UnusableDatabaseError as error:
            return Findings(wrong=[str(error)])

    def number_from_a_hub(self) -> str:
        """A hub started on it is asked for a number: the outcome, or why it did not start."""
        settings = self.kept.changed(database_url=self.url)
        core = Core(settings, self.kept.hub.clock, lambda: self.kept.hub.trust)
        try:
            core.open()
        except CANNOT_OPEN as error:
            return str(error)
        try:
            wanted = self.kept.hub.make(c.ReserveTicket, service=ServiceId("ho-tich"))
            answer = core.writer.ask(wanted, KIOSK).result(20)
            return answer.outcome if answer.outcome is Outcome.DONE else str(answer.code)
        finally:
            core.close()


@pytest.fixture
def damaged(on_sqlite: KeptCenter) -> Damaged:
    """Some visits in it."""
    for _ in range(20):
        on_sqlite.hub.take()
    return Damaged(on_sqlite)


@pytest.mark.parametrize("how", [zeros, junk])
def test_no_page_can_be_lost_unseen(damaged: Damaged, how: Spoil) -> None:
    for page in range(damaged.pages):
        damaged.spoil(page, how)
        assert damaged.verified().wrong, f"page {page}"


@pytest.mark.parametrize("how", [zeros, junk, flipped_bits])
def test_a_hub_on_a_damaged_ledger_answers_or_refuses_in_a_sentence(damaged: Damaged, how: Spoil) -> None:
    said = set()
    for page in range(0, damaged.pages, 4):
        damaged.spoil(page, how)
        said.add(damaged.number_from_a_hub())

    reasons = said - {"done", "not-written"}
    assert all("\n" not in reason for reason in reasons), reasons
    assert all("the ledger" in reason for reason in reasons), reasons


@pytest.mark.parametrize("table", ["account", "answer", "event", "period", "series", "ticket"])
def test_verify_names_the_table_whose_page_is_damaged(damaged: Damaged, table: str) -> None:
    damaged.spoil(damaged.root_of(table) - 1, junk)

    found = damaged.verified().wrong
    assert any(line.startswith(f"table {table} (") and "damaged on the disk" in line for line in found), found


def test_a_hub_says_what_to_do_where_the_day_itself_cannot_be_read(damaged: Damaged) -> None:
    damaged.spoil(damaged.root_of("event") - 1, zeros)

    assert damaged.number_from_a_hub().endswith("run: motcua ledger verify, then restore a backup")


def test_what_stands_behind_a_damaged_event_is_not_passed_over(damaged: Damaged) -> None:
    damaged.spoil(damaged.root_of("event") - 1, zeros)

    assert any("nothing more can be read" in line for line in damaged.verified().wrong)


def test_a_damaged_ledger_is_never_backed_up_over_good_backups(damaged: Damaged, tmp_path: Path) -> None:
    good = damaged.kept.back_up(tmp_path / "stick", keep=1)
    damaged.spoil(damaged.pages // 2, junk)
    damaged.kept.settings = damaged.kept.changed(database_url=damaged.url)

    with pytest.raises(BackupError, match="ledger verify"):
        damaged.kept.back_up(tmp_path / "stick", keep=1)

    assert [file.name for file in (tmp_path / "stick").iterdir()] == [good.name]
