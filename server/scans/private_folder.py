"""A folder in memory where pages may lie unencrypted for the minutes in which a PDF is made of them."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - memory, and the folder in it is made anew for its owner alone


class StrangeFolderError(OSError):
    """Somebody else made a folder of that name."""


def private_folder(data_dir: Path) -> Path:
    """Made anew for this user alone: what a crash left in it is gone.

    In the unit's own runtime folder, else in shared memory; only where there is neither, in the hub's data
    folder.

    Raises:
        StrangeFolderError: see there.
    """
    name = f"motcua-pages-{hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]}"
    folder = _place(data_dir) / name
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != os.geteuid()):
        raise StrangeFolderError(f"{folder} belongs to somebody else")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _place(data_dir: Path) -> Path:
    given = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    for place in (Path(given) if given else None, _SHARED_MEMORY, data_dir):
        if place is not None and place.is_dir() and os.access(place, os.W_OK):
            return place
    return data_dir
