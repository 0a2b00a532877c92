"""Who asks, as the door knows it: a device by its broker name, an officer by session, or the hub itself."""

from __future__ import annotations

from enum import StrEnum, unique

import msgspec

from contract.ids import CounterId, DeviceId, OfficerId, ServiceId
from contract.words import DeviceKind


@unique
class Role(StrEnum):
    """What an account may do; checked in `server.service.permission` alone."""

    OFFICER = "officer"
    GUIDE = "guide"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """The one behind a command."""

    device: DeviceId | None = None
    device_kind: DeviceKind | None = None
    device_counter: CounterId | None = None
    officer: OfficerId | None = None
    roles: frozenset[Role] = frozenset()
    services: frozenset[ServiceId] | None = None
    """Services the officer is restricted to; None: all."""
    is_hub: bool = False

    @property
    def name(self) -> str:
        """For logs and stored answers."""
        return self.device or self.officer or "hub"


HUB = Asker(is_hub=True)
"""The hub's own clockwork: opening and closing days, taking in unconfirmed slips."""
