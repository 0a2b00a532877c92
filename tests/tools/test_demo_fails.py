"""A demo in which something does not happen says so in plain words and ends with a status of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.demo.children import ROOT, environment
from tools.demo.place import Place


@pytest.mark.system
@pytest.mark.timeout(90)
def test_a_center_whose_broker_cannot_start_ends_the_story_with_its_reason(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("Xvfb", "xkbcomp", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    var = tmp_path / "var"

    told = subprocess.run(
        [sys.executable, "-m", "tools.demo", "--once", "--var", str(var)],
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
        cwd=ROOT,
        env={**environment(None), "PATH": str(programs)},
    )

    shutil.rmtree(Place(var).data, ignore_errors=True)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "the story stopped: " in told.stderr
    assert "mosquitto" in told.stderr
    assert str(var / "log") in told.stderr
    assert "Traceback" not in told.stderr
    assert not (var / "waits.csv").exists()
