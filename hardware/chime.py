"""The two tones before an announcement, made here: no recording, nobody's rights.

Knows sine waves only.
"""

import array
import math
from dataclasses import dataclass

from hardware.wav import RATE_HZ, Sound, write_wav

_PEAK = 0.5 * 32767
"""Half of full scale: as loud to the ear as the voice that follows."""

_PARTIALS = ((1.0, 1.0), (2.0, 0.25), (3.0, 0.08))
"""Multiples of the tone and their share: a soft bell, neither a whistle nor a buzzer."""


@dataclass(frozen=True)
class Tone:
    hertz: float
    starts_s: float


DING_DONG = (Tone(659.25, 0.0), Tone(523.25, 0.38))
"""E5 falling to C5, the way station halls chime; both well heard by old ears."""

_LENGTH_S = 1.25
_ATTACK_S = 0.008
_FADE_S = 0.32


def chime() -> bytes:
    """A WAV of 1.25 s, 16 bit, 22.05 kHz, mono."""
    loudest = sum(share for _, share in _PARTIALS) * 1.35
    levels = (
        sum(_level(tone, index / RATE_HZ) for tone in DING_DONG) / loudest
        for index in range(round(_LENGTH_S * RATE_HZ))
    )
    samples = array.array("h", (round(_PEAK * max(-1.0, min(1.0, level))) for level in levels))
    return write_wav(Sound(1, RATE_HZ, samples.tobytes()))


def _level(tone: Tone, at_s: float) -> float:
    since = at_s - tone.starts_s
    if since < 0:
        return 0.0
    left = min(1.0, (_LENGTH_S - at_s) / 0.05)
    envelope = min(since / _ATTACK_S, 1.0) * math.exp(-since / _FADE_S) * left
    waves = (share * math.sin(2 * math.pi * tone.hertz * times * since) for times, share in _PARTIALS)
    return envelope * sum(waves)
