"""The notices a hall display shows: those meant for halls, until the end of their last day by hub time.

Without hub time the hub's own last word counts. Knows nothing of pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contract.clock import local_time
from contract.notices import Notice, NoticePlace
from contract.states import NoticesState
from display import wording


@dataclass(frozen=True, slots=True)
class HallNotice:
    """What people in the hall read."""

    title: str
    text: str
    """May be empty; with line breaks."""
    elsewhere: str = ""
    """Where it is read in full, as a sentence; empty: nowhere else, or there is no more than the title."""


def hall_notices(state: NoticesState | None, now: datetime | None) -> tuple[HallNotice, ...]:
    """In order."""
    contents = [card.content for card in state.notices] if state is not None else []
    today = local_time(now).date() if now is not None else None
    return tuple(
        HallNotice(content.title_vi, content.text_vi, _elsewhere(content))
        for content in contents
        if NoticePlace.HALL in content.places and (today is None or content.first <= today <= content.last)
    )


def _elsewhere(content: Notice) -> str:
    if not content.text_vi:
        return ""
    if NoticePlace.KIOSK in content.places:
        return wording.READ_AT_KIOSK
    return wording.READ_ON_WEB if NoticePlace.WEB in content.places else ""
