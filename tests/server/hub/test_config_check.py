"""`motcua config check` by somebody who may not read the lists in force: it says so, and is no success."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config.procedure_table import PROCEDURES_CSV
from tests.server.hub.hub_place import Ended
from tools.demo.children import ROOT, environment
from tools.demo.place import SAMPLE

MODES_COUNT = "-dac_override,-dac_read_search"
"""Without these root is held to the modes of files as anybody is."""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The sample center's, which is accepted."""
    file = tmp_path / "center.toml"
    file.write_bytes(SAMPLE.read_bytes())
    return file


@pytest.fixture
def settings(tmp_path: Path, config: Path) -> Path:
    """Of a hub on this machine."""
    file = tmp_path / "hub.toml"
    file.write_text(f'config_path = "{config}"\ndata_dir = "{tmp_path}/data"\n', encoding="utf-8")
    return file


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A list is in force: the shipped one, imported."""
    folder = tmp_path / "data" / "lists"
    folder.mkdir(parents=True)
    (folder / "procedures.csv").write_bytes(PROCEDURES_CSV.read_bytes())
    return folder


@pytest.fixture
def closed(lists: Path) -> Iterator[Path]:
    """The same, for its owner alone."""
    lists.chmod(0)
    yield lists
    lists.chmod(0o750)


def check(settings: Path, config: Path) -> Ended:
    """As whoever has no more rights than the files' modes give."""
    as_anybody = ["setpriv", f"--bounding-set={MODES_COUNT}", f"--inh-caps={MODES_COUNT}"]
    motcua = [sys.executable, "-m", "server.command_line", "--settings", str(settings)]
    done = subprocess.run(
        [*(as_anybody if os.geteuid() == 0 else ()), *motcua, "config", "check", str(config)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env=environment(None),
    )
    return Ended(done.returncode, done.stdout + done.stderr)


@pytest.mark.usefixtures("lists")
def test_with_the_lists_in_force_an_accepted_file_is_status_0(settings: Path, config: Path) -> None:
    checked = check(settings, config)

    assert checked.status == 0, checked.said
    assert "accepted, 0 errors" in checked.said
    assert "lists-unread" not in checked.said


def test_without_them_an_accepted_file_is_status_2_and_both_languages_say_why(
    settings: Path, config: Path, closed: Path
) -> None:
    checked = check(settings, config)

    assert checked.status == 2, checked.said
    verdict, vi, en = checked.said.splitlines()[-3:]
    assert "accepted, 0 errors" in verdict
    assert vi.startswith(f"CHƯA KIỂM TRA ĐỦ: không có quyền đọc {closed / 'procedures.csv'}")
    assert "danh sách thủ tục đi kèm phần mềm" in vi
    assert en.startswith(f"NOT CHECKED IN FULL: no right to read {closed / 'procedures.csv'}")
    assert en.endswith(f"Run again: sudo motcua config check {config} (lists-unread)")


@pytest.mark.usefixtures("closed")
def test_without_them_a_refused_file_is_refused(settings: Path, config: Path) -> None:
    config.write_text(config.read_text("utf-8").replace("name_vi", "name_v", 1), encoding="utf-8")

    checked = check(settings, config)

    assert checked.status == 1
    assert "(lists-unread)" in checked.said


def test_settings_that_may_not_be_read_are_said_too(settings: Path, config: Path) -> None:
    settings.chmod(0)

    checked = check(settings, config)

    assert checked.status == 2
    assert f"không có quyền đọc {settings}" in checked.said
    assert "(lists-unread)" in checked.said


def test_a_machine_without_a_hub_checks_against_the_shipped_lists(tmp_path: Path, config: Path) -> None:
    checked = check(tmp_path / "hub.toml", config)

    assert checked.status == 0, checked.said
    assert "lists-unread" not in checked.said
