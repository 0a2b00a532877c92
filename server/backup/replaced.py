"""What a restore replaced lies beside the ledger for some weeks; who was erased since is still in it.

Knows those folders by their names, and how old each is.
"""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contract.clock import LOCAL
from server.config.hub import HubSettings
from server.store.backup_size import ledger_file

log = logging.getLogger(__name__)

KEPT = "replaced-"
STAMP = "%Y%m%d-%H%M%S"
"""Local time of the restore, behind `KEPT`; two in one second have a number behind it."""
KEPT_FOR = timedelta(days=30)
"""Long enough to find out that the wrong backup was restored; written in docs/privacy.md."""


def kept_at(settings: HubSettings) -> Path:
    """Where the ledger's folders of that kind lie."""
    ledger = ledger_file(settings.ledger_url)
    return ledger.parent if ledger is not None else Path(settings.data_dir)


def kept_folders(settings: HubSettings) -> dict[Path, datetime]:
    """Each with when it goes, UTC; the oldest first."""
    homes = {kept_at(settings), Path(settings.data_dir)}
    found = {folder: _made_at(folder) for home in homes for folder in home.glob(f"{KEPT}*")}
    dated = {folder: made + KEPT_FOR for folder, made in found.items() if made is not None}
    return dict(sorted(dated.items(), key=lambda one: one[1]))


def remove_old(settings: HubSettings, now: datetime) -> None:
    """What has been kept for long enough goes; asked only by a clock that is trusted."""
    for folder, until in kept_folders(settings).items():
        if until <= now:
            shutil.rmtree(folder)
            log.warning("%s is removed: what a restore replaced is kept for %d days", folder, KEPT_FOR.days)


def _made_at(folder: Path) -> datetime | None:
    """None: it is not one of ours."""
    stamp = "-".join(folder.name.removeprefix(KEPT).split("-")[:2])
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=LOCAL).astimezone(UTC)
    except ValueError:
        return None
