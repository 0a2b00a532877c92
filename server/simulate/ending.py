"""How a service goes on once it has begun. Knows shares, not what is pressed then."""

from __future__ import annotations

from enum import StrEnum, unique
from random import Random

from server.simulate.shares import Shares


@unique
class Ending(StrEnum):
    """How a service goes on."""

    PLAIN = "plain"
    HELD = "held"
    TRANSFERRED = "transferred"
    TOO_SHORT = "too-short"
    FORGOTTEN = "forgotten"


def drawn_ending(chance: Random, shares: Shares) -> Ending:
    """One of them; most are plain."""
    odd = {
        Ending.HELD: shares.held,
        Ending.TRANSFERRED: shares.transferred,
        Ending.TOO_SHORT: shares.too_short,
        Ending.FORGOTTEN: shares.forgotten,
    }
    endings = (*odd, Ending.PLAIN)
    plain = max(0.0, 1 - sum(odd.values()))
    return chance.choices(endings, (*odd.values(), plain))[0]
