"""A ticket's story, read from the logs of all processes as somebody with grep would.

Knows log lines alone: asks neither ledger nor broker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from contract.ids import TicketId, TicketNumber
from contract.ticket_log import TicketStep, read_step

Told = tuple[str, str]
"""Which process said it, and the step."""


def story_of(number: TicketNumber, logs: Mapping[str, Path]) -> list[Told]:
    """What each process told of that number, by process and in each process in order.

    What the kiosk asked before it had a number is found by the command that its reservation names.
    """
    steps = {name: list(_steps(path)) for name, path in logs.items()}
    every = [step for told in steps.values() for step in told]
    tickets = {step.ticket for step in every if step.number == number and step.ticket is not None}
    commands = {
        command for step in every if step.ticket in tickets and (command := step.mark("command")) is not None
    }
    return [
        (name, step.step)
        for name, told in steps.items()
        for step in told
        if _belongs(step, number, tickets, commands)
    ]


def _belongs(step: TicketStep, number: TicketNumber, tickets: set[TicketId], commands: set[str]) -> bool:
    if step.ticket is not None:
        return step.ticket in tickets
    if step.number is not None:
        return step.number == number
    return step.mark("command") in commands


def _steps(log: Path) -> Iterable[TicketStep]:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        step = read_step(line)
        if step is not None:
            yield step
