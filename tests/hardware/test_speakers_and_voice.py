import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hardware.aplay_speaker import AplaySpeaker, SpeakerSettings
from hardware.chime import chime
from hardware.speaker import FAULT_SENTENCES, Speaker, SpeakerError, SpeakerFault
from hardware.virtual_speaker import SpeakerTime, VirtualSpeaker
from hardware.voice_synth import EspeakVoice, VoiceError, VoiceSettings
from hardware.wav import RATE_HZ, NotASound, Sound, join_wavs, read_wav, write_wav

CALL = "Mời công dân có số A không một hai đến quầy số ba"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def _nothing() -> None:
    """Nobody does anything meanwhile."""


class HandClock:
    """Time passes when somebody waits for it."""

    def __init__(self) -> None:
        self.at = NOON
        self.while_waiting: Callable[[], None] = _nothing

    def now(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> None:
        self.while_waiting()
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def twin(tmp_path: Path, clock: HandClock) -> VirtualSpeaker:
    return VirtualSpeaker(tmp_path / "sounds", SpeakerTime(clock.now, clock.pass_s))


def silence(seconds: float, rate_hz: int = RATE_HZ) -> bytes:
    return write_wav(Sound(1, rate_hz, bytes(2 * round(seconds * rate_hz))))


def fault_of(speaker: Speaker, wav: bytes) -> SpeakerFault:
    with pytest.raises(SpeakerError) as failed:
        speaker.play(wav)
    return failed.value.fault


def aplay(tmp_path: Path, script: str, slack_s: float = 5.0) -> AplaySpeaker:
    program = tmp_path / "aplay"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    return AplaySpeaker(SpeakerSettings(slack_s=slack_s, program=str(program)))


def test_the_chime_is_short_soft_and_does_not_click() -> None:
    sound = read_wav(chime())
    levels = memoryview(sound.samples).cast("h")
    assert (sound.channels, sound.rate_hz, round(sound.duration_s, 3)) == (1, 22050, 1.25)
    assert 8000 < max(levels) < 20000
    assert max(abs(level) for level in [*levels[:5], *levels[-5:]]) < 1500


def test_the_voice_says_a_vietnamese_call_in_a_few_seconds() -> None:
    sound = read_wav(EspeakVoice(VoiceSettings()).speak(CALL))
    assert (sound.channels, sound.rate_hz) == (1, 22050)
    assert 2 < sound.duration_s < 8


def test_the_southern_voice_sounds_different() -> None:
    south = EspeakVoice(VoiceSettings(voice="vi-vn-x-south"))
    assert south.speak(CALL) != EspeakVoice(VoiceSettings()).speak(CALL)


def test_a_text_that_looks_like_an_option_is_spoken() -> None:
    assert read_wav(EspeakVoice(VoiceSettings()).speak("--version")).duration_s > 0.3


@pytest.mark.parametrize("settings", [VoiceSettings(voice="xx-yy"), VoiceSettings(program="no-espeak")])
def test_a_voice_that_is_not_installed_says_so(settings: VoiceSettings) -> None:
    with pytest.raises(VoiceError):
        EspeakVoice(settings).speak(CALL)


def test_an_empty_text_is_an_error() -> None:
    with pytest.raises(VoiceError):
        EspeakVoice(VoiceSettings()).speak("")


def test_chime_and_voice_are_joined_with_a_gap() -> None:
    voice = EspeakVoice(VoiceSettings()).speak(CALL)
    joined = read_wav(join_wavs(chime(), voice, gap_s=0.2))
    parts = read_wav(chime()).duration_s + read_wav(voice).duration_s
    assert joined.duration_s == pytest.approx(parts + 0.2, abs=0.001)


def test_unlike_sounds_cannot_be_joined() -> None:
    with pytest.raises(NotASound):
        join_wavs(silence(0.1), silence(0.1, rate_hz=8000))


@pytest.mark.parametrize("wav", [b"", b"RIFF", b"bad" * 100])
def test_what_is_no_wav_is_no_sound(wav: bytes, twin: VirtualSpeaker) -> None:
    assert fault_of(twin, wav) is SpeakerFault.NOT_A_SOUND
    assert fault_of(AplaySpeaker(SpeakerSettings()), wav) is SpeakerFault.NOT_A_SOUND


def test_eight_bit_sounds_are_refused() -> None:
    whole = bytearray(silence(0.1))
    whole[34] = 8
    with pytest.raises(NotASound):
        read_wav(bytes(whole))


def test_the_real_player_plays_to_its_end() -> None:
    AplaySpeaker(SpeakerSettings(device="null")).play(silence(0.2))


def test_a_machine_without_sound_card_or_player_has_no_speaker() -> None:
    for settings in (SpeakerSettings(device="plughw:CARD=NoSuch"), SpeakerSettings(program="no-aplay")):
        assert fault_of(AplaySpeaker(settings), silence(0.1)) is SpeakerFault.GONE


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("echo 'aplay: main:831: audio open error: Device or resource busy' >&2; exit 1", SpeakerFault.BUSY),
        ("echo 'aplay: pcm_write:2061: write error: Input/output error' >&2; exit 1", SpeakerFault.IO),
        ("exec sleep 600", SpeakerFault.SILENT),
    ],
)
def test_a_player_that_fails_is_understood(tmp_path: Path, script: str, fault: SpeakerFault) -> None:
    assert fault_of(aplay(tmp_path, script, slack_s=0.2), silence(0.1)) is fault


def test_the_twin_keeps_the_sound_and_when_it_was_heard(twin: VirtualSpeaker, tmp_path: Path) -> None:
    twin.play(silence(1.5))
    twin.play(silence(0.5))
    first, second = twin.log
    assert (first.start, first.end) == (NOON, NOON + timedelta(seconds=1.5))
    assert second.start == first.end
    assert (tmp_path / "sounds" / second.file).read_bytes() == silence(0.5)


def test_an_unplugged_twin_plays_nothing(twin: VirtualSpeaker) -> None:
    twin.unplug()
    assert fault_of(twin, silence(1)) is SpeakerFault.GONE
    assert twin.log == ()
    twin.plug_in()
    twin.play(silence(1))
    assert len(twin.log) == 1


def test_a_twin_unplugged_while_playing_was_not_heard_to_the_end(
    twin: VirtualSpeaker, clock: HandClock
) -> None:
    clock.while_waiting = twin.unplug
    assert fault_of(twin, silence(1)) is SpeakerFault.IO
    assert [played.end for played in twin.log] == [None]


def test_two_sounds_at_once_are_shown_as_a_mistake(twin: VirtualSpeaker, clock: HandClock) -> None:
    seen: list[SpeakerFault] = []

    def play_another() -> None:
        clock.while_waiting = _nothing
        other = threading.Thread(target=lambda: seen.append(fault_of(twin, silence(1))))
        other.start()
        other.join()

    clock.while_waiting = play_another
    twin.play(silence(1))
    assert seen == [SpeakerFault.BUSY]


def test_numbers_go_on_after_a_restart(tmp_path: Path, clock: HandClock) -> None:
    for _ in range(2):
        VirtualSpeaker(tmp_path, SpeakerTime(clock.now, clock.pass_s)).play(silence(0.1))
    assert sorted(path.name for path in tmp_path.glob("*.wav")) == ["sound-0001.wav", "sound-0002.wav"]


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    assert set(FAULT_SENTENCES) == set(SpeakerFault)
    assert SpeakerError(SpeakerFault.GONE).sentence.vi == "Không thấy loa."
