"""Long official names (up to 919 characters) cut at a word; the whole stays one press away."""

from __future__ import annotations

ROOM = 150
"""Characters: four lines on a phone 390 px wide."""


def shortened(text: str, room: int = ROOM) -> str:
    """The text itself where it fits, else its first words and "…"."""
    if len(text) <= room:
        return text
    cut = text[: room + 1].rfind(" ")
    return f"{text[: cut if cut > 0 else room].rstrip(' ,;:(–-')}…"
