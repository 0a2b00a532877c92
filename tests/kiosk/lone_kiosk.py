"""A kiosk's numbers with a clock moved by hand, a scripted hub and a real journal; and leases for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from contract.clock import SteeredClock
from contract.commands import ConfirmTicket, HandIn
from contract.ids import DeviceId, Epoch, LeaseId, SeriesId, ServiceId
from contract.offline import JournaledTicket, Lease, LeasedRange, LeasedService
from contract.states import HubState, LeaseState
from contract.words import ClockTrust
from kiosk.handing_in import HandingIn
from kiosk.journal import Journal
from kiosk.journal_entries import JournalNamed
from kiosk.outcomes import Given, Outcome, Wish
from kiosk.settling import Settler
from kiosk.ticketing import Ticketing
from kiosk.without_hub import WithoutHub
from tests.kiosk.citizen import CHUNG_THUC, HO_TICH, a_center
from tests.kiosk.scripted_hub import ScriptedHub
from tests.kiosk.scripted_printer import ScriptedPrinter

KIOSK = DeviceId("kiosk-1")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MONDAY_8 = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""08:00 in Vietnam."""
ALL_DAY = (("07:00", "11:00"), ("13:00", "16:30"))


def a_lease(
    day: date = MONDAY,
    name: str = "l-monday",
    first: int = 990,
    last: int = 999,
    most: int | None = None,
    hours: tuple[tuple[str, str], ...] = ALL_DAY,
) -> Lease:
    """Of two series for two services; the first has the numbers asked for, the other's go up to C999."""
    return Lease(
        lease=LeaseId(name),
        kiosk=KIOSK,
        day=day,
        ranges=(
            LeasedRange(series=SeriesId("a"), letter="A", first=first, last=last),
            LeasedRange(series=SeriesId("c"), letter="C", first=990, last=999),
        ),
        services=(
            LeasedService(service=HO_TICH, series=SeriesId("a"), most=most, hours=hours),
            LeasedService(service=CHUNG_THUC, series=SeriesId("c"), hours=hours),
        ),
    )


class LoneKiosk:
    """Journal on a real disk; everything else in hand."""

    def __init__(self, folder: Path, utc: datetime = MONDAY_8) -> None:
        self.path = folder / "journal.jsonl"
        self.clock = SteeredClock(utc, boot_us=60_000_000)
        self.hub = ScriptedHub()
        self.printer = ScriptedPrinter()
        self.start()

    # --- life ---

    def start(self) -> None:
        """A new process on the same disk."""
        self.journal = Journal(self.path)
        self.alone = WithoutHub(self.journal, self.clock, KIOSK)
        self.ticketing = Ticketing(self.hub, self.printer, self.journal, self.alone, a_center)
        self.handing_in = HandingIn(self.journal, self.hub, self.clock)
        self.settler = Settler(self.journal, self.hub, self.handing_in)
        self.ticketing.finish_what_was_open()

    def reboot(self, boot_id: str, wall: datetime | None = None) -> None:
        """The machine goes down and comes back with what its wall clock then says."""
        self.clock.reboot(boot_id, wall)
        self.start()

    # --- the hub ---

    def hears(
        self,
        at: datetime,
        epoch: str = "e1",
        trust: ClockTrust = ClockTrust.NTP,
        awaits: tuple[DeviceId, ...] = (),
    ) -> None:
        """A heartbeat with that time."""
        beat = HubState(
            epoch=Epoch(epoch), revision=1, at=at, trust=trust, day=MONDAY, version="0", awaits=awaits
        )
        self.alone.heard(beat)

    def is_lent(self, *leases: Lease, epoch: str = "e1", revision: int = 1) -> None:
        """The hub says what this kiosk may give, and knows its journal."""
        self.is_told_of(*leases, epoch=epoch, revision=revision)
        name = self.journal.name()
        if leases and name is not None and not self.journal.lent():
            self.journal.note(JournalNamed(name, is_known_to_hub=True))

    def is_told_of(self, *leases: Lease, epoch: str = "e1", revision: int = 1) -> None:
        """The hub says what this kiosk may give; whether it knows this journal is another question."""
        self.alone.leases_are(LeaseState(epoch=Epoch(epoch), revision=revision, device=KIOSK, leases=leases))

    # --- citizens ---

    def takes(self, service: ServiceId = HO_TICH) -> Outcome:
        """A citizen asks for a number while the hub is silent."""
        self.hub.silent = True
        return self.ticketing.take(Wish(service))

    def number(self, service: ServiceId = HO_TICH) -> str:
        """One is given; which."""
        given = self.takes(service)
        assert isinstance(given, Given), given
        return given.reserved.number

    # --- what the hub was told ---

    def settles(self) -> int:
        """The hub is back; how much is still owed."""
        self.hub.silent = False
        return self.settler.settle()

    def hand_ins(self) -> list[HandIn]:
        return [command for command in self.hub.asked if isinstance(command, HandIn)]

    def handed(self) -> list[JournaledTicket]:
        """Every ticket of every hand-in, repeats too."""
        return [ticket for command in self.hand_ins() for ticket in command.tickets]

    def confirmed(self) -> list[ConfirmTicket]:
        return [command for command in self.hub.asked if isinstance(command, ConfirmTicket)]
