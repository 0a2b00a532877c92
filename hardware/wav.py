"""WAV files as bytes: how long, and one after the other.

Knows 16-bit PCM; knows nothing of voices and speakers.
"""

import io
import wave
from dataclasses import dataclass

RATE_HZ = 22050
_SAMPLE_BYTES = 2


class NotASound(ValueError):  # noqa: N818  reads as a sentence where it is caught
    """Not a 16-bit PCM WAV file."""


@dataclass(frozen=True)
class Sound:
    channels: int
    rate_hz: int
    samples: bytes

    @property
    def duration_s(self) -> float:
        return len(self.samples) / (_SAMPLE_BYTES * self.channels * self.rate_hz)


def read_wav(wav: bytes) -> Sound:
    """Also files written to a pipe, whose header says a length that is not true. Raises `NotASound`."""
    try:
        with wave.open(io.BytesIO(wav)) as file:
            if file.getsampwidth() != _SAMPLE_BYTES:
                raise NotASound(f"{8 * file.getsampwidth()} bits a sample")
            samples = file.readframes(len(wav))
            return Sound(file.getnchannels(), file.getframerate(), samples)
    except (wave.Error, EOFError) as error:
        raise NotASound(str(error) or "ends too soon") from error


def write_wav(sound: Sound) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(sound.channels)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples)
    return out.getvalue()


def join_wavs(*wavs: bytes, gap_s: float = 0.0) -> bytes:
    """One after the other with a gap of silence between. Raises `NotASound`, also for unlike formats."""
    sounds = [read_wav(wav) for wav in wavs]
    formats = {(sound.channels, sound.rate_hz) for sound in sounds}
    if len(formats) != 1:
        raise NotASound(f"cannot join {sorted(formats)}")
    ((channels, rate_hz),) = formats
    gap = bytes(_SAMPLE_BYTES * channels * round(gap_s * rate_hz))
    return write_wav(Sound(channels, rate_hz, gap.join(sound.samples for sound in sounds)))
