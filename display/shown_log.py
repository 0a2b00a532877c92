"""Which calls stand on the glass, each told to the log once: by what was drawn, not by what arrived.

Knows scenes and calls; draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from contract.ids import CallId, CounterId, DeviceId, TicketNumber
from contract.ticket_log import TicketStep, tell
from display.known import Known
from display.scene import Scene, Text


class ShownLog:
    """Told after each drawing that succeeded. Used from the drawing thread alone."""

    def __init__(self, device: DeviceId) -> None:
        self._device = device
        self._shown: frozenset[CallId] = frozenset()

    def drawn(self, known: Known, scene: Scene) -> None:
        """This scene stands on the glass, composed from what is known."""
        texts = {part.text for part in scene if isinstance(part, Text)}
        calls = {call: (number, counter) for call, number, counter in _calls(known) if number in texts}
        for call, (number, counter) in reversed(calls.items()):
            if call not in self._shown:
                marks = (("counter", counter), ("call", call), ("device", self._device))
                tell(TicketStep("shown", number, None, marks))
        self._shown = frozenset(calls)


def _calls(known: Known) -> Iterable[tuple[CallId, TicketNumber, CounterId]]:
    """Newest first."""
    if known.counter is not None:
        own = known.counter
        if own.call_id is not None and own.number is not None:
            yield own.call_id, own.number, own.counter
    elif known.board is not None:
        for call in known.board.calls:
            yield call.call_id, call.number, call.counter
