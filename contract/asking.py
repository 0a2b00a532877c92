"""A device asks the hub and gets an answer, or knows in time that none came.

Knows deadlines and correlation; decides nothing about what to do without an answer.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from concurrent.futures import Future

from contract.answers import Answer
from contract.broker import Asked, BrokerClient, NotConnectedError
from contract.codec import Received
from contract.commands import Command, LiveCommand
from contract.ids import CommandId
from contract.topics import Topic

log = logging.getLogger(__name__)


class NoAnswerError(TimeoutError):
    """The hub did not answer in time; whether it did the command is not known."""


class Asker:
    """Asks with a deadline. Live commands are never queued: without a connection they fail at once."""

    def __init__(
        self,
        client: BrokerClient,
        start_timer: Callable[[float, Callable[[], None]], Callable[[], None]] | None = None,
    ) -> None:
        self._client = client
        self._start_timer = start_timer or _thread_timer
        self._open: dict[CommandId, Future[Answer]] = {}
        self._lock = threading.Lock()
        self._answer_to: Topic = Answer.TOPIC.fill({"center": client.who.center, "device": client.who.device})
        client.subscribe(Answer, self._answered, device=client.who.device)

    def ask(self, command: Command, within_s: float | None = None) -> Future[Answer]:
        """Send the command; the future ends with the answer (a refusal is an answer too).

        It fails with `NotConnectedError` at once, or with `NoAnswerError` after `within_s` seconds
        (a live command's own `answer_within_s` where none is given, 5 s otherwise). A command that still
        waits for its answer is not sent again: the same future is returned.
        """
        live_s = command.answer_within_s if isinstance(command, LiveCommand) else None
        deadline_s = within_s or live_s or 5.0
        expires_s = None if live_s is None else max(1, math.ceil(live_s))
        future: Future[Answer] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            waiting = self._open.setdefault(command.command_id, future)
        if waiting is not future:
            return waiting
        cancel_timer = self._start_timer(deadline_s, lambda: self._give_up(command, deadline_s))
        future.add_done_callback(lambda _: cancel_timer())
        asked = Asked(self._answer_to, command.command_id.encode(), expires_s)
        try:
            self._client.publish(command, asked=asked, device=self._client.who.device)
        except (NotConnectedError, ValueError) as error:
            self._finish(command.command_id, error)
        return future

    def _answered(self, answer: Answer, _received: Received) -> None:
        self._finish(answer.command_id, answer)

    def _give_up(self, command: Command, deadline_s: float) -> None:
        self._finish(
            command.command_id, NoAnswerError(f"{type(command).__name__}: no answer in {deadline_s:g} s")
        )

    def _finish(self, command_id: CommandId, end: Answer | Exception) -> None:
        with self._lock:
            future = self._open.pop(command_id, None)
        if future is None:
            log.debug("an answer nobody waits for any more: %s", command_id)
        elif isinstance(end, Exception):
            future.set_exception(end)
        else:
            future.set_result(end)


def _thread_timer(seconds: float, call: Callable[[], None]) -> Callable[[], None]:
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()
    return timer.cancel
