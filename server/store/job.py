"""What waits in the writer's queue, and what one transaction brought. Values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection

from contract.answers import Answer
from contract.commands import Command
from contract.events import DayOpened, Event, TicketNotPlaced, TimesMarked
from contract.ids import TicketId
from server.domain.ticket import Period
from server.service.asker import Asker
from server.service.work import Recorded, Work

T = TypeVar("T")
Respond = Callable[[Answer], None]
Task = Callable[[Work, Connection], T]
Beside = Callable[[Connection, Sequence[Event]], None]
"""What is written in the same transaction when a command was done, and never on a repeat: personal data,
which neither commands nor events carry. It is given what the command recorded."""


@dataclass(slots=True)
class Job:
    """One command or task, and what became of it."""

    asker: Asker
    command: Command | None = None
    respond: Respond | None = None
    beside: Beside | None = None
    task: Task[Any] | None = None
    future: Future[Any] | None = None
    answer: Answer | None = None
    is_repeat: bool = False
    result: Any = None
    failure: Exception | None = None


@dataclass(slots=True)
class Commit:
    """What one transaction brought."""

    recorded: list[Recorded] = field(default_factory=list)
    periods: dict[TicketId, tuple[Period, ...]] = field(default_factory=dict)
    """Finished periods of the touched tickets, as they now stand in the projection."""
    ticket_days: set[date] = field(default_factory=set)
    """Business days of the touched tickets."""
    published_seq: int | None = None
    """The outbox's mark, where this transaction moved it."""

    @property
    def unplaced(self) -> list[TicketNotPlaced]:
        """Tickets that were handed in and found no line."""
        return [item.event for item in self.recorded if isinstance(item.event, TicketNotPlaced)]

    @property
    def times_marked(self) -> list[TimesMarked]:
        """Marks on tickets' times, set and taken back."""
        return [item.event for item in self.recorded if isinstance(item.event, TimesMarked)]

    def past_days(self, open_day: date | None) -> set[date]:
        """Days other than the open one of which this transaction changed what reports say."""
        days = {event.of_day for event in self.times_marked} | self.ticket_days
        days |= {event.for_day for event in self.unplaced}
        opened = {item.event.day for item in self.recorded if isinstance(item.event, DayOpened)}
        return {day for day in days if day != open_day} | {day for day in opened if day is not None}

    @property
    def unplaced_tokens(self) -> set[str]:
        """Their tokens, which the tables do not hold yet."""
        return {event.token_hash for event in self.unplaced}
