"""A center brought back: what was there is kept, the epoch is new, the wrong file changes nothing."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from contract import commands as c
from server.backup.archive import Manifest, write_archive
from server.backup.problem import BackupError
from server.backup.prospect import foresee
from server.backup.restore import restore
from server.store.backup_copy import LedgerMark, copy_ledger, mark_of
from server.store.database import only_reading
from server.store.papers import Papers
from server.store.tables import session
from server.store.verify import verify
from tests.server.backup.kept_center import NOON, PAGE, VISIT, KeptCenter
from tests.support.hub import MANAGER
from tests.support.tampering import take_guard_away
from tools.unprivileged import unprivileged


@pytest.fixture
def file(kept: KeptCenter, tmp_path: Path) -> Path:
    """A backup, and one ticket more than it knows."""
    made = kept.back_up(tmp_path / "stick")
    kept.hub.take()
    return tmp_path / "stick" / made.name


def kept_ledger(folder: Path) -> LedgerMark:
    """What a restore put aside."""
    with only_reading(f"sqlite:///{folder / 'ledger.sqlite'}") as connection:
        return mark_of(connection)


def test_the_ledger_is_the_backups_in_a_new_epoch_and_the_old_one_is_kept(
    kept: KeptCenter, file: Path
) -> None:
    before = kept.mark()
    kept.hub.stop()

    folder = restore(kept.settings, file, everything=False)

    after = kept.mark()
    assert after.seq == before.seq - 2
    assert after.epoch != before.epoch
    assert kept_ledger(folder) == before
    assert kept.findings().is_sound
    kept.hub.start()
    assert kept.hub.identity.published_seq == after.seq, "the old epoch's events are not published as new"


def test_it_can_be_done_again_and_the_chain_goes_on(kept: KeptCenter, file: Path) -> None:
    kept.hub.restart()
    kept.hub.stop()
    restore(kept.settings, file, everything=False)
    kept.hub.start()
    kept.hub.do(c.CloseDay, MANAGER)
    assert kept.findings().is_sound
    second = file.parent / kept.back_up(file.parent, NOON + timedelta(hours=1)).name
    kept.hub.stop()

    restore(kept.settings, second, everything=False)

    assert kept.findings().is_sound
    kept.hub.start()


def test_browsers_signed_in_at_the_time_are_not(kept: KeptCenter, tmp_path: Path) -> None:
    row = {"token_hash": "t", "account": "a", "csrf": "c", "created_us": 1, "seen_us": 1}
    with kept.hub.database.writing() as connection:
        connection.execute(session.insert(), row)
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    kept.hub.stop()

    restore(kept.settings, file, everything=False)

    with only_reading(kept.settings.ledger_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM session")).scalar() == 0
    kept.hub.start()


def test_a_running_hub_is_left_alone(kept: KeptCenter, file: Path) -> None:
    before = kept.mark()

    with pytest.raises(BackupError, match="the hub is running") as refused:
        restore(kept.settings, file, everything=False)

    assert "motcua-hub" in refused.value.vi
    assert kept.mark() == before
    kept.hub.take()


def test_it_says_what_would_be_replaced_by_what(kept: KeptCenter, file: Path) -> None:
    prospect = foresee(kept.settings, file)

    assert prospect.backup.seq == kept.mark().seq - 2
    assert f"up to event {kept.mark().seq} (2026-11-23 08:00:00)" in prospect.here_en
    assert f"đến sự kiện {kept.mark().seq} (08:00:00 ngày 23/11/2026)" in prospect.here_vi
    assert prospect.loss_vi == "2 sự kiện ở đây không có trong bản sao lưu"
    assert prospect.loss_en == "2 events that are here are not in the backup"


def test_another_machine_with_nothing_on_it_becomes_the_center(kept: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    there = kept.elsewhere(tmp_path / "other")
    assert "no ledger that can be read" in foresee(there, file).here_en

    restore(there, file, everything=False)

    data = Path(there.data_dir)
    with only_reading(there.ledger_url) as connection:
        assert verify(connection).wrong == []
    for name, path in (("center.toml", Path(there.config_path)), ("papers.key", data / "papers.key")):
        here = kept.folder / name if name == "center.toml" else kept.data / name
        assert path.read_bytes() == here.read_bytes()
    assert (data / "broker" / "hub.password").read_text() == "the hub's own\n"
    assert (data / "broker" / "hub.password").stat().st_mode & 0o777 == 0o600
    assert Papers(data).open_page(VISIT, 1) == PAGE
    assert [path.name for path in data.iterdir() if path.name.startswith((".", "restore"))] == []


def test_a_center_moves_from_sqlite_to_postgresql(
    on_sqlite: KeptCenter, postgres_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    taken = on_sqlite.mark()
    on_sqlite.hub.stop()

    restore(on_sqlite.changed(database_url=postgres_url), file, everything=False)

    with only_reading(postgres_url) as connection:
        moved = mark_of(connection)
        assert verify(connection).wrong == []
    assert (moved.seq, moved.head) == (taken.seq, taken.head)
    assert not list(on_sqlite.data.glob("replaced-*")), "there was nothing to keep"
    on_sqlite.hub.start()


def test_who_restores_as_root_leaves_every_file_to_the_hubs_user(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    there = on_sqlite.elsewhere(tmp_path / "other")
    data, person = Path(there.data_dir), unprivileged("nobody")
    data.mkdir(parents=True)
    if person is not None:
        os.chown(data, person.uid, person.gid)

    restore(there, file, everything=False)
    restore(there, file, everything=True)

    owner = os.geteuid() if person is None else person.uid
    assert {path.stat().st_uid for path in data.rglob("*")} == {owner}
    assert Path(there.config_path).stat().st_mode & 0o777 == 0o644


def test_devices_added_since_stay_unless_everything_is_wanted(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    devices = on_sqlite.data / "broker" / "devices.json"
    old = devices.read_text()
    devices.write_text('{"devices": [], "more": 1}')
    on_sqlite.hub.stop()

    restore(on_sqlite.settings, file, everything=False)
    assert devices.read_text() == '{"devices": [], "more": 1}'
    folder = restore(on_sqlite.settings, file, everything=True)

    assert devices.read_text() == old
    assert (folder / "devices.json").read_text() == '{"devices": [], "more": 1}'
    assert (on_sqlite.folder / folder.name / "center.toml").exists()
    assert Papers(on_sqlite.data).open_page(VISIT, 1) == PAGE
    on_sqlite.hub.start()


def test_imported_lists_come_along_and_those_imported_here_stay_unless_everything_is_wanted(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    here = on_sqlite.data / "lists"
    here.mkdir()
    texts = {"procedures.csv": "old", f"procedures-{'a' * 64}.csv": "older", "notes.txt": "not ours"}
    for name, words in texts.items():
        (here / name).write_text(words)
    file = tmp_path / "stick" / on_sqlite.back_up(tmp_path / "stick").name
    there = on_sqlite.elsewhere(tmp_path / "other")

    restore(there, file, everything=False)
    brought = {path.name for path in (Path(there.data_dir) / "lists").iterdir()}
    (here / "procedures.csv").write_text("new")
    on_sqlite.hub.stop()
    restore(on_sqlite.settings, file, everything=False)
    stayed = (here / "procedures.csv").read_text()
    restore(on_sqlite.settings, file, everything=True)

    assert brought == {"procedures.csv", f"procedures-{'a' * 64}.csv"}
    assert (stayed, (here / "procedures.csv").read_text()) == ("new", "old")
    on_sqlite.hub.start()


# --- the wrong file -----------------------------------------------------------------------------------

Spoil = Callable[[Path, KeptCenter], object]


def not_a_backup(file: Path, _kept: KeptCenter) -> None:
    file.write_bytes(b"Dear Sir or Madam" * 100)


def another_tar(file: Path, _kept: KeptCenter) -> None:
    with tarfile.open(file, "w") as tar:
        tar.addfile(tarfile.TarInfo("letter.txt"), io.BytesIO(b""))


def cut_short(file: Path, _kept: KeptCenter) -> None:
    file.write_bytes(file.read_bytes()[:-20_000])


def a_changed_byte(file: Path, _kept: KeptCenter) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def another_center(file: Path, kept: KeptCenter) -> None:
    text_here = Path(kept.settings.config_path).read_text(encoding="utf-8")
    Path(kept.settings.config_path).write_text(text_here.replace('"23134"', '"24001"'), encoding="utf-8")


def of_a_newer_version(file: Path, kept: KeptCenter) -> None:
    forge(file, kept, "UPDATE alembic_version SET version_num = '0099'")


def with_a_broken_chain(file: Path, kept: KeptCenter) -> None:
    forge(file, kept, "UPDATE event SET payload = CAST('{}' AS BLOB) WHERE seq = 2")


def that_is_not_its_past(file: Path, kept: KeptCenter) -> None:
    forge(file, kept, "UPDATE event SET hash = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)")


def forge(file: Path, kept: KeptCenter, sql: str) -> None:
    """A clever forger: changes the ledger and makes every sum fit again."""
    forged = file.with_name("forged.sqlite")
    copy_ledger(kept.settings.ledger_url, forged)
    engine = create_engine(f"sqlite:///{forged}")
    with engine.begin() as connection:
        take_guard_away(connection)
        connection.execute(text(sql))
        mark = mark_of(connection)
    engine.dispose()
    file.unlink()
    manifest = Manifest(version="1.2.3", made_at=NOON, ledger=mark)
    write_archive(file, manifest, [], [("ledger.sqlite", forged)])


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (not_a_backup, "is no backup of Motcua"),
        (another_tar, "is no backup of Motcua"),
        (cut_short, "is damaged"),
        (a_changed_byte, "is damaged"),
        (another_center, "is center 23134's, this machine is center 24001's"),
        (of_a_newer_version, "newer version of Motcua"),
        (with_a_broken_chain, "event 2 was changed"),
        (that_is_not_its_past, "another hash here"),
    ],
)
def test_the_wrong_file_is_refused_by_name_and_nothing_changes(
    kept: KeptCenter, file: Path, spoil: Spoil, why: str
) -> None:
    before = kept.mark()
    kept.hub.stop()
    spoil(file, kept)

    with pytest.raises(BackupError, match=why) as refused:
        restore(kept.settings, file, everything=False)

    assert file.name in refused.value.vi
    assert kept.mark() == before
    assert [path.name for path in kept.data.iterdir() if path.name.startswith((".rest", "repl"))] == []
    kept.hub.start()
    kept.hub.take()


def test_a_file_that_is_not_there_is_named(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"none\.tar cannot be read"):
        foresee(on_sqlite.settings, tmp_path / "none.tar")


def test_a_path_that_leads_out_is_never_unpacked(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "evil.tar"
    manifest = Manifest(version="1", made_at=NOON, ledger=on_sqlite.mark())
    write_archive(file, manifest, [("../../etc/passwd", b"root")], [])
    on_sqlite.hub.stop()

    with pytest.raises(BackupError, match="is no backup"):
        restore(on_sqlite.settings, file, everything=True)

    on_sqlite.hub.start()
