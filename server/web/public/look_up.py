"""Looking a record up for citizens, by page or kiosk: found, or one answer for all that is not found.

The limits hold before anything is looked up, so that waiting says nothing about a code either. A key that
opens its record counts nowhere; a code alone counts whether it is found or not.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from contract.record_look_up import KEY_NEEDED, LookUp, RecordDegree
from server.domain.record_look_up import Asked, asked_for
from server.service.asker import Asker
from server.store.record_look_up import degree_of
from server.web.problem import ProblemError
from server.web.public.asking_limits import OF_BROWSERS, OF_KIOSKS, AskingLimits
from server.web.public.guesses import Limits
from server.web.public.hub import PublicHub

BROWSERS: Final = Limits(
    free=5, first_wait_s=2, longest_wait_s=600, forgiven_every_s=600, in_all=60, in_all_per_s=0.2
)
KIOSKS: Final = Limits(
    free=8, first_wait_s=2, longest_wait_s=30, forgiven_every_s=20, in_all=60, in_all_per_s=0.5
)
"""One kiosk is many citizens: whoever comes next must not wait long for the one before."""

HOUR_S: Final = 3600


class RecordLookUp:
    """Finds records, not too often."""

    def __init__(self, hub: PublicHub, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._browsers = AskingLimits(BROWSERS, OF_BROWSERS, monotonic_s)
        self._kiosks = AskingLimits(KIOSKS, OF_KIOSKS, monotonic_s)

    def find(self, look_up: LookUp, address: str, asker: Asker | None = None) -> RecordDegree:
        """Raises `ProblemError`: 404 for anything that does not open a record, 429."""
        limits, who = self._browsers, network_of(address)
        if asker is not None and asker.device is not None:
            limits, who = self._kiosks, asker.device
        asked = asked_for(look_up)
        found = self._by_key(asked, limits, who) if asked.key else self._by_code(asked, limits, who)
        if found is None:
            raise unknown_record()
        return found

    def _by_key(self, asked: Asked, limits: AskingLimits, who: str) -> RecordDegree | None:
        """A wrong key beside a code that is enough by itself is as none, while codes alone are answered."""
        wait = limits.begin_key(who, asked.record)
        if wait.seconds:
            raise _busy(wait.seconds) if wait.is_for_others else _too_often(wait.seconds)
        found = self._degree(replace(asked, needs_key=True))
        if found is not None:
            limits.key_was_right(who, asked.record)
        elif asked.is_enough_by_itself and not limits.begin_code(who, asked.record):
            found = self._degree(replace(asked, key=""))
        return found

    def _by_code(self, asked: Asked, limits: AskingLimits, who: str) -> RecordDegree | None:
        if not asked.is_enough_by_itself:
            raise _key_needed()
        wait_s = limits.begin_code(who, asked.record)
        if wait_s:
            raise _key_needed_meanwhile(wait_s)
        return self._degree(asked)

    def _degree(self, asked: Asked) -> RecordDegree | None:
        with self._hub.database.reading() as connection:
            return degree_of(connection, self._hub.look_up_keys, asked)


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


def _key_needed() -> ProblemError:
    """Known from the text alone: nothing was looked up."""
    return ProblemError(
        404,
        KEY_NEEDED,
        "Xin xem lại mã, hoặc gõ thêm mã tra cứu trên giấy hẹn.",
        "Please check the code, or type the receipt's look-up key as well.",
    )


def _key_needed_meanwhile(wait_s: int) -> ProblemError:
    """Too many codes alone from there: the key is the way that is open now."""
    is_short = wait_s <= HOUR_S
    in_vi = f"{math.ceil(wait_s / 60)} phút" if is_short else f"{math.ceil(wait_s / HOUR_S)} giờ"
    in_en = f"{math.ceil(wait_s / 60)} min" if is_short else f"{math.ceil(wait_s / HOUR_S)} h"
    return ProblemError(
        429,
        KEY_NEEDED,
        "Nhiều người đang tra cứu nên cần thêm mã tra cứu trên giấy hẹn. "
        f"Không có thì {in_vi} nữa xin thử lại.",
        "Many people look things up now, so the receipt's look-up key is needed too. "
        f"Without it, please try again in {in_en}.",
        retry_after_s=wait_s,
    )


def _too_often(wait_s: int) -> ProblemError:
    return ProblemError(
        429,
        "too-often",
        f"Tra cứu sai nhiều lần. Xin đợi {wait_s} giây rồi thử lại.",
        f"Too many wrong look-ups. Please wait {wait_s} s, then try again.",
        retry_after_s=wait_s,
    )


def _busy(wait_s: int) -> ProblemError:
    """Others guessed; who is told so may never have been wrong."""
    return ProblemError(
        429,
        "too-often",
        f"Đang có nhiều lượt tra cứu. Xin đợi {wait_s} giây rồi thử lại.",
        f"Many look-ups are under way. Please wait {wait_s} s, then try again.",
        retry_after_s=wait_s,
    )
