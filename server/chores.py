"""What the command line asks of a hub, running or not: each a small message and a function that does it.

The running hub gets them through its local socket; while it is stopped the command line opens the core.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from contract.clock import local_time
from contract.commands import CloseDay, Command, ConfirmClock, OpenDay
from contract.ids import new_command_id
from contract.words import ClockTrust, Outcome
from server.core import Core, HubStartError
from server.service.asker import Asker, Role

AT_THE_MACHINE = Asker(roles=frozenset({Role.ADMINISTRATOR}))
"""Whoever may run commands as the hub's user on its own machine."""


class Chore(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="do"):
    """Base of all chores."""


class ReloadConfiguration(Chore, frozen=True, kw_only=True):
    """Accept the configuration file as it is now."""


class ShowClock(Chore, frozen=True, kw_only=True):
    """What time the hub believes it is, and why."""


class ConfirmHubClock(Chore, frozen=True, kw_only=True):
    """A person vouches for the hub's time."""

    seen: datetime


class OpenTheDay(Chore, frozen=True, kw_only=True):
    """Open the business day by hand."""


class CloseTheDay(Chore, frozen=True, kw_only=True):
    """Close the business day by hand."""


AnyChore = ReloadConfiguration | ShowClock | ConfirmHubClock | OpenTheDay | CloseTheDay


class Report(msgspec.Struct, frozen=True):
    """What to tell the person, and the exit status."""

    text: str
    exit_code: int = 0


def do_chore(core: Core, chore: AnyChore) -> Report:
    """Do it and say how it went."""
    match chore:
        case ReloadConfiguration():
            return _reload(core)
        case ShowClock():
            return Report(_clock(core))
        case ConfirmHubClock(seen=seen):
            return _ask(core, ConfirmClock(command_id=new_command_id(), seen=seen), _clock)
        case OpenTheDay():
            return _ask(core, OpenDay(command_id=new_command_id()), _day)
        case CloseTheDay():
            return _ask(core, CloseDay(command_id=new_command_id()), _day)


def _reload(core: Core) -> Report:
    try:
        return Report(core.reload())
    except HubStartError as error:
        return Report(f"{error}\nThe center goes on with the old configuration.", 1)


def _ask(core: Core, command: Command, told: Callable[[Core], str]) -> Report:
    answer = core.writer.ask(command, AT_THE_MACHINE).result(timeout=30)
    if answer.outcome is not Outcome.DONE:
        return Report(f"{answer.message_vi}\n{answer.message_en} ({answer.code})", 1)
    return Report(told(core))


def _clock(core: Core) -> str:
    now = core.writer.now()
    why = {
        ClockTrust.UNTRUSTED: "not trusted: no RTC, no NTP, nobody has confirmed it",
        ClockTrust.RTC: "trusted: set from the RTC",
        ClockTrust.NTP: "trusted: synchronised by NTP",
        ClockTrust.PERSON: "trusted: confirmed by a person",
    }[now.trust]
    return f"{local_time(now.utc):%Y-%m-%d %H:%M:%S} (Asia/Ho_Chi_Minh), {why}"


def _day(core: Core) -> str:
    with core.writer.reading() as hall:
        return f"The business day {hall.day} is open." if hall.day else "No business day is open."
