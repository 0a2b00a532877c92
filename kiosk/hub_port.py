"""Asking the hub, as numbers and hand-ins need it; `hub_link.HubLink` is one.

Knows that an answer may not come; knows nothing of the broker.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from contract.answers import Answer
from contract.commands import Command


class Hub(Protocol):
    """Asking the hub, blocking."""

    def ask(self, command: Command, within_s: float) -> Answer:
        """The hub's answer.

        Raises:
            NotConnectedError: nothing was sent.
            NoAnswerError: sent, and whether it was done is not known.
        """
        ...

    def now(self) -> datetime | None:
        """Hub time; None before the first heartbeat."""
        ...

    def is_silent(self) -> bool:
        """Whether its heartbeats are missing: then nothing is asked."""
        ...
