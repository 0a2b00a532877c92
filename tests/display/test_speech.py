"""The speaking thread's work on the virtual loudspeaker, with time that passes only when told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from display.announcement_journal import AnnouncementJournal
from display.announcer import Announcer
from display.settings import VoicePart
from display.speech import Speech
from hardware.chime import chime
from hardware.virtual_speaker import SpeakerTime, VirtualSpeaker
from hardware.voice_synth import EspeakVoice, VoiceError, VoiceSettings
from hardware.wav import read_wav
from tests.display.sample_center import HALL, SteeredHub, board, call


class SpokenWords:
    """A voice that remembers its sentences and hums each."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def speak(self, text: str) -> bytes:
        self.sentences.append(text)
        return chime()


class Mute:
    """A voice that is not installed."""

    def speak(self, text: str) -> bytes:
        raise VoiceError("no espeak-ng")


class Stand:
    """Announcer, voice and loudspeaker of one zone."""

    def __init__(self, folder: Path, voice: SpokenWords | Mute | EspeakVoice, times: int = 2) -> None:
        self.hub = SteeredHub()
        self.hub.come_alive()
        self.speaker = VirtualSpeaker(
            folder / "speaker", SpeakerTime(lambda: datetime.now(UTC), self.hub.pass_time)
        )
        self.announcer = Announcer(HALL, AnnouncementJournal(folder / "journal"), self.hub.watch)
        self.speech = Speech(
            self.announcer, voice, self.speaker, VoicePart(times=times), lambda counter: f"Quầy {counter}"
        )


def test_a_call_is_one_sound_of_chime_and_sentence(tmp_path: Path) -> None:
    voice = SpokenWords()
    stand = Stand(tmp_path, voice)
    stand.announcer.heard(board(call("c1")))

    assert stand.speech.speak_next()
    assert voice.sentences == ["Mời công dân có số A, không hai năm, đến quầy số ba."]
    assert len(stand.speaker.log) == 1
    assert not stand.speech.speak_next()


@pytest.mark.parametrize(("times", "sounds"), [(1, 2), (2, 3)])
def test_the_sentence_is_said_once_or_twice_by_setting(tmp_path: Path, times: int, sounds: int) -> None:
    stand = Stand(tmp_path, SpokenWords(), times)
    stand.announcer.heard(board(call("c1")))
    stand.speech.speak_next()

    one_s = read_wav(chime()).duration_s
    assert stand.speaker.log[0].duration_s == pytest.approx(sounds * one_s + (sounds - 1) * 0.7, abs=0.1)


def test_an_unplugged_loudspeaker_is_a_fault_and_the_call_is_given_up(tmp_path: Path) -> None:
    stand = Stand(tmp_path, SpokenWords())
    stand.speaker.unplug()
    stand.announcer.heard(board(call("c1")))
    stand.speech.end()

    assert stand.speech.speak_next()
    assert [fault.code for fault in stand.speech.faults] == ["speaker-gone"]
    assert stand.announcer.begin_next() is None


def test_the_fault_goes_when_the_next_call_is_heard(tmp_path: Path) -> None:
    stand = Stand(tmp_path, SpokenWords())
    stand.speaker.unplug()
    stand.announcer.heard(board(call("c1")))
    stand.speech.end()
    stand.speech.speak_next()
    stand.speaker.plug_in()
    stand.announcer.heard(board(call("c2", "A026"), call("c1")))

    stand.speech.speak_next()

    assert stand.speech.faults == ()


def test_a_missing_voice_is_a_fault(tmp_path: Path) -> None:
    stand = Stand(tmp_path, Mute())
    stand.announcer.heard(board(call("c1")))
    stand.speech.end()
    stand.speech.speak_next()

    assert [fault.code for fault in stand.speech.faults] == ["voice"]


def test_the_real_voice_fits_the_chime(tmp_path: Path) -> None:
    stand = Stand(tmp_path, EspeakVoice(VoiceSettings()))
    stand.announcer.heard(board(call("c1")))

    assert stand.speech.speak_next()
    assert stand.speech.faults == ()
    assert 6 < stand.speaker.log[0].duration_s < 25
