"""Files that are there whole or not at all, also after a power cut, readable by the hub alone; keys too."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyFileError(Exception):
    """The key file is broken: what was kept under it is lost, and the operator must know."""


def key_in(path: Path) -> bytes:
    """The key; made at the first run, readable by the hub alone."""
    if not path.exists():
        write_whole(path, secrets.token_bytes(KEY_BYTES))
        sync_folder(path.parent)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyFileError(f"{path} holds {len(key)} bytes instead of {KEY_BYTES}; restore it from a backup")
    return key


def write_whole(path: Path, content: bytes) -> None:
    """The file is there whole or not at all, also after a power cut."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
