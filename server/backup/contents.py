"""What a center needs to live on another machine, besides its ledger: which files, and where they lie here.

Knows names and paths; reads and writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from contract.words import ReferenceList
from server.config.hub import HubSettings

LEDGER = "ledger.sqlite"
"""The ledger's name in the archive."""

PAPERS = "papers"
"""The folder of scanned pages, encrypted."""

LISTS = "lists"
"""The folder of procedures and centers: those in force, and every text the ledger names."""

SETTINGS = "hub-settings.json"
"""The hub's settings at the time: to be read by a person, never restored."""

RECORD_PAPERS = "record-papers"
"""The folder of scanned papers of records, encrypted."""

_PAGE = re.compile(
    r"^papers/[A-Za-z0-9][A-Za-z0-9_-]{0,63}/[1-9][0-9]{0,3}$"
    r"|^record-papers/[A-Za-z0-9][A-Za-z0-9_-]{0,63}/([1-9][0-9]{0,3}(\.small|\.fine)?|pdf)$"
)


_LIST = re.compile(r"^lists/(procedures|centers)(-[0-9a-f]{64})?\.csv$")


class Holding(StrEnum):
    """Files that only make sense together."""

    CONFIGURATION = "configuration"
    DEVICES = "devices and their passwords"
    PAPERS = "scanned papers and their key"
    CERTIFICATE = "broker certificate"
    RECEIPTS = "key of what receipts say for looking a record up"


@dataclass(frozen=True, slots=True)
class Belonging:
    """One file of the center."""

    name: str
    """In the archive."""
    path: Path
    """On this machine."""
    holding: Holding


def belongings(settings: HubSettings) -> list[Belonging]:
    """Every single file besides the ledger and the scanned pages."""
    data = Path(settings.data_dir)
    password = settings.broker_password_file
    found = [
        Belonging("center.toml", Path(settings.config_path), Holding.CONFIGURATION),
        Belonging("devices.json", data / "broker" / "devices.json", Holding.DEVICES),
        Belonging(
            "hub.password", Path(password) if password else data / "broker" / "hub.password", Holding.DEVICES
        ),
        Belonging("papers.key", data / "papers.key", Holding.PAPERS),
        Belonging("look-up.key", data / "look-up.key", Holding.RECEIPTS),
        Belonging("record-papers.key", data / "record-papers.key", Holding.PAPERS),
    ]
    if settings.broker_certificate and settings.broker_key:
        found.append(Belonging("broker.crt", Path(settings.broker_certificate), Holding.CERTIFICATE))
        found.append(Belonging("broker.key", Path(settings.broker_key), Holding.CERTIFICATE))
    return found


def lists_folder(settings: HubSettings) -> Path:
    """Where the lists lie that are or were in force."""
    return Path(settings.data_dir) / LISTS


def lists(settings: HubSettings) -> Iterator[tuple[str, Path]]:
    """Every list: its name in the archive and its file."""
    for file in sorted(lists_folder(settings).glob("*.csv")):
        name = f"{LISTS}/{file.name}"
        if _LIST.match(name):
            yield name, file


def has_lists_of_its_own(settings: HubSettings) -> bool:
    """Whether somebody has imported one here."""
    folder = lists_folder(settings)
    return any((folder / f"{which}.csv").exists() for which in ReferenceList)


def papers_folders(settings: HubSettings) -> tuple[Path, ...]:
    """Where scanned pages lie: of tickets, of records."""
    return tuple(Path(settings.data_dir) / name for name in (PAPERS, RECORD_PAPERS))


def pages(settings: HubSettings) -> Iterator[tuple[str, Path]]:
    """Every scanned page: its name in the archive and its file."""
    for folder in papers_folders(settings):
        for file in sorted(folder.glob("*/*")):
            name = f"{folder.name}/{file.parent.name}/{file.name}"
            if _PAGE.match(name):
                yield name, file


def may_be_inside(name: str) -> bool:
    """Whether an archive of ours may hold a file of that name: nothing else is ever unpacked."""
    known = {LEDGER, SETTINGS, "center.toml", "devices.json", "hub.password"}
    keys = {"papers.key", "record-papers.key", "look-up.key", "broker.crt", "broker.key"}
    may_be = name in known | keys
    return may_be or _PAGE.match(name) is not None or _LIST.match(name) is not None
