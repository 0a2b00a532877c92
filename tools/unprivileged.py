"""Whom to run servers as: Mosquitto and PostgreSQL want no root, and cannot read root's folders."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Person:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def unprivileged(*wanted: str) -> Person | None:
    """The first of these users that exists, or nobody; None when we are unprivileged ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in (*wanted, "nobody") if name in known)
    return Person(entry.pw_name, entry.pw_uid, entry.pw_gid)


@contextmanager
def folder_of(owner: Person | None, prefix: str) -> Iterator[Path]:
    """A temporary folder that belongs to that user (to us: None) and ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))  # pytest's tmp_path is closed to others
    try:
        if owner is not None:
            os.chown(folder, owner.uid, owner.gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_as(
    person: Person | None, arguments: Sequence[str], output: IO[bytes], folder: Path
) -> subprocess.Popen[bytes]:
    """A child of that user (of us: None) in that folder; what it says goes to the file."""
    if person is None:
        return subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder)
    return subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=folder,
        user=person.uid,
        group=person.gid,
        extra_groups=[],
    )
