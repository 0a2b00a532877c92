"""A folder in memory where pages may lie unencrypted for the minutes in which a PDF is made of them."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - memory, and the folder in it is made anew for its owner alone


class StrangeFolderError(OSError):
    """Somebody else made a folder of that name."""


class NoMemoryFolderError(OSError):
    """There is no folder in memory that this user may write: pages go nowhere else."""


def private_folder(data_dir: Path) -> Path:
    """Made anew for this user alone: what a crash left in it is gone.

    In the unit's own runtime folder, else in shared memory.

    Raises:
        StrangeFolderError: see there.
        NoMemoryFolderError: see there.
    """
    name = f"motcua-pages-{hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]}"
    folder = _place() / name
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != os.geteuid()):
        raise StrangeFolderError(f"{folder} belongs to somebody else")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _place() -> Path:
    given = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    for place in (Path(given) if given else None, MEMORY_FOLDER):
        if place is not None and place.is_dir() and os.access(place, os.W_OK):
            return place
    raise NoMemoryFolderError(f"neither RUNTIME_DIRECTORY nor {MEMORY_FOLDER} can be written")
