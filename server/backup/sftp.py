"""Another machine as a place for backups, by OpenSSH's `sftp` in batch mode.

Never asks for a password and never accepts an unknown machine. Knows sftp's commands; trusts its exit status.
"""

from __future__ import annotations

import hashlib
import posixpath
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from server.backup.places import room_to_work
from server.backup.problem import BackupError, not_written
from server.config.backup import BackupPlace

ANSWER_WITHIN_S = 15
LONGEST_S = 2 * 3600
"""A large backup over a slow line."""


class SftpPlace:
    """A folder on another machine; a file is read back and compared before it gets its name."""

    def __init__(self, place: BackupPlace, data_dir: Path, transport: Path | None = None) -> None:
        """`transport` is a program that takes `ssh`'s arguments instead of it."""
        address = urlsplit(place.to)
        self._host = address.hostname or ""
        self._folder = address.path
        self._data_dir = data_dir
        self._work = data_dir
        self._command = ["sftp", "-q", "-b", "-", *_options(place)]
        if address.port:
            self._command += ["-P", str(address.port)]
        if transport:
            self._command += ["-S", str(transport)]
        self._command.append(f"{address.username}@{self._host}")

    @contextmanager
    def workshop(self, needed_bytes: int) -> Iterator[Path]:
        """On the hub's own disk, after a word with the other machine: better to know before the work."""
        self._run([f"-mkdir {_quoted(self._folder)}", f"ls -1 {_quoted(self._folder)}"])
        try:
            with room_to_work(self._data_dir, needed_bytes) as work:
                self._work = work
                yield work
        except OSError as error:
            raise not_written(str(self._data_dir), error) from error

    def take(self, archive: Path) -> None:
        """Up under another name, down again, compared, renamed."""
        part = posixpath.join(self._folder, f".{archive.name}.part")
        final = posixpath.join(self._folder, archive.name)
        back = self._work / "back"
        self._run([f"put -f {_quoted(str(archive))} {_quoted(part)}", f"chmod 600 {_quoted(part)}"])
        self._run([f"get {_quoted(part)} {_quoted(str(back))}"])
        if _sum(back) != _sum(archive):
            self._run([f"rm {_quoted(part)}"])
            raise BackupError(
                "reads-otherwise",
                f"bản sao trên máy {self._host} khác với bản gửi đi; đã xóa",
                f"what {self._host} kept is not what was sent; it was removed",
            )
        self._run([f"rename {_quoted(part)} {_quoted(final)}"])

    def names(self) -> list[str]:
        """Files that are there."""
        listed = self._run([f"ls -1 {_quoted(self._folder)}"])
        return [posixpath.basename(line.strip()) for line in listed.splitlines() if line.strip()]

    def remove(self, name: str) -> None:
        """Away with it."""
        self._run([f"rm {_quoted(posixpath.join(self._folder, name))}"])

    def _run(self, lines: list[str]) -> str:
        try:
            done = subprocess.run(
                self._command,
                input="".join(f"{line}\n" for line in lines),
                capture_output=True,
                text=True,
                timeout=LONGEST_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._unreachable(str(error)) from error
        if done.returncode != 0:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise self._unreachable(said[-1] if said else f"sftp ended with {done.returncode}")
        return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("sftp>"))

    def _unreachable(self, reason: str) -> BackupError:
        return BackupError(
            "place-refuses",
            f"máy {self._host} không nhận bản sao lưu ({reason})",
            f"{self._host} does not take the backup: {reason}",
        )


def _options(place: BackupPlace) -> list[str]:
    options = ["BatchMode=yes", "StrictHostKeyChecking=yes", f"ConnectTimeout={ANSWER_WITHIN_S}"]
    options += [f"ServerAliveInterval={ANSWER_WITHIN_S}", "ServerAliveCountMax=3"]
    if place.ssh_known_hosts:
        options.append(f"UserKnownHostsFile={place.ssh_known_hosts}")
    if place.ssh_key:
        options += [f"IdentityFile={place.ssh_key}", "IdentitiesOnly=yes"]
    return [word for option in options for word in ("-o", option)]


def _quoted(path: str) -> str:
    """For sftp's own reader, which takes quotes and backslashes much as a shell does."""
    return shlex.quote(path)


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
