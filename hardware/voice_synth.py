"""Text to speech by espeak-ng, offline.

Knows voices and speed; what is said, and how digits are spelled, is the announcer's business.
"""

import subprocess
from dataclasses import dataclass

from hardware.wav import NotASound, read_wav, write_wav


@dataclass(frozen=True)
class VoiceSettings:
    voice: str = "vi"
    """Northern; `vi-vn-x-central` and `vi-vn-x-south` are the other two."""
    words_per_minute: int = 135
    """espeak-ng's own 175 is too quick for a hall with old people."""
    pitch: int = 45
    """0 to 99."""
    loudness: int = 150
    """0 to 200."""
    timeout_s: float = 10.0
    program: str = "espeak-ng"


class VoiceError(Exception):
    """Nothing could be said; the reason for the log."""


class EspeakVoice:
    def __init__(self, settings: VoiceSettings) -> None:
        self._settings = settings

    def speak(self, text: str) -> bytes:
        """A WAV, 16 bit, 22.05 kHz, mono. Raises `VoiceError`."""
        try:
            spoken = subprocess.run(
                self._command(),
                input=text.encode(),
                capture_output=True,
                timeout=self._settings.timeout_s,
                check=True,
            )
            sound = read_wav(spoken.stdout)
        except (OSError, subprocess.SubprocessError, NotASound) as error:
            raise VoiceError(str(error)) from error
        if not sound.samples:
            raise VoiceError(f"espeak-ng said nothing for {text!r}")
        return write_wav(sound)

    def _command(self) -> list[str]:
        settings = self._settings
        return [
            *(settings.program, "--stdin", "--stdout", "-b", "1", "-v", settings.voice),
            *("-s", str(settings.words_per_minute), "-p", str(settings.pitch), "-a", str(settings.loudness)),
        ]
