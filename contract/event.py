"""What every event tells: when, by whom, and its place in the ledger.

Knows no single event.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from contract.ids import CommandId, CounterId, DeviceId, Epoch, OfficerId, TicketId, TicketNumber
from contract.message import Message, Utc
from contract.topics import TopicTemplate
from contract.words import ClockTrust


def event_topic(kind: str) -> TopicTemplate:
    """Where events of that kind go."""
    return TopicTemplate(f"motcua/v1/{{center}}/event/{kind}")


class Event(Message, frozen=True, kw_only=True, tag_field="kind"):
    """Base of all events: when, by whom, and its place in the ledger.

    Its bytes name its kind, so that the chain of hashes covers it; those of older versions did not.
    """

    epoch: Epoch
    """A new one begins when a ledger is created or restored."""
    seq: Annotated[int, msgspec.Meta(ge=1)]
    """Gapless within the epoch."""
    at: Utc
    """Hub time."""
    boot_us: int
    """Microseconds of the hub machine's boot clock (CLOCK_BOOTTIME)."""
    boot_id: str
    """Which boot of the hub machine that was."""
    trust: ClockTrust
    """Whether the hub's wall clock could be believed then."""
    day: date | None = None
    """The business day, Asia/Ho_Chi_Minh."""
    officer: OfficerId | None = None
    """Who did it, where a person did."""
    device: DeviceId | None = None
    """Through which device, where one did; neither: the hub itself."""
    command_id: CommandId | None = None
    """The command it comes from; events of one command are one action."""

    @classmethod
    def kind(cls) -> str:
        """`ticket/called`: the topic's part after `event/`, and the ledger's column."""
        return cls.TOPIC.text.split("/event/", 1)[1]


class TicketEvent(Event, frozen=True, kw_only=True):
    """Base of what happens to a ticket."""

    ticket: TicketId
    number: TicketNumber


class CounterEvent(Event, frozen=True, kw_only=True):
    """Base of what happens at a counter."""

    counter: CounterId
