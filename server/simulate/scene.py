"""What everybody in a simulated day shares: the hub, the agenda, chance, and who holds which ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from contract.ids import ServiceId, TicketId
from contract.words import TicketState
from server.domain.center import CenterRules
from server.simulate.agenda import Agenda, Deed
from server.simulate.hours import DayHours
from server.simulate.journal import Slip
from server.simulate.profile import Profile
from server.simulate.shares import Shares
from server.simulate.steered_hub import SteeredHub
from server.simulate.visitor import People, Visitor


@dataclass(slots=True)
class Scene:
    """One day."""

    hub: SteeredHub
    rules: CenterRules
    profile: Profile
    chance: Random
    hours: DayHours
    people: People
    agenda: Agenda = field(default_factory=Agenda)
    holders: dict[TicketId, Visitor] = field(default_factory=dict)
    """Who stands behind a ticket. Nobody: the kiosk gave the number up."""
    shown: list[Slip] = field(default_factory=list)
    """Offline slips that are shown at the counters before any kiosk has handed them in."""
    wakes: list[Callable[[ServiceId], None]] = field(default_factory=list)
    """Told that somebody has come into the line of a service."""

    @property
    def shares(self) -> Shares:
        """How often what happens."""
        return self.profile.shares

    @property
    def second(self) -> float:
        """Now."""
        return self.hub.second

    def later(self, seconds: float, deed: Deed) -> None:
        """To be done after so many seconds."""
        self.agenda.plan(self.second + seconds, deed)

    def soon(self, least_s: float, most_s: float, deed: Deed) -> None:
        """To be done between so many seconds from now."""
        self.later(self.chance.uniform(least_s, most_s), deed)

    def happens(self, share: float) -> bool:
        """One of so many."""
        return self.chance.random() < share

    def joined(self, service: ServiceId) -> None:
        """Somebody is in that line now."""
        for wake in self.wakes:
            wake(service)

    def take_shown(self, services: tuple[ServiceId, ...]) -> Slip | None:
        """A slip shown for one of these services that no kiosk has handed in meanwhile."""
        self.shown = [slip for slip in self.shown if not slip.is_handed_in]
        found = next((slip for slip in self.shown if slip.told.service in services), None)
        if found is not None:
            self.shown.remove(found)
        return found

    def is_in(self, ticket: TicketId, *states: TicketState) -> bool:
        """Whether the ticket is one of the open day, in one of these states."""
        known = self.hub.hall.tickets.get(ticket)
        return known is not None and known.state in states
