"""What may be asked about numbers that a kiosk gave without the hub, and about slips printed again."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from contract.command import Command, LiveCommand, SeenTicket, command_topic
from contract.ids import CounterId, JournalId, ServiceId, TicketId, TicketNumber, Token
from contract.message import KIB, Text
from contract.offline import MOST_AT_ONCE, JournaledTicket, Lease


class HandIn(Command, frozen=True, kw_only=True):
    """A kiosk tells what it issued while the hub was away, or all it knows after a restore.

    Each ticket is taken in exactly once, by its token. Journaled and retried until answered.
    Answer: `HandedIn`.
    """

    TOPIC: ClassVar = command_topic("hand-in")
    MAX_BYTES: ClassVar = 64 * KIB

    tickets: Annotated[tuple[JournaledTicket, ...], msgspec.Meta(max_length=MOST_AT_ONCE)]
    leases: Annotated[tuple[Lease, ...], msgspec.Meta(max_length=8)] = ()
    """The leases it holds: a restored hub may have forgotten that it lent them."""
    is_whole: bool = False
    """With this one all that the kiosk's journal holds has been handed in."""
    journal: JournalId | None = None
    """Which journal it is, told with `is_whole`: another than before means that the kiosk has lost one."""


class NoteReprint(Command, frozen=True, kw_only=True):
    """Staff printed a slip again, marked as a copy. Journaled and retried until answered. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("note-reprint")

    ticket: TicketId


class ClaimSlip(LiveCommand, frozen=True, kw_only=True):
    """Serve the holder of an offline slip that no kiosk has handed in yet. Answer: `Stands`."""

    TOPIC: ClassVar = command_topic("claim-slip")

    counter: CounterId
    number: TicketNumber
    service: ServiceId | None = None
    """Needed where several services draw from the number's series and this counter serves more than one."""
    token: Token | None = None
    """From the slip's QR, where it was scanned."""


class ServeByHand(LiveCommand, frozen=True, kw_only=True):
    """Close tickets that were served while the system was away: counted, kept out of times.

    Answer: `ServedByHand`.
    """

    TOPIC: ClassVar = command_topic("serve-by-hand")

    tickets: Annotated[tuple[SeenTicket, ...], msgspec.Meta(min_length=1, max_length=100)]


class IssueWithoutJournals(Command, frozen=True, kw_only=True):
    """After a restore: give numbers again although a kiosk's journal is missing. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("issue-without-journals")

    reason: Text
    """Why, for the ledger."""
