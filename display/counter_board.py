"""What one counter's display shows now, from retained states and hub time alone.

Pure; knows nothing of pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from contract.ids import CounterId
from contract.states import CounterState
from contract.words import CounterStatus
from display import wording
from display.announcer import FRESH_S
from display.counter_name import CounterName, counter_name
from display.flash import Flashes
from display.hub_watch import HubWatch, Line
from display.known import Known

_WITH_NUMBER: Final = (CounterStatus.CALLING, CounterStatus.SERVING)


@dataclass(frozen=True, slots=True)
class CounterView:
    """All there is to show at one counter."""

    line: Line
    alarm: tuple[str, ...]
    counter: CounterName
    status: CounterStatus | None
    """None: nothing is known of this counter."""
    number: str
    """Empty where nobody is called or served."""
    word: str
    word_en: str
    reason: str
    """Why it is paused, where the officer said so."""
    is_lit: bool
    clock: str


class CounterBoard:
    """Turns what is known into what one counter shows. Used from the drawing thread alone."""

    def __init__(
        self,
        counter: CounterId,
        hub: HubWatch,
        monotonic_s: Callable[[], float],
        fresh_s: float = FRESH_S,
    ) -> None:
        self._counter = counter
        self._hub = hub
        self._monotonic_s = monotonic_s
        self._fresh_s = fresh_s
        self._flashes = Flashes()

    @property
    def is_flashing(self) -> bool:
        """Whether the view changes again within half a flash."""
        return self._flashes.is_any()

    def view(self, known: Known) -> CounterView:
        """What to show now."""
        state = known.counter
        status = state.status if state else None
        vi, en = _words(status, self._hub.line)
        return CounterView(
            line=self._hub.line,
            alarm=alarm_short(self._hub),
            counter=counter_name(self._counter, known.catalogue),
            status=status,
            number=state.number or "" if state and status in _WITH_NUMBER else "",
            word=vi,
            word_en=en,
            reason=state.pause_vi or "" if state and status is CounterStatus.PAUSED else "",
            is_lit=self._is_lit(state, known),
            clock=wording.time_of_day(self._hub.trusted_now()),
        )

    def _is_lit(self, state: CounterState | None, known: Known) -> bool:
        """A new call or recall flashes; its time stands on the board, or is that of the status."""
        if state is None or state.call_id is None or not self._hub.was_ever_alive:
            return False
        calls = known.board.calls if known.board else ()
        at = next((call.at for call in calls if call.call_id == state.call_id), state.since)
        is_fresh = (
            state.status is CounterStatus.CALLING and at is not None and self._hub.is_fresh(at, self._fresh_s)
        )
        ids = {state.call_id}
        now_s = self._monotonic_s()
        self._flashes.see(ids if is_fresh else (), () if is_fresh else ids, now_s)
        return state.call_id in self._flashes.lit(now_s)


def alarm_short(hub: HubWatch) -> tuple[str, ...]:
    """What a counter's small screen tells of a lost connection."""
    if hub.line is not Line.LOST:
        return ()
    if hub.last_news_at is None:
        return wording.NEVER_CONNECTED_SHORT
    return (wording.lost_since(hub.last_news_at, hub.now()),)


def _words(status: CounterStatus | None, line: Line) -> tuple[str, str]:
    if status is not None:
        return wording.STATUS[status], wording.STATUS_EN[status]
    return (wording.CHECKING, wording.CHECKING_EN) if line is Line.CHECKING else wording.NOTHING_KNOWN
