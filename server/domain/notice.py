"""Notices in the hall: what is written, whether it is in force on a day, and in which order all stand.

Pure; a day is given, never read off a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from contract.ids import NoticeId, OfficerId
from contract.notices import Notice, NoticeCard


class KnownNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice as it stands."""

    id: NoticeId
    content: Notice
    changed_at: datetime
    changed_by: OfficerId | None
    last_seq: int
    is_withdrawn: bool = False

    def is_in_force(self, day: date) -> bool:
        """Whether it is shown on that day."""
        return not self.is_withdrawn and self.content.first <= day <= self.content.last

    def is_over(self, day: date) -> bool:
        """Whether it is shown no more from that day on, unless somebody edits it."""
        return self.is_withdrawn or self.content.last < day


def pinned_first(notices: Iterable[KnownNotice]) -> list[KnownNotice]:
    """Otherwise in the order in which they stand."""
    return sorted(notices, key=lambda notice: not notice.content.is_pinned)


def in_force(notices: Iterable[KnownNotice], day: date) -> tuple[NoticeCard, ...]:
    """Those shown on that day, in order."""
    return tuple(
        NoticeCard(notice=notice.id, content=notice.content)
        for notice in pinned_first(notices)
        if notice.is_in_force(day)
    )
