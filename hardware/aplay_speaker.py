"""The real speaker: ALSA's own player as a child process.

Knows aplay's ways of failing; knows nothing of what is played.
"""

import subprocess
from dataclasses import dataclass

from hardware.speaker import SpeakerError, SpeakerFault
from hardware.wav import NotASound, read_wav


@dataclass(frozen=True)
class SpeakerSettings:
    device: str = "default"
    """As `aplay -L` names it; `plughw:CARD=Headphones` on a Pi's jack."""
    slack_s: float = 5.0
    """Beyond the sound's own length; then the child is ended."""
    program: str = "aplay"


class AplaySpeaker:
    """A `Speaker`."""

    def __init__(self, settings: SpeakerSettings) -> None:
        self._settings = settings

    def play(self, wav: bytes) -> None:
        timeout_s = _duration_s(wav) + self._settings.slack_s
        try:
            played = subprocess.run(
                [self._settings.program, "-q", "-D", self._settings.device, "-"],
                input=wav,
                capture_output=True,
                timeout=timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise SpeakerError(SpeakerFault.SILENT, f"not over after {timeout_s:.1f} s") from error
        except OSError as error:
            raise SpeakerError(SpeakerFault.GONE, str(error)) from error
        if played.returncode != 0:
            raise _told_by(played.stderr.decode("utf-8", "replace"))


def _duration_s(wav: bytes) -> float:
    """aplay plays what is no WAV as raw noise, so it is looked at first."""
    try:
        return read_wav(wav).duration_s
    except NotASound as error:
        raise SpeakerError(SpeakerFault.NOT_A_SOUND, str(error)) from error


def _told_by(complaints: str) -> SpeakerError:
    last = (complaints.strip().splitlines() or ["no reason given"])[-1]
    if "busy" in last:
        return SpeakerError(SpeakerFault.BUSY, last)
    if "audio open error" in last or "No such device" in last:
        return SpeakerError(SpeakerFault.GONE, last)
    return SpeakerError(SpeakerFault.IO, last)
