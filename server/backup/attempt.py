"""One attempt at a backup, and what is written down of it either way."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from server.backup.book import LACKS_PAGES, BackupBook, Made
from server.backup.make import make_backup, place_of
from server.backup.problem import BackupError
from server.config.backup import BackupPlace
from server.config.hub import HubSettings

log = logging.getLogger(__name__)


def attempt(settings: HubSettings, place: BackupPlace, now: datetime, version: str) -> Made:
    """Make one; how it went stands in the book.

    Raises:
        BackupError: it did not come about.
    """
    data_dir = Path(settings.data_dir)
    book = BackupBook(data_dir)
    try:
        made = make_backup(settings, place_of(place, data_dir), place.keep, now, version)
    except BackupError as error:
        with _disk_that_may_be_full():
            book.note_failed(place.to, now, error)
        raise
    if made.lacks_pages:
        log.warning("%s: %s", made.name, LACKS_PAGES)
    with _disk_that_may_be_full():
        book.note_made(place.to, made)
    return made


@contextmanager
def _disk_that_may_be_full() -> Iterator[None]:
    """A backup of a failing disk must not fail for a note on that disk."""
    try:
        yield
    except OSError as error:
        log.warning("how the backup went could not be written down: %s", error)
