"""A person's identity number as a keyed hash: enough to know the same person again, not to know the number.

Twelve digits can be tried out, so the key matters: it lies in a file of its own and goes into no backup.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from pathlib import Path

from server.store.whole_file import key_in


class IdentityHash:
    """Hashes with the installation's key, `identity.key` in the hub's data folder."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the key the first time.

        Raises:
            KeyFileError: the key file has the wrong length.
        """
        self._key = key_in(data_dir / "identity.key")

    def of(self, number: str) -> str | None:
        """The hash of an identity, passport or tax number; None: there is none."""
        plain = "".join(unicodedata.normalize("NFC", number).upper().split())
        return hmac.new(self._key, plain.encode(), hashlib.sha256).hexdigest() if plain else None
