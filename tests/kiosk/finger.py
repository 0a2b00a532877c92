"""A finger on a kiosk's glass, through TUIO: presses by the names the kiosk writes beside its picture."""

from __future__ import annotations

import json
from pathlib import Path

from oscpy.client import OSCClient

from tests.support.waiting import wait_until


class Finger:
    """One finger; the kiosk takes its touches from nowhere else."""

    def __init__(self, tuio_port: int, names_file: Path) -> None:
        self._glass = OSCClient("127.0.0.1", tuio_port)
        self._names_file = names_file
        self._session = 0

    def names(self) -> dict[str, list[float]]:
        """What can be pressed now."""
        if not self._names_file.exists():
            return {}
        found: dict[str, list[float]] = json.loads(self._names_file.read_text(encoding="utf-8"))
        return found

    def press(self, name: str, timeout_s: float = 20.0) -> None:
        """Touch the middle of that thing as soon as it is there, and lift the finger again."""
        wait_until(lambda: name in self.names(), timeout_s, f"{name} among {sorted(self.names())}")
        x, y, w, h = self.names()[name]
        self._session += 1
        self._say([self._session], (x + w / 2, y + h / 2))
        self._say([], None)

    def _say(self, alive: list[int], at: tuple[float, float] | None) -> None:
        profile = b"/tuio/2Dcur"
        bundle: list[tuple[bytes, list[object]]] = [(profile, [b"alive", *alive])]
        if at is not None:
            bundle.append((profile, [b"set", self._session, *at, 0.0, 0.0, 0.0]))
        bundle.append((profile, [b"fseq", self._session]))
        self._glass.send_bundle(bundle)
