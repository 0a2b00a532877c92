"""Opens the day and seats an officer at every counter, by the hub's own use cases, while no hub runs."""

from __future__ import annotations

from collections.abc import Iterable

from contract.clock import SystemClock
from contract.commands import Command, ConfirmClock, OpenCounter, OpenDay
from contract.ids import CounterId, OfficerId, new_command_id
from contract.machine_clock import machine_trust
from contract.words import Outcome
from server.config.hub import HubSettings
from server.core import Core
from server.service.asker import Asker, Role

WAIT_S = 60.0


class NotSeatedError(Exception):
    """The ledger refused what the bench needs before it can measure."""


def seat_officers(settings: HubSettings, counters: Iterable[CounterId]) -> None:
    """A person vouches for the clock, the day is opened, every counter gets an officer.

    Raises:
        NotSeatedError: one of these was refused.
    """
    core = Core(settings, SystemClock(), machine_trust)
    core.open()
    try:
        now = core.writer.now().utc
        manager = Asker(officer=OfficerId("manager"), roles=frozenset({Role.MANAGER}))
        _do(core, ConfirmClock(command_id=new_command_id(), seen=now), manager)
        _do(core, OpenDay(command_id=new_command_id()), manager, "day-open")
        for counter in counters:
            officer = Asker(officer=OfficerId(f"officer-{counter}"), roles=frozenset({Role.OFFICER}))
            _do(
                core,
                OpenCounter(command_id=new_command_id(), asked_at=now, answer_within_s=60, counter=counter),
                officer,
                "counter-open",
            )
    finally:
        core.close()


def _do(core: Core, command: Command, asker: Asker, fine: str = "") -> None:
    answer = core.writer.ask(command, asker).result(WAIT_S)
    if answer.outcome is not Outcome.DONE and answer.code != fine:
        raise NotSeatedError(f"{type(command).__name__}: {answer.code}: {answer.message_en}")
