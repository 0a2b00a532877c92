"""What the console is given by the hub: a value, so that tests can give it something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from contract.ids import OfficerId, RecordId, TicketId
from server.config.procedures import Procedure
from server.config.shapes import CenterConfig
from server.service.alerts import Alerts
from server.service.counter_codes import CounterCodes, no_counter_codes
from server.service.health import HealthSource
from server.service.passwords import PasswordKeeper
from server.service.slip_kiosks import NoSlipKiosks, SlipKiosks
from server.store.database import Database
from server.store.kiosk_likes import KioskLikes
from server.store.writer import Writer
from server.web.health.machine_door import MachineDoor
from server.web.records.paper_hub import PaperHub


class Papers(Protocol):
    """Scanned papers, encrypted at rest; shown to the officer who called the ticket and to nobody else."""

    def pages_for(self, officer: OfficerId, ticket: TicketId) -> int:
        """How many pages this officer may open."""
        ...

    def digests_for(
        self, officer: OfficerId, ticket: TicketId, digest: Callable[[bytes], str]
    ) -> Mapping[int, str]:
        """A hash of each of them by number, empty of one that is damaged; no look."""
        ...

    def open_for(self, officer: OfficerId, ticket: TicketId, page: int) -> bytes:
        """Page 1, 2, …: JPEG or PNG. Raises `Refusal`, or `LookupError` where there is no such page."""
        ...


class NoPapers:
    """Where scanning is not set up."""

    def pages_for(self, officer: OfficerId, ticket: TicketId) -> int:  # noqa: ARG002 - the port's shape
        """None."""
        return 0

    def digests_for(
        self,
        officer: OfficerId,  # noqa: ARG002 - the port's shape
        ticket: TicketId,  # noqa: ARG002 - the same
        digest: Callable[[bytes], str],  # noqa: ARG002 - the same
    ) -> Mapping[int, str]:
        """None."""
        return {}

    def open_for(self, officer: OfficerId, ticket: TicketId, page: int) -> bytes:  # noqa: ARG002 - the same
        """Never."""
        raise LookupError(f"page {page} of ticket {ticket}")


class Identity(Protocol):
    """Knows the same person again by a number that is kept nowhere."""

    @property
    def key_id(self) -> str:
        """Which key makes the hashes."""
        ...

    def of(self, number: str) -> str | None:
        """The keyed hash; None: no number."""
        ...

    def as_before(self, number: str) -> frozenset[str]:
        """Hashes of earlier ways to write it."""
        ...


class NoIdentity:
    """Where there is no key: nobody is known again."""

    key_id = ""

    def of(self, number: str) -> str | None:  # noqa: ARG002 - the port's shape
        """Never."""
        return None

    def as_before(self, number: str) -> frozenset[str]:  # noqa: ARG002 - the same
        """None."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class ConsoleHub:
    """Everything the console's listener needs."""

    writer: Writer
    database: Database
    config: Callable[[], CenterConfig]
    """The accepted configuration, as it is now."""
    procedures: Callable[[], tuple[Procedure, ...]]
    """The list in force, repealed ones too: old tickets keep their code."""
    alerts: Alerts
    health: HealthSource
    stream_cap: int
    version: str
    papers: Papers = field(default_factory=NoPapers)
    passwords: PasswordKeeper = field(default_factory=PasswordKeeper)
    machine_door: MachineDoor = field(default_factory=MachineDoor)
    """Who may read health and metrics without signing in."""
    identity: Identity = field(default_factory=NoIdentity)
    record_papers: PaperHub | None = None
    """Scanned papers of records; None: there is no place for them."""
    kiosk_likes: KioskLikes | None = None
    """What pages scanned at the kiosk have in common with records' pages; None: nobody compares."""
    look_up_key: Callable[[RecordId], str] = lambda _record: ""
    """What stands on a record's receipt for looking it up."""
    replaced: Callable[[], Mapping[Path, datetime]] = dict
    """Folders in which a restore keeps what it replaced, and when each goes, UTC."""
    slips: SlipKiosks = field(default_factory=NoSlipKiosks)
    codes: CounterCodes = field(default_factory=no_counter_codes)
    """What readers at counters read for officers' forms."""
    answer_within_s: float = 8.0
    """So long a page of records waits for the writer; then nobody knows what became of it."""
    fonts: Path = Path("/usr/share/fonts/truetype/noto")
    """Where the system keeps Noto Sans."""
