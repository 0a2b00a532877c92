"""A display's settings file: window, panel, voice and loudspeaker.

Knows shapes and defaults; what the center's configuration says of a device goes before the panel here.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated, Final

import msgspec

from contract.settings import DeviceSettings
from contract.states import PanelSize
from display.glass.window import WindowSettings
from display.sentence import Reading

HALL_PANEL: Final = PanelSize(width_px=1920, height_px=1080, width_mm=941, height_mm=529, distance_m=6)
"""A 43-inch TV."""
COUNTER_PANEL: Final = PanelSize(width_px=1024, height_px=600, width_mm=222, height_mm=125, distance_m=3)
"""A 10.1-inch panel."""


@unique
class SpeakerKind(StrEnum):
    """Through what the voice is heard."""

    APLAY = "aplay"
    """ALSA."""
    FOLDER = "folder"
    """The virtual twin: WAV files and a log in a folder."""


class SpeakerPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[speaker]` part."""

    kind: SpeakerKind = SpeakerKind.APLAY
    device: str = "default"
    """As `aplay -L` names it."""
    folder: str | None = None
    """For `folder`; by default `speaker` in the data folder."""


class VoicePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[voice]` part."""

    voice: str = "vi"
    """espeak-ng's name: `vi`, `vi-vn-x-central` or `vi-vn-x-south`."""
    words_per_minute: Annotated[int, msgspec.Meta(ge=80, le=300)] = 135
    reading: Reading = Reading.SOUTH
    times: Annotated[int, msgspec.Meta(ge=1, le=2)] = 2
    """Said once or twice."""
    gap_s: Annotated[float, msgspec.Meta(ge=0, le=5)] = 0.7
    fresh_s: Annotated[float, msgspec.Meta(ge=5, le=600)] = 30.0
    """How long after a call it is still worth flashing and speaking."""


class DisplaySettings(DeviceSettings, frozen=True, kw_only=True):
    """The settings file of `python -m display`."""

    window: WindowSettings = WindowSettings()
    panel: PanelSize | None = None
    """Size and distance where the center's configuration has none for this device."""
    speaker: SpeakerPart = SpeakerPart()
    voice: VoicePart = VoicePart()
