"""The gates in all lines of the center, by the links' names; a gate is open when nobody holds it shut.

Knows who holds what; what a gate does to bytes is `gate`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from tools.storm.gate import TcpGate


class HeldGate:
    """One link. Shut while at least one holds it."""

    def __init__(self, gate: TcpGate) -> None:
        self.gate = gate
        self._holders: set[str] = set()
        self._lock = threading.Lock()

    def hold(self, who: str) -> None:
        """Shut it; whoever was through is cut."""
        with self._lock:
            self._holders.add(who)
            self.gate.shut()

    def release(self, who: str) -> None:
        """Open it, unless somebody else still holds it."""
        with self._lock:
            self._holders.discard(who)
            if not self._holders:
                self.gate.open()


class Links:
    """All gates; entered, they listen, open."""

    def __init__(self, far_ends: Mapping[str, int]) -> None:
        self._gates = {name: HeldGate(TcpGate(port)) for name, port in far_ends.items()}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for held in self._gates.values():
            self._stack.enter_context(held.gate)
            held.release("")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def __getitem__(self, link: str) -> HeldGate:
        return self._gates[link]

    @property
    def ports(self) -> dict[str, int]:
        """Where the near ends are sent."""
        return {name: held.gate.port for name, held in self._gates.items()}
