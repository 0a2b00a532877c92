"""The processes' disks: each its own small tmpfs where we are root, so that it can really be full.

Knows mounting and filling; knows nothing of who writes there.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

SIZE_MIB = 96
BALLAST = "ballast"
NAME = "motcua-storm"
"""In the table of mounts."""


def unmount_below(folder: Path) -> None:
    """What a storm that was killed has left mounted."""
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    for place in (line.split()[1] for line in mounts if line.startswith(f"{NAME} ")):
        if Path(place).is_relative_to(folder):
            subprocess.run(["umount", "-l", place], check=False)


class Disks:
    """Entered, the folders are there, empty; left, they are copied out and unmounted."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._mounted: list[Path] = []
        self.can_be_full = False
        """Whether they are disks of their own; otherwise nothing is ever full."""

    def __enter__(self) -> Self:
        for folder in self._folders:
            folder.mkdir(parents=True)
        if os.geteuid() == 0:
            self.can_be_full = all(self._mount(folder) for folder in self._folders)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for folder in reversed(self._mounted):
            self._keep(folder)

    def fill(self, folder: Path) -> None:
        """Not a byte more fits."""
        room = os.statvfs(folder)
        with (folder / BALLAST).open("wb", buffering=0) as file, suppress(OSError):
            block = bytes(room.f_bsize * 256)
            while True:
                file.write(block)

    def free(self, folder: Path) -> None:
        """There is room again."""
        (folder / BALLAST).unlink(missing_ok=True)

    def _mount(self, folder: Path) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=0755", NAME, str(folder)]
        is_done = subprocess.run(command, capture_output=True, check=False).returncode == 0
        if is_done:
            self._mounted.append(folder)
        return is_done

    def _keep(self, folder: Path) -> None:
        """What was on it stays to be looked at, on the real disk."""
        kept = folder.with_name(f"{folder.name}.kept")
        (folder / BALLAST).unlink(missing_ok=True)
        subprocess.run(["cp", "-a", str(folder), str(kept)], check=False)
        subprocess.run(["umount", "-l", str(folder)], check=False)
        if kept.exists():
            folder.rmdir()
            kept.rename(folder)
