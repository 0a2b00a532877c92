"""Ways to read on: adding up what was read, and syncing what is written of it. Knows nothing of archives."""

from __future__ import annotations

import hashlib
import os
from typing import IO, Protocol

SYNC_EVERY = 8 << 20


class Readable(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most that many; none at the end."""
        ...


class Steady:
    """Reads on, syncing what was written every few MB: one large sync would hold up the hub's own commits."""

    def __init__(self, source: IO[bytes], out: IO[bytes]) -> None:
        self._source = source
        self._out = out
        self._since = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        content = self._source.read(size)
        self._since += len(content)
        if self._since >= SYNC_EVERY:
            os.fdatasync(self._out.fileno())
            self._since = 0
        return content


class Summing:
    """Reads on, adding up what was read."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self.sum = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        content = self._source.read(size)
        self.sum.update(content)
        return content
