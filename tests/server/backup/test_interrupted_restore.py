"""The power goes in the middle of a restore: the next start finds the old center or the new one, whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contract.ids import Epoch
from server.backup.finishing import finish_restore
from server.backup.replacing import MARKER, Plan, decide
from server.backup.restore import restore
from server.core import Core
from server.store.backup_copy import mark_of
from server.store.database import only_reading
from server.store.sole_writer import AnotherWriterError
from tests.server.backup.kept_center import KeptCenter


class PowerCutError(BaseException):
    """Nothing of the program runs after this."""


class Cut:
    """Renames until the power goes."""

    def __init__(self, after: int) -> None:
        self._left = after

    def __call__(self, old: Path, new: Path) -> None:
        if self._left == 0:
            raise PowerCutError
        self._left -= 1
        os.replace(old, new)  # noqa: PTH105 - what the product itself does


@pytest.mark.parametrize("after", range(10))
def test_cut_off_at_any_rename_the_next_start_ends_it(kept: KeptCenter, tmp_path: Path, after: int) -> None:
    cut_off_and_ended(kept, tmp_path, after)


@pytest.mark.parametrize("after", [10, 11, 12])
def test_cut_off_between_the_ledger_and_its_log_the_next_start_ends_it(
    on_sqlite: KeptCenter, tmp_path: Path, after: int
) -> None:
    log = on_sqlite.data / "ledger.sqlite-wal"

    cut_off_and_ended(on_sqlite, tmp_path, after, log)

    (kept_log,) = on_sqlite.data.glob("replaced-*/ledger.sqlite-wal")
    assert kept_log.read_bytes() == b"of a killed hub"


def cut_off_and_ended(kept: KeptCenter, tmp_path: Path, after: int, log: Path | None = None) -> None:
    """After so many renames; with a log that a killed hub left beside its ledger."""
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    taken = kept.mark()
    kept.hub.take()
    before = kept.mark()
    kept.hub.stop()
    if log is not None:
        log.write_bytes(b"of a killed hub")

    with pytest.raises(PowerCutError):
        restore(kept.settings, file, everything=True, rename=Cut(after))
    finish_restore(kept.settings)

    assert kept.mark().seq == taken.seq
    assert kept.mark().epoch != taken.epoch
    assert kept.findings().is_sound
    (folder,) = kept.data.glob("replaced-*")
    if log is None:
        with only_reading(f"sqlite:///{folder / 'ledger.sqlite'}") as connection:
            assert mark_of(connection) == before
    left = [path.name for path in kept.data.iterdir() if path.name.startswith(".")]
    assert (left, (kept.data / MARKER).exists()) == ([], False)
    kept.hub.start()
    kept.hub.take()


def test_cut_off_before_postgresql_committed_it_never_happened(kept: KeptCenter, tmp_path: Path) -> None:
    before = kept.mark()
    kept.hub.stop()
    work = kept.data / ".restoring-1"
    work.mkdir()
    decide(kept.data, Plan(steps=(), work=(str(work),), postgres_epoch=Epoch("never-committed")))

    finish_restore(kept.settings)

    assert kept.mark() == before
    assert not work.exists()
    kept.hub.start()


def test_while_a_restore_is_at_work_nobody_else_ends_it(on_sqlite: KeptCenter) -> None:
    decide(on_sqlite.data, Plan(steps=(), work=()))

    with pytest.raises(AnotherWriterError):
        finish_restore(on_sqlite.settings)

    assert (on_sqlite.data / MARKER).exists()
    (on_sqlite.data / MARKER).unlink()


def test_the_hubs_core_ends_it_before_it_reads_anything(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    on_sqlite.hub.stop()
    with pytest.raises(PowerCutError):
        restore(on_sqlite.settings, file, everything=True, rename=Cut(1))
    assert not Path(on_sqlite.settings.config_path).exists()

    Core(on_sqlite.settings, on_sqlite.hub.clock, lambda: on_sqlite.hub.trust)

    assert Path(on_sqlite.settings.config_path).exists()
    assert not (on_sqlite.data / MARKER).exists()
    on_sqlite.hub.start()


def test_what_a_cut_off_unpacking_left_goes_with_the_next_restore(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    left = on_sqlite.data / ".restoring-20200101-000000"
    left.mkdir()
    on_sqlite.hub.stop()

    restore(on_sqlite.settings, file, everything=False)

    assert not left.exists()
    on_sqlite.hub.start()
