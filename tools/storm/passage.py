"""One connection through a gate: two flows of bytes, each read, kept back as conditions say, and written.

Knows what can happen to bytes on their way; knows nothing of who comes and goes.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum, auto

CHUNK = 16 * 1024
"""Bytes read at once."""

QUEUED = 64
"""Chunks on their way while a delay keeps them."""

TICKS_PER_S = 20
"""A narrow flow gets its bytes in so many portions a second."""

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_Queue = asyncio.Queue[tuple[float, bytes]]


class Flow(Enum):
    """Which way bytes go."""

    TO_SERVER = auto()
    TO_CLIENT = auto()


class Conditions:
    """How bytes travel now; changed on the gate's thread."""

    def __init__(self) -> None:
        self._runs = {flow: asyncio.Event() for flow in Flow}
        self.mend()

    def mend(self) -> None:
        """Nothing is kept back."""
        self.delay_s = 0.0
        self.bytes_per_s: float | None = None
        self.swallows = False
        for event in self._runs.values():
            event.set()

    def swallow(self) -> None:
        """Bytes vanish."""
        self.swallows = True

    def stall(self, flows: Iterable[Flow]) -> None:
        """These are not read."""
        for flow in flows:
            self._runs[flow].clear()

    async def until_it_runs(self, flow: Flow) -> None:
        """Return when this flow is not stalled."""
        await self._runs[flow].wait()


class Passage:
    """Both ends of one connection."""

    def __init__(self, conditions: Conditions, client: Ends, server: Ends, carried: dict[Flow, int]) -> None:
        self._conditions = conditions
        self._client, self._server = client, server
        self._is_lossy = False
        self._is_abandoned = False
        self._tasks: list[asyncio.Task[None]] = []
        self._carried = carried
        for _, writer in (client, server):
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            writer.transport.set_write_buffer_limits(high=0)

    async def carry(self) -> None:
        """Until both flows have ended."""
        self._tasks = [
            *self._start(Flow.TO_SERVER, self._client[0], self._server[1]),
            *self._start(Flow.TO_CLIENT, self._server[0], self._client[1]),
        ]
        await asyncio.wait(self._tasks)
        for _, writer in (self._client, self._server):
            writer.transport.abort()

    def cut(self) -> None:
        """Reset both ends."""
        for _, writer in (self._client, self._server):
            _reset(writer)
        for task in self._tasks:
            task.cancel()

    def abandon(self) -> None:
        """Reset the server's end; the client's stands and what it says is lost."""
        self._is_abandoned = self._is_lossy = True
        _reset(self._server[1])

    def cut_if_lossy(self) -> None:
        """Some bytes were swallowed: what comes after them would be nonsense."""
        if self._is_lossy:
            self.cut()

    def _start(
        self, flow: Flow, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.Task[None], asyncio.Task[None]]:
        on_the_way = _Queue(QUEUED)
        return (
            asyncio.create_task(self._read(flow, reader, on_the_way)),
            asyncio.create_task(self._write(flow, on_the_way, writer)),
        )

    async def _read(self, flow: Flow, reader: asyncio.StreamReader, on_the_way: _Queue) -> None:
        loop = asyncio.get_running_loop()
        while True:
            data = await _next_bytes(reader)
            await self._conditions.until_it_runs(flow)
            if self._conditions.swallows or self._is_abandoned:
                self._is_lossy = True
                if self._is_abandoned and flow is Flow.TO_SERVER and not data:
                    self.cut()
            else:
                await on_the_way.put((loop.time() + self._conditions.delay_s, data))
            if not data:
                return

    async def _write(self, flow: Flow, on_the_way: _Queue, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            while True:
                due_s, data = await on_the_way.get()
                if due_s > loop.time():
                    await asyncio.sleep(due_s - loop.time())
                if not data:
                    writer.write_eof()
                    return
                await self._deliver(flow, data, writer)

    async def _deliver(self, flow: Flow, data: bytes, writer: asyncio.StreamWriter) -> None:
        while data:
            rate = self._conditions.bytes_per_s
            size = len(data) if rate is None else max(1, int(rate / TICKS_PER_S))
            portion, data = data[:size], data[size:]
            if rate is not None:
                await asyncio.sleep(len(portion) / rate)
            writer.write(portion)
            await writer.drain()
            self._carried[flow] += len(portion)


async def _next_bytes(reader: asyncio.StreamReader) -> bytes:
    """Nothing: the sender has ended, one way or the other."""
    try:
        return await reader.read(CHUNK)
    except OSError:
        return b""


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close it with RST, as a process that dies with unread bytes does."""
    if not writer.is_closing():
        end = writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
