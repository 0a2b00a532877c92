"""One counter of the open day: who sits there, what it calls for, which ticket stands at it."""

from __future__ import annotations

import msgspec

from contract.ids import CommandId, CounterId, OfficerId, ReasonId, ServiceId, TicketId
from contract.words import CounterStatus, TicketState
from server.domain.instant import Instant
from server.domain.ticket import Ticket


class LastAction(msgspec.Struct, frozen=True):
    """What an undo would take back."""

    command_id: CommandId
    at: Instant
    before: tuple[Ticket, ...]
    """The touched tickets as they were."""
    after: tuple[tuple[TicketId, int], ...]
    """Their last seq after the action: one touched since cannot be undone."""


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter as it stands. At most one CALLED or SERVING ticket."""

    id: CounterId
    officer: OfficerId | None = None
    services: tuple[ServiceId, ...] = ()
    is_open: bool = False
    pause: ReasonId | None = None
    ticket: TicketId | None = None
    since: Instant | None = None
    last_action: LastAction | None = None

    @property
    def calls(self) -> bool:
        """Whether it calls people now."""
        return self.is_open and self.pause is None


def status_of(counter: Counter, ticket: Ticket | None) -> CounterStatus:
    """What the counter's display says."""
    if not counter.is_open:
        return CounterStatus.CLOSED
    if ticket is not None:
        return CounterStatus.CALLING if ticket.state is TicketState.CALLED else CounterStatus.SERVING
    return CounterStatus.PAUSED if counter.pause is not None else CounterStatus.READY
