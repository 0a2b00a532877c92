"""Signed-in browsers and failed sign-ins. Of a cookie only its hash is kept, of a login that failed too.

Everything that changes runs as a task of the writer; nothing here is in the ledger.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from contract.ids import OfficerId
from server.store import tables

IDLE_US = 8 * 3600 * 1_000_000
ABSOLUTE_US = 12 * 3600 * 1_000_000
SEEN_EVERY_US = 60 * 1_000_000
"""A session's last use is written down at most once a minute."""
FAILURES_KEPT_US = 24 * 3600 * 1_000_000

_session = tables.session
_failure = tables.sign_in_failure


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser."""

    token_hash: str
    account: OfficerId
    csrf: str
    created_us: int
    seen_us: int

    def is_over(self, now_us: int) -> bool:
        """Idle or old; one from the future (the clock was set back) is measured by its absolute age alone."""
        return now_us - self.seen_us > IDLE_US or abs(now_us - self.created_us) > ABSOLUTE_US


@dataclass(frozen=True, slots=True)
class Failures:
    """How often signing in has failed, and when last."""

    count: int
    last_us: int


def hash_of_cookie(cookie: str) -> str:
    """What is kept of a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def begin_session(connection: Connection, session: Session) -> None:
    """Remember the browser; forget the ones that are over."""
    now_us = session.created_us
    connection.execute(
        delete(_session).where(
            (_session.c.seen_us < now_us - IDLE_US) | (_session.c.created_us < now_us - ABSOLUTE_US)
        )
    )
    connection.execute(
        insert(_session).values(
            token_hash=session.token_hash,
            account=session.account,
            csrf=session.csrf,
            created_us=session.created_us,
            seen_us=session.seen_us,
        )
    )


def find_session(connection: Connection, token_hash: str) -> Session | None:
    """The session of that cookie's hash, over or not."""
    row = connection.execute(select(_session).where(_session.c.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    return Session(row.token_hash, OfficerId(row.account), row.csrf, row.created_us, row.seen_us)


def saw_session(connection: Connection, token_hash: str, now_us: int) -> None:
    """It was used."""
    connection.execute(update(_session).where(_session.c.token_hash == token_hash).values(seen_us=now_us))


def end_session(connection: Connection, token_hash: str) -> None:
    """Signed out."""
    connection.execute(delete(_session).where(_session.c.token_hash == token_hash))


def end_sessions_of(connection: Connection, account: OfficerId) -> None:
    """Signed out everywhere."""
    connection.execute(delete(_session).where(_session.c.account == account))


def login_key(login: str) -> str:
    """Hashed: people type passwords into the wrong field."""
    return hashlib.sha256(f"login:{login}".encode()).hexdigest()


def address_key(address: str) -> str:
    """The same for a browser's address."""
    return hashlib.sha256(f"address:{address}".encode()).hexdigest()


def failures_of(connection: Connection, key: str) -> Failures:
    """Failures since the last success, or within the last day."""
    row = connection.execute(select(_failure).where(_failure.c.login == key)).one_or_none()
    return Failures(row.failures, row.last_us) if row is not None else Failures(0, 0)


def note_failure(connection: Connection, key: str, now_us: int) -> None:
    """Once more; failures of yesterday are forgotten."""
    before = failures_of(connection, key)
    connection.execute(
        delete(_failure).where((_failure.c.last_us < now_us - FAILURES_KEPT_US) | (_failure.c.login == key))
    )
    is_recent = before.last_us >= now_us - FAILURES_KEPT_US
    count = before.count + 1 if is_recent else 1
    connection.execute(insert(_failure).values(login=key, failures=count, last_us=now_us))


def forget_failures(connection: Connection, key: str) -> None:
    """Signed in at last."""
    connection.execute(delete(_failure).where(_failure.c.login == key))
