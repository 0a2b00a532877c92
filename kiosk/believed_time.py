"""What time it is on a kiosk that cannot ask: by its contacts with the hub, else by its own wall clock.

Knows boots and clocks (ARCHITECTURE §5); knows nothing of tickets and leases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from contract.clock import Moment, local_time
from kiosk.journal_entries import ContactMade


class Source(StrEnum):
    """By what the time is known."""

    HUB = "hub"
    """The hub was heard in this boot."""
    WALL = "wall"
    """Our own wall clock, which is not before the last time the hub said: likely, not sure."""
    BOUND = "bound"
    """Our wall clock is wrong; it is some time after the last the hub said."""


@dataclass(frozen=True, slots=True)
class Belief:
    """The time, as far as it can be known."""

    now: datetime
    earliest: datetime
    """It is not before this."""
    source: Source

    @property
    def day(self) -> date | None:
        """The business day it should be; None: nobody can say."""
        return None if self.source is Source.BOUND else local_time(self.now).date()


def believe(moment: Moment, contacts: Sequence[ContactMade]) -> Belief:
    """What the clocks say now, held against what the hub ever said and believed itself."""
    trusted = [contact for contact in contacts if contact.is_trusted]
    heard = hub_time(moment.boot_id, moment.boot_us, trusted)
    if heard is not None:
        return Belief(heard, heard, Source.HUB)
    running = timedelta(microseconds=moment.boot_us)
    # this boot began after the last contact, so it is later than that by at least as long as it has run
    earliest = trusted[-1].at + running if trusted else moment.utc
    if moment.utc >= earliest:
        return Belief(moment.utc, earliest, Source.WALL)
    return Belief(earliest, earliest, Source.BOUND)


def hub_time(boot_id: str, boot_us: int, contacts: Sequence[ContactMade]) -> datetime | None:
    """Hub time at that reading of the boot clock; None: that boot had no contact, before or after.

    By the last contact before it, else by the first after.
    """
    usable = [contact for contact in contacts if contact.boot_id == boot_id]
    if not usable:
        return None
    before = [contact for contact in usable if contact.boot_us <= boot_us]
    nearest = before[-1] if before else usable[0]
    return nearest.at + timedelta(microseconds=boot_us - nearest.boot_us)
