"""Times and fees as the portal gives them, put in order by channel; nothing is left out or added.

"Trực tiếp: 3 Ngày làm việc; Trực tuyến: 3 Ngày làm việc" becomes two cells; other lines are notes in full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CHANNELS = ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính")
_ENGLISH = {"Trực tiếp": "In person", "Trực tuyến": "Online", "Dịch vụ bưu chính": "By post"}
_LABEL = re.compile(rf"({'|'.join(_CHANNELS)}): *(.*)", re.DOTALL)
_ALL_IN_ONE = re.compile(r"Trực tiếp, trực tuyến, bưu chính: *(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One way of handing a record in."""

    channel_vi: str
    channel_en: str
    time: str
    """Empty: not said."""
    fee: str
    """Empty: not said."""


@dataclass(frozen=True, slots=True)
class TimesAndFees:
    """The table, and what stands below it."""

    rows: tuple[ChannelRow, ...]
    time_notes: tuple[str, ...]
    fee_notes: tuple[str, ...]


def times_and_fees(times: Sequence[str], fees: Sequence[str]) -> TimesAndFees:
    """By channel: in person, online, by post."""
    time_of, time_notes = _apart(times)
    fee_of, fee_notes = _apart(fees)
    rows = (
        ChannelRow(channel, _ENGLISH[channel], time_of.get(channel, ""), fee_of.get(channel, ""))
        for channel in _CHANNELS
        if channel in time_of or channel in fee_of
    )
    return TimesAndFees(tuple(rows), time_notes, fee_notes)


def _apart(lines: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    cells: dict[str, str] = {}
    notes = []
    for line in lines:
        found = _cells(line)
        if found:
            for channel, text in found:
                cells[channel] = f"{cells[channel]}; {text}" if channel in cells else text
        else:
            notes.append(line)
    return cells, tuple(notes)


def _cells(line: str) -> list[tuple[str, str]]:
    """Empty where the line is not by channel."""
    whole = _ALL_IN_ONE.fullmatch(line)
    if whole:
        return [(channel, whole[1]) for channel in _CHANNELS]
    cells: list[tuple[str, str]] = []
    for part in line.split("; "):
        found = _LABEL.fullmatch(part)
        if found:
            cells.append((found[1], found[2]))
        elif cells:
            cells[-1] = (cells[-1][0], f"{cells[-1][1]}; {part}")
        else:
            return []
    return cells
