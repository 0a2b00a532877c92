"""The staff's PIN: an argon2 hash in the settings, made by `python -m kiosk pin`.

Knows hashing only; throttling is the flow's (`service_menu.py`).
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


def pin_hash(pin: str) -> str:
    """For `service_pin_hash` in the settings."""
    return PasswordHasher().hash(pin)


def is_right(pin: str, stored: str) -> bool:
    """Whether it is that PIN; a damaged hash fits none."""
    try:
        return PasswordHasher().verify(stored, pin)
    except (VerificationError, InvalidHashError):
        return False
