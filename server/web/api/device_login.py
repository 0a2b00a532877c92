"""A device proves itself by HTTP Basic with the password `motcua device add` made.

Checking a password costs 64 MB and tens of milliseconds (argon2), so one is checked at a time, a right one
is remembered as a keyed hash while the process lives, and an address that guesses is slowed down.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Collection

from flask import Request

from contract.words import DeviceKind
from server.broker.devices import KnownDevices
from server.service.asker import Asker
from server.web.api.throttle import Throttle
from server.web.problem import ProblemError

WRONG_IN_A_ROW = 10
ONE_MORE_EVERY_S = 6.0


class DeviceLogin:
    """Who is behind a request; call it with the request."""

    def __init__(
        self,
        registry: KnownDevices,
        kinds: Collection[DeviceKind],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._registry = registry
        self._kinds = frozenset(kinds)
        self._wrong = Throttle(WRONG_IN_A_ROW, 1 / ONE_MORE_EVERY_S, monotonic_s)
        self._secret = secrets.token_bytes(32)
        self._right: dict[str, bytes] = {}
        self._checking = threading.Lock()

    def __call__(self, request: Request) -> Asker | None:
        """The device, or None where the request names none.

        Raises:
            ProblemError: 401 wrong password, 403 a kind that has no business here, 429 too many guesses.
        """
        given = request.authorization
        if given is None or given.type != "basic":
            return None
        return self._device(given.username or "", given.password or "", request.remote_addr or "")

    def _device(self, name: str, password: str, address: str) -> Asker:
        known = self._registry.find(name)
        is_right = known is not None and self._is_remembered(name, password, known.http_hash)
        if known is None or not is_right:
            self._check(name, password, address)
            known = self._registry.find(name)
        if known is None:
            raise wrong_password()
        if known.kind not in self._kinds:
            raise ProblemError(
                403, "not-allowed", "Thiết bị này không được làm việc đó.", "This device may not do that."
            )
        return Asker(device=known.device, device_kind=known.kind, device_counter=known.counter)

    def _check(self, name: str, password: str, address: str) -> None:
        if self._wrong.is_empty(address):
            raise ProblemError(
                429,
                "too-many-guesses",
                "Sai mật khẩu quá nhiều lần. Vui lòng thử lại sau.",
                "Too many wrong passwords. Try again later.",
                retry_after_s=self._wrong.wait_s,
            )
        with self._checking:
            known = self._registry.who_is(name, password)
        if known is None:
            self._wrong.take(address)
            raise wrong_password()
        self._right[name] = self._mark(name, password, known.http_hash)

    def _is_remembered(self, name: str, password: str, http_hash: str) -> bool:
        return hmac.compare_digest(self._right.get(name, b""), self._mark(name, password, http_hash))

    def _mark(self, name: str, password: str, http_hash: str) -> bytes:
        text = f"{name}\0{password}\0{http_hash}".encode()
        return hmac.digest(self._secret, text, hashlib.sha256)


def wrong_password() -> ProblemError:
    """Nobody we know; which of the two was wrong is not said."""
    return ProblemError(
        401,
        "not-signed-in",
        "Sai tên hoặc mật khẩu thiết bị.",
        "Unknown device or wrong password.",
    )
