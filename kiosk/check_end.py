"""How far a check or a print has come, as a screen shows it."""

from __future__ import annotations

from enum import StrEnum


class CheckEnd(StrEnum):
    """How it went."""

    RUNNING = "running"
    GOOD = "good"
    UNSURE = "unsure"
    BAD = "bad"
