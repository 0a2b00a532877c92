"""`tools/setup.sh` says what it lacks, and does nothing when there is nothing to do.

The script's commands are shims in a folder that is its whole PATH: nothing is installed here.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAIN = (
    "bash",
    "grep",
    "sed",
    "cat",
    "sha256sum",
    "cut",
    "dirname",
    "mktemp",
    "rm",
    "tail",
    "env",
    "mkdir",
    "cp",
)
"""What the script uses that changes nothing of the machine."""
PYTHON = """if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/python; fi"""
"""A Python of the right version that makes a `.venv` with itself in it."""


@dataclass(frozen=True)
class FreshMachine:
    """A copy of what the script reads, and a PATH made for it."""

    folder: Path

    @property
    def bin(self) -> Path:
        """The only place where the script finds commands."""
        return self.folder / "bin"

    @property
    def calls(self) -> list[str]:
        """What the shims were called with."""
        log = self.folder / "calls"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def shim(self, name: str, script: str = "") -> None:
        """A command that records its call and then does this."""
        file = self.bin / name
        file.write_text(
            f'#!{shutil.which("bash")}\necho "{name} $*" >>{self.folder}/calls\n{script}\n', "utf-8"
        )
        file.chmod(0o755)

    def run(self) -> subprocess.CompletedProcess[str]:
        """Set it up."""
        return subprocess.run(
            ["bash", str(self.folder / "tools" / "setup.sh")],
            env={"PATH": str(self.bin), "LANG": "C.UTF-8", "PYTHON": "python3"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> FreshMachine:
    """All Debian packages are there, and a Python."""
    made = FreshMachine(tmp_path)
    (tmp_path / "tools").mkdir()
    made.bin.mkdir()
    for name in ("tools/setup.sh", "tools/packages.txt", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in PLAIN:
        found = shutil.which(name)
        assert found
        (made.bin / name).symlink_to(found)
    made.shim("dpkg-query", "echo installed")
    made.shim("id", "echo 1000")
    made.shim("apt-get")
    made.shim("python3", PYTHON)
    return made


def test_a_second_run_calls_neither_apt_get_nor_pip(machine: FreshMachine) -> None:
    first = machine.run()
    before = machine.calls
    second = machine.run()
    after = machine.calls[len(before) :]

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert sum("-m pip install" in call for call in before) == 2
    assert not [
        call for call in after if call.startswith("apt-get") or "-m pip" in call or "venv .venv" in call
    ]
    assert second.stdout == ""


def test_without_a_python_it_says_which_it_needs(machine: FreshMachine) -> None:
    (machine.bin / "python3").unlink()
    script = machine.folder / "tools" / "setup.sh"
    here = script.read_text(encoding="utf-8")
    assert "/usr/bin/python3" in here, "the one place it looks beside PATH"
    script.write_text(here.replace("/usr/bin/python3", f"{machine.folder}/none"), encoding="utf-8")

    ended = machine.run()

    assert ended.returncode == 1
    assert ended.stderr.startswith("setup: needs Python 3.11, 3.12 or 3.13")
    assert len(ended.stderr.splitlines()) == 1


def test_a_missing_package_without_root_and_sudo_is_named(machine: FreshMachine) -> None:
    machine.shim("dpkg-query", '[ "$4" = mosquitto ] || echo installed')

    ended = machine.run()

    assert ended.returncode == 1
    assert ended.stderr == "setup: needs root or sudo to install: mosquitto\n"
    assert not [call for call in machine.calls if call.startswith("apt-get")]


def test_a_missing_package_is_installed_through_sudo(machine: FreshMachine) -> None:
    machine.shim("dpkg-query", '[ "$4" = mosquitto ] || echo installed')
    machine.shim("sudo", '"$@"')

    ended = machine.run()

    assert ended.returncode == 0, ended.stderr
    (installed,) = [call for call in machine.calls if call.startswith("apt-get install")]
    assert installed.endswith(" mosquitto")
