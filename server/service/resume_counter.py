"""A counter calls again after a pause."""

from __future__ import annotations

from contract.answers import CounterStands
from contract.commands import ResumeCounter
from contract.events import CounterResumed
from server.domain.refusal import Refusal
from server.service import checks
from server.service.open_counter import counter_stands
from server.service.work import Work


def resume_counter(command: ResumeCounter, work: Work) -> CounterStands:
    """Only a paused counter can go on."""
    counter = checks.own_counter(work, command.counter)
    if counter.pause is None:
        raise Refusal("not-paused", "Quầy không tạm dừng.", "The counter is not paused.")
    work.record(CounterResumed, counter=counter.id)
    return counter_stands(work, counter.id)
