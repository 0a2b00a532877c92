"""Accounts in the database; each change is in the ledger too, by id and without names.

The changing functions are tasks of the writer: `writer.run(lambda work, connection: add_account(…))`.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from contract.events import AccountChanged
from contract.ids import OfficerId, uuid7
from server.domain.refusal import Refusal
from server.service.accounts import Account, NewAccount
from server.service.work import Work
from server.store import tables
from server.store.sessions import end_sessions_of

_account = tables.account


def add_account(work: Work, connection: Connection, new: NewAccount) -> Account:
    """A new account; raises `Refusal` where the login is taken (closed accounts keep theirs)."""
    if account_by_login(connection, new.login) is not None:
        raise Refusal(
            "login-taken",
            f"Tên đăng nhập “{new.login}” đã có người dùng.",
            f"The login “{new.login}” is taken.",
        )
    account = Account(OfficerId(uuid7()), new.login, new.name, new.roles, False, work.now.utc_us)  # noqa: FBT003 - a field
    connection.execute(
        insert(_account).values(
            id=account.id,
            login=account.login,
            name=account.name,
            roles=msgspec.json.encode(account.roles).decode(),
            password_hash=new.password_hash,
            is_closed=False,
            created_us=account.created_us,
        )
    )
    work.record(AccountChanged, account=account.id, change="added")
    return account


def change_password(work: Work, connection: Connection, login: str, password_hash: str) -> Account:
    """A new password; whoever was signed in with the old one is signed out."""
    account = _open_account(connection, login)
    connection.execute(
        update(_account).where(_account.c.id == account.id).values(password_hash=password_hash)
    )
    end_sessions_of(connection, account.id)
    work.record(AccountChanged, account=account.id, change="password")
    return account


def change_roles(work: Work, connection: Connection, login: str, roles: tuple[str, ...]) -> Account:
    """Other roles, from the next request on."""
    account = _open_account(connection, login)
    written = msgspec.json.encode(roles).decode()
    connection.execute(update(_account).where(_account.c.id == account.id).values(roles=written))
    work.record(AccountChanged, account=account.id, change="roles")
    return account


def close_account(work: Work, connection: Connection, login: str) -> Account:
    """Closed for good: never deleted, because events name its id."""
    account = _open_account(connection, login)
    connection.execute(update(_account).where(_account.c.id == account.id).values(is_closed=True))
    end_sessions_of(connection, account.id)
    work.record(AccountChanged, account=account.id, change="closed")
    return account


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account there ever was, by login."""
    return tuple(_read(row) for row in connection.execute(select(_account).order_by(_account.c.login)))


def account_by_login(connection: Connection, login: str) -> Account | None:
    """The account with that login, closed or not."""
    row = connection.execute(select(_account).where(_account.c.login == login)).one_or_none()
    return _read(row) if row is not None else None


def account_by_id(connection: Connection, account: OfficerId) -> Account | None:
    """The account of that id."""
    row = connection.execute(select(_account).where(_account.c.id == account)).one_or_none()
    return _read(row) if row is not None else None


def password_hash_of(connection: Connection, login: str) -> str | None:
    """What is kept of the password of an open account."""
    wanted = select(_account.c.password_hash).where(_account.c.login == login, ~_account.c.is_closed)
    return connection.execute(wanted).scalar_one_or_none()


def names_of_accounts(connection: Connection) -> dict[OfficerId, str]:
    """Names by id, for pages that say who."""
    return {OfficerId(row.id): row.name for row in connection.execute(select(_account.c.id, _account.c.name))}


def _open_account(connection: Connection, login: str) -> Account:
    account = account_by_login(connection, login)
    if account is None or account.is_closed:
        raise Refusal(
            "unknown-account", f"Không có tài khoản “{login}”.", f"There is no open account “{login}”."
        )
    return account


def _read(row: Row[tuple[object, ...]]) -> Account:
    roles = msgspec.json.decode(row.roles, type=tuple[str, ...])
    return Account(OfficerId(row.id), row.login, row.name, roles, bool(row.is_closed), row.created_us)
