"""A file that appears whole or not at all, and replaces another only where that is wanted."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from server.backup.places import sync_folder


@contextmanager
def whole_file(path: Path, *, replaces: bool) -> Iterator[BinaryIO]:
    """Write into it; it gets its name at the end, synced. Readable by its owner alone.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: it cannot be written; nothing is left behind.
    """
    _refuse_existing(path, replaces=replaces)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    work = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _refuse_existing(path, replaces=replaces)
        work.replace(path)
    except BaseException:
        work.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _refuse_existing(path: Path, *, replaces: bool) -> None:
    if path.exists() and not replaces:
        raise FileExistsError(f"{path} đã có sẵn, dùng --force để ghi đè / is there already: use --force")
