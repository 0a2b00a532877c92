"""How device passwords are made and kept: one hash for Mosquitto, one for HTTP.

Knows hash formats; knows nothing of devices or files.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_SALT_BYTES = 12
_ROUNDS = 101


def new_password() -> str:
    """192 random bits; nobody has to remember it."""
    return secrets.token_urlsafe(24)


def broker_hash(password: str) -> str:
    """Mosquitto's `$7$rounds$salt$hash` (PBKDF2-SHA512), as `mosquitto_passwd` writes it.

    Few rounds, as there: a password of 192 random bits needs no stretching, and Mosquitto hashes in its
    only thread while all messages wait.
    """
    salt = os.urandom(_SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS)
    return f"$7${_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def http_hash(password: str) -> str:
    """Argon2id, for HTTP Basic at the hub."""
    return PasswordHasher().hash(password)


def is_password(password: str, kept: str) -> bool:
    """Whether the argon2 hash was made of this password."""
    try:
        return PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
