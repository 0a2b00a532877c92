"""The port to a QR and barcode reader: whole texts, or a reason why not.

Knows what a text may be and where it ends; knows nothing of cables.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.sentences import Sentence

MAX_BYTES = 1024
"""A citizen card's QR holds about 150 bytes, our own slips 30."""


class CodeRefusal(StrEnum):
    TOO_LONG = "too-long"
    NOT_TEXT = "not-text"
    """Not UTF-8, or with control characters in it."""


REFUSAL_SENTENCES = {
    CodeRefusal.TOO_LONG: Sentence(
        "Mã này dài quá, không phải mã trên phiếu. Mời ông/bà quét mã trên phiếu của mình.",
        "This code is too long to be from a slip. Please scan the code on your slip.",
    ),
    CodeRefusal.NOT_TEXT: Sentence(
        "Không đọc được mã này. Mời ông/bà thử lại hoặc đến quầy hướng dẫn.",
        "This code could not be read. Please try again or ask at the guide's desk.",
    ),
}


@dataclass(frozen=True)
class RefusedCode:
    """Never holds what was read: it may be somebody's identity card."""

    reason: CodeRefusal
    byte_count: int

    @property
    def sentence(self) -> Sentence:
        return REFUSAL_SENTENCES[self.reason]


Hear = Callable[[str], None]
Refuse = Callable[[RefusedCode], None]


class CodeReader(Protocol):
    def listen(self, hear: Hear, refuse: Refuse) -> None:
        """From now on call `hear` with each text (NFC), or `refuse`; from a thread of the reader's own."""
        ...

    def close(self) -> None:
        """No call comes after this returns."""
        ...

    @property
    def is_present(self) -> bool:
        """Whether the reader is connected now."""
        ...


class CodeFraming:
    """Cuts bytes into codes at CR or LF. What is too long is dropped up to the next end, and refused once."""

    def __init__(self, hear: Hear, refuse: Refuse) -> None:
        self._hear = hear
        self._refuse = refuse
        self._begun = bytearray()
        self._dropped_bytes = 0

    def feed(self, received: bytes) -> None:
        for byte in received:
            if byte in b"\r\n":
                self.end()
            elif self._dropped_bytes or len(self._begun) >= MAX_BYTES:
                self._dropped_bytes += 1
            else:
                self._begun.append(byte)

    def end(self) -> None:
        """The code is over; also for readers that send no line end but a pause."""
        begun, dropped = bytes(self._begun), self._dropped_bytes
        self._begun.clear()
        self._dropped_bytes = 0
        if dropped:
            self._refuse(RefusedCode(CodeRefusal.TOO_LONG, len(begun) + dropped))
        elif begun.strip():
            self._judge(begun)

    def _judge(self, begun: bytes) -> None:
        text = code_text(begun)
        if text is None:
            self._refuse(RefusedCode(CodeRefusal.NOT_TEXT, len(begun)))
        else:
            self._hear(text)


def code_text(raw: bytes) -> str | None:
    """The text of a code, NFC and without blanks around it; None when it is none."""
    try:
        text = unicodedata.normalize("NFC", raw.decode("utf-8")).strip()
    except UnicodeDecodeError:
        return None
    return text if text and text.isprintable() else None
