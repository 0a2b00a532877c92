"""Slips that counters ask this kiosk for: each printed at most once, and its end told with the heartbeat.

Knows the order (noted before the first byte) and what a crash between means; how a slip looks is `printer`'s.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from contract.counter_slip import EndedSlip, SlipEnd, WantedSlip
from contract.filing_slip import FilingSlip
from contract.ids import CommandId
from contract.states import CounterSlipsState
from contract.words import Language
from kiosk.center import Center
from printer.counter_slip import CounterPaper
from printer.faults import PrinterFault
from printer.outcome import PrintOutcome, PrintResult

log = logging.getLogger(__name__)

MOST_KEPT = 8
"""Ends that are told; each is asked for within a few seconds."""
_ENDS = {
    PrintOutcome.CONFIRMED: SlipEnd.PRINTED,
    PrintOutcome.NOT_STARTED: SlipEnd.NOT_PRINTED,
    PrintOutcome.UNCONFIRMED: SlipEnd.UNSURE,
}


class CounterSlipPrinter(Protocol):
    """What is asked of the printer."""

    def print_counter_slip(self, paper: CounterPaper, on_bytes_started: Callable[[], None]) -> PrintResult:
        """At most once; the callback runs before the first byte goes out, and may stop it by raising."""
        ...


class CounterSlips:
    """One at a time, in the order they were asked for."""

    def __init__(
        self,
        printer: CounterSlipPrinter,
        center: Callable[[], Center],
        now: Callable[[], datetime | None],
        book: Path,
    ) -> None:
        """`now`: hub time; `book`: where it is noted what was begun, so that no restart prints it again."""
        self.on_ended: Callable[[], None] = lambda: None
        self._printer = printer
        self._center = center
        self._now = now
        self._book = book
        self._ended = {one.id: one for one in _read(book)}
        self._queued: set[CommandId] = set()
        self._queue: queue.Queue[WantedSlip | None] = queue.Queue()
        self._lock = threading.Lock()

    def wanted(self, state: CounterSlipsState) -> None:
        """The hub's list, as often as it comes; from the network thread."""
        with self._lock:
            fresh = [one for one in state.wanted if one.id not in self._ended and one.id not in self._queued]
            self._queued = {one.id for one in state.wanted}
        for one in fresh:
            self._queue.put(one)

    def ended(self) -> tuple[EndedSlip, ...]:
        """What became of the last ones."""
        with self._lock:
            return tuple(self._ended.values())

    def run(self, stopped: threading.Event) -> None:
        """Print what comes until stopped and woken."""
        while not stopped.is_set():
            one = self._queue.get()
            if one is not None:
                self._print_whatever_comes(one)

    def _print_whatever_comes(self, one: WantedSlip) -> None:
        """A slip that cannot be printed ends no other one."""
        try:
            self.print(one)
        except Exception:
            log.exception("counter slip %s could not be printed", one.id)

    def wake(self) -> None:
        """Look whether it is over."""
        self._queue.put(None)

    def print(self, wanted: WantedSlip) -> None:
        """Unless nobody waits for it any more."""
        now = self._now()
        if now is None or now > wanted.until:
            log.info("counter slip %s came too late", wanted.id)
            return
        try:
            result = self._printer.print_counter_slip(
                self._paper(wanted, now), lambda: self._note(EndedSlip(id=wanted.id, end=SlipEnd.UNSURE))
            )
        except OSError:
            log.exception("no counter slip: it cannot be noted that it was begun")
            result = PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)
        log.info("counter slip %s: %s", wanted.id, result.outcome)
        self._end(wanted.id, result)

    def _end(self, one: CommandId, result: PrintResult) -> None:
        ended = EndedSlip(id=one, end=_ENDS[result.outcome], fault=result.fault or "")
        try:
            self._note(ended)
        except OSError:
            log.exception("what became of a counter slip is told, but not noted")
        self.on_ended()

    def _paper(self, wanted: WantedSlip, now: datetime) -> CounterPaper:
        catalogue, slip = self._center().catalogue, wanted.slip
        is_english = isinstance(slip, FilingSlip) and slip.language is Language.EN
        name = "" if catalogue is None else catalogue.center_en if is_english else catalogue.center_vi
        return CounterPaper(
            center_name=name,
            slip=slip,
            hotline=catalogue.hotline if catalogue else None,
            printed_at=now,
        )

    def _note(self, ended: EndedSlip) -> None:
        with self._lock:
            self._ended[ended.id] = ended
            while len(self._ended) > MOST_KEPT:
                del self._ended[next(iter(self._ended))]
            kept = msgspec.json.encode(list(self._ended.values()))
        fresh = self._book.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(kept)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._book)


def _read(book: Path) -> list[EndedSlip]:
    try:
        return msgspec.json.decode(book.read_bytes(), type=list[EndedSlip])
    except (OSError, msgspec.DecodeError):
        return []
