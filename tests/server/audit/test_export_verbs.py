"""`motcua ledger export` and `import` as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.audit.kept_file import whole_file
from tests.server.hub.hub_place import Ended, run_as_typed
from tests.support.hub import SAMPLE, SmallHub, small_hub


class Typist:
    """Types `motcua` with the settings of one folder."""

    def __init__(self, folder: Path, center: str = SAMPLE) -> None:
        folder.mkdir(exist_ok=True)
        self.data = folder / "data"
        self.data.mkdir()
        self.settings = folder / "hub.toml"
        (folder / "center.toml").write_text(center, encoding="utf-8")
        text = f'config_path = "{folder}/center.toml"\ndata_dir = "{self.data}"\n'
        self.settings.write_text(text, encoding="utf-8")

    @property
    def url(self) -> str:
        """Its ledger."""
        return f"sqlite:///{self.data / 'ledger.sqlite'}"

    def types(self, *arguments: str | Path) -> Ended:
        """`motcua ledger …`."""
        return run_as_typed("--settings", str(self.settings), "ledger", *map(str, arguments))


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    """A machine with a configuration and no ledger yet."""
    return Typist(tmp_path / "here")


@pytest.fixture
def hub(typist: Typist, tmp_path: Path) -> Iterator[SmallHub]:
    """A hub at work on its ledger."""
    with small_hub(tmp_path, typist.url) as hub:
        hub.open_day()
        hub.take()
        yield hub


def test_a_running_hub_is_exported_and_the_file_becomes_a_ledger_elsewhere(
    typist: Typist, hub: SmallHub, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.jsonl"

    out = typist.types("export", "--to", file)
    elsewhere = Typist(tmp_path / "there")
    into = elsewhere.types("import", file)
    verified = elsewhere.types("verify")

    assert (out.status, out.said) == (0, "")
    assert file.stat().st_mode & 0o077 == 0
    assert (into.status, verified.status) == (0, 0), into.said + verified.said
    assert f"imported: events {hub.seq}, days 1, tickets 1" in into.said
    assert f"head {hub.findings().head}" in into.said
    assert f"head {hub.findings().head}" in verified.said
    assert "gives no numbers until each kiosk" in into.said


def test_without_a_file_it_goes_to_standard_output(typist: Typist, hub: SmallHub) -> None:
    command = [sys.executable, "-m", "server.command_line", "--settings", str(typist.settings)]

    done = subprocess.run([*command, "ledger", "export"], capture_output=True, check=True, timeout=60)

    first, *_, last = done.stdout.decode().splitlines()
    assert json.loads(first)["center"] == "23134"
    assert json.loads(last)["events"] == hub.seq


def test_a_file_that_is_there_is_replaced_only_by_force(
    typist: Typist, hub: SmallHub, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text("mine", encoding="utf-8")

    kept = typist.types("export", "--to", file)
    assert kept.status == 1
    assert "--force" in kept.said
    assert file.read_text(encoding="utf-8") == "mine"

    assert typist.types("export", "--to", file, "--force").status == 0
    assert file.read_text(encoding="utf-8").startswith('{"format":"motcua-ledger"')
    assert [path.name for path in tmp_path.iterdir() if "ledger.jsonl" in path.name] == ["ledger.jsonl"]


def test_what_ends_half_way_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"

    def write_half() -> None:
        with whole_file(file, replaces=True) as content:
            content.write(b"half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_half()

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(typist: Typist, hub: SmallHub, tmp_path: Path) -> None:
    nowhere = typist.types("export", "--to", tmp_path / "no" / "ledger.jsonl")

    assert nowhere.status == 2
    assert "(file-missing)" in nowhere.said


def test_no_ledger_is_said(typist: Typist) -> None:
    nothing = typist.types("export")

    assert nothing.status == 2
    assert "cannot be used" in nothing.said


def test_faults_are_told_in_both_languages_with_line_and_code(
    typist: Typist, hub: SmallHub, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.jsonl"
    typist.types("export", "--to", file)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:2], *lines[3:]]))

    refused = Typist(tmp_path / "there").types("import", file)

    assert refused.status == 1
    assert "[missing-events] dòng/line 3 seq 3" in refused.said
    assert "Thiếu sự kiện 2 trước dòng này." in refused.said
    assert "Before this line, events are missing: 2." in refused.said
    assert refused.said.startswith("Không nhập gì cả. / Nothing was imported.")


def test_the_machine_of_another_center_takes_nothing(typist: Typist, hub: SmallHub, tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    typist.types("export", "--to", file)
    other = Typist(tmp_path / "there", SAMPLE.replace('code = "23134"', 'code = "00001"'))

    refused = other.types("import", file)

    assert refused.status == 1
    assert "[other-center]" in refused.said


def test_no_such_file_is_said(typist: Typist, tmp_path: Path) -> None:
    missing = typist.types("import", tmp_path / "no.jsonl")

    assert missing.status == 2
    assert "(file-missing)" in missing.said
