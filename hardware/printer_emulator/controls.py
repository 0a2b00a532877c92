"""What hands do to a printer: load paper, open the cover, pull the cable.

Knows the printer's condition and who wants to hear of a change; knows nothing of bytes.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class PaperSupply(StrEnum):
    ENOUGH = "enough"
    LOW = "low"
    OUT = "out"


class Cover(StrEnum):
    CLOSED = "closed"
    OPEN = "open"


class Cable(StrEnum):
    PLUGGED = "plugged"
    UNPLUGGED = "unplugged"


class Pace(StrEnum):
    WORKING = "working"
    STALLED = "stalled"
    """Takes bytes and does nothing with them, not even answer."""


class Voice(StrEnum):
    """What the printer's answers are worth; it prints all the same."""

    CLEAR = "clear"
    SILENT = "silent"
    GARBLED = "garbled"
    """Noise, as over a line at the wrong speed."""


@dataclass(frozen=True)
class Condition:
    paper: PaperSupply = PaperSupply.ENOUGH
    cover: Cover = Cover.CLOSED
    cable: Cable = Cable.PLUGGED
    pace: Pace = Pace.WORKING
    voice: Voice = Voice.CLEAR
    paper_left_dots: int | None = None
    """None is a roll without end."""
    reset_after_bytes: int | None = None
    """Break the connection after that many more bytes."""

    @property
    def is_offline(self) -> bool:
        return self.paper is PaperSupply.OUT or self.cover is Cover.OPEN

    @property
    def can_print(self) -> bool:
        return not self.is_offline and self.cable is Cable.PLUGGED and self.pace is Pace.WORKING


Listener = Callable[[Condition], None]

NEAR_END_DOTS = 8 * 500
"""The sensor of a usual roll tells of the last half metre or so."""


class EmulatorControls:
    """Thread-safe. Listeners are called in the thread that caused the change, without the lock held."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._condition = Condition()
        self._listeners: list[Listener] = []

    @property
    def condition(self) -> Condition:
        with self._lock:
            return self._condition

    def load_paper(self, length_mm: float | None = None) -> None:
        """A new roll; with a length it really runs low and then out."""
        left = None if length_mm is None else round(length_mm * 8)
        self._change(paper=_supply(left), paper_left_dots=left)

    def run_paper_low(self) -> None:
        self._change(paper=PaperSupply.LOW)

    def run_paper_out(self) -> None:
        self._change(paper=PaperSupply.OUT, paper_left_dots=None)

    def open_cover(self) -> None:
        self._change(cover=Cover.OPEN)

    def close_cover(self) -> None:
        self._change(cover=Cover.CLOSED)

    def unplug(self) -> None:
        """Power and network at once: connections break, everything received and not printed is lost."""
        self._change(cable=Cable.UNPLUGGED)

    def plug_in(self) -> None:
        self._change(cable=Cable.PLUGGED)

    def stall(self) -> None:
        self._change(pace=Pace.STALLED)

    def wake(self) -> None:
        """End a stall; what was taken meanwhile is worked off."""
        self._change(pace=Pace.WORKING)

    def fall_silent(self) -> None:
        """Prints and says nothing: a one-way cable, a model without status."""
        self._change(voice=Voice.SILENT)

    def garble(self) -> None:
        """Prints, and what it says is noise."""
        self._change(voice=Voice.GARBLED)

    def speak_clearly(self) -> None:
        """End silence and noise."""
        self._change(voice=Voice.CLEAR)

    def reset_connection_after(self, byte_count: int) -> None:
        """Once: after so many further bytes the connection is reset (RST), whoever sends them."""
        self._change(reset_after_bytes=byte_count)

    def keep_connection(self) -> None:
        """No reset after all, if one was still to come."""
        self._change(reset_after_bytes=None)

    def use_paper(self, dots: int) -> None:
        """Told by the printer as the roll turns."""
        with self._lock:
            left = self._condition.paper_left_dots
        if left is not None:
            left = max(left - dots, 0)
            self._change(paper=_supply(left), paper_left_dots=left)

    def count_bytes(self, received: int) -> int | None:
        """Told by the printer before it reads bytes. How many of them count until the reset, None for all."""
        with self._lock:
            allowed = self._condition.reset_after_bytes
            if allowed is None:
                return None
            left = None if allowed <= received else allowed - received
            self._condition = replace(self._condition, reset_after_bytes=left)
            return None if left else allowed

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every new condition; the answer unsubscribes."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _change(self, **changes: object) -> None:
        with self._lock:
            before = self._condition
            self._condition = after = replace(before, **changes)  # type: ignore[arg-type]  # named by callers above
            listeners = list(self._listeners)
        if after != before:
            for listener in listeners:
                listener(after)


def _supply(left_dots: int | None) -> PaperSupply:
    if left_dots is None or left_dots > NEAR_END_DOTS:
        return PaperSupply.ENOUGH
    return PaperSupply.LOW if left_dots else PaperSupply.OUT
