"""The unit of work of one command: the hall, the rules, the moment, the asker, and what happened.

`record` is how anything happens: it adds an event to the chain and the hall changes by it at once.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Protocol, TypeVar

import msgspec

from contract.events import Event
from contract.ids import CommandId, OfficerId, RecordCode, RecordId, TicketNumber
from server.domain.center import CenterRules
from server.domain.hall import Hall, Head
from server.domain.instant import Instant
from server.domain.record import Record
from server.domain.story import tell
from server.service.asker import Asker

E = TypeVar("E", bound=Event)


class Recorded(msgspec.Struct, frozen=True):
    """An event as the ledger keeps it."""

    event: Event
    payload: bytes
    """What is stored, hashed and published."""
    hash: bytes
    """SHA-256 over the hash before and the payload."""


def chained(before: bytes, payload: bytes) -> bytes:
    """The hash of the next row."""
    return hashlib.sha256(before + payload).digest()


class PastTicket(msgspec.Struct, frozen=True):
    """What a command on a ticket of an earlier day needs to know of it."""

    number: TicketNumber
    day: date
    officers: frozenset[OfficerId]
    """Who called or served it, on any of its legs."""


class RecordShelf(Protocol):
    """Records as the ledger knows them now, those of earlier commands of the same batch among them."""

    def find(self, record: RecordId) -> Record | None:
        """The record of that id."""
        ...

    def is_named(self, record: RecordId) -> bool:
        """Whether another one was refused as its repetition."""
        ...

    def holder_of(self, code: RecordCode, besides: RecordId | None) -> Record | None:
        """Another record that has this official code."""
        ...

    def last_number(self, year: int) -> int:
        """The last number of that year's register; 0: none yet."""
        ...


class NoRecords:
    """Where no record can be asked for."""

    def find(self, record: RecordId) -> Record | None:
        """None is known."""
        raise LookupError(f"record {record} cannot be read here")

    def is_named(self, record: RecordId) -> bool:
        """None is known."""
        raise LookupError(f"record {record} cannot be read here")

    def holder_of(self, code: RecordCode, besides: RecordId | None) -> Record | None:
        """None is known."""
        raise LookupError(f"whose {code} is cannot be read here, besides {besides}")

    def last_number(self, year: int) -> int:
        """None is known."""
        raise LookupError(f"the register of {year} cannot be read here")


class Work:
    """One command at work."""

    def __init__(
        self, hall: Hall, rules: CenterRules, now: Instant, asker: Asker, command_id: CommandId | None
    ) -> None:
        self.hall = hall
        self.rules = rules
        self.now = now
        self.asker = asker
        self.officer: OfficerId | None = asker.officer
        """Whom the events are attributed to; a panel's press is the seated officer's."""
        self.recorded: list[Recorded] = []
        self.known_tokens: set[str] = set()
        """Of the tokens a hand-in names, those that the ledger knows from other days."""
        self.past_ticket: PastTicket | None = None
        """The ticket of an earlier day that the command names, where the ledger knows it."""
        self.records: RecordShelf = NoRecords()
        """What lives longer than a day, and so is no part of the hall."""
        self.has_beside = False
        """Something is written beside the ledger with what the command records."""
        self._command_id = command_id

    def record(self, kind: type[E], **fields: Any) -> E:
        """It happened: chained, and the hall changed by it."""
        head = self.hall.head
        fields.setdefault("day", self.hall.day)
        event = kind(
            epoch=head.epoch,
            seq=head.seq + 1,
            at=self.now.utc,
            boot_us=self.now.boot_us,
            boot_id=self.now.boot_id,
            trust=self.now.trust,
            officer=self.officer,
            device=self.asker.device,
            command_id=self._command_id,
            **fields,
        )
        payload = event.encode()
        digest = chained(head.hash, payload)
        tell(self.hall, event)
        self.hall.set("head", Head(head.epoch, event.seq, digest))
        self.recorded.append(Recorded(event, payload, digest))
        return event
