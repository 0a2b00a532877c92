"""Backups on another machine: OpenSSH's own client and server, with a pipe between them instead of ssh."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from server.backup.archive import read_archive
from server.backup.make import make_backup
from server.backup.problem import BackupError
from server.backup.sftp import SftpPlace
from server.config.backup import BackupPlace
from tests.server.backup.kept_center import NOON, KeptCenter

SERVER = "/usr/lib/openssh/sftp-server"


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A folder of the other machine, with a name that a shell would misread."""
    folder = tmp_path / "far away's $HOME"
    folder.mkdir()
    return folder


def line_to(tmp_path: Path, script: str) -> Path:
    """What stands where `ssh` would."""
    program = tmp_path / "line"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def sftp(kept: KeptCenter, far: Path, tmp_path: Path, script: str = f"exec {SERVER}") -> SftpPlace:
    place = BackupPlace(to=f"sftp://backup@nas.local{far}/motcua")
    return SftpPlace(place, kept.data, line_to(tmp_path, script))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_arrives_whole_and_the_oldest_goes(on_sqlite: KeptCenter, far: Path, tmp_path: Path) -> None:
    place = sftp(on_sqlite, far, tmp_path)

    for hour in range(3):
        made = make_backup(on_sqlite.settings, place, 2, NOON + timedelta(hours=hour), "1.2.3")

    assert names(far / "motcua") == ["motcua-23134-20261123-130000.tar", "motcua-23134-20261123-140000.tar"]
    assert read_archive(far / "motcua" / made.name).ledger == on_sqlite.mark()
    assert (far / "motcua" / made.name).stat().st_mode & 0o777 == 0o600
    assert not list(on_sqlite.data.glob(".motcua-work-*"))


def test_a_machine_that_does_not_answer_is_named(on_sqlite: KeptCenter, far: Path, tmp_path: Path) -> None:
    place = sftp(
        on_sqlite, far, tmp_path, "echo 'ssh: connect to host nas.local: No route to host' >&2; exit 255"
    )

    with pytest.raises(BackupError, match=r"nas\.local does not take the backup") as refused:
        make_backup(on_sqlite.settings, place, 2, NOON, "1.2.3")

    assert "nas.local" in refused.value.vi
    assert not list(on_sqlite.data.glob(".motcua-work-*"))


def test_a_folder_that_may_not_be_written_there_is_a_failure(
    on_sqlite: KeptCenter, far: Path, tmp_path: Path
) -> None:
    (far / "motcua").write_text("a file, no folder")

    with pytest.raises(BackupError, match="does not take the backup"):
        make_backup(on_sqlite.settings, sftp(on_sqlite, far, tmp_path), 2, NOON, "1.2.3")


def test_what_the_other_machine_kept_wrongly_is_not_called_a_backup(
    on_sqlite: KeptCenter, far: Path, tmp_path: Path
) -> None:
    spoil = f"find '{far.as_posix().replace(chr(39), chr(39) + chr(92) + chr(39) + chr(39))}'"
    script = f"{spoil} -name '*.part' -exec truncate -s 1000 {{}} ';'; exec {SERVER}"

    with pytest.raises(BackupError, match="is not what was sent"):
        make_backup(on_sqlite.settings, sftp(on_sqlite, far, tmp_path, script), 2, NOON, "1.2.3")

    assert names(far / "motcua") == []
