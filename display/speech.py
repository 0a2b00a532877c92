"""The speaking thread: takes the announcer's next call, makes its sound, waits until it was heard.

Knows turns, voice and loudspeaker as ports; knows nothing of boards.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final, Protocol

from contract.devices import Fault, Gravity
from contract.ids import CounterId
from contract.states import RecentCall
from display.announcer import Announcer
from display.sentence import call_sentence
from display.settings import VoicePart
from hardware.chime import chime
from hardware.speaker import Speaker, SpeakerError
from hardware.voice_synth import VoiceError
from hardware.wav import NotASound, join_wavs

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 0.5
"""A turn can come up by time alone, when the first heartbeat tells what is fresh."""
RETRY_S: Final = 3.0


class Voice(Protocol):
    """Makes a sentence a sound."""

    def speak(self, text: str) -> bytes:
        """A WAV; raises `VoiceError`."""
        ...


class Speech:
    """Speaks one call after the other until ended."""

    def __init__(
        self,
        announcer: Announcer,
        voice: Voice,
        speaker: Speaker,
        settings: VoicePart,
        name_of: Callable[[CounterId], str],
    ) -> None:
        self._announcer = announcer
        self._voice = voice
        self._speaker = speaker
        self._settings = settings
        self._name_of = name_of
        self._ended = threading.Event()
        self._poked = threading.Event()
        self._fault: Fault | None = None
        self._thread = threading.Thread(target=self._work, name="speech", daemon=True)

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread.start()

    def poke(self) -> None:
        """There may be something to say; returns at once."""
        self._poked.set()

    def end(self) -> None:
        """Begin nothing more; a sentence being spoken when the process ends is spoken again after it."""
        self._ended.set()
        self._poked.set()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps the voice from being heard."""
        return () if self._fault is None else (self._fault,)

    def speak_next(self) -> bool:
        """Speak the call whose turn it is, to its end; False where none is."""
        call = self._announcer.begin_next()
        if call is None:
            return False
        while not self._heard(call):
            self._ended.wait(RETRY_S)
            if self._ended.is_set() or not self._announcer.is_fresh(call):
                self._announcer.fail(call)
                return True
        self._announcer.end(call)
        return True

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                if self.speak_next():
                    continue
            except Exception:
                log.exception("the speaking thread goes on after an unforeseen error")
            self._poked.wait(LOOK_EVERY_S)
            self._poked.clear()

    def _heard(self, call: RecentCall) -> bool:
        sentence = call_sentence(call.number, self._name_of(call.counter), self._settings.reading)
        log.info("speaking %s: %s", call.call_id, sentence)
        try:
            said = [self._voice.speak(sentence)] * self._settings.times
            self._speaker.play(join_wavs(chime(), *said, gap_s=self._settings.gap_s))
        except SpeakerError as error:
            self._broken(f"speaker-{error.fault}", error.sentence.vi, error.sentence.en)
        except (VoiceError, NotASound) as error:
            log.warning("no voice: %s", error)
            self._broken("voice", "Không tạo được giọng đọc.", "The voice could not be made.")
        else:
            self._fault = None
            return True
        return False

    def _broken(self, code: str, vi: str, en: str) -> None:
        log.warning("a call was not heard: %s", en)
        self._fault = Fault(code=code, message_vi=vi, message_en=en, gravity=Gravity.WARNS)
