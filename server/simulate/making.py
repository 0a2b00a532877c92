"""A ledger from date to date: the calendar's open days, lived through one after the other.

Knows how it begins and ends; what may be asked for is `order`'s business, what happens on a day is `day`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from contract.clock import LOCAL
from contract.events import DayClosed
from contract.ids import made_from
from server.simulate.arrivals import expected
from server.simulate.center_text import center_text
from server.simulate.chance import SeededChance
from server.simulate.crew import hire
from server.simulate.day import Day
from server.simulate.hours import DayHours, is_after_long_closure
from server.simulate.journal import Journal
from server.simulate.order import Order, check_empty, order
from server.simulate.profile import Profile, profile_of
from server.simulate.record_desk import RecordDesk
from server.simulate.records import RecordBook
from server.simulate.scene import Scene
from server.simulate.steered_hub import SteeredHub
from server.simulate.troubles import Fortune
from server.simulate.visitor import People
from server.store.job import Commit

STARTS_BEFORE_S = 4200.0
"""The hub is switched on that long before the first opening."""


@dataclass(frozen=True, slots=True)
class Progress:
    """After a day."""

    day: date
    done: int
    of: int
    tickets: int
    """So far."""
    events: int
    """So far."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it."""

    days: int
    """Open days."""
    tickets: int
    events: int
    seconds: float
    head: str
    """Hash of the last event, hex: the same for the same arguments."""
    refused: dict[str, int]
    """What people asked for and the hub would not do, by code."""


def simulate(
    url: str,
    profile: Profile | str,
    first_day: date,
    days: int,
    seed: int = 1,
    config_text: str | None = None,
    told: Callable[[Progress], None] | None = None,
) -> Made:
    """Make a ledger at that SQLAlchemy address; the same arguments make the same ledger, ids included.

    Raises:
        Refusal: the ledger is not empty (`ledger-not-empty`), or the arguments cannot be simulated.
    """
    begun = time.monotonic()
    profile = profile_of(profile) if isinstance(profile, str) else profile
    wanted = order(config_text or center_text(profile), first_day, days)
    check_empty(url)
    with TemporaryDirectory(prefix="motcua-simulate-") as folder:
        hub = SteeredHub(url, Path(folder), wanted.text, _midnight(first_day))
        with made_from(SeededChance(f"{seed}/ids", lambda: hub.clock.read().utc)):
            making = _Making(hub, profile, seed, wanted)
            making.run(told or (lambda _: None))
    return Made(
        days=len(wanted.open_days),
        tickets=making.tickets,
        events=making.events,
        seconds=time.monotonic() - begun,
        head=making.head,
        refused=dict(hub.refused),
    )


class _Making:
    def __init__(self, hub: SteeredHub, profile: Profile, seed: int, wanted: Order) -> None:
        self._hub = hub
        self._profile = profile
        self._seed = seed
        self._rules = wanted.rules
        self._open_days = wanted.open_days
        self.tickets = 0
        self.events = 0
        self.head = ""
        hub.commits.append(self._count)

    def run(self, told: Callable[[Progress], None]) -> None:
        """All days; the ledger is given back whatever happens."""
        first, hours = self._open_days[0]
        self._hub.begin_day(_midnight(first))
        self._hub.pass_to(hours.opens - STARTS_BEFORE_S)
        try:
            self._crew = hire(self._hub.start(), self._profile.officers)
            self._journals = [Journal(kiosk) for kiosk in self._crew.kiosks]
            self._records = RecordBook(self._profile.shares.records)
            self._fortune = Fortune(self._seed, self._profile.shares, len(self._journals))
            for index, (day, hours) in enumerate(self._open_days):
                self._live(index, day, hours)
                told(Progress(day, index + 1, len(self._open_days), self.tickets, self.events))
        finally:
            self._hub.stop()

    def _live(self, index: int, day: date, hours: DayHours) -> None:
        chance = Random(f"{self._seed}/{day}")
        people = People(chance, self._rules, self._profile.shares)
        self._hub.begin_day(_midnight(day))
        for journal in self._journals:
            journal.begin_day()
        scene = Scene(self._hub, self._rules, self._profile, chance, hours, people)
        is_crowded = is_after_long_closure(self._rules, day)
        mean = expected(self._profile, day.weekday(), hours, is_after_long_closure=is_crowded)
        own_chance = Random(f"{self._seed}/{day}/records")
        records = RecordDesk(scene, self._records, self._crew.officers, own_chance)
        Day(scene, self._crew, self._journals, self._fortune.on(index, hours), records).live(mean)

    def _count(self, commit: Commit) -> None:
        for recorded in commit.recorded:
            self.events = recorded.event.seq
            self.head = recorded.hash.hex()
            if isinstance(recorded.event, DayClosed):
                self.tickets += recorded.event.tickets


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time_of_day(), LOCAL).astimezone(UTC)
