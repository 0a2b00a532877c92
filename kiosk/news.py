"""Gathers the hub's retained states into one `Center`; older revisions of an epoch are ignored.

Safe to call from the network thread; knows nothing of the broker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from contract.hubtime import SILENT_AFTER_S, HubTime
from contract.ids import ProcedureCode, ServiceId
from contract.states import CatalogueState, HubState, LineState, NoticesState, PanelSize, State
from contract.words import ClockTrust
from kiosk.believed_time import Source
from kiosk.center import Center, NotGiven
from kiosk.notices import kiosk_notices
from kiosk.procedures import Procedure, ProcedureBook
from kiosk.valid_today import StillValid, Today


class News:
    """What was heard last."""

    def __init__(self, time: HubTime, monotonic_s: Callable[[], float]) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self.panel: PanelSize | None = None
        """The glass as the hub's configuration has it."""
        self._time = time
        self._lock = threading.Lock()
        self._hub: HubState | None = None
        self._line: LineState | None = None
        self._catalogue: CatalogueState | None = None
        self._notices: NoticesState | None = None
        self.lent: Callable[[], Mapping[ServiceId, NotGiven | None]] = dict
        """What this kiosk may give by itself now."""
        self.today: Callable[[], Today | None] = lambda: None
        """What day this kiosk believes it is."""
        self._monotonic_s = monotonic_s
        self._started_s = monotonic_s()
        self._procedures: dict[ProcedureCode, Procedure] = {}
        self._still_valid = StillValid()

    def hub_was(self, hub: HubState) -> None:
        """The broker's retained copy: it may be of a hub long gone."""
        self._hub_is(hub)

    def hub_beats(self, hub: HubState) -> bool:
        """The hub lives, and it is this time there; False: that was no news."""
        is_news = self._hub_is(hub)
        if is_news:
            self._time.heard(hub.at)
        return is_news

    def line_is(self, line: LineState) -> None:
        """Who waits for what."""
        with self._lock:
            if not _is_newer(line, self._line):
                return
            self._line = line
        self.on_change()

    def catalogue_is(self, catalogue: CatalogueState) -> bool:
        """Names and texts; whether that was news."""
        with self._lock:
            if not _is_newer(catalogue, self._catalogue):
                return False
            self._catalogue = catalogue
        self.on_change()
        return True

    def notices_are(self, notices: NoticesState) -> None:
        """What the center has to say."""
        with self._lock:
            if not _is_newer(notices, self._notices):
                return
            self._notices = notices
        self.on_change()

    def procedures_are(self, book: ProcedureBook) -> None:
        """A new catalogue of procedures."""
        with self._lock:
            self._procedures = {procedure.code: procedure for procedure in book.procedures}
        self.on_change()

    def time_to_show(self) -> datetime | None:
        """Hub time; None while the hub is silent or does not trust its own clock."""
        with self._lock:
            is_trusted = self._hub is not None and self._hub.trust is not ClockTrust.UNTRUSTED
        return self._time.now() if is_trusted and not self._time.is_silent() else None

    def center(self) -> Center:
        """All of it, now."""
        is_silent = self._time.is_silent()
        today = self._day_of_ends(is_silent=is_silent)
        with self._lock:
            procedures = self._procedures
            if today is not None:
                procedures = self._still_valid.of(procedures, today)
            center = Center(
                catalogue=self._catalogue,
                line=self._line,
                has_day=self._hub is not None and self._hub.day is not None,
                is_silent=is_silent,
                procedures=procedures,
                today=today,
                is_starting=self._is_starting(),
                notices=kiosk_notices(self._notices, self._time.now()),
            )
        return replace(center, lent=self.lent()) if center.is_alone else center

    def _day_of_ends(self, *, is_silent: bool) -> Today | None:
        """While the hub is heard, its list is not doubted for a day that this kiosk only believes."""
        if all(procedure.valid_until is None for procedure in self._procedures.values()):
            return None
        today = self.today()
        is_good = today is not None and (is_silent or today.source is Source.HUB)
        return today if is_good else None

    def _is_starting(self) -> bool:
        """Nothing was heard yet, and it is too early to say that nothing will be."""
        is_young = self._monotonic_s() - self._started_s <= SILENT_AFTER_S
        return is_young and self._time.silent_s() is None

    def _hub_is(self, hub: HubState) -> bool:
        with self._lock:
            if not _is_newer(hub, self._hub):
                return False
            self._hub = hub
        self.on_change()
        return True


def _is_newer(new: State, old: State | None) -> bool:
    return old is None or new.epoch != old.epoch or new.revision >= old.revision
