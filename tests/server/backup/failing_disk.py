"""Disks that fail under a running hub: full, refusing every write, or gone read-only for good.

Knows mounts and limits of a child process; knows nothing of tickets.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server.hub.hub_place import HubPlace, HubProcess
from tools.demo.children import ROOT, environment

SMALL = "size=4m"
IMAGE_MB = 24


def fill(disk: Path) -> Path:
    """Not one byte more."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return ballast


@contextmanager
def small_disk(place: HubPlace) -> Iterator[tuple[HubProcess, Path]]:
    """A hub whose ledger is on a memory disk of its own, and that disk as we see it."""
    with _on_own_disk(place, f"mount -t tmpfs -o {SMALL} tmpfs") as (hub, disk):
        hub.start()
        yield hub, Path(f"/proc/{hub.child.process.pid}/root") / disk.relative_to("/")


def verdict(hub: HubProcess) -> str:
    """What `motcua ledger verify` says, in English, where the hub sees its disk."""
    settings = str(hub.place.settings_file)
    command = [sys.executable, "-m", "server.command_line", "--settings", settings, "ledger", "verify"]
    done = subprocess.run(
        [*_inside(hub), *command],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env=environment(None),
    )
    said = (done.stdout + done.stderr).splitlines()
    return next((line for line in said if line.startswith(("sound: ", "DAMAGED: "))), said[0]).split(":")[0]


@contextmanager
def refusing_writes(hub: HubProcess) -> Iterator[None]:
    """Whatever this hub writes to any file is refused, as by a disk with an error; reading works."""
    _limit(hub, "0:unlimited")
    yield
    _limit(hub, "unlimited:unlimited")


class AbortingDisk:
    """A real ext4 that stops taking writes for good, as Linux does with a card that fails. Root only."""

    def __init__(self, place: HubPlace) -> None:
        self.image = place.folder / "card.img"
        self.folder = place.folder / "disk"
        with self.image.open("wb") as file:
            file.truncate(IMAGE_MB << 20)
        subprocess.run(["mkfs.ext4", "-q", str(self.image)], check=True, capture_output=True)

    @contextmanager
    def with_hub(self, place: HubPlace) -> Iterator[HubProcess]:
        """A hub whose ledger is there; when it ends the card is taken out."""
        with _on_own_disk(place, f"mount -o loop {self.image}") as (hub, _):
            hub.start()
            yield hub

    def abort(self, hub: HubProcess) -> None:
        """Errors met: read-only from now on."""
        command = ["mount", "-o", "remount,abort", str(self.folder)]
        subprocess.run([*_inside(hub), *command], check=False, capture_output=True)


@contextmanager
def _on_own_disk(place: HubPlace, mount: str) -> Iterator[tuple[HubProcess, Path]]:
    disk = place.folder / "disk"
    disk.mkdir(exist_ok=True)
    place.more_settings = f'database_url = "sqlite:///{disk}/ledger.sqlite"\n'
    place.fixed_ports()
    as_root = () if os.geteuid() == 0 else ("--map-root-user",)
    hub = HubProcess(
        place, ("unshare", *as_root, "--mount", "sh", "-c", f'{mount} {disk} && exec "$@"', "sh")
    )
    try:
        yield hub, disk
    finally:
        hub.close()


def _inside(hub: HubProcess) -> list[str]:
    as_root = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    return ["nsenter", "--target", str(hub.child.process.pid), "--mount", *as_root]


def _limit(hub: HubProcess, soft_and_hard: str) -> None:
    pid = str(hub.child.process.pid)
    subprocess.run(["prlimit", "--pid", pid, f"--fsize={soft_and_hard}"], check=True)
