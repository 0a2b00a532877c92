"""What the hall display shows now, from retained states and hub time alone.

Pure; knows nothing of pixels. How much of it fits is decided by the scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from contract.ids import CounterId
from contract.states import CatalogueState, LineState, RecentCall
from display import wording
from display.announcer import FRESH_S
from display.counter_name import CounterName, counter_name
from display.flash import Flashes
from display.hub_watch import HubWatch, Line
from display.known import Known
from display.notices import HallNotice, hall_notices
from display.record_view import RecordsView, records_view


@dataclass(frozen=True, slots=True)
class CallRow:
    """One called number and where it is called to."""

    number: str
    counter: CounterName
    is_current: bool
    """Still called or being served there."""
    is_lit: bool = False
    """In the bright half of its flash."""
    is_new_at_rest: bool = False
    """Its flash is over, and it is still new."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """People waiting for one service."""

    name: str
    waiting: str
    """The count; a dash where it is not known any more."""


@dataclass(frozen=True, slots=True)
class HallView:
    """All there is to show, the most important first."""

    line: Line
    alarm: tuple[str, ...]
    """Sentences on a lost connection; empty: none to tell."""
    headline: tuple[str, ...]
    """Vietnamese and English, in place of the newest call where there is none to show."""
    calls: tuple[CallRow, ...]
    """Newest first, each number and counter once."""
    services: tuple[ServiceRow, ...]
    today: str
    notice: tuple[str, ...]
    """Sentences."""
    clock: str
    records: RecordsView | None = None
    """None: this display does not show them."""
    quiet_s: float | None = None
    """How long no call has needed the screen; None: one does."""
    calm_s: float | None = None
    """How long no call has been new; None: one is."""
    notices: tuple[HallNotice, ...] = ()
    """Shown between calls."""


class HallBoard:
    """Turns what is known into what is shown. Used from the drawing thread alone."""

    def __init__(self, hub: HubWatch, monotonic_s: Callable[[], float], fresh_s: float = FRESH_S) -> None:
        self._hub = hub
        self._monotonic_s = monotonic_s
        self._fresh_s = fresh_s
        self._flashes = Flashes()
        self._quiet_since_s = self._calm_since_s = monotonic_s()

    @property
    def is_flashing(self) -> bool:
        """Whether the view changes again within half a flash."""
        return self._flashes.is_any()

    def view(self, known: Known) -> HallView:
        """What to show now."""
        line = self._hub.line
        return HallView(
            line=line,
            alarm=alarm(self._hub),
            headline=_headline(known, line),
            calls=self._calls(known),
            services=_services(known, line),
            today=_today(known.line) if line is not Line.LOST else "",
            notice=sentences(known.catalogue.notice_vi) if known.catalogue else (),
            clock=wording.time_of_day(self._hub.trusted_now()),
            records=records_view(known, self._hub),
            quiet_s=self._quiet_s(known),
            calm_s=self._calm_s(known),
            notices=hall_notices(known.notices, self._hub.now()),
        )

    def _quiet_s(self, known: Known) -> float | None:
        """A call needs the screen while it is new, and until somebody has come."""
        now_s = self._monotonic_s()
        if self._fresh(known) or any(call.is_awaited for call in _calls_of(known)):
            self._quiet_since_s = now_s
            return None
        return now_s - self._quiet_since_s

    def _calm_s(self, known: Known) -> float | None:
        now_s = self._monotonic_s()
        if self._fresh(known):
            self._calm_since_s = now_s
            return None
        return now_s - self._calm_since_s

    def _fresh(self, known: Known) -> list[RecentCall]:
        return [call for call in _calls_of(known) if self._hub.is_fresh(call.at, self._fresh_s)]

    def _calls(self, known: Known) -> tuple[CallRow, ...]:
        calls = _calls_of(known)
        fresh = self._fresh(known)
        now_s = self._monotonic_s()
        if self._hub.was_ever_alive:
            stale = {call.call_id for call in calls} - {call.call_id for call in fresh}
            self._flashes.see((call.call_id for call in fresh), stale, now_s)
        lit = self._flashes.lit(now_s)
        flashing = self._flashes.flashing(now_s)
        at_rest = {call.call_id for call in fresh} - flashing if self._hub.was_ever_alive else set()
        return tuple(
            replace(
                _row(call, known.catalogue),
                is_lit=call.call_id in lit,
                is_new_at_rest=call.call_id in at_rest,
            )
            for call in _once_each(calls)
        )


def alarm(hub: HubWatch) -> tuple[str, ...]:
    """What to tell of a lost connection, for any display."""
    if hub.line is not Line.LOST:
        return ()
    if hub.last_news_at is None:
        return wording.NEVER_CONNECTED
    return wording.connection_lost(hub.last_news_at, hub.now())


def sentences(text: str | None) -> tuple[str, ...]:
    """A notice as sentences, so that it can be shown in parts."""
    parts = (text or "").replace("\n", " ").split(". ")
    return tuple(
        part.strip() + ("." if index < len(parts) - 1 else "")
        for index, part in enumerate(parts)
        if part.strip()
    )


def _calls_of(known: Known) -> tuple[RecentCall, ...]:
    return known.board.calls if known.board and not _is_day_closed(known) else ()


def _once_each(calls: tuple[RecentCall, ...]) -> list[RecentCall]:
    newest: dict[tuple[str, CounterId], RecentCall] = {}
    for call in calls:
        newest.setdefault((call.number, call.counter), call)
    return list(newest.values())


def _row(call: RecentCall, catalogue: CatalogueState | None) -> CallRow:
    return CallRow(call.number, counter_name(call.counter, catalogue), call.is_current)


def _is_day_closed(known: Known) -> bool:
    return known.hub is not None and known.hub.day is None


def _headline(known: Known, line: Line) -> tuple[str, ...]:
    if known.hub is None:
        return (wording.CHECKING, wording.CHECKING_EN) if line is Line.CHECKING else wording.NOTHING_KNOWN
    if known.hub.day is None:
        opens_at = (
            next((row.opens_at for row in known.line.services if row.opens_at), None) if known.line else None
        )
        again = (wording.opens_again(opens_at),) if opens_at else ()
        return (wording.NO_DAY, *again, wording.NO_DAY_EN)
    if known.board is None or not known.board.calls:
        return (wording.NO_CALL_YET, wording.NO_CALL_YET_EN)
    return ()


def _services(known: Known, line: Line) -> tuple[ServiceRow, ...]:
    if known.line is None or _is_day_closed(known):
        return ()
    cards = known.catalogue.services if known.catalogue else ()
    names = {card.service: card.name_vi for card in cards}
    order = {card.service: place for place, card in enumerate(cards)}
    rows = sorted(known.line.services, key=lambda row: order.get(row.service, len(order)))
    return tuple(
        ServiceRow(
            names.get(row.service, row.service),
            wording.UNKNOWN_COUNT if line is Line.LOST else str(row.waiting),
        )
        for row in rows
    )


def _today(line: LineState | None) -> str:
    return wording.today(line.taken_today, line.served_today) if line else ""
