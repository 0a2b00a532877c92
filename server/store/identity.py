"""A person's identity number as a keyed hash: enough to know the same person again, not to know the number.

Twelve digits can be tried out, so the key matters: it lies in a file of its own and goes into no backup.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from server.store.whole_file import key_in

_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_TAX_DIGITS = 10
"""Behind them stand three more of a branch."""

_NO_NUMBER = "which key?"
_ID_LENGTH = 16


class IdentityHash:
    """Hashes with the installation's key, `identity.key` in the hub's data folder."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the key the first time.

        Raises:
            KeyFileError: the key file has the wrong length.
        """
        self._key = key_in(data_dir / "identity.key")
        self.key_id = self._hashed(_NO_NUMBER)[:_ID_LENGTH]
        """Which key it is, telling nothing of it: stands beside each hash."""

    def of(self, number: str) -> str | None:
        """The hash of an identity, passport or tax number; None: there is none.

        Letters and digits alone count: dots, dashes, spaces, full-width digits are another way to write it.
        """
        plain = _plain(number)
        return self._hashed(plain) if plain else None

    def as_before(self, number: str) -> frozenset[str]:
        """Other hashes that the number may be kept under since the time when dots and dashes counted.

        Of what is typed now, and of the ways such numbers are usually written.
        """
        plain = _plain(number)
        typed = "".join(unicodedata.normalize("NFC", number).upper().split())
        return frozenset(self._hashed(way) for way in {typed, *_ways_of(plain)} - {plain, ""})

    def _hashed(self, written: str) -> str:
        return hmac.new(self._key, written.encode(), hashlib.sha256).hexdigest()


def _plain(number: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", number).upper() if sign.isalnum())


def _ways_of(plain: str) -> Iterator[str]:
    yield f"\ufeff{plain}"
    yield plain.translate(_FULL_WIDTH)
    for sign in ".-":
        for size in (3, 4):
            yield sign.join(plain[start : start + size] for start in range(0, len(plain), size))
        yield sign.join(part for part in (plain[:_TAX_DIGITS], plain[_TAX_DIGITS:]) if part)
