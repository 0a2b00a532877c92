"""How much one may ask: codes alone by each address, keys by each address for each record.

Codes alone are counted before anything is looked up, found or not, each once a day: whoever counts codes up
comes to an end, and where that end is says nothing of any code. Keys count only where they were wrong. Knows
who asks and what for as short sums that mean nothing to anybody; knows no record.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from server.web.api.throttle import Throttle
from server.web.public.guesses import Guesses, Limits

DAY_S: Final = 24 * 3600
ADDRESSES_REMEMBERED: Final = 1024


@dataclass(frozen=True, slots=True)
class AddressLimits:
    """Of one address, behind which many citizens may stand."""

    codes_at_once: int
    """Different codes without a key."""
    code_every_s: float
    """After so long one more."""
    codes_a_day: int
    """Different codes in 24 hours, however long one waits between them."""
    wrong_keys_at_once: int
    """Of all records together; one record has its own waits besides."""
    wrong_key_every_s: float


OF_BROWSERS: Final = AddressLimits(
    codes_at_once=20, code_every_s=120, codes_a_day=120, wrong_keys_at_once=40, wrong_key_every_s=60
)
"""The Wi-Fi's one address on a busy day: a look-up every two minutes without the key, the rest with it."""
OF_KIOSKS: Final = AddressLimits(
    codes_at_once=20, code_every_s=30, codes_a_day=400, wrong_keys_at_once=40, wrong_key_every_s=30
)
"""Codes are typed by hand there, in the hall: one citizen after another, none in less than half a minute."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Before a key may be tried."""

    seconds: int
    """0: now."""
    is_for_others: bool = False
    """Others guessed, at the same address or everywhere: who waits may never have been wrong."""


class AskingLimits:
    """Remembers who asked how much. Thread-safe."""

    def __init__(self, keys: Limits, address: AddressLimits, monotonic_s: Callable[[], float]) -> None:
        self._sum_key = secrets.token_bytes(16)
        self._codes = CodesAlone(address, monotonic_s)
        self._guesses = Guesses(keys, monotonic_s)
        self._addresses = Throttle(address.wrong_keys_at_once, 1 / address.wrong_key_every_s, monotonic_s)

    def begin_code(self, who: str, code: str) -> int:
        """0: look that code up; else whole seconds until one more may be asked for without its key."""
        return self._codes.begin(who, self._sum(code))

    def begin_key(self, who: str, record: str) -> Wait:
        """Try the key after that, and say `key_was_right` if it was; the wait is the same whatever it is."""
        at = self._at(who, record)
        if not self._addresses.take(who):
            own_s = self._guesses.own_wait_s(at)
            return Wait(max(own_s, self._addresses.wait_s), is_for_others=not own_s)
        wait_s = self._guesses.begin(at)
        if wait_s:
            self._addresses.give_back(who)
        return Wait(wait_s, is_for_others=not self._guesses.own_wait_s(at))

    def key_was_right(self, who: str, record: str) -> None:
        """What began counts as nothing."""
        self._guesses.was_right(self._at(who, record))
        self._addresses.give_back(who)

    def _at(self, who: str, record: str) -> str:
        return f"{who} {self._sum(record):x}"

    def _sum(self, text: str) -> int:
        made = hashlib.blake2b(text.encode(errors="replace"), key=self._sum_key, digest_size=8)
        return int.from_bytes(made.digest(), "big")


@dataclass(slots=True)
class _Day:
    since_s: float
    asked: set[int] = field(default_factory=set)


class CodesAlone:
    """How many different codes an address asked for without a key. Thread-safe."""

    def __init__(self, limits: AddressLimits, monotonic_s: Callable[[], float]) -> None:
        self._codes_a_day = limits.codes_a_day
        self._pace = Throttle(limits.codes_at_once, 1 / limits.code_every_s, monotonic_s)
        self._monotonic_s = monotonic_s
        self._days: OrderedDict[str, _Day] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, who: str, code: int) -> int:
        """0: it may be looked up, now and for the rest of its day; else seconds until another one may."""
        with self._lock:
            now_s = self._monotonic_s()
            day = self._day(who, now_s)
            if code in day.asked:
                return 0
            if len(day.asked) >= self._codes_a_day:
                return math.ceil(day.since_s + DAY_S - now_s)
            if not self._pace.take(who):
                return self._pace.wait_of(who)
            day.asked.add(code)
            return 0

    def _day(self, who: str, now_s: float) -> _Day:
        day = self._days.get(who)
        if day is None or now_s - day.since_s >= DAY_S:
            day = self._days[who] = _Day(now_s)
        self._days.move_to_end(who)
        while len(self._days) > ADDRESSES_REMEMBERED:
            self._days.popitem(last=False)
        return day
