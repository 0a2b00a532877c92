"""The file of a backup: a tar with a manifest first, everything of the center, the sums of all at the end.

A file that was cut short, grown or changed anywhere does not fit its sums. Knows bytes; judges no ledger.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from server.backup.contents import may_be_inside
from server.backup.problem import BackupError
from server.backup.streams import Readable, Steady, Summing
from server.store.backup_copy import LedgerMark

FORMAT = 1
MANIFEST, SUMS = "motcua.json", "sums.json"
LARGEST_TEXT = 64 << 20
"""Of manifest and sums: a center's are a few kB; nobody's file may fill our memory."""
_CHUNK = 1 << 20


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    format: int = FORMAT
    version: str
    """Of the software that made it."""
    made_at: datetime
    ledger: LedgerMark


class _Format(msgspec.Struct):
    format: int


def write_archive(
    path: Path, manifest: Manifest, texts: Iterable[tuple[str, bytes]], files: Iterable[tuple[str, Path]]
) -> None:
    """Write the whole file for its owner alone, synced. A page that was erased meanwhile is left out."""
    sums: dict[str, str] = {}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with (
        os.fdopen(descriptor, "wb") as out,
        tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, content in ((MANIFEST, msgspec.json.encode(manifest)), *texts):
            _add(tar, name, io.BytesIO(content), len(content), manifest.made_at, sums)
        for name, file in files:
            try:
                with file.open("rb") as source:
                    steady = Steady(source, out)
                    _add(tar, name, steady, os.fstat(source.fileno()).st_size, manifest.made_at, sums)
            except FileNotFoundError:
                continue
        content = msgspec.json.encode(sums)
        _add(tar, SUMS, io.BytesIO(content), len(content), manifest.made_at, {})
        tar.close()
        out.flush()
        os.fsync(out.fileno())
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # so that reading back asks the disk


def read_archive(path: Path, into: Path | None = None) -> Manifest:
    """Read the whole file again and compare every sum; with a folder, unpack it there.

    Raises:
        BackupError: it is no backup, made by a newer version, or damaged.
        OSError: it cannot be read, or the folder not written.
    """
    reading = _Reading(path, into)
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            for member in tar:
                reading.take(tar, member)
    except (tarfile.TarError, EOFError) as error:
        raise reading.refusal() from error
    if reading.manifest is None or reading.sums != reading.found:
        raise reading.refusal()
    return reading.manifest


class _Reading:
    """One way through the file."""

    def __init__(self, path: Path, into: Path | None) -> None:
        self._path = path
        self._into = into
        self.manifest: Manifest | None = None
        self.sums: dict[str, str] | None = None
        self.found: dict[str, str] = {}

    def take(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        """The next file inside."""
        source = tar.extractfile(member) if member.isreg() else None
        if source is None or member.name in self.found or self.sums is not None:
            raise self.refusal()
        if member.name in (MANIFEST, SUMS):
            if member.size > LARGEST_TEXT:
                raise self.refusal()
            self._take_text(member.name, source.read())
        elif self.manifest is None or not may_be_inside(member.name):
            raise _no_backup(self._path)
        else:
            self.found[member.name] = _read(source, self._into / member.name if self._into else None)

    def _take_text(self, name: str, content: bytes) -> None:
        if name == MANIFEST:
            self.manifest = _manifest(self._path, content)
            self.found[MANIFEST] = hashlib.sha256(content).hexdigest()
            return
        try:
            self.sums = msgspec.json.decode(content, type=dict[str, str])
        except msgspec.DecodeError as error:
            raise self.refusal() from error

    def refusal(self) -> BackupError:
        """What begins with our manifest is damaged; what does not was never a backup."""
        if self.manifest is None:
            return _no_backup(self._path)
        return BackupError(
            "backup-damaged",
            f"{self._path.name} bị hỏng: nội dung không khớp mã kiểm tra",
            f"{self._path.name} is damaged: it was cut short or changed after it was made",
        )


def _add(
    tar: tarfile.TarFile, name: str, source: Readable, size: int, made_at: datetime, sums: dict[str, str]
) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(made_at.timestamp())
    summing = Summing(source)
    tar.addfile(member, summing)
    sums[name] = summing.sum.hexdigest()


def _read(source: IO[bytes], into: Path | None) -> str:
    summing = Summing(source)
    if into is None:
        while summing.read(_CHUNK):
            pass
        return summing.sum.hexdigest()
    into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while chunk := summing.read(_CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return summing.sum.hexdigest()


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        if msgspec.json.decode(content, type=_Format).format > FORMAT:
            raise BackupError(
                "newer-version",
                f"{path.name} do phiên bản Motcua mới hơn tạo ra",
                f"{path.name} was made by a newer version of Motcua: install that one first",
            )
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise _no_backup(path) from error


def _no_backup(path: Path) -> BackupError:
    return BackupError(
        "no-backup",
        f"{path.name} không phải là bản sao lưu của Motcua",
        f"{path.name} is no backup of Motcua",
    )
