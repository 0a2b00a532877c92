"""Help with filing online: what an officer noted of one visit, and which visits were helped at all.

Values only. Knows nothing of checklists.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from contract.ids import ReasonId, ServiceId
from contract.words import PeriodKind
from server.domain.ticket import OpenPeriod, Period, Ticket


@dataclass(frozen=True, slots=True)
class FilingRules:
    """Which services help with filing online, and what may be missing, in the order of the keys."""

    services: frozenset[ServiceId] = frozenset()
    missing: tuple[ReasonId, ...] = ()


class FilingNote(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of one visit so far."""

    service: ServiceId
    missing: tuple[ReasonId, ...] | None = None
    """In the configured order; empty: nothing was missing; None: not said."""
    filed: bool | None = None
    """None: not said."""


def helped_last(ticket: Ticket, rules: FilingRules) -> Period | OpenPeriod | None:
    """The last time somebody served this ticket at a service that helps with filing online."""
    served: list[Period | OpenPeriod] = [*ticket.periods]
    if ticket.running is not None:
        served.append(ticket.running)
    helped = (
        period for period in served if period.kind is PeriodKind.SERVICE and period.service in rules.services
    )
    return max(helped, key=lambda period: period.start.utc_us, default=None)
