"""A backup made while the hub runs and writes: consistent, whole, verified, for its owner alone."""

from __future__ import annotations

import fcntl
import io
import os
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from contract import commands as c
from contract.words import Outcome
from server.backup.archive import read_archive
from server.backup.problem import BackupError
from server.config.backup import BackupSettings
from server.store.backup_check import check_copy
from server.store.database import only_reading
from server.store.papers import Papers
from server.store.verify import verify
from tests.server.backup.kept_center import NOON, PAGE, VISIT, KeptCenter
from tests.support.hub import KIOSK
from tests.support.tampering import take_guard_away


@contextmanager
def busy(kept: KeptCenter) -> Iterator[list[str]]:
    """Numbers are taken all the while; the outcomes."""
    outcomes: list[str] = []
    over = threading.Event()

    def take_on() -> None:
        while not over.is_set():
            wanted = kept.hub.make(c.ReserveTicket, service="ho-tich")
            outcomes.append(kept.hub.ask(wanted, KIOSK).outcome)

    worker = threading.Thread(target=take_on)
    worker.start()
    try:
        yield outcomes
    finally:
        over.set()
        worker.join()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def unpacked(file: Path, folder: Path) -> Path:
    folder.mkdir()
    read_archive(file, folder)
    return folder


def test_a_backup_of_a_busy_hub_is_one_consistent_moment(kept: KeptCenter, tmp_path: Path) -> None:
    with busy(kept) as outcomes:
        made = kept.back_up(tmp_path / "stick")

    assert set(outcomes) == {Outcome.DONE}, "and it wrote meanwhile"
    inside = unpacked(tmp_path / "stick" / made.name, tmp_path / "inside")
    with only_reading(f"sqlite:///{inside / 'ledger.sqlite'}") as connection:
        found = verify(connection)
    assert found.wrong == []
    assert found.events == made.seq
    assert made.seq <= kept.mark().seq
    assert kept.findings().is_sound


def test_it_is_named_for_center_and_local_time_and_for_nobody_elses_eyes(
    kept: KeptCenter, tmp_path: Path
) -> None:
    made = kept.back_up(tmp_path / "stick")

    assert made.name == "motcua-23134-20261123-120000.tar"
    file = tmp_path / "stick" / made.name
    assert file.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path / "stick") == [made.name]


def test_it_holds_what_another_machine_needs(kept: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    inside = unpacked(file, tmp_path / "inside")

    for name in (
        "center.toml",
        "devices.json",
        "hub.password",
        "papers.key",
        "look-up.key",
        "hub-settings.json",
    ):
        assert (inside / name).read_bytes()
    assert Papers(inside).open_page(VISIT, 1) == PAGE
    assert read_archive(file).ledger == kept.mark()
    assert check_copy(inside / "ledger.sqlite", kept.mark()) is None


def test_scanned_pages_and_their_key_are_left_out_unless_the_settings_say_otherwise(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    on_sqlite.settings = on_sqlite.changed(backup=BackupSettings())
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name

    inside = unpacked(file, tmp_path / "inside")

    assert not (inside / "papers").exists()
    assert not (inside / "papers.key").exists()
    assert (inside / "devices.json").exists()


def test_accounts_and_answers_are_in_it(kept: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    inside = unpacked(file, tmp_path / "inside")

    with kept.hub.database.reading() as here, only_reading(f"sqlite:///{inside}/ledger.sqlite") as there:
        for table in ("account", "answer", "event", "period", "series", "ticket"):
            count = text(f"SELECT count(*) FROM {table}")  # noqa: S608 - written above
            assert there.execute(count).scalar() == here.execute(count).scalar()


def test_a_damaged_ledger_gives_no_backup_and_the_old_ones_stay(kept: KeptCenter, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    good = kept.back_up(stick).name
    with kept.hub.database.writing() as connection:
        take_guard_away(connection)
        connection.execute(text("UPDATE event SET hash = payload WHERE seq = 2"))

    with pytest.raises(BackupError, match="event 2 was changed") as refused:
        kept.back_up(stick, NOON + timedelta(hours=1), keep=1)

    assert "ledger verify" in refused.value.vi
    assert names(stick) == [good]


def test_the_oldest_go_only_after_the_new_one_and_strangers_stay(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for stranger in ("motcua-23134-photo.tar", "motcua-99999-20200101-000000.tar", "letter.txt"):
        (stick / stranger).touch()

    for hour in range(4):
        on_sqlite.back_up(stick, NOON + timedelta(hours=hour), keep=2)

    ours = sorted(name for name in names(stick) if name.startswith("motcua-23134-2026"))
    assert ours == ["motcua-23134-20261123-140000.tar", "motcua-23134-20261123-150000.tar"]
    assert len(names(stick)) == 5


def test_backups_that_a_wrong_clock_dated_ahead_do_not_push_the_right_ones_out(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    for hour in range(2):
        on_sqlite.back_up(stick, NOON + timedelta(days=200, hours=hour), keep=2)

    first, second = (on_sqlite.back_up(stick, NOON + timedelta(hours=hour), keep=2).name for hour in range(2))

    assert sorted(names(stick)) == [first, second]


def test_one_that_a_wrong_clock_dated_back_is_not_thrown_away_as_the_oldest(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    for hour in range(2):
        on_sqlite.back_up(stick, NOON + timedelta(hours=hour), keep=2)

    made = on_sqlite.back_up(stick, NOON - timedelta(days=3000), keep=2).name

    assert sorted(names(stick)) == [made, "motcua-23134-20261123-130000.tar"]


def test_a_stick_that_is_not_there_is_not_taken_for_a_folder(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="not mounted") as refused:
        on_sqlite.back_up(tmp_path / "media" / "stick", must_be_mounted=True)

    assert "chưa cắm" in refused.value.vi
    assert not (tmp_path / "media").exists()


def test_a_mounted_one_takes_it(on_sqlite: KeptCenter) -> None:
    other_disk = Path("/dev/shm")  # noqa: S108 - a file system of its own on every Linux
    folder = other_disk / f"motcua-test-{os.getpid()}"
    try:
        made = on_sqlite.back_up(folder, must_be_mounted=True)
        assert read_archive(folder / made.name).ledger == on_sqlite.mark()
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_two_at_once_are_one(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    handle = os.open(on_sqlite.data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BackupError, match="another backup is running"):
            on_sqlite.back_up(tmp_path / "stick")
    finally:
        os.close(handle)

    assert on_sqlite.back_up(tmp_path / "stick").seq


def test_what_a_killed_backup_left_goes_with_the_next(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (stick / ".motcua-work-killed").mkdir(parents=True)
    (stick / ".motcua-work-killed" / "ledger.sqlite").write_bytes(b"half")

    made = on_sqlite.back_up(stick)

    assert names(stick) == [made.name]


def test_a_hub_that_never_ran_has_nothing_to_back_up(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    on_sqlite.settings = on_sqlite.changed(database_url=f"sqlite:///{tmp_path / 'none.sqlite'}")

    with pytest.raises(BackupError, match="cannot be copied"):
        on_sqlite.back_up(tmp_path / "stick")

    assert names(tmp_path / "stick") == []


def test_the_archive_is_a_plain_tar_that_any_machine_opens(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    made = on_sqlite.back_up(tmp_path / "stick")

    content = (tmp_path / "stick" / made.name).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        inside = tar.getnames()
    assert (inside[0], inside[1], inside[-1]) == ("motcua.json", "hub-settings.json", "sums.json")
    assert "papers/a-visit/1" in inside
