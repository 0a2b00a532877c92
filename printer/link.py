"""The port between a job and a cable: what every way to a printer can do, and how it fails.

Knows no cable and no ESC/POS.
"""

from typing import Protocol


class LinkError(Exception):
    """Something about the way to the printer."""


class LinkUnavailableError(LinkError):
    """No printer could be reached. Nothing was sent."""


class LinkLostError(LinkError):
    """The connection broke; what was sent before may have arrived or not."""


class LinkStalledError(LinkError):
    """The printer takes no more data."""


class PrinterLink(Protocol):
    """An open way to one printer."""

    def send(self, data: bytes) -> None:
        """All of it, or LinkLostError, or LinkStalledError. Returning does not mean it was printed."""

    def receive(self, timeout_s: float) -> bytes:
        """What came in, at the latest after the timeout; empty if nothing did. LinkLostError if it broke."""

    def close(self) -> None:
        """End in order: what was sent is still delivered."""

    def abandon(self) -> None:
        """End at once and drop what has not left this machine, so that it can't be printed later."""


class PrinterDevice(Protocol):
    """A printer that may or may not be there."""

    def open(self) -> PrinterLink:
        """A new link, or LinkUnavailableError."""
