"""A counter stops calling for a while, and says why."""

from __future__ import annotations

from contract.answers import CounterStands
from contract.commands import PauseCounter
from contract.events import CounterPaused
from server.domain.refusal import Refusal
from server.service import checks
from server.service.open_counter import counter_stands
from server.service.work import Work


def pause_counter(command: PauseCounter, work: Work) -> CounterStands:
    """Whoever is being served stays; nobody new is called."""
    counter = checks.own_counter(work, command.counter)
    checks.calling_counter(counter)
    reason = work.rules.pause_reason(command.reason)
    if reason is None:
        raise Refusal(
            "unknown-reason", "Lý do tạm dừng không có trong danh sách.", "Unknown reason for a pause."
        )
    work.record(CounterPaused, counter=counter.id, reason=reason.id)
    return counter_stands(work, counter.id)
