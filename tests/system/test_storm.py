"""A short storm of a fixed seed ends with nothing lost; a long one is run by hand (docs/storm.md)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.system.open_hall import center_folder
from tools.demo.children import ROOT, environment

SEED, FAULTS = 11, 25


@pytest.mark.system
@pytest.mark.window
@pytest.mark.timeout(420)
def test_after_a_short_storm_there_is_no_difference_between_the_books() -> None:
    with center_folder() as var:
        told = subprocess.run(
            [
                sys.executable, "-m", "tools.storm",
                "--seed", str(SEED), "--faults", str(FAULTS), "--var", str(var / "storm"),
            ],
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
            cwd=ROOT,
            env=environment(None),
        )  # fmt: skip

    assert told.returncode == 0, told.stdout[-8000:] + told.stderr[-4000:]
    assert f"storm: seed {SEED}, {FAULTS} faults, 0 differences" in told.stdout
    assert "ledger: sound" in told.stdout
