"""Looking a record up for citizens, by page or kiosk: found, or one answer for all that is not found.

The limits hold before anything is looked up, so that waiting says nothing about a code either.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from typing import Final

from contract.record_look_up import LookUp, RecordDegree
from server.domain.record_look_up import asked_for
from server.service.asker import Asker
from server.store.record_look_up import degree_of
from server.web.problem import ProblemError
from server.web.public.guesses import Guesses, Limits
from server.web.public.hub import PublicHub

BROWSERS: Final = Limits(
    free=5, first_wait_s=2, longest_wait_s=600, forgiven_every_s=600, in_all=60, in_all_per_s=0.2
)
KIOSKS: Final = Limits(
    free=8, first_wait_s=2, longest_wait_s=30, forgiven_every_s=20, in_all=60, in_all_per_s=0.5
)
"""One kiosk is many citizens: whoever comes next must not wait long for the one before."""


class RecordLookUp:
    """Finds records, not too often."""

    def __init__(self, hub: PublicHub, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._browsers = Guesses(BROWSERS, monotonic_s)
        self._kiosks = Guesses(KIOSKS, monotonic_s)

    def find(self, look_up: LookUp, address: str, asker: Asker | None = None) -> RecordDegree:
        """Raises `ProblemError`: 404 for anything that does not open a record, 429."""
        guesses, who = self._browsers, network_of(address)
        if asker is not None and asker.device is not None:
            guesses, who = self._kiosks, asker.device
        wait_s = guesses.begin(who)
        if wait_s:
            raise _too_often(wait_s)
        with self._hub.database.reading() as connection:
            found = degree_of(connection, self._hub.look_up_keys, asked_for(look_up))
        if found is None:
            raise unknown_record()
        guesses.was_right(who)
        return found


def unknown_record() -> ProblemError:
    """Nothing is said of why."""
    return ProblemError(
        404,
        "unknown-record",
        "Không tìm thấy hồ sơ với mã này.",
        "No record was found with this code.",
    )


def network_of(address: str) -> str:
    """Who asks: an IPv4 address, or a network of IPv6, since one machine may have 2^64 addresses of it."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known) >> 64 << 64, 64)))


def _too_often(wait_s: int) -> ProblemError:
    return ProblemError(
        429,
        "too-often",
        f"Tra cứu sai nhiều lần. Xin đợi {wait_s} giây rồi thử lại.",
        f"Too many wrong look-ups. Please wait {wait_s} s, then try again.",
        retry_after_s=wait_s,
    )
