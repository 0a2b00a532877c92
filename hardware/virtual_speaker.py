"""The speaker's twin: keeps every sound as a WAV file and writes down when it was heard.

Takes as long as the sound is, by the clock it is given. Knows files; knows nothing of what is said.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from hardware.speaker import SpeakerError, SpeakerFault
from hardware.wav import NotASound, read_wav

LOG_NAME = "played.jsonl"


class PlayedSound(msgspec.Struct, frozen=True):
    """A line of the log."""

    number: int
    file: str
    start: datetime
    end: datetime | None
    """None when the speaker was unplugged before the end."""
    duration_s: float


@dataclass(frozen=True)
class SpeakerTime:
    """The clock and the waiting of the twin: real in the demo, steered in tests."""

    now: Callable[[], datetime]
    pass_s: Callable[[float], None]


class VirtualSpeaker:
    """A `Speaker`. Thread-safe; two sounds at once is the mistake it shows, as busy."""

    def __init__(self, folder: Path, time: SpeakerTime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._time = time
        self._playing = threading.Lock()
        self._plugged = threading.Event()
        self._plugged.set()
        self._number = len(read_log(folder))

    def play(self, wav: bytes) -> None:
        try:
            duration_s = read_wav(wav).duration_s
        except NotASound as error:
            raise SpeakerError(SpeakerFault.NOT_A_SOUND, str(error)) from error
        if not self._plugged.is_set():
            raise SpeakerError(SpeakerFault.GONE, "unplugged")
        if not self._playing.acquire(blocking=False):
            raise SpeakerError(SpeakerFault.BUSY, "a sound is being played")
        try:
            self._keep(wav, duration_s)
        finally:
            self._playing.release()

    def unplug(self) -> None:
        self._plugged.clear()

    def plug_in(self) -> None:
        self._plugged.set()

    @property
    def log(self) -> tuple[PlayedSound, ...]:
        return read_log(self._folder)

    def _keep(self, wav: bytes, duration_s: float) -> None:
        self._number += 1
        name = f"sound-{self._number:04}.wav"
        (self._folder / name).write_bytes(wav)
        start = self._time.now()
        self._time.pass_s(duration_s)
        end = self._time.now() if self._plugged.is_set() else None
        self._write(PlayedSound(self._number, name, start, end, round(duration_s, 3)))
        if end is None:
            raise SpeakerError(SpeakerFault.IO, "unplugged while playing")

    def _write(self, played: PlayedSound) -> None:
        with (self._folder / LOG_NAME).open("ab") as log:
            log.write(msgspec.json.encode(played) + b"\n")


def read_log(folder: Path) -> tuple[PlayedSound, ...]:
    """What was heard, oldest first."""
    log = folder / LOG_NAME
    lines = log.read_bytes().splitlines() if log.exists() else []
    return tuple(msgspec.json.decode(line, type=PlayedSound) for line in lines)
