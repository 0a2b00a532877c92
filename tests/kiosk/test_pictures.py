"""Every screen drawn by Kivy in a real window, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.window
@pytest.mark.parametrize(
    "panel",
    [
        ("1024", "600", "222", "130", "0.6", "vi"),
        ("1280", "800", "331", "207", "0.6", "en"),
        ("1080", "1920", "268", "476", "0.6", "vi"),
    ],
)
def test_the_whole_gallery_can_be_drawn(panel: tuple[str, ...], tmp_path: Path) -> None:
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}
    environment.pop("DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.draw_gallery", str(tmp_path), *panel],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) > 40
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == (int(panel[0]), int(panel[1])), path.name
            assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 5, path.name
