"""What reports look at: one ticket with its periods, and what counted on its day. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from contract.words import Origin, PeriodKind, SlipFate, TicketState

SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class DayRules:
    """What counted on that day: from the configuration in force when it was opened, and from its events."""

    hours: tuple[tuple[int, int], ...] | None = None
    """When the center was to be open, microseconds UTC, [from, until); None: not known."""
    target_s: Mapping[str, int] | None = None
    """Longest promised wait by service, where there is one."""
    forgotten_us: int = 120 * 60 * SECOND_US
    """A service longer than this was forgotten."""
    too_short_us: int = 20 * SECOND_US
    """A finished service shorter than this served nobody."""
    steps: tuple[int, ...] = ()
    """Seqs of steps of the wall clock."""
    inaccurate: frozenset[str] = frozenset()
    """Tickets whose times somebody called inaccurate."""


class Stretch(NamedTuple):
    """One period; a running one ends now."""

    kind: PeriodKind
    leg: int
    service: str
    counter: str | None
    officer: str | None
    start_us: int
    end_us: int
    us: int
    is_estimated: bool
    is_running: bool = False


class Seen(NamedTuple):
    """One ticket as the projection holds it."""

    id: str
    number: str
    state: TicketState
    service: str
    first_service: str
    procedure: str | None
    priority: str | None
    kiosk: str | None
    origin: Origin
    fate: SlipFate | None
    arrived_us: int
    legs: int
    counter: str | None
    """Where it stands now, or stood last."""
    officer: str | None
    is_end_inferred: bool
    is_by_hand: bool
    is_back_dated: bool
    first_seq: int
    last_seq: int
    stretches: tuple[Stretch, ...]
    """Finished ones, in order."""
