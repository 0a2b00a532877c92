"""The officer stands up."""

from __future__ import annotations

from contract.answers import CounterStands
from contract.commands import CloseCounter
from contract.events import CounterClosed
from server.service import checks
from server.service.open_counter import counter_stands
from server.service.work import Work


def close_counter(command: CloseCounter, work: Work) -> CounterStands:
    """Not while somebody is called or served there."""
    counter = checks.own_counter(work, command.counter)
    checks.free_counter(work, counter)
    work.record(CounterClosed, counter=counter.id)
    return counter_stands(work, counter.id)
