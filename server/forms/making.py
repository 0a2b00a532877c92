"""Has a form drawn by a child (`python -m server.forms`).

Knows processes; never loads what draws. Facts travel by the child's standard input: they name a person, and
arguments are shown to everybody on the machine.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import msgspec

from server.forms.facts import Facts

log = logging.getLogger(__name__)

NO_FONT = 3
"""Exit status: a file of the typeface is missing."""
AT_ONCE = 2
WAIT_S = 5.0
"""For one of the places."""
DRAW_WITHIN_S = 60.0
"""A machine under storm takes its time; an officer sees the browser wait."""
_places = threading.BoundedSemaphore(AT_ONCE)


class FormFailedError(Exception):
    """There is no PDF; `is_font_missing`: somebody has to install it."""

    def __init__(self, told: str, *, is_font_missing: bool = False) -> None:
        super().__init__(told)
        self.is_font_missing = is_font_missing


def made(facts: Facts, fonts: Path, now: datetime) -> bytes:
    """The PDF; `now` is local, and stands at its foot. Raises `FormFailedError`."""
    if not _places.acquire(timeout=WAIT_S):
        raise FormFailedError("too many forms are being drawn")
    try:
        child = subprocess.run(
            [sys.executable, "-m", "server.forms", "--fonts", str(fonts), "--now", now.isoformat()],
            input=msgspec.json.encode(facts),
            capture_output=True,
            timeout=DRAW_WITHIN_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("form %s was not drawn: %s", facts.form, type(error).__name__)
        raise FormFailedError("the child did not answer") from error
    finally:
        _places.release()
    return _pdf_of(child, facts)


def _pdf_of(child: subprocess.CompletedProcess[bytes], facts: Facts) -> bytes:
    if child.returncode == NO_FONT:
        told = child.stderr.decode(errors="replace").strip()
        log.error("form %s was not drawn: %s", facts.form, told)
        raise FormFailedError(told, is_font_missing=True)
    if child.returncode != 0 or not child.stdout:
        log.error("form %s was not drawn: the child ended with status %d", facts.form, child.returncode)
        raise FormFailedError("the child failed")
    return child.stdout
