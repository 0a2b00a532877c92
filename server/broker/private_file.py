"""Writes a small secret file: whole or not at all, and for nobody else's eyes.

Knows modes and groups; knows nothing of what is inside.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def write_private(path: Path, content: bytes, *, group: str | None = None) -> None:
    """Replace the file by rename; mode 0600, or 0640 for the group that may read it.

    Raises:
        PermissionError: we are neither root nor in that group.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if group is not None:
            shutil.chown(fresh, group=group)
            fresh.chmod(0o640)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def make_folder(path: Path, *, group: str | None = None) -> None:
    """The folder, for its owner alone, or readable by that group too."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    if group is not None:
        shutil.chown(path, group=group)
        path.chmod(0o750)
