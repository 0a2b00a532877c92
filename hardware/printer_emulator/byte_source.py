"""Bytes that arrive in pieces, taken from the front.

Knows when a command is not yet complete; knows nothing of what the bytes mean.
"""


class NotYetComplete(Exception):  # noqa: N818  a state of the stream, not an error
    """More bytes must arrive before this command can be read."""


class ByteSource:
    """A position in bytes received so far. Nothing is consumed until the reader asks how far it got."""

    def __init__(self, received: bytes, position: int) -> None:
        self._received = received
        self.position = position

    def byte(self) -> int:
        return self.take(1)[0]

    def word(self) -> int:
        """Two bytes, low first, as ESC/POS writes all its lengths."""
        return int.from_bytes(self.take(2), "little")

    def double_word(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def take(self, count: int) -> bytes:
        end = self.position + count
        if end > len(self._received):
            raise NotYetComplete
        taken = self._received[self.position : end]
        self.position = end
        return taken

    def take_until(self, terminator: int) -> bytes:
        end = self._received.find(terminator, self.position)
        if end < 0:
            raise NotYetComplete
        taken = self._received[self.position : end]
        self.position = end + 1
        return taken

    def take_text(self) -> bytes:
        """All bytes up to the next control code."""
        end = self.position
        while end < len(self._received) and self._received[end] >= 0x20:
            end += 1
        taken = self._received[self.position : end]
        self.position = end
        return taken

    def skip(self, byte: int) -> int:
        """Step over a run of that byte, however long; how many there were."""
        start = self.position
        while self.position < len(self._received) and self._received[self.position] == byte:
            self.position += 1
        return self.position - start
