"""What `motcua ledger verify` says of scanned pages of records. Looks and prints, decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from server.config.hub import HubSettings
from server.store.database import only_reading
from server.store.page_vault import FOLDER
from server.store.paper_verify import PagesSeen, look_at_pages, pages_settled

BETWEEN_LOOKS_S = 3.0
"""A running hub writes a page's file and its row within this time, and erases likewise."""


def say_how_pages_are(
    settings: HubSettings, pause: Callable[[], None] = lambda: time.sleep(BETWEEN_LOOKS_S)
) -> bool:
    """Print every difference and the count; whether there was none."""
    folder = Path(settings.data_dir) / FOLDER
    vault = folder if folder.is_dir() else None

    def look() -> PagesSeen:
        with only_reading(settings.ledger_url) as connection:
            return look_at_pages(connection, vault)

    seen = pages_settled(look, pause)
    for fault in seen.faults:
        print(fault)
    files = seen.files if seen.files is not None else f"not looked at, there is no {folder}"
    print(f"scanned pages {seen.rows}, their files {files}, differences {len(seen.faults)}")
    return not seen.faults
