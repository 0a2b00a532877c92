"""Who works in a simulated center: accounts with invented names and passwords that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argon2 import PasswordHasher

from contract.words import DeviceKind
from server.core import Core
from server.domain.center import CenterRules
from server.domain.refusal import Refusal
from server.service.accounts import Grant, Grants, asker_of, grants_of
from server.service.asker import Asker, Role
from server.service.passwords import PasswordKeeper
from server.store.account_book import AccountBook

NAMES: Mapping[Role, str] = {
    Role.OFFICER: "Cán bộ mô phỏng",
    Role.GUIDE: "Hướng dẫn mô phỏng",
    Role.MANAGER: "Quản lý mô phỏng",
}
LOGINS: Mapping[Role, str] = {Role.OFFICER: "can-bo", Role.GUIDE: "huong-dan", Role.MANAGER: "quan-ly"}


@dataclass(frozen=True, slots=True)
class Crew:
    """People and devices that ask."""

    officers: tuple[Asker, ...]
    guide: Asker
    manager: Asker
    kiosks: tuple[Asker, ...]
    panels: Mapping[str, Asker]
    """By counter."""


def hire(core: Core, officers: int) -> Crew:
    """Add the accounts; raises `Refusal` (`no-role`) where the configuration has no role for them."""
    grants = grants_of(core.config.roles)
    roles = {role: _role_for(role, grants) for role in NAMES}
    cheap = PasswordKeeper(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    book = AccountBook(core.writer, core.database, lambda: grants, cheap)

    def add(role: Role, number: int) -> Asker:
        """A made password has 79 random bits and is thrown away: what keeping it costs does not matter."""
        login, name = f"mo-phong-{LOGINS[role]}-{number:02d}", f"{NAMES[role]} {number:02d}"
        return asker_of(book.add(login, name, [roles[role]]).account, grants)

    rules = core.writer.rules
    return Crew(
        officers=tuple(add(Role.OFFICER, number) for number in range(1, officers + 1)),
        guide=add(Role.GUIDE, 1),
        manager=add(Role.MANAGER, 1),
        kiosks=tuple(Asker(device=kiosk, device_kind=DeviceKind.KIOSK) for kiosk in rules.kiosks),
        panels=_panels(rules),
    )


def _panels(rules: CenterRules) -> dict[str, Asker]:
    return {
        device.counter: Asker(device=device.id, device_kind=device.kind, device_counter=device.counter)
        for device in rules.devices.values()
        if device.kind is DeviceKind.PANEL and device.counter is not None
    }


def _role_for(wanted: Role, grants: Grants) -> str:
    """A role of that kind that may serve everything; a manager may do what an officer or guide may."""
    fitting = [name for name, grant in grants.items() if _is(grant, wanted)]
    fitting += [name for name, grant in grants.items() if _is(grant, Role.MANAGER)]
    if not fitting:
        raise Refusal(
            "no-role",
            "Cấu hình chưa có vai trò quản lý, nên không mô phỏng được.",
            "The configuration has no manager's role: nobody could run this center.",
        )
    return fitting[0]


def _is(grant: Grant, wanted: Role) -> bool:
    return grant.role is wanted and not grant.services
