"""People who work here, as the hub knows them, and what their roles let them be.

Knows accounts and configured roles; knows neither tables nor pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract.ids import OfficerId, ServiceId
from server.config.rules import Role as ConfiguredRole
from server.domain.refusal import Refusal
from server.service.asker import Asker, Role

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account."""

    id: OfficerId
    login: str
    name: str
    roles: tuple[str, ...]
    """Role ids of the configuration."""
    is_closed: bool
    created_us: int


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to add one; the password is already hashed."""

    login: str
    name: str
    roles: tuple[str, ...]
    password_hash: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What one configured role gives."""

    role: Role
    services: frozenset[ServiceId]
    """Empty: all services."""


Grants = Mapping[str, Grant]
"""By role id."""


def grants_of(roles: Iterable[ConfiguredRole]) -> dict[str, Grant]:
    """The configured roles by id."""
    return {
        role.id: Grant(Role(role.kind.value), frozenset(ServiceId(service) for service in role.services))
        for role in roles
    }


def asker_of(account: Account, grants: Grants) -> Asker:
    """Who asks when this account does. A role that has left the configuration gives nothing.

    Services are restricted only where every officer's role of the account is.
    """
    held = [grants[role] for role in account.roles if role in grants and not account.is_closed]
    limits = [grant.services for grant in held if grant.role in (Role.OFFICER, Role.MANAGER)]
    is_limited = bool(limits) and all(limits)
    return Asker(
        officer=account.id,
        roles=frozenset(grant.role for grant in held),
        services=frozenset[ServiceId]().union(*limits) if is_limited else None,
    )


def checked_login(text: str) -> str:
    """The login as it is kept; raises `Refusal` where it cannot be one."""
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Refusal(
            "login-misspelled",
            "Tên đăng nhập gồm 2 đến 32 chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
            "A login has 2 to 32 lower-case letters without marks, digits, dots or hyphens.",
        )
    return login


def checked_name(text: str) -> str:
    """The person's name as it is kept; raises `Refusal` where there is none."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("name-missing", "Cần ghi họ và tên.", "A name is needed.")
    return name


def checked_roles(roles: Iterable[str], grants: Grants) -> tuple[str, ...]:
    """Role ids, each once; raises `Refusal` for none or an unknown one."""
    wanted = tuple(dict.fromkeys(roles))
    unknown = [role for role in wanted if role not in grants]
    if unknown or not wanted:
        known = ", ".join(grants)
        what = unknown[0] if unknown else ""
        raise Refusal(
            "unknown-role",
            f"Không có vai trò “{what}”. Các vai trò: {known}.",
            f"There is no role “{what}”. Known roles: {known}.",
        )
    return wanted
