"""Whose call is spoken next in one sound zone: in order, one at a time, each once (ARCHITECTURE §3.6).

Knows board, journal and hub time; knows nothing of voices and loudspeakers.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from contract.ids import CallId, ZoneId
from contract.states import BoardState, RecentCall
from contract.ticket_log import TicketStep, tell
from display.announcement_journal import AnnouncementJournal, Entry, Step
from display.hub_watch import HubWatch

log = logging.getLogger(__name__)

FRESH_S: Final = 30.0
_LOGGED: Final = {Step.BEGUN: "speaking", Step.ENDED: "spoken", Step.FAILED: "not-spoken"}
REMEMBERED: Final = 1000
"""Far more calls than a board holds: an id that old can no longer be fresh."""


class Announcer:
    """The one announcer of a zone: boards come from the network thread, the speaking thread takes turns."""

    def __init__(
        self, zone: ZoneId, journal: AnnouncementJournal, hub: HubWatch, fresh_s: float = FRESH_S
    ) -> None:
        self.journal_failed = False
        """The journal could not be written: after a crash a call might be spoken twice."""
        self._zone = zone
        self._journal = journal
        self._hub = hub
        self._fresh_s = fresh_s
        self._lock = threading.Lock()
        self._calls: dict[CallId, RecentCall] = {}
        self._queue: list[CallId] = []
        self._speaking: CallId | None = None
        begins = journal.begins()
        begun_twice = (call for call, times in begins.items() if times > 1)
        self._settled = dict.fromkeys((*journal.finished(), *begun_twice))
        """Spoken, failed, stale, or begun twice before: not to be spoken again."""

    def heard(self, board: BoardState) -> None:
        """A board arrived: its calls, newest first, recalls being entries of their own."""
        with self._lock:
            self._calls = {call.call_id: call for call in reversed(board.calls) if call.zone == self._zone}
            self._queue = [call for call in self._queue if call in self._calls]
            if self._hub.now() is not None:
                self._line_up()

    def begin_next(self) -> RecentCall | None:
        """Take the next call to speak, its start journaled; None while one is spoken or none is due."""
        with self._lock:
            if self._speaking is not None or self._hub.now() is None:
                return None
            self._line_up()
            while self._queue:
                call = self._calls[self._queue.pop(0)]
                self._settle(call.call_id)
                if call.is_current or self.is_fresh(call):
                    self._speaking = call.call_id
                    self._note(call, Step.BEGUN)
                    return call
                log.info("call %s of number %s is stale at its turn: not spoken", call.call_id, call.number)
            return None

    def end(self, call: RecentCall) -> None:
        """It was spoken to the end."""
        self._finish(call, Step.ENDED)

    def fail(self, call: RecentCall) -> None:
        """It could not be spoken; it stays on the screens and is not tried again."""
        self._finish(call, Step.FAILED)

    def is_fresh(self, call: RecentCall) -> bool:
        """Whether speaking it still helps somebody."""
        return self._hub.is_fresh(call.at, self._fresh_s)

    def _line_up(self) -> None:
        for call in self._calls.values():
            if call.call_id in self._settled or call.call_id in self._queue:
                continue
            if self.is_fresh(call):
                self._queue.append(call.call_id)
            else:
                self._settle(call.call_id)
                log.info("call %s of number %s is stale: shown, not spoken", call.call_id, call.number)

    def _settle(self, call_id: CallId) -> None:
        self._settled[call_id] = None
        if len(self._settled) > REMEMBERED:
            del self._settled[next(iter(self._settled))]

    def _finish(self, call: RecentCall, step: Step) -> None:
        with self._lock:
            self._speaking = None
            self._note(call, step)

    def _note(self, call: RecentCall, step: Step) -> None:
        entry = Entry(
            call_id=call.call_id, number=call.number, counter=call.counter, step=step, at=self._hub.now()
        )
        marks = (("counter", call.counter), ("call", call.call_id), ("zone", self._zone))
        tell(TicketStep(_LOGGED[step], call.number, None, marks))
        try:
            self._journal.add(entry)
            self.journal_failed = False
        except OSError as error:
            # people wait for their number: a full disk must not silence the hall
            self.journal_failed = True
            log.error("the announcements' journal cannot be written: %s", error)
