"""The voice of a sound zone, present only on the device that the center's configuration names.

Puts announcer, journal, espeak-ng and loudspeaker together and follows the configuration.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from contract.devices import Fault, Gravity
from contract.ids import CounterId, ZoneId
from display.announcement_journal import AnnouncementJournal
from display.announcer import Announcer
from display.counter_name import counter_name
from display.hub_watch import HubWatch
from display.known import Known
from display.settings import DisplaySettings, SpeakerKind
from display.speech import Speech
from hardware.aplay_speaker import AplaySpeaker, SpeakerSettings
from hardware.speaker import Speaker
from hardware.virtual_speaker import SpeakerTime, VirtualSpeaker
from hardware.voice_synth import EspeakVoice, VoiceSettings

JOURNAL_FULL = Fault(
    code="announcements-journal",
    message_vi="Không ghi được nhật ký đọc số.",
    message_en="The journal of announcements cannot be written.",
    gravity=Gravity.WARNS,
)


class ZoneVoice:
    """Follows what is known; called from the network thread."""

    def __init__(self, settings: DisplaySettings, hub: HubWatch, known: Callable[[], Known]) -> None:
        self._settings = settings
        self._hub = hub
        self._known = known
        self._zone: ZoneId | None = None
        self._announcer: Announcer | None = None
        self._speech: Speech | None = None

    def follow(self, known: Known) -> None:
        """Something new is known: speak for the zone one is told to, and hear its calls.

        With a new epoch nothing is known for a moment: the voice goes on. Else a sentence in the middle would
        be taken for one that a crash cut short, and be spoken by a second voice.
        """
        told = known.settings
        zone = self._zone if told is None else told.zone if told.announces else None
        if zone != self._zone:
            self.end()
            self._zone = zone
            if zone is not None:
                self._begin(zone)
        if self._announcer is not None and self._speech is not None and known.board is not None:
            self._announcer.heard(known.board)
            self._speech.poke()

    def end(self) -> None:
        """Say nothing more."""
        if self._speech is not None:
            self._speech.end()
        self._announcer = self._speech = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What staff should know."""
        journal = (JOURNAL_FULL,) if self._announcer is not None and self._announcer.journal_failed else ()
        return (*(self._speech.faults if self._speech is not None else ()), *journal)

    def _begin(self, zone: ZoneId) -> None:
        voice = self._settings.voice
        journal = AnnouncementJournal(Path(self._settings.data_dir) / "announcements.jsonl")
        self._announcer = Announcer(zone, journal, self._hub, voice.fresh_s)
        self._speech = Speech(
            self._announcer,
            EspeakVoice(VoiceSettings(voice=voice.voice, words_per_minute=voice.words_per_minute)),
            open_speaker(self._settings),
            voice,
            self._name_of,
        )
        self._speech.start()

    def _name_of(self, counter: CounterId) -> str:
        return counter_name(counter, self._known().catalogue).whole


def open_speaker(settings: DisplaySettings) -> Speaker:
    """The loudspeaker that the settings name."""
    speaker = settings.speaker
    if speaker.kind is SpeakerKind.APLAY:
        return AplaySpeaker(SpeakerSettings(device=speaker.device))
    folder = Path(speaker.folder) if speaker.folder else Path(settings.data_dir) / "speaker"
    return VirtualSpeaker(folder, SpeakerTime(lambda: datetime.now(UTC), time.sleep))
