"""A simulated ledger as a test reads it: every event, every ticket, every finished period."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select

from contract.event import Event
from server.simulate.making import Made, simulate
from server.store import ledger, tables
from server.store.database import only_reading
from server.store.verify import Findings, verify

MONDAY = date(2026, 11, 2)
SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US


@dataclass(frozen=True)
class MadeLedger:
    """What was made, and where."""

    url: str
    made: Made

    @cached_property
    def events(self) -> list[Event]:
        """In order."""
        with only_reading(self.url) as connection:
            return [recorded.event for recorded in ledger.events_after(connection, 0)]

    @cached_property
    def tickets(self) -> list[Any]:
        """Rows, in the order people came."""
        with only_reading(self.url) as connection:
            return list(connection.execute(select(tables.ticket).order_by(tables.ticket.c.arrived_us)))

    @cached_property
    def periods(self) -> list[Any]:
        """Rows."""
        with only_reading(self.url) as connection:
            query = select(tables.period).order_by(tables.period.c.ticket, tables.period.c.position)
            return list(connection.execute(query))

    @cached_property
    def kinds(self) -> Tally[str]:
        """How many events of each kind."""
        return Tally(event.kind() for event in self.events)

    def lasting(self, kind: str) -> list[int]:
        """Microseconds of all finished periods of that kind."""
        return [row.duration_us for row in self.periods if row.kind == kind]

    def findings(self) -> Findings:
        """What a full verification says."""
        with only_reading(self.url) as connection:
            return verify(connection)


def make(folder: Path, profile: Any, days: int, seed: int = 1, url: str | None = None) -> MadeLedger:
    """From that Monday on."""
    url = url or f"sqlite:///{folder / 'ledger.sqlite'}"
    return MadeLedger(url, simulate(url, profile, MONDAY, days, seed))
