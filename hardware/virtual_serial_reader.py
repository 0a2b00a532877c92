"""A serial code reader's twin on a pseudo-terminal, under a name that stays as `/dev/serial/by-id/…` does.

Whoever opens the name reads real bytes from a real terminal line, and loses it when the cable is pulled.
Knows nothing of codes.
"""

from __future__ import annotations

import os
import tty
from pathlib import Path


class VirtualSerialReader:
    """Unplugged at first; not thread-safe."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._ends: tuple[int, int] | None = None

    def plug_in(self) -> None:
        """Its name is there, its line is open."""
        near, far = os.openpty()
        tty.setraw(far)
        self._ends = (near, far)
        self.name.symlink_to(os.ttyname(far))

    def unplug(self) -> None:
        """Name and line are gone; whoever reads gets an error."""
        if self._ends is not None:
            self.name.unlink()
            for end in self._ends:
                os.close(end)
            self._ends = None

    def hold(self, text: str) -> None:
        """A code with this text is held to it: sent as UTF-8, with a line end. Unplugged, nothing happens."""
        if self._ends is not None:
            os.write(self._ends[0], text.encode() + b"\r\n")
