"""What every command carries, and the ticket as its asker saw it.

Knows no single command.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from contract.ids import CommandId, TicketId
from contract.message import Message, Utc
from contract.topics import TopicTemplate
from contract.words import TicketState

_COMMAND = "motcua/v1/{center}/command/{device}"


def command_topic(verb: str) -> TopicTemplate:
    """Where commands of that verb go."""
    return TopicTemplate(f"{_COMMAND}/{verb}")


class Command(Message, frozen=True, kw_only=True):
    """Base of all commands."""

    command_id: CommandId
    """UUIDv7 made by the asker; the same for a repeat."""


class LiveCommand(Command, frozen=True, kw_only=True):
    """A command that is only meant now: it expires, is never queued, and is refused when late."""

    asked_at: Utc
    """Hub time, as the asker knows it from the heartbeat."""

    answer_within_s: Annotated[float, msgspec.Meta(gt=0, le=60)] = 2.0
    """Seconds after `asked_at` in which the asker still wants it; also the message's expiry."""


class SeenTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket and the state the person saw it in; a stale view is refused."""

    ticket: TicketId
    state: TicketState
