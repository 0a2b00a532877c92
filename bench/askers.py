"""Askers in processes of their own, each a device with its own connection, each in a closed loop.

The next command goes out from the handler of the answer before it: no thread waits in between.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from bench.scripts import Script, calling, confirming, issuing
from contract.answers import Answer
from contract.asking import Asker
from contract.broker import BrokerClient, Credentials
from contract.commands import Command
from contract.ids import CounterId, TicketId
from contract.settings import BrokerAddress
from tools.demo.center import wait_until

PROCESSES = 4
WAIT_S = 120.0
_spawning = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Seat:
    """One asker and what it will ask: numbers, confirmations, or calls to its counter."""

    who: Credentials
    count: int = 0
    counter: CounterId | None = None
    tickets: tuple[TicketId, ...] = ()

    def script(self) -> Script:
        """What it says."""
        if self.counter is not None:
            return calling(self.counter, self.count)
        return confirming(self.tickets) if self.tickets else issuing(self.count)


@dataclass(slots=True)
class Said:
    """What one process heard."""

    answers: list[Answer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Why an asker stopped before its script's end."""
    started_s: float = 0.0
    ended_s: float = 0.0
    """CLOCK_MONOTONIC, the same in all processes."""


@dataclass(frozen=True, slots=True)
class Round:
    """All of them together."""

    answers: tuple[Answer, ...]
    seconds: tuple[float, ...]
    took_s: float


def ask_together(address: BrokerAddress, seats: Sequence[Seat]) -> Round:
    """Everybody asks at the same time, in up to four processes.

    Raises:
        RuntimeError: an asker could not go on, or a process ended without its answers.
    """
    groups = [group for n in range(PROCESSES) if (group := tuple(seats[n::PROCESSES]))]
    started = [_start(address, group) for group in groups]
    try:
        for pipe, _ in started:
            _receive(pipe)
        for pipe, _ in started:
            pipe.send("go")
        said = [_receive(pipe) for pipe, _ in started]
    finally:
        for pipe, process in started:
            process.join(10)
            process.kill()
            pipe.close()
    wrong = [text for one in said for text in one.wrong]
    if wrong:
        raise RuntimeError(wrong[0])
    return Round(
        answers=tuple(answer for one in said for answer in one.answers),
        seconds=tuple(seconds for one in said for seconds in one.seconds),
        took_s=max(one.ended_s for one in said) - min(one.started_s for one in said),
    )


def _start(
    address: BrokerAddress, seats: tuple[Seat, ...]
) -> tuple[Connection[str, Said], multiprocessing.context.SpawnProcess]:
    ours, theirs = _spawning.Pipe()
    process = _spawning.Process(target=_process, args=(address, seats, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _receive(pipe: Connection[str, Said]) -> Said:
    if not pipe.poll(WAIT_S):
        raise RuntimeError(f"an asker said nothing for {WAIT_S:g} s")
    try:
        return pipe.recv()
    except EOFError as error:
        raise RuntimeError("an asker's process ended early; see above") from error


def _process(address: BrokerAddress, seats: tuple[Seat, ...], pipe: Connection[Said, str]) -> None:
    said = Said()
    clients = [BrokerClient(address, seat.who) for seat in seats]
    loops = [_Loop(client, seat, said) for client, seat in zip(clients, seats, strict=True)]
    for client in clients:
        client.start()
    wait_until(lambda: all(client.is_connected for client in clients), "all askers are connected")
    time.sleep(0.2)  # the broker takes subscriptions a moment after the connection
    pipe.send(said)
    pipe.recv()
    said.started_s = time.monotonic()
    for loop in loops:
        loop.go_on(None)
    for loop in loops:
        loop.done.wait(WAIT_S)
    said.ended_s = time.monotonic()
    pipe.send(said)
    for client in clients:
        client.stop()


class _Loop:
    """One asker at its script."""

    def __init__(self, client: BrokerClient, seat: Seat, said: Said) -> None:
        self._asker = Asker(client, start_timer=_no_timer)
        self._script = seat.script()
        self._said = said
        self.done = threading.Event()

    def go_on(self, answer: Answer | None) -> None:
        """Say the next thing."""
        try:
            command = self._script.send(answer) if answer is not None else next(self._script)
        except StopIteration:
            self.done.set()
            return
        except LookupError as error:
            self._said.wrong.append(str(error))
            self.done.set()
            return
        self._ask(command)

    def _ask(self, command: Command) -> None:
        asked_s = time.monotonic()

        def answered(future: Future[Answer]) -> None:
            self._said.seconds.append(time.monotonic() - asked_s)
            self._said.answers.append(future.result())
            self.go_on(future.result())

        self._asker.ask(command, WAIT_S).add_done_callback(answered)


def _no_timer(_seconds: float, _call: Callable[[], None]) -> Callable[[], None]:
    """A thread for each deadline would cost more than the exchange; the parent waits with one of its own."""
    return lambda: None
