"""`make demo ARGS=--once`: the story ends well and leaves what it promises."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.system.open_hall import center_folder
from tools.demo.children import ROOT, environment

SHOWN = (
    "kiosk",
    "hall",
    "counter",
    "console",
    "board",
    "ticket",
    "waits",
    "record",
    "form",
    "look-up",
    "report",
)
"""Every screen stands in some picture's name."""


@pytest.mark.system
@pytest.mark.window
@pytest.mark.browser
@pytest.mark.timeout(420)
def test_the_story_is_played_to_its_end_and_leaves_pictures_slip_and_wait_log() -> None:
    with center_folder() as var:
        play(var)


def play(var: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tools.demo", "--once", "--var", str(var)],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        cwd=ROOT,
        env=environment(None),
    )

    assert told.returncode == 0, told.stdout + told.stderr
    assert "The ledger is sound" in told.stdout
    assert "are SIMULATED" in told.stdout
    assert "The searchable PDF is" in told.stdout
    pictures = sorted((var / "pictures").glob("*.png"))
    assert [screen for screen in SHOWN if not any(screen in file.name for file in pictures)] == []
    assert (var / "mau-01.pdf").read_bytes().startswith(b"%PDF")
    for file in (*pictures, var / "slip.png", var / "record-slip.png"):
        with Image.open(file) as picture:
            colours = picture.convert("RGB").getcolors(picture.width * picture.height)
            assert colours is not None
            assert len(colours) >= 2, f"{file.name} is blank"
    with (var / "waits.csv").open(encoding="utf-8-sig", newline="") as log:
        assert len(list(csv.reader(log))) >= 2
