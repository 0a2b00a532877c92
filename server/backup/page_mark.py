"""Scanned pages of records that come out of a backup are marked as its ledger's, also where it holds none.

Knows names in the archive; what the mark is for is `server.store.vault_mark`'s.
"""

from __future__ import annotations

from pathlib import Path

from server.backup.contents import LEDGER, RECORD_PAPERS
from server.store.database import only_reading
from server.store.page_vault import KEY
from server.store.vault_mark import Mark, key_check, ledger_name, write_mark


def mark_pages(unpacked: Path) -> None:
    """Nothing where the backup holds no key of theirs: then it holds no page either."""
    key = unpacked / KEY
    if not key.exists():
        return
    folder = unpacked / RECORD_PAPERS
    folder.mkdir(mode=0o700, exist_ok=True)
    with only_reading(f"sqlite:///{unpacked / LEDGER}") as connection:
        write_mark(folder, Mark(ledger=ledger_name(connection), key=key_check(key.read_bytes())))
