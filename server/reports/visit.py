"""One visit as the reports read it: what its time was spent on, and how sure that is. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from contract.ids import CounterId, OfficerId, ServiceId, TicketNumber
from contract.words import PeriodKind, TicketState


@dataclass(frozen=True, slots=True)
class Share:
    """One period of a visit; `is_running` up to now."""

    kind: PeriodKind
    service: ServiceId
    us: int
    is_running: bool
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One ticket's day."""

    number: TicketNumber
    state: TicketState
    first_service: ServiceId
    service: ServiceId
    counter: CounterId | None
    officer: OfficerId | None
    legs: int
    arrived_us: int
    shares: tuple[Share, ...]
    is_estimated: bool
    is_end_inferred: bool
    is_by_hand: bool
    is_offline: bool
    """The number was given while the hub was away."""

    def spent_us(self, kind: PeriodKind) -> int:
        """Microseconds of that kind, the running period included."""
        return sum(share.us for share in self.shares if share.kind is kind)

    def is_estimate(self, kind: PeriodKind) -> bool:
        """Whether any period of that kind is an estimate."""
        return any(share.kind is kind and share.is_estimated for share in self.shares)

    @property
    def visit_us(self) -> int:
        """All of it."""
        return sum(share.us for share in self.shares)

    @property
    def running(self) -> PeriodKind | None:
        """What still runs."""
        return next((share.kind for share in self.shares if share.is_running), None)
