"""The code reader while a citizen is asked for their slip's code; codes read at other times mean nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from hardware.code_reader import CodeReader, RefusedCode

log = logging.getLogger(__name__)


class Reading:
    """Listens all the time, passes on only between `begin` and `stop`."""

    def __init__(self, reader: CodeReader) -> None:
        self._reader = reader
        self._hear: Callable[[str], None] | None = None
        reader.listen(self._heard, self._refused)

    def begin(self, hear: Callable[[str], None]) -> bool:
        """From now on; False: the reader is not there."""
        self._hear = hear
        return self._reader.is_present

    @property
    def is_heard(self) -> bool:
        """Whether a code would be passed on now."""
        return self._hear is not None

    def stop(self) -> None:
        """Codes mean nothing any more."""
        self._hear = None

    def close(self) -> None:
        """For good."""
        self._reader.close()

    def _heard(self, code: str) -> None:
        hear = self._hear
        if hear is not None:
            hear(code)

    def _refused(self, refused: RefusedCode) -> None:
        log.info("a code was refused: %s, %d bytes", refused.reason, refused.byte_count)
        hear = self._hear
        if hear is not None:
            hear("")  # no token is that short: the citizen is told that the code is not a slip's
