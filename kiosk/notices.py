"""The notices a kiosk shows: those meant for kiosks, until the end of their last day by hub time.

Without hub time the hub's own last word counts. Knows nothing of screens.
"""

from __future__ import annotations

from datetime import datetime

from contract.clock import local_time
from contract.notices import Notice, NoticePlace
from contract.states import NoticesState


def kiosk_notices(state: NoticesState | None, now: datetime | None) -> tuple[Notice, ...]:
    """In order."""
    cards = state.notices if state is not None else ()
    today = local_time(now).date() if now is not None else None
    return tuple(
        card.content
        for card in cards
        if NoticePlace.KIOSK in card.content.places
        and (today is None or card.content.first <= today <= card.content.last)
    )
