"""A TCP gate between two ends of loopback: cut, shut, slow, narrow, stalled or half open, and mended again.

Knows connections and bytes; knows nothing of what they say. Runs on a thread of its own.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from tools.storm.passage import CHUNK, Conditions, Flow, Passage

T = TypeVar("T")
NEWCOMERS = 1024
"""Connections waiting to be accepted."""


class Entry(Enum):
    """What becomes of a newcomer."""

    LET_IN = auto()
    HUNG_UP_ON = auto()
    """The gate is shut: accepted and closed at once, as by a broker that is just going down."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the gate has carried since its start."""

    connections: int
    """Let in, ever."""
    through: int
    """Standing now."""
    to_server: int
    """Bytes."""
    to_client: int
    """Bytes."""


class TcpGate:
    """Listens on loopback from `__enter__` on, shut; lets connections through from `open` on.

    Every method may be called from any thread and has worked when it returns.
    """

    def __init__(self, to_port: int, port: int = 0) -> None:
        self.port = port
        """Where it listens; known from `__enter__` on."""
        self._to_port = to_port
        self._entry = Entry.HUNG_UP_ON
        self._conditions = Conditions()
        self._passages: set[Passage] = set()
        self._let_in = 0
        self._carried = dict.fromkeys(Flow, 0)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="gate", daemon=True)
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=NEWCOMERS)
        self.port = int(self._listener.getsockname()[1])
        self._thread.start()
        self._server = self._run(
            asyncio.start_server(self._arrived, sock=self._listener, limit=CHUNK, backlog=NEWCOMERS)
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._server.close)
        self.shut()
        self._run(_all_ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # --- who comes in ---

    def open(self) -> None:
        """Newcomers come in."""
        self._do(partial(setattr, self, "_entry", Entry.LET_IN))

    def shut(self) -> None:
        """Cut who is through; nobody comes in."""
        self._do(partial(setattr, self, "_entry", Entry.HUNG_UP_ON))
        self.cut()

    def cut(self) -> None:
        """Both ends of every connection are reset; newcomers come in as before."""
        self._each(Passage.cut)

    def abandon(self) -> None:
        """The server's end of every connection is reset and the client is never told (half open)."""
        self._each(Passage.abandon)

    # --- how bytes travel: for who is through and for newcomers, until `mend` ---

    def delay(self, seconds: float) -> None:
        """Every byte arrives that much later, each way; as many a second as before."""
        self._set("delay_s", seconds)

    def narrow(self, bytes_per_s: float) -> None:
        """No more than that a second, each way and each connection."""
        self._set("bytes_per_s", bytes_per_s)

    def stall(self, *flows: Flow) -> None:
        """Bytes of these flows (none named: both) are not read any more: the sender's socket fills up."""
        self._do(lambda: self._conditions.stall(flows or tuple(Flow)))

    def swallow(self) -> None:
        """Bytes vanish, connections stand: a cable pulled between two switches."""
        self._do(self._conditions.swallow)

    def mend(self) -> None:
        """Bytes travel as at first; connections that lost some are cut, for TCP loses none."""
        self._do(self._conditions.mend)
        self._each(Passage.cut_if_lossy)

    # --- looking ---

    @property
    def seen(self) -> Seen:
        """What was carried so far."""
        return self._do(
            lambda: Seen(
                self._let_in,
                len(self._passages),
                self._carried[Flow.TO_SERVER],
                self._carried[Flow.TO_CLIENT],
            )
        )

    # --- on the gate's own thread ---

    async def _arrived(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._lets_in():
            writer.transport.abort()
            return
        try:
            theirs = await asyncio.open_connection("127.0.0.1", self._to_port, limit=CHUNK)
        except OSError:
            writer.transport.abort()
            return
        passage = Passage(self._conditions, (reader, writer), theirs, self._carried)
        if not self._lets_in():
            passage.cut()
            return
        self._let_in += 1
        self._passages.add(passage)
        try:
            await passage.carry()
        finally:
            self._passages.remove(passage)

    def _lets_in(self) -> bool:
        return self._entry is Entry.LET_IN

    def _set(self, condition: str, value: object) -> None:
        self._do(partial(setattr, self._conditions, condition, value))

    def _each(self, act: Callable[[Passage], None]) -> None:
        def all_of_them() -> None:
            for passage in tuple(self._passages):
                act(passage)

        self._do(all_of_them)

    def _do(self, act: Callable[[], T]) -> T:
        async def on_the_loop() -> T:
            return act()

        return self._run(on_the_loop())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


async def _all_ended() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others)
