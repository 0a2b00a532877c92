"""Signing in and out, and who a cookie belongs to. Knows passwords, throttling and sessions, not HTTP."""

from __future__ import annotations

import math
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from server.domain.refusal import Refusal
from server.service.accounts import Account, Grants, asker_of
from server.service.asker import Asker
from server.service.passwords import LONGEST, PasswordKeeper
from server.service.throttle import PER_ADDRESS, PER_LOGIN
from server.store import accounts, sessions
from server.store.database import Database
from server.store.sessions import Session
from server.store.writer import Writer

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a browser's cookie belongs to."""

    account: Account
    asker: Asker
    session: Session


@dataclass(frozen=True, slots=True)
class NewCookie:
    """Given to the browser once; only its hash is kept."""

    cookie: str
    session: Session


class SignInDesk:
    """One at a time: nobody gets round the throttle by trying in parallel."""

    def __init__(
        self, writer: Writer, database: Database, grants: Callable[[], Grants], keeper: PasswordKeeper
    ) -> None:
        self._writer = writer
        self._database = database
        self._grants = grants
        self._keeper = keeper
        self._turn = threading.Lock()

    def sign_in(self, login: str, password: str, address: str) -> NewCookie:
        """A new session; raises `Refusal` (`wrong-password`, `wait`) with a sentence."""
        login = login.strip().lower()[:64]
        keys = (sessions.login_key(login), sessions.address_key(address))
        with self._turn:
            self._check_wait(*keys)
            account = self._proven(login, password[: LONGEST + 1])
            if account is None:
                self._note_failure(keys)
                raise _wrong()
            return self._begin(account, keys[0])

    def who_is(self, cookie: str) -> SignedIn | None:
        """Whose cookie that is; None: nobody's, or over, or the account was closed."""
        now_us = self._writer.now().utc_us
        with self._database.reading() as connection:
            session = sessions.find_session(connection, sessions.hash_of_cookie(cookie))
            if session is None or session.is_over(now_us):
                return None
            account = accounts.account_by_id(connection, session.account)
        if account is None or account.is_closed:
            return None
        return SignedIn(account, asker_of(account, self._grants()), session)

    def used(self, who: SignedIn) -> None:
        """A person did something: the session is not idle."""
        now_us = self._writer.now().utc_us
        if now_us - who.session.seen_us > sessions.SEEN_EVERY_US:
            token = who.session.token_hash
            self._writer.run(lambda _, connection: sessions.saw_session(connection, token, now_us))

    def sign_out(self, who: SignedIn) -> None:
        """This browser's session ends."""
        token = who.session.token_hash
        self._writer.run(lambda _, connection: sessions.end_session(connection, token)).result(PATIENCE_S)

    def _check_wait(self, login_key: str, address_key: str) -> None:
        now_us = self._writer.now().utc_us
        with self._database.reading() as connection:
            by_login = sessions.failures_of(connection, login_key)
            by_address = sessions.failures_of(connection, address_key)
        left_s = max(
            PER_LOGIN.left_s(by_login.count, by_login.last_us, now_us),
            PER_ADDRESS.left_s(by_address.count, by_address.last_us, now_us),
        )
        if left_s > 0:
            raise _wait(math.ceil(left_s))

    def _proven(self, login: str, password: str) -> Account | None:
        with self._database.reading() as connection:
            kept = accounts.password_hash_of(connection, login)
            account = accounts.account_by_login(connection, login)
        return account if self._keeper.matches(password, kept) else None

    def _note_failure(self, keys: tuple[str, ...]) -> None:
        now_us = self._writer.now().utc_us

        def note(_work: object, connection: Connection) -> None:
            for key in keys:
                sessions.note_failure(connection, key, now_us)

        self._writer.run(note).result(PATIENCE_S)

    def _begin(self, account: Account, login_key: str) -> NewCookie:
        cookie = secrets.token_urlsafe(32)
        now_us = self._writer.now().utc_us
        session = Session(
            token_hash=sessions.hash_of_cookie(cookie),
            account=account.id,
            csrf=secrets.token_urlsafe(24),
            created_us=now_us,
            seen_us=now_us,
        )

        def begin(_work: object, connection: Connection) -> None:
            sessions.forget_failures(connection, login_key)
            sessions.begin_session(connection, session)

        self._writer.run(begin).result(PATIENCE_S)
        return NewCookie(cookie, session)


def _wrong() -> Refusal:
    return Refusal(
        "wrong-password",
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The login or the password is wrong.",
    )


def _wait(seconds: int) -> Refusal:
    how_long = (f"{seconds} giây", f"{seconds} seconds")
    if seconds > 90:
        minutes = math.ceil(seconds / 60)
        how_long = (f"{minutes} phút", f"{minutes} minutes")
    return Refusal(
        "wait",
        f"Đã nhập sai nhiều lần. Vui lòng thử lại sau {how_long[0]}.",
        f"Too many wrong tries. Please try again in {how_long[1]}.",
    )
