"""Live pages: server-sent events that say *changed*, counted and capped; to everybody, or for one person.

Each open stream holds a server thread, so there are never more than the cap (FINDINGS, live pages). A page
that hears *changed* asks for the state itself; nothing of the state travels here.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Response

KEEP_ALIVE_S = 5.0
"""A vanished browser is noticed at the next write only."""

AT_MOST_EVERY_S = 0.2
"""A burst of commits becomes one *changed*: nobody reads faster."""

EVERYBODY = ""

LONGEST_S = 900.0
"""Then the browser connects anew, and its session is checked again."""


def nothing() -> None:
    """For a stream whose end nobody needs to know."""


class LiveStreams:
    """All open streams of one listener."""

    def __init__(self, cap: int, hub_time: Callable[[], datetime]) -> None:
        self._cap = cap
        self._hub_time = hub_time
        self._news = threading.Condition()
        self._revisions: Counter[str] = Counter()
        self._open = 0
        self._is_closed = False

    @property
    def open(self) -> int:
        """How many streams there are now."""
        return self._open

    def changed(self, whose: str = EVERYBODY) -> None:
        """Tell pages of that news to look again; called after a commit, returns at once."""
        with self._news:
            self._revisions[whose] += 1
            self._news.notify_all()

    def close(self) -> None:
        """End all streams; none opens any more."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def stream(self, whose: str = EVERYBODY, on_gone: Callable[[], None] = nothing) -> Stream | None:
        """A new stream of that news alone; None beyond the cap. `on_gone` is called when it has ended."""
        with self._news:
            if self._is_closed or self._open >= self._cap:
                return None
            self._open += 1
            return Stream(self, whose, self._revisions[whose], on_gone)

    def response(self, whose: str = EVERYBODY, on_gone: Callable[[], None] = nothing) -> Response:
        """The stream as an HTTP response: 503 with a time to come back when there are too many."""
        stream = self.stream(whose, on_gone)
        if stream is None:
            return Response("too many live pages\n", 503, {"Retry-After": "10"}, mimetype="text/plain")
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(stream, 200, headers, mimetype="text/event-stream")

    def wait(self, whose: str, seen: int, longest_s: float) -> int | None:
        """The newest revision as soon as it differs from `seen`, or after that time; None: closed."""
        with self._news:
            self._news.wait_for(lambda: self._is_closed or self._revisions[whose] != seen, longest_s)
            return None if self._is_closed else self._revisions[whose]

    def pause(self, seconds: float) -> None:
        """Let a burst pass; ends early when all is closed."""
        with self._news:
            self._news.wait_for(lambda: self._is_closed, seconds)

    def say(self, event: str) -> bytes:
        """One event; its data is hub time, by which pages know how old their news is."""
        return f"event: {event}\ndata: {self._hub_time().isoformat()}\n\n".encode()

    def gone(self) -> None:
        """One stream less."""
        with self._news:
            self._open -= 1


class Stream:
    """What one browser gets: *alive* at once and every 5 s, *changed* after commits."""

    def __init__(self, streams: LiveStreams, whose: str, seen: int, on_gone: Callable[[], None]) -> None:
        self._streams = streams
        self._whose = whose
        self._on_gone = on_gone
        self._seen = seen
        self._ends_at = time.monotonic() + LONGEST_S
        self._lock = threading.Lock()
        self._is_over = False
        self._has_begun = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._has_begun:
            self._has_begun = True
            return b"retry: 2000\n" + self._streams.say("alive")
        if self._is_over or time.monotonic() > self._ends_at:
            raise StopIteration
        revision = self._streams.wait(self._whose, self._seen, KEEP_ALIVE_S)
        if revision is None:
            raise StopIteration
        if revision == self._seen:
            return self._streams.say("alive")
        self._seen = revision
        self._streams.pause(AT_MOST_EVERY_S)
        return self._streams.say("changed")

    def close(self) -> None:
        """Give the place free; the WSGI server calls it however the response ends."""
        with self._lock:
            if self._is_over:
                return
            self._is_over = True
        self._streams.gone()
        self._on_gone()
