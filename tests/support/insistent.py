"""Askers that never give up: the same command again and again until the hub has answered it.

Knows what a kiosk, a panel and an officer say; what they were answered goes into the book.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from typing import Any, Protocol

import msgspec

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.asking import Asker, NoAnswerError
from contract.broker import BrokerClient, NotConnectedError
from contract.ids import CommandId, CounterId, ServiceId, TicketId, new_command_id
from contract.words import Outcome, SlipFate, TicketState
from tests.server.hub.staff_door import StaffDoor

REPEAT_AFTER_S = 0.5
SERVICES = (ServiceId("ho-tich"), ServiceId("chung-thuc"))
S = TicketState
Now = Callable[[], datetime]
"""By the hub's clock, UTC."""


class Book(Protocol):
    """Where answers are written down."""

    def write(self, command: CommandId, answer: Answer, ticket: TicketId | None, state: TicketState) -> None:
        """It was answered; done, the ticket is in that state."""
        ...

    def give_up(self, command: CommandId) -> None:
        """Its kiosk does not want the number any more."""
        ...


class _Device:
    """Asks by MQTT."""

    def __init__(self, client: BrokerClient, book: Book, stopping: threading.Event, now: Now) -> None:
        self._asking = Asker(client)
        self.now = now
        self.book = book
        self.stopping = stopping

    def until_answered(self, command: c.Command) -> Answer:
        """Over and over; the stopping of the storm ends no command that was begun."""
        pause = threading.Event()
        while True:
            try:
                return self._asking.ask(command, REPEAT_AFTER_S).result(10 * REPEAT_AFTER_S)
            except (NotConnectedError, NoAnswerError, TimeoutError):
                pause.wait(0.02)


class Kiosk(_Device):
    """Takes numbers and confirms them; gives up on every sixth and says so with the next."""

    def __init__(
        self, client: BrokerClient, book: Book, stopping: threading.Event, now: Now, seed: float
    ) -> None:
        super().__init__(client, book, stopping, now)
        self._random = random.Random(seed)

    def work(self) -> None:
        """Until the storm is over."""
        abandoned: tuple[CommandId, ...] = ()
        while not self.stopping.is_set() or abandoned:
            command = c.ReserveTicket(
                command_id=new_command_id(), asked_at=self.now(), answer_within_s=30,
                service=self._random.choice(SERVICES), abandons=abandoned,
            )  # fmt: skip
            if self._random.random() < 1 / 6 and not self.stopping.is_set():
                self._asking.ask(command, REPEAT_AFTER_S).add_done_callback(lambda done: done.exception())
                self.book.give_up(command.command_id)
                abandoned = (*abandoned, command.command_id)
                continue
            answer = self.until_answered(command)
            taken = answer.result
            abandoned = ()
            if isinstance(taken, Reserved):
                self.book.write(command.command_id, answer, taken.ticket, S.RESERVED)
                self._confirm(taken.ticket)

    def _confirm(self, ticket: TicketId) -> None:
        command = c.ConfirmTicket(command_id=new_command_id(), ticket=ticket, fate=SlipFate.PRINTED)
        self.book.write(command.command_id, self.until_answered(command), ticket, S.WAITING)


class _AtCounter:
    """Calls, starts, finishes."""

    counter: str
    book: Book
    stopping: threading.Event

    def ask(self, verb: str, kind: type[c.LiveCommand], **fields: Any) -> Answer:
        """Whatever the answer is, in the end."""
        raise NotImplementedError

    def work(self) -> None:
        """Until the storm is over; whoever was called is served to the end."""
        while not self.stopping.is_set():
            called = self._done("call-next", c.CallNext, None, S.CALLED).result
            if isinstance(called, Called) and called.ticket is not None:
                self._done("start-service", c.StartService, called.ticket, S.SERVING, S.CALLED)
                self._done("finish", c.Finish, called.ticket, S.SERVED, S.SERVING)

    def _done(
        self,
        verb: str,
        kind: type[c.LiveCommand],
        ticket: TicketId | None,
        becomes: TicketState,
        seen: TicketState | None = None,
    ) -> Answer:
        """A live command that came too late is said anew, as a person would press again."""
        while True:
            fields: dict[str, Any] = {"counter": CounterId(self.counter), "command_id": new_command_id()}
            if ticket is not None and seen is not None:
                fields["seen"] = c.SeenTicket(ticket=ticket, state=seen)
            answer = self.ask(verb, kind, **fields)
            if answer.outcome is Outcome.DONE:
                found = ticket or getattr(answer.result, "ticket", None)
                self.book.write(fields["command_id"], answer, found, becomes)
                return answer
            assert answer.code in ("late", "not-written"), answer


class Panel(_Device, _AtCounter):
    """Presses at a counter."""

    def __init__(
        self, client: BrokerClient, book: Book, stopping: threading.Event, now: Now, counter: str
    ) -> None:
        super().__init__(client, book, stopping, now)
        self.counter = counter

    def ask(self, verb: str, kind: type[c.LiveCommand], **fields: Any) -> Answer:
        """By MQTT."""
        return self.until_answered(kind(asked_at=self.now(), answer_within_s=20, **fields))


class RestOfficer(_AtCounter):
    """Works at the console."""

    def __init__(
        self, door: StaffDoor, book: Book, stopping: threading.Event, now: Now, counter: str
    ) -> None:
        self._door = door
        self._now = now
        self.book = book
        self.stopping = stopping
        self.counter = counter

    def ask(self, verb: str, kind: type[c.LiveCommand], **fields: Any) -> Answer:
        """By REST."""
        pause = threading.Event()
        sent = {name: msgspec.to_builtins(value) for name, value in fields.items()}
        sent["asked_at"] = msgspec.to_builtins(self._now())
        while True:
            try:
                answer = self._door.ask(verb, **sent)
            except (OSError, ValueError, HTTPException):
                pause.wait(0.05)
                continue
            if "outcome" in answer:
                return msgspec.convert(answer, Answer)
            pause.wait(0.05)
