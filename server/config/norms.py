"""How long things should take, as configured: what is told to staff at once, and what reports mark.

Knows what may be written; broken norms are found by `server.domain.hall_watch`, and nothing is ever left
out of a report because of one.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from server.config.words import Seconds

NormMinutes = Annotated[
    int, Meta(ge=1, le=720, description="minutes, 1 to 720", extra={"vi": "số phút, từ 1 đến 720"})
]
People = Annotated[
    int, Meta(ge=1, le=9999, description="people, 1 to 9,999", extra={"vi": "số người, từ 1 đến 9999"})
]


class Norms(Struct, frozen=True, forbid_unknown_fields=True):
    """How long things should take. What takes exactly as long as its norm is still within it."""

    longest_wait_min: NormMinutes = 30
    """Longest anybody should wait, in minutes; a service's own `target_wait_min` wins."""
    longest_service_min: NormMinutes = 30
    """Longest one person should stand at a counter, in minutes."""
    idle_with_waiting_min: NormMinutes = 3
    """Minutes a counter may stand open and idle while people wait for one of its services."""
    longest_line: People = 15
    """Most people who should wait for one service at a time."""
    forgotten_service_min: NormMinutes = 120
    """A service longer than this was probably not ended when the person left: reports mark it."""
    too_short_service_s: Seconds = 20
    """A service shorter than this was probably pressed through: reports mark it."""
