"""Passwords of people: what is long enough, how one is made, how they are kept and compared.

Knows argon2 and nothing of accounts. Comparing takes as long for somebody unknown as for somebody known.
"""

from __future__ import annotations

import base64
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from server.domain.refusal import Refusal

SHORTEST = 10
LONGEST = 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""
_AT_ONCE = 2
"""Each comparison takes 64 MiB: a burst of sign-ins must not empty a small machine's memory."""


def new_password() -> str:
    """Four groups of four (79 random bits), to be read out or written down once."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def check_password(password: str, login: str) -> None:
    """Raises `Refusal` where the password is too easy to guess."""
    if len(password) < SHORTEST:
        raise Refusal(
            "password-short",
            f"Mật khẩu cần ít nhất {SHORTEST} ký tự.",
            f"A password needs at least {SHORTEST} characters.",
        )
    if len(password) > LONGEST:
        raise Refusal(
            "password-long", f"Mật khẩu dài nhất {LONGEST} ký tự.", f"At most {LONGEST} characters, please."
        )
    if login.lower() in password.lower() or len(set(password)) < 4:
        raise Refusal(
            "password-easy",
            "Mật khẩu quá dễ đoán. Không dùng tên đăng nhập hay một ký tự lặp lại.",
            "This password is too easy to guess: not the login, not one character repeated.",
        )


class PasswordKeeper:
    """Makes and compares kept passwords."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.Semaphore(_AT_ONCE)
        self._nobodys = _nobodys(self._hasher)

    def kept(self, password: str) -> str:
        """What is stored: argon2id with its salt and cost."""
        with self._turns:
            return self._hasher.hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        """Whether it is the one; `kept` None is nobody's, and takes as long."""
        with self._turns:
            try:
                is_right = self._hasher.verify(self._nobodys if kept is None else kept, password)
            except (VerificationError, InvalidHashError):
                return False
        return is_right and kept is not None


def _nobodys(hasher: PasswordHasher) -> str:
    """A kept password that nothing matches, at the same cost: to hash one would slow every start."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (_unpadded(secrets.token_bytes(size)) for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"


def _unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")
