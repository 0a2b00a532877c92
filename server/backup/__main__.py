"""`python -m server.backup`: one backup in a process of its own, started by the hub, out of the writer's way.

Gets its errand as JSON on standard input. Exit status 0 done, 1 it did not come about; the book says why.
"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import datetime

import msgspec

from server.backup.attempt import attempt
from server.backup.problem import BackupError
from server.config.backup import BackupPlace
from server.config.hub import HubSettings

GENTLY = 15
"""Lower priority than everything else of the hub."""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub wants done."""

    settings: HubSettings
    place: BackupPlace
    at: datetime
    """Hub time."""
    version: str


def main() -> int:
    """Do the errand."""
    with contextlib.suppress(PermissionError):  # a unit that forbids it is only less gentle
        os.nice(GENTLY)
    errand = msgspec.json.decode(sys.stdin.buffer.read(), type=Errand)
    try:
        made = attempt(errand.settings, errand.place, errand.at, errand.version)
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made.name}: {made.bytes} bytes up to event {made.seq} in {made.took_s} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
