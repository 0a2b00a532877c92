"""The port to a loudspeaker: one sound at a time, and why it was not heard.

Knows when a sound is over; knows nothing of what is said.
"""

from enum import StrEnum
from typing import Protocol

from hardware.sentences import Sentence


class SpeakerFault(StrEnum):
    GONE = "gone"
    BUSY = "busy"
    NOT_A_SOUND = "not-a-sound"
    IO = "io"
    SILENT = "silent"
    """Did not come to its end in the sound's own time."""


FAULT_SENTENCES = {
    SpeakerFault.GONE: Sentence("Không thấy loa.", "No loudspeaker is connected."),
    SpeakerFault.BUSY: Sentence(
        "Loa đang được chương trình khác dùng.", "Another program holds the loudspeaker."
    ),
    SpeakerFault.NOT_A_SOUND: Sentence("Tệp âm thanh bị hỏng.", "The sound file is damaged."),
    SpeakerFault.IO: Sentence("Loa gặp lỗi khi phát.", "The loudspeaker failed while playing."),
    SpeakerFault.SILENT: Sentence("Loa không trả lời.", "The loudspeaker does not answer."),
}
"""For staff: a citizen sees the number on the screen all the same."""


class SpeakerError(Exception):
    def __init__(self, fault: SpeakerFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail

    @property
    def sentence(self) -> Sentence:
        return FAULT_SENTENCES[self.fault]


class Speaker(Protocol):
    def play(self, wav: bytes) -> None:
        """Play a whole WAV file's bytes; returns when the last of it was heard. Raises `SpeakerError`."""
        ...
