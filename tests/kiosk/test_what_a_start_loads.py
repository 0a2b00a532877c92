"""A kiosk's start loads nothing that begins threads before its signals are blocked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_numpy_waits_for_the_first_scanned_page() -> None:
    asked = "import sys, kiosk.running; sys.exit('numpy' in sys.modules)"
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIVY_NO_ARGS": "1"}

    ended = subprocess.run([sys.executable, "-c", asked], cwd=REPOSITORY, env=environment, check=False)

    assert ended.returncode == 0
