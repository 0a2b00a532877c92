"""Scanned pages of records and backups: whether they can go into one, and the mark of those that come out.

Knows names in the archive; what the mark is for is `server.store.vault_mark`'s.
"""

from __future__ import annotations

from pathlib import Path

from server.backup.contents import LEDGER, RECORD_PAPERS
from server.config.hub import HubSettings
from server.store.database import only_reading
from server.store.page_vault import KEY
from server.store.record_pages import page_numbers
from server.store.vault_mark import has_good_mark, key_check, ledger_name, new_mark, remember, write_mark


def pages_are_away(settings: HubSettings) -> bool:
    """Whether the ledger promises pages, and what is in their folder is not this ledger's vault."""
    data_dir = Path(settings.data_dir)
    with only_reading(settings.ledger_url) as connection:
        is_promised = bool(page_numbers(connection))
        return is_promised and not has_good_mark(data_dir / RECORD_PAPERS, data_dir, ledger_name(connection))


def mark_pages(unpacked: Path) -> None:
    """Nothing where the backup holds no key of theirs, or none of the pages that its ledger promises."""
    key = unpacked / KEY
    if not key.exists():
        return
    folder = unpacked / RECORD_PAPERS
    with only_reading(f"sqlite:///{unpacked / LEDGER}") as connection:
        ledger, is_promised = ledger_name(connection), bool(page_numbers(connection))
    if is_promised and not folder.exists():
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    mark = new_mark(ledger, key_check(key.read_bytes()))
    write_mark(folder, mark)
    remember(unpacked, ledger, mark.id)
