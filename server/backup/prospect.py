"""What a restore would do, before it does it: whether this is the right file, and what it would replace.

Changes nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from contract.clock import local_time
from contract.file_trouble import trouble_of
from contract.ids import CenterId
from server.backup.archive import Manifest, read_archive
from server.backup.problem import BackupError
from server.config.hub import HubSettings
from server.store.backup_copy import LedgerMark, NoLedgerError, mark_of
from server.store.backup_load import parts_ways_with
from server.store.database import UnusableDatabaseError, only_reading
from server.store.erased_before import erased_in
from server.store.schema import revisions


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a restore would do."""

    backup: LedgerMark
    here_vi: str
    here_en: str
    """What is here now, in words."""
    loss_vi: str
    loss_en: str
    """What would be gone from the ledger, in words."""
    erased_again: int = 0
    """Applicants and scanned documents erased here, which the backup may still hold."""


def foresee(settings: HubSettings, file: Path) -> Prospect:
    """Look at the file and at what is here; changes nothing.

    Raises:
        BackupError: it is the wrong file.
    """
    backup = right_file(settings, file).ledger
    try:
        with only_reading(settings.ledger_url) as connection:
            here = mark_of(connection)
    except (UnusableDatabaseError, NoLedgerError) as error:
        return Prospect(
            backup,
            f"không có nhật ký nào đọc được ({error})",
            f"no ledger that can be read ({error})",
            "không mất gì đọc được",
            "nothing that can be read is lost",
        )
    when_vi, when_en = moment_told(here.last_event_at)
    said_vi = f"trung tâm {here.center}, đến sự kiện {here.seq} ({when_vi}), head {here.head}"
    said_en = f"center {here.center}, up to event {here.seq} ({when_en}), head {here.head}"
    gone = here.seq - backup.seq
    if gone <= 0:
        newer_vi, newer_en = "bản sao lưu không cũ hơn ở đây", "the backup is not older than what is here"
        return Prospect(backup, said_vi, said_en, newer_vi, newer_en)
    return Prospect(
        backup,
        said_vi,
        said_en,
        f"{gone} sự kiện ở đây không có trong bản sao lưu",
        f"{gone} events that are here are not in the backup",
        len(erased_in(settings.ledger_url)),
    )


def moment_told(moment: datetime | None) -> tuple[str, str]:
    """Local time of an event, Vietnamese and English; None: there was no event."""
    if moment is None:
        return "chưa có sự kiện", "no event"
    local = local_time(moment)
    return f"{local:%H:%M:%S ngày %d/%m/%Y}", f"{local:%Y-%m-%d %H:%M:%S}"


def right_file(settings: HubSettings, file: Path, into: Path | None = None) -> Manifest:
    """Read the whole file, and unpack it into that folder.

    Raises:
        BackupError: no backup, damaged, of a newer version, of another center, or not of this ledger's past.
    """
    try:
        manifest = read_archive(file, into)
    except OSError as error:
        why = trouble_of(error)
        raise BackupError(
            why.code, f"không đọc được {file}: {why.vi}", f"{file} cannot be read: {why.en}"
        ) from error
    backup = manifest.ledger
    center = center_here(settings)
    if center is not None and backup.center != center:
        raise BackupError(
            "wrong-center",
            f"{file.name} là của trung tâm {backup.center}, máy này là của {center}",
            f"{file.name} is center {backup.center}'s, this machine is center {center}'s",
        )
    if backup.schema not in revisions():
        raise BackupError(
            "newer-version",
            f"{file.name} do phiên bản Motcua mới hơn ({manifest.version}) tạo ra",
            f"{file.name} was made by a newer version of Motcua ({manifest.version}): install that one first",
        )
    other = parts_ways_with(settings.ledger_url, backup)
    if other:
        raise BackupError(
            "other-past", f"{file.name} không khớp với sổ cái ở đây ({other})", f"{file.name}: {other}"
        )
    return manifest


def center_here(settings: HubSettings) -> CenterId | None:
    """The center this machine is set up for; None: its configuration cannot be read."""
    try:
        config = tomllib.loads(Path(settings.config_path).read_text(encoding="utf-8"))
        return CenterId(config["center"]["code"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
