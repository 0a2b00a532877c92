"""One log line for each step of a ticket, alike in every process: `step=called number=A012 ticket=0193… …`.

`journalctl … | grep number=A012` tells its story. Ids and numbers only: never a name, never a slip's token.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from contract.ids import TicketId, TicketNumber

log = logging.getLogger("ticket")

_PAIR = re.compile(r"(?<!\S)([a-z_]+)=(\S+)")
_UNFIT = re.compile(r"[^\w:./+-]", re.ASCII)
"""What would break a line apart or begin another."""


@dataclass(frozen=True, slots=True)
class TicketStep:
    """What happened to a ticket, as one process saw it."""

    step: str
    """`reserved`, `bytes-started`, `ticket/called`, `shown`, …"""
    number: TicketNumber | None = None
    ticket: TicketId | None = None
    marks: tuple[tuple[str, str], ...] = ()
    """More to find it by: `counter`, `call`, `command`, `device`, `seq`."""

    def __str__(self) -> str:
        pairs = (("step", self.step), ("number", self.number), ("ticket", self.ticket), *self.marks)
        known = [(name, value) for name, value in pairs if value]
        if _UNFIT.search("/".join(value for _, value in known)):
            known = [(name, _UNFIT.sub("_", value)) for name, value in known]
        return " ".join(f"{name}={value}" for name, value in known)

    def mark(self, name: str) -> str | None:
        """One of its marks."""
        return dict(self.marks).get(name)


def tell(step: TicketStep) -> None:
    """Into the log."""
    log.info("%s", step)


def read_step(line: str) -> TicketStep | None:
    """The step that a line of a log tells, whatever stands before it; None: it tells none."""
    pairs = dict(_PAIR.findall(line))
    step = pairs.pop("step", None)
    if step is None:
        return None
    number, ticket = pairs.pop("number", None), pairs.pop("ticket", None)
    return TicketStep(
        step,
        None if number is None else TicketNumber(number),
        None if ticket is None else TicketId(ticket),
        tuple(pairs.items()),
    )
