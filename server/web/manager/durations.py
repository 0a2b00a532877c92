"""Durations as every page prints them."""

from __future__ import annotations


def span(us: int | None) -> str:
    """`7:05` minutes and seconds, `1:02:09` with hours; a dash for nothing. Cut, never rounded up."""
    if us is None:
        return "–"
    minutes, seconds = divmod(us // 1_000_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
