"""From a contact that bounces to one that settles.

Knows edges and the time between them; knows nothing of pins or of what a press means.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Contact(StrEnum):
    """A button's contact."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Settled:
    """The contact came to rest in another position than before."""

    contact: Contact
    at_s: float


class Debounce:
    """Believes a contact once it has rested for `settle_s`.

    Believing the first edge would be 25 ms quicker, but then a spike on a long cable calls a person.
    A button that is down when the process starts counts as open until it was released.
    """

    def __init__(self, settle_s: float) -> None:
        self._settle_s = settle_s
        self._believed = Contact.OPEN
        self._raw = Contact.OPEN
        self._raw_since_s = -math.inf

    @property
    def due_s(self) -> float | None:
        """When `pass_time` has something to say; None: the contact rests."""
        return None if self._raw is self._believed else self._raw_since_s + self._settle_s

    def edge(self, contact: Contact, at_s: float) -> Settled | None:
        """The contact moved; tells what had settled before, if nobody asked in time."""
        settled = self.pass_time(at_s)
        if contact is not self._raw:
            self._raw, self._raw_since_s = contact, at_s
        return settled

    def pass_time(self, now_s: float) -> Settled | None:
        """What has settled by now."""
        due_s = self.due_s
        if due_s is None or now_s < due_s:
            return None
        self._believed = self._raw
        return Settled(self._believed, due_s)
