"""Subscribers in processes of their own, each with its own connection: when the last of them hears of a call.

They read `state/board` as a hall display does, and draw nothing.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from contract.broker import BrokerClient, Credentials
from contract.codec import Received
from contract.ids import CallId
from contract.settings import BrokerAddress
from contract.states import BoardState
from tools.demo.center import wait_until

PROCESSES = 4
WAIT_S = 60.0
_spawning = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Heard:
    """All of one process have heard of this call."""

    call_id: CallId
    last_s: float
    """CLOCK_MONOTONIC of the last one."""


class Watchers:
    """Entered, all of them are subscribed."""

    def __init__(self, address: BrokerAddress, everybody: Sequence[Credentials]) -> None:
        self._pipes: list[Connection[None, Heard]] = []
        self._processes = []
        for group in (everybody[n::PROCESSES] for n in range(min(PROCESSES, len(everybody)))):
            ours, theirs = _spawning.Pipe()
            process = _spawning.Process(target=_watch, args=(address, tuple(group), theirs), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def __enter__(self) -> Self:
        for pipe in self._pipes:
            self._receive(pipe)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(10)
            process.kill()
        for pipe in self._pipes:
            pipe.close()

    def last_heard_s(self, call_id: CallId) -> float:
        """When the last of all heard of this call.

        Raises:
            TimeoutError: somebody did not.
        """
        return max(self._heard(pipe, call_id).last_s for pipe in self._pipes)

    def _heard(self, pipe: Connection[None, Heard], call_id: CallId) -> Heard:
        while True:
            heard = self._receive(pipe)
            if heard.call_id == call_id:
                return heard

    @staticmethod
    def _receive(pipe: Connection[None, Heard]) -> Heard:
        if not pipe.poll(WAIT_S):
            raise TimeoutError(f"a subscriber heard nothing for {WAIT_S:g} s")
        return pipe.recv()


def _watch(address: BrokerAddress, group: tuple[Credentials, ...], pipe: Connection[Heard, None]) -> None:
    tally = _Tally(len(group), pipe)
    clients = [BrokerClient(address, who) for who in group]
    for client in clients:
        client.subscribe(BoardState, tally.hear)
        client.start()
    wait_until(
        lambda: all(client.is_connected for client in clients), "all subscribers are connected", WAIT_S
    )
    time.sleep(0.5)  # the broker takes subscriptions a moment after the connection
    pipe.send(Heard(CallId("ready"), 0.0))
    pipe.recv()
    for client in clients:
        client.stop()


class _Tally:
    """Counts who has heard of which call; each client hears of the newest call once."""

    def __init__(self, everybody: int, pipe: Connection[Heard, None]) -> None:
        self._everybody = everybody
        self._pipe = pipe
        self._count: dict[CallId, int] = {}
        self._lock = threading.Lock()

    def hear(self, board: BoardState, received: Received) -> None:
        """A board arrived at one of the clients."""
        now_s = time.monotonic()
        if received.is_retained or not board.calls:
            return
        call_id = board.calls[0].call_id
        with self._lock:
            count = self._count[call_id] = self._count.get(call_id, 0) + 1
            if count == self._everybody:
                self._pipe.send(Heard(call_id, now_s))
