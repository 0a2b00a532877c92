"""Makes one backup in one place, verified before it gets its name; the oldest go only then."""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from contract.clock import local_time
from contract.ids import CenterId
from server.backup.archive import Manifest, read_archive, write_archive
from server.backup.book import Made
from server.backup.contents import LEDGER, RECORD_PAPERS, SETTINGS, Holding, belongings, lists, pages
from server.backup.page_mark import pages_are_away
from server.backup.places import FolderPlace, Place
from server.backup.problem import BackupError
from server.backup.sftp import SftpPlace
from server.config.backup import BackupPlace, ScannedPages
from server.config.hub import HubSettings
from server.store.backup_check import check_copy
from server.store.backup_copy import LedgerMark, NoLedgerError, copy_ledger
from server.store.backup_size import ledger_bytes
from server.store.database import UnusableDatabaseError


def place_of(place: BackupPlace, data_dir: Path) -> Place:
    """The place these settings speak of."""
    return SftpPlace(place, data_dir) if place.to.startswith("sftp://") else FolderPlace(place, data_dir)


def make_backup(settings: HubSettings, place: Place, keep: int, made_at: datetime, version: str) -> Made:
    """Copy, check, write, read back, keep.

    Raises:
        BackupError: there is no new backup, and nothing is left of it; older ones are all still there.
    """
    began_s = time.monotonic()
    with _alone(Path(settings.data_dir)):
        lacks_pages = _lacks_pages(settings)
        extra = _files_besides(settings, with_record_pages=not lacks_pages)
        needed = 2 * _ledger_bytes(settings) + sum(_size(path) for _, path in extra)
        with place.workshop(needed) as work:
            mark = _copied(settings.ledger_url, work / LEDGER)
            archive = work / name_of(mark.center, made_at)
            manifest = Manifest(version=version, made_at=made_at, ledger=mark)
            texts = [(SETTINGS, msgspec.json.format(msgspec.json.encode(settings)))]
            write_archive(archive, manifest, texts, [(LEDGER, work / LEDGER), *extra])
            if read_archive(archive) != manifest:
                raise BackupError(
                    "reads-otherwise", "bản sao lưu đọc lại không giống bản đã ghi", "it reads back otherwise"
                )
            size = archive.stat().st_size
            place.take(archive)
        _remove_oldest(place, archive.name, mark.center, keep)
    return Made(
        at=made_at,
        name=archive.name,
        bytes=size,
        seq=mark.seq,
        took_s=round(time.monotonic() - began_s, 1),
        lacks_pages=lacks_pages,
    )


def name_of(center: CenterId, made_at: datetime) -> str:
    """`motcua-23134-20261123-171500.tar`, by local time."""
    return f"motcua-{center}-{local_time(made_at):%Y%m%d-%H%M%S}.tar"


def _lacks_pages(settings: HubSettings) -> bool:
    try:
        return settings.backup.scanned_pages is ScannedPages.INCLUDED and pages_are_away(settings)
    except UnusableDatabaseError:
        return False  # what is wrong with the ledger is said where it is copied


def _files_besides(settings: HubSettings, *, with_record_pages: bool) -> list[tuple[str, Path]]:
    """A page that is erased from the hub must not live on in a backup unless the settings say so."""
    with_pages = settings.backup.scanned_pages is ScannedPages.INCLUDED
    known = [one for one in belongings(settings) if with_pages or one.holding is not Holding.PAPERS]
    found = [(one.name, one.path) for one in known] + list(lists(settings))
    if with_pages:
        kept = pages(settings)
        found += [page for page in kept if with_record_pages or not page[0].startswith(f"{RECORD_PAPERS}/")]
    return found


def _copied(url: str, to: Path) -> LedgerMark:
    try:
        mark = copy_ledger(url, to)
    except (UnusableDatabaseError, NoLedgerError) as error:
        raise BackupError(
            "ledger-not-copied",
            f"không sao được sổ cái ({error}); hãy chạy: motcua ledger verify",
            f"the ledger cannot be copied: {error}; run: motcua ledger verify",
        ) from error
    wrong = check_copy(to, mark)
    if wrong:
        raise BackupError(
            "copy-not-sound",
            f"bản sao của sổ cái không dùng được ({wrong}); hãy chạy: motcua ledger verify",
            f"the copied ledger is not sound: {wrong}; run: motcua ledger verify",
        )
    return mark


def _remove_oldest(place: Place, newest: str, center: CenterId, keep: int) -> None:
    """Names tell the time as the clock had it: one later than the newest's is older all the same."""
    ours = re.compile(rf"^motcua-{re.escape(center)}-\d{{8}}-\d{{6}}\.tar$")
    found = (name for name in place.names() if ours.match(name))
    for name in sorted(found, key=lambda name: (name <= newest, name))[:-keep]:
        place.remove(name)


def _ledger_bytes(settings: HubSettings) -> int:
    try:
        return ledger_bytes(settings.ledger_url)
    except UnusableDatabaseError as error:
        raise BackupError("ledger-unusable", f"không đọc được sổ cái ({error})", str(error)) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    # The folder itself: it can be locked on a disk that is full or has become read-only.
    handle = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupError(
            "backup-running", "đang có một lần sao lưu khác", "another backup is running"
        ) from error
    finally:
        os.close(handle)
