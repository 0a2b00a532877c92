"""Settings of the hub's backups: where to, when, and how old the last one may be.

Part of the hub's settings file; knows nothing of how a backup is made.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Hours = Annotated[int, Meta(ge=1, le=24 * 31, description="1 to 744", extra={"vi": "từ 1 đến 744"})]
ClockTime = Annotated[
    str,
    Meta(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="`17:15`",
        extra={"vi": "`17:15`"},
        examples=["17:15"],
    ),
]


class BackupPlace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place that backups go to."""

    to: Annotated[
        str,
        Meta(
            pattern=r"^(/|sftp://[^/@]+@[^/]+/)",
            description="a folder or `sftp://user@host/folder`",
            extra={"vi": "thư mục hoặc `sftp://user@host/folder`"},
            examples=["/media/usb", "sftp://user@host/folder"],
        ),
    ]
    """A folder (a USB stick's, a mounted share's), or another machine's by OpenSSH's `sftp`."""
    must_be_mounted: bool = False
    """For a USB stick: refuse when the folder is only a folder of this machine's own disk."""
    keep: Annotated[int, Meta(ge=1, le=1000, description="1 to 1,000", extra={"vi": "từ 1 đến 1000"})] = 14
    """How many backups stay there; the oldest goes only after a new one was verified."""
    ssh_key: str | None = None
    """Private key for `sftp://`, readable by the hub's user."""
    ssh_known_hosts: str | None = None
    """File with the other machine's host key; an unknown machine is refused."""


class ScannedPages(StrEnum):
    """Whether scanned pages and the key that opens them go into backups."""

    LEFT_OUT = "left-out"
    INCLUDED = "included"


class BackupSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Backups the hub makes by itself. A time that was missed is made up for at the next start."""

    places: tuple[BackupPlace, ...] = ()
    """Where to; none: only `motcua backup --to …` makes one, and staff are warned of nothing."""
    at: tuple[ClockTime, ...] = ("17:15",)
    """Local times of each day."""
    every_hours: Hours | None = None
    """As well as, or with `at = []` instead of, those times."""
    scanned_pages: ScannedPages = ScannedPages.LEFT_OUT
    """Scanned pages, of tickets and of records, and their keys. Citizens are told that pages are erased with
    the visit, the day or after the record: include them only if the consent texts say otherwise."""
    alert_after_hours: Hours = 26
    """Staff are told when a place's last good backup is older."""
