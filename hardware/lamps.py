"""Lamps that shine, blink and refuse, two at a time, by a clock that others own.

Knows rhythms; knows nothing of counters or pins. Never more than three flashes a second (WCAG 2.3.1).
"""

from __future__ import annotations

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


SLOW_HALF_S = 1.0
"""A slow blink is on for so long and off for so long."""

_REFUSAL = ((0.1, False), (0.2, True), (0.2, False), (0.2, True), (0.3, False))
"""Two flashes; dark first, so that they are seen on a red lamp that is on."""

REFUSAL_S = sum(seconds for seconds, _ in _REFUSAL)


def is_lit(light: Light, elapsed_s: float) -> bool:
    """Whether the lamp is lit so long after it was told."""
    if light is Light.SLOW_BLINK:
        return int(elapsed_s / SLOW_HALF_S) % 2 == 0
    return light is Light.STEADY


def is_lit_in_refusal(elapsed_s: float) -> bool:
    """Whether the red lamp is lit so long after a press was refused."""
    for seconds, lit in _REFUSAL:
        if elapsed_s < seconds:
            return lit
        elapsed_s -= seconds
    return False


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
        """Blink red twice, then go on as before."""
        self._refused_s = now_s
        self.pass_time(now_s)

    def pass_time(self, now_s: float) -> None:
        """Put both lamps right for this moment."""
        if self._refused_s is not None and now_s - self._refused_s >= REFUSAL_S:
            self._refused_s = None
        elapsed_s = now_s - self._since_s
        _set(self._green, lit=is_lit(self._pattern.green, elapsed_s))
        if self._refused_s is None:
            _set(self._red, lit=is_lit(self._pattern.red, elapsed_s))
        else:
            _set(self._red, lit=is_lit_in_refusal(now_s - self._refused_s))
        self._due_s = min(self._changes(now_s), default=None)

    def _changes(self, now_s: float) -> list[float]:
        changes = []
        if Light.SLOW_BLINK in (self._pattern.green, self._pattern.red):
            beats = int((now_s - self._since_s) / SLOW_HALF_S) + 1
            changes.append(self._since_s + beats * SLOW_HALF_S)
        if self._refused_s is not None:
            at_s = self._refused_s
            for seconds, _ in _REFUSAL:
                at_s += seconds
                if at_s > now_s:
                    changes.append(at_s)
                    break
        return changes


def _set(lamp: Lamp, *, lit: bool) -> None:
    if lit:
        lamp.on()
    else:
        lamp.off()
