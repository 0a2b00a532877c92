"""The accounts of a running hub: what `motcua account` and the administrator's page both do.

Hashes passwords before the writer's turn, so that nobody in the hall waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.service.accounts import Account, Grants, NewAccount, checked_login, checked_name, checked_roles
from server.service.asker import HUB, Asker
from server.service.passwords import PasswordKeeper, check_password, new_password
from server.store import accounts
from server.store.database import Database
from server.store.writer import Writer

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Handed:
    """An account with a password to hand to its person; it is kept nowhere."""

    account: Account
    password: str


class AccountBook:
    """Add, list, give a new password, close. All raise `Refusal` with a sentence where they cannot."""

    def __init__(
        self, writer: Writer, database: Database, grants: Callable[[], Grants], keeper: PasswordKeeper
    ) -> None:
        self._writer = writer
        self._database = database
        self._grants = grants
        self._keeper = keeper

    def add(
        self, login: str, name: str, roles: Iterable[str], password: str | None = None, asker: Asker = HUB
    ) -> Handed:
        """A new account; without a password one is made."""
        login = checked_login(login)
        wanted = checked_roles(roles, self._grants())
        named = checked_name(name)
        password = _good(password, login)
        new = NewAccount(login, named, wanted, self._keeper.kept(password))
        task = self._writer.run(lambda work, connection: accounts.add_account(work, connection, new), asker)
        return Handed(task.result(PATIENCE_S), password)

    def change_password(self, login: str, password: str | None = None, asker: Asker = HUB) -> Handed:
        """A new password; all of the account's browsers are signed out."""
        login = checked_login(login)
        password = _good(password, login)
        kept = self._keeper.kept(password)
        task = self._writer.run(
            lambda work, connection: accounts.change_password(work, connection, login, kept), asker
        )
        return Handed(task.result(PATIENCE_S), password)

    def change_roles(self, login: str, roles: Iterable[str], asker: Asker = HUB) -> Account:
        """Other roles."""
        login = checked_login(login)
        wanted = checked_roles(roles, self._grants())
        task = self._writer.run(
            lambda work, connection: accounts.change_roles(work, connection, login, wanted), asker
        )
        return task.result(PATIENCE_S)

    def close(self, login: str, asker: Asker = HUB) -> Account:
        """Closed; its name stays for what it did."""
        login = checked_login(login)
        task = self._writer.run(
            lambda work, connection: accounts.close_account(work, connection, login), asker
        )
        return task.result(PATIENCE_S)

    def all(self) -> tuple[Account, ...]:
        """Every account, by login."""
        with self._database.reading() as connection:
            return accounts.all_accounts(connection)


def _good(password: str | None, login: str) -> str:
    if password is None:
        return new_password()
    check_password(password, login)
    return password
