"""How the center's machines are, as staff and machines read it: values only.

What is bad is decided in `server.service.judging`, who is here in `server.bus.presence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum, unique
from typing import Protocol

from contract.devices import DeviceState, Reading
from contract.ids import CounterId, DeviceId
from contract.words import ClockTrust, DeviceKind


@unique
class Standing(StrEnum):
    """Whether a device is heard."""

    HERE = "here"
    CHECKING = "checking"
    """The hub has just begun to listen (again): three heartbeats are waited for."""
    GONE = "gone"
    """It said goodbye, its last will came, or it missed three heartbeats."""
    NEVER = "never"
    """Registered, and not heard since the hub started."""
    UNHEARABLE = "unhearable"
    """The hub itself has no broker: nothing can be known."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One device as the hub hears it."""

    device: DeviceId
    kind: DeviceKind
    counter: CounterId | None
    standing: Standing
    silent_s: float | None
    """Seconds since its last live word; None: none since the hub started."""
    state: DeviceState | None
    """What it last said of itself, a retained word of earlier times included."""

    @property
    def is_here(self) -> bool:
        """Whether it is heard now."""
        return self.standing is Standing.HERE


@unique
class Level(IntEnum):
    """How much something matters; the worst is the smallest."""

    BROKEN = 0
    WARNING = 1
    UNSURE = 2
    NOTE = 3
    WELL = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """Something staff should know: what it is, and what to do about it."""

    level: Level
    code: str
    """For machines; never changes meaning."""
    say_vi: str
    say_en: str
    do_vi: str = ""
    """Empty where the sentence before says it."""
    do_en: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """One device, judged."""

    presence: Presence
    findings: tuple[Finding, ...]
    """The worst first."""
    seen_at: datetime | None
    """Hub time of its last word; None: never."""
    running_since: datetime | None
    connected_since: datetime | None

    @property
    def level(self) -> Level:
        """The worst of its findings."""
        return min((finding.level for finding in self.findings), default=Level.WELL)

    def reading(self, name: str) -> Reading | None:
        """What it last said of that."""
        state = self.presence.state
        told = state.readings if state is not None else ()
        return next((reading for reading in told if reading.name == name), None)


@unique
class BackupIs(StrEnum):
    """How the backups of one place stand."""

    FINE = "fine"
    NEVER = "never"
    FAILED = "failed"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class BackupAge:
    """The last good backup at one place."""

    to: str
    """The place, as the settings name it."""
    stands: BackupIs
    made_at: datetime | None
    """Hub time; None: none was ever made."""
    why_vi: str = ""
    why_en: str = ""
    """Why the last attempt failed."""


@unique
class VaultStands(StrEnum):
    """Whether scanned pages of records can be read, kept and erased."""

    HERE = "here"
    AWAY = "page-vault-away"
    """Its mark is missing: the disk is not mounted, or the folder was emptied or replaced."""
    ANOTHERS = "page-vault-anothers"
    """Its mark is another ledger's."""
    OTHER_KEY = "page-vault-other-key"
    """Its pages were encrypted with another key than the one that is here."""


@dataclass(frozen=True, slots=True)
class HubFigures:
    """What the hub counts and measures of itself."""

    version: str
    running_s: float
    looked_s_ago: float
    """Seconds since the clockwork last turned: everything of the ledger is as of then."""
    writes: bool
    """The last thing that had to be written was."""
    day: date | None
    trust: ClockTrust
    steps_today: int
    """How often the wall clock was stepped since the day was opened."""
    seq: int
    awaiting: tuple[DeviceId, ...]
    """Kiosks whose journals are waited for after a restore."""
    has_broker: bool
    outbox_behind: int
    """Events committed and not yet acknowledged by the broker."""
    queue_length: int
    """Commands waiting for the writer."""
    writer_turns: int
    live_streams: int
    stream_cap: int
    unreadable: int
    """Messages refused since start because they could not be read."""
    denied: int
    """Messages of ours the broker's access list did not let pass, since start."""
    unknown_devices: int
    """Commands of devices that are not registered, since start."""
    readings: tuple[Reading, ...]
    """Of its machine; the disk is the ledger's."""
    backups: tuple[BackupAge, ...]
    """By place; empty: the hub makes none by itself."""
    page_vault: VaultStands = VaultStands.HERE
    """Of records' scanned pages."""

    def reading(self, name: str) -> Reading | None:
        """What its machine last said of that."""
        return next((reading for reading in self.readings if reading.name == name), None)


@dataclass(frozen=True, slots=True)
class CenterHealth:
    """The hub and every device, the worst first."""

    at: datetime
    hub: HubFigures
    hub_findings: tuple[Finding, ...]
    devices: tuple[DeviceHealth, ...]

    @property
    def hub_level(self) -> Level:
        """The worst of the hub's own findings."""
        return min((finding.level for finding in self.hub_findings), default=Level.WELL)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """Why the hub cannot do its work now; empty: it does."""
        return tuple(finding for finding in self.hub_findings if finding.level is Level.BROKEN)


class HealthSource(Protocol):
    """Knows how everything is."""

    def current(self) -> CenterHealth:
        """Now; quick, from any thread, also while the ledger hangs."""
        ...
