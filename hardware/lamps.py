"""Lamps that shine, blink and refuse, two at a time, by a clock that others own.

Knows rhythms; knows nothing of counters or pins. Never more than three flashes a second (WCAG 2.3.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Protocol


@unique
class Light(StrEnum):
    """What one lamp does until told otherwise."""

    OFF = "off"
    STEADY = "steady"
    SLOW_BLINK = "slow-blink"


@dataclass(frozen=True, slots=True)
class LampPattern:
    """What both lamps do."""

    green: Light
    red: Light


class Lamp(Protocol):
    """One lamp; gpiozero's LED is one."""

    def on(self) -> None:
        """Light it."""
        ...

    def off(self) -> None:
        """Put it out."""
        ...


SLOW_HALF_MS = 1000
"""A slow blink is on for so long and off for so long."""

_REFUSAL_STEPS_MS = ((100, False), (300, True), (500, False), (700, True), (1000, False))
"""Until when red is lit or dark: two flashes, dark first so that they are seen on a red lamp that is on."""

REFUSAL_MS = _REFUSAL_STEPS_MS[-1][0]


def is_lit(light: Light, elapsed_ms: float) -> bool:
    """Whether the lamp is lit so long after it was told."""
    if light is Light.SLOW_BLINK:
        return int(elapsed_ms // SLOW_HALF_MS) % 2 == 0
    return light is Light.STEADY


def is_lit_in_refusal(elapsed_ms: float) -> bool:
    """Whether the red lamp is lit so long after a press was refused."""
    return next((lit for until_ms, lit in _REFUSAL_STEPS_MS if elapsed_ms < until_ms), False)


class LampPair:
    """Drives a green and a red lamp. Call `pass_time` at `due_s`; it needs no thread of its own."""

    def __init__(self, green: Lamp, red: Lamp) -> None:
        self._green = green
        self._red = red
        self._pattern = LampPattern(Light.OFF, Light.OFF)
        self._since_s = 0.0
        self._refused_s: float | None = None
        self._due_s: float | None = None

    @property
    def due_s(self) -> float | None:
        """When a lamp changes next; None: not until told."""
        return self._due_s

    def show(self, pattern: LampPattern, now_s: float) -> None:
        """Do this from now on; a blink that goes on keeps its beat."""
        if pattern != self._pattern:
            self._pattern, self._since_s = pattern, now_s
        self.pass_time(now_s)

    def refuse(self, now_s: float) -> None:
        """Blink red twice, then go on as before; a refusal that blinks already is let finish."""
        if self._refused_s is None:
            self._refused_s = now_s
        self.pass_time(now_s)

    def pass_time(self, now_s: float) -> None:
        """Put both lamps right for this moment."""
        if self._refused_s is not None and _elapsed_ms(self._refused_s, now_s) >= REFUSAL_MS:
            self._refused_s = None
        elapsed_ms = _elapsed_ms(self._since_s, now_s)
        _set(self._green, lit=is_lit(self._pattern.green, elapsed_ms))
        if self._refused_s is None:
            _set(self._red, lit=is_lit(self._pattern.red, elapsed_ms))
        else:
            _set(self._red, lit=is_lit_in_refusal(_elapsed_ms(self._refused_s, now_s)))
        self._due_s = min(self._changes(now_s), default=None)

    def _changes(self, now_s: float) -> Iterator[float]:
        if Light.SLOW_BLINK in (self._pattern.green, self._pattern.red):
            beats = _elapsed_ms(self._since_s, now_s) // SLOW_HALF_MS + 1
            yield self._since_s + beats * SLOW_HALF_MS / 1000
        if self._refused_s is not None:
            elapsed_ms = _elapsed_ms(self._refused_s, now_s)
            coming_ms = next(until_ms for until_ms, _ in _REFUSAL_STEPS_MS if until_ms > elapsed_ms)
            yield self._refused_s + coming_ms / 1000


def _elapsed_ms(since_s: float, now_s: float) -> float:
    """To the microsecond: a waking at the due time must never find itself a float's width too early."""
    return round((now_s - since_s) * 1000, 3)


def _set(lamp: Lamp, *, lit: bool) -> None:
    if lit:
        lamp.on()
    else:
        lamp.off()
