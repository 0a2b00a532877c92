"""The look-up key of a record's receipt: derived from the record, kept nowhere, printed any time again.

Whoever has the receipt has the key. It opens nothing but the degree of completion.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from contract.ids import RecordId
from server.domain.record_look_up import KEY_LENGTH, KEY_LETTERS
from server.store.whole_file import key_in


class LookUpKeys:
    """Keys under the installation's `look-up.key`, in the hub's data folder and in its backups."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the installation's key the first time.

        Raises:
            KeyFileError: the key file has the wrong length.
        """
        self._key = key_in(data_dir / "look-up.key")

    def of(self, record: RecordId) -> str:
        """Six letters and figures; without the installation's key nobody knows those of another record."""
        left = int.from_bytes(hmac.new(self._key, record.encode(), hashlib.sha256).digest())
        letters = []
        for _ in range(KEY_LENGTH):
            left, place = divmod(left, len(KEY_LETTERS))
            letters.append(KEY_LETTERS[place])
        return "".join(letters)
