"""What became of a period's records as rows for everybody: every figure with the whole it is a part of.

Pure; knows neither the store nor HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from server.reports.record_figures import RecordFigures, Share
from server.web.manager.numerals import tenths
from server.web.say import Say


class RowKind(StrEnum):
    """How a row stands in the table."""

    WHOLE = "whole"
    """All of them."""
    STATE = "state"
    """A part of the whole; these rows add up to it."""
    PART = "part"
    """A part of the state above it."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line."""

    kind: RowKind
    label: str
    part: int
    whole: int

    @property
    def figure(self) -> str:
        """`45/52`; the whole stands alone, and nothing is no part of anything."""
        if self.kind is RowKind.WHOLE or not self.whole:
            return str(self.part)
        return f"{self.part}/{self.whole}"


def record_rows(seen: RecordFigures, refusals: tuple[tuple[str, int], ...], say: Say) -> Iterator[RecordRow]:
    """The whole, then each state with its parts; `refusals` by reason."""
    received = seen.received
    yield RecordRow(RowKind.WHOLE, say("Đã tiếp nhận", "Received"), received, received)
    yield _state(say("Đã trả kết quả", "Returned"), seen.returned, received)
    yield from _parts(_verdicts(seen, say), seen.returned)
    yield _state(say("Đã có kết quả, chờ nhận", "Ready, not fetched yet"), seen.ready, received)
    yield _state(say("Đang giải quyết", "In process"), seen.in_process, received)
    yield from _parts([(say("đã quá hạn", "overdue"), seen.overdue)], seen.in_process)
    yield _state(say("Chờ người nộp bổ sung", "Waiting for a supplement"), seen.supplement, received)
    yield _state(say("Từ chối", "Refused"), seen.refused_in_all, received)
    yield from _parts(refusals, seen.refused_in_all)
    given_up = seen.withdrawn + seen.stopped
    yield _state(say("Rút hoặc dừng", "Withdrawn or stopped"), given_up, received)


def shown(share: Share, say: Say) -> str:
    """`45/52 (86,5 %)`; nothing of nothing has no percentage."""
    of_whole = f"{share.part}/{share.whole}"
    return of_whole if share.tenths is None else f"{of_whole} ({tenths(share.tenths, say)}\u00a0%)"


def _verdicts(seen: RecordFigures, say: Say) -> tuple[tuple[str, int], ...]:
    return (
        (say("trước hạn", "early"), seen.early),
        (say("đúng hạn", "on time"), seen.on_time),
        (say("quá hạn", "late"), seen.late),
        (say("trả ngay, không hẹn", "at once, no date promised"), seen.at_once),
    )


def _state(label: str, part: int, whole: int) -> RecordRow:
    return RecordRow(RowKind.STATE, label, part, whole)


def _parts(named: Iterable[tuple[str, int]], whole: int) -> Iterator[RecordRow]:
    return (RecordRow(RowKind.PART, label, count, whole) for label, count in named)
