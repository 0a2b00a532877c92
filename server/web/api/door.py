"""Which listener REST is served on, and so what is offered there."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum, unique

from flask import Request

from contract.commands import COMMANDS, Command
from contract.words import DeviceKind
from server.service.asker import Asker
from server.service.permission import BY_DEVICE, BY_ROLE

Authenticate = Callable[[Request], Asker | None]
"""Who asks; None: the request names nobody. May raise `ProblemError` (401, 403, 429)."""


@unique
class Door(StrEnum):
    """The two listeners."""

    PUBLIC = "public"
    """For everybody in the building: reads; commands and papers of kiosks."""
    CONSOLE = "console"
    """For staff with a session: reads and staff's commands."""


def verb_of(kind: type[Command]) -> str:
    """`call-next`: the last level of the command's topic."""
    return kind.TOPIC.levels[-1]


def offered(door: Door) -> dict[str, type[Command]]:
    """The commands a listener takes, by verb; whether this asker may is decided by `permission`."""
    by_staff = frozenset(kind for kinds in BY_ROLE.values() for kind in kinds)
    kinds = BY_DEVICE[DeviceKind.KIOSK] if door is Door.PUBLIC else by_staff
    return {verb_of(kind): kind for kind in COMMANDS if kind in kinds}
