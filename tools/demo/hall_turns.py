"""When the demo's hall display shows figures of records: it does while no call needs the screen.

Knows what the display has heard, and the rhythm of its turns.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from display.announcer import FRESH_S
from display.known import Known, KnownFile
from display.record_scene import BOARD_SLOTS, SLOT_S
from tools.demo.center import DemoCenter
from tools.demo.place import HALL

BEGUN_S = 1.5
"""So long after a turn has begun it is on the glass."""


def records_returned(center: DemoCenter) -> int:
    """Of today's, as the hall display has heard."""
    records = _known(center).records
    return records.today.returned if records is not None else 0


def wait_for_records_turn(center: DemoCenter) -> None:
    """Until figures have just taken the place of the calls."""
    board = _known(center).board
    called = max((call.at for call in board.calls), default=None) if board is not None else None
    if called is not None:
        time.sleep(wait_s((datetime.now(UTC) - called) / timedelta(seconds=1)))


def wait_s(since_call_s: float) -> float:
    """Seconds to the next turn, where each period of figures, a page long, follows the calls' turns."""
    first_s = FRESH_S + SLOT_S * BOARD_SLOTS + BEGUN_S
    round_s = SLOT_S * (BOARD_SLOTS + 1)
    if since_call_s <= first_s:
        return first_s - since_call_s
    into_s = (since_call_s - first_s) % round_s
    return 0.0 if into_s < SLOT_S / 2 else round_s - into_s


def _known(center: DemoCenter) -> Known:
    return KnownFile(center.place.data / HALL / "known.json").load()
