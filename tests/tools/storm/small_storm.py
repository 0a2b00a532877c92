"""A small storm's evidence in which everything agrees; tests plant one difference each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from contract import events as e
from contract.event import Event
from contract.ids import (
    CallId,
    CounterId,
    DeviceId,
    Epoch,
    JournalId,
    LeaseId,
    SeriesId,
    ServiceId,
    TicketId,
)
from contract.offline import Lease, LeasedRange, TakenAt
from contract.offline_events import SkippedNumbers
from contract.words import CallWay, ClockTrust, NotPlacedBecause, Origin, PeriodKind, SlipFate, VoidReason
from tools.storm.evidence import Evidence, Line, Paper, Stretch, Visit

E = TypeVar("E", bound=Event)
EPOCH = Epoch("epoch-1")
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
SERVICE = ServiceId("ho-tich")
SERIES = SeriesId("a")
KIOSK = DeviceId("kiosk-1")
ONLINE, ON_SCREEN, OFFLINE = (TicketId(f"ticket-{number}") for number in (1, 2, 3))
CALL, RECALL = CallId("call-1"), CallId("call-2")
LEASE = Lease(
    lease=LeaseId("lease-1"),
    kiosk=KIOSK,
    day=DAY,
    ranges=(LeasedRange(series=SERIES, letter="A", first=990, last=999),),
    services=(),
)


class Book:
    """Events, one after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def tell(self, kind: type[E], **fields: Any) -> E:
        """The next event."""
        seq = len(self.events) + 1
        usual: dict[str, Any] = {
            "at": NOON,
            "boot_us": seq,
            "boot_id": "boot",
            "trust": ClockTrust.NTP,
            "day": DAY,
        }
        event = kind(epoch=EPOCH, seq=seq, **(usual | fields))
        self.events.append(event)
        return event

    def reserve(self, ticket: TicketId, value: int) -> None:
        """A number is taken at the kiosk."""
        self.tell(
            e.TicketReserved,
            ticket=ticket,
            number=f"A{value:03}",
            series=SERIES,
            value=value,
            service=SERVICE,
            origin=Origin.KIOSK,
            device=KIOSK,
            token_hash=f"token of {ticket}",
        )

    def confirm(self, ticket: TicketId, value: int, fate: SlipFate) -> None:
        """Its citizen has it."""
        self.tell(e.TicketConfirmed, ticket=ticket, number=f"A{value:03}", fate=fate)

    def claim(self, ticket: TicketId, value: int, at: datetime = NOON) -> None:
        """An officer serves the holder of its slip."""
        self.tell(
            e.TicketClaimed,
            at=at,
            ticket=ticket,
            number=f"A{value:03}",
            counter=CounterId("1"),
            series=SERIES,
            value=value,
            service=SERVICE,
            lease=LEASE.lease,
            token_hash=f"token of {ticket}",
        )

    def undo_claim(self, ticket: TicketId, value: int) -> None:
        """It was another number."""
        self.tell(e.TicketClaimUndone, ticket=ticket, number=f"A{value:03}", counter=CounterId("1"))

    def merge(self, ticket: TicketId, value: int, fate: SlipFate | None = SlipFate.PRINTED) -> None:
        """The kiosk hands it in after all."""
        self.tell(
            e.TicketMerged,
            ticket=ticket,
            number=f"A{value:03}",
            kiosk_ticket=TicketId(f"kiosk's {ticket}"),
            token_hash=f"token of {ticket}",
            taken=TakenAt(at=NOON, is_sure=True),
            taken_boot_us=None,
            order=2,
            lease=LEASE.lease,
            fate=fate,
            void=None if fate else VoidReason.NOT_PRINTED,
        )

    def not_placed(
        self, ticket: TicketId, number: str, why: NotPlacedBecause, fate: SlipFate | None = SlipFate.PRINTED
    ) -> None:
        """It was handed in and there is no line for it."""
        self.tell(
            e.TicketNotPlaced,
            ticket=ticket,
            number=number,
            why=why,
            for_day=DAY,
            service=SERVICE,
            token_hash=f"token of {ticket}",
            taken=TakenAt(at=NOON, is_sure=True),
            fate=fate,
            void=None if fate else VoidReason.NOT_PRINTED,
        )

    def restore(self) -> None:
        """The ledger goes on from a backup."""
        self.tell(e.EpochBegun, before=EPOCH, awaits=())

    def skip(self, first: int, last: int) -> None:
        """Numbers of the series that may be in somebody's hand."""
        self.tell(e.NumbersSkipped, series=(SkippedNumbers(series=SERIES, first=first, last=last),))

    def begin_journal(self, journal: str) -> None:
        """The kiosk comes with this one."""
        self.tell(e.JournalBegun, device=KIOSK, journal=JournalId(journal))

    def reclaim(self, unused: int) -> None:
        """What nobody has of the lease is taken back."""
        self.tell(e.LeaseReclaimed, lease=LEASE.lease, kiosk=KIOSK, for_day=DAY, unused=unused)

    def close(self, unused: int) -> None:
        """The day is over, and its lease with it."""
        self.reclaim(unused)
        self.tell(e.DayClosed, tickets=3, unserved=0, end_inferred=0, head="")

    def hand_in(self, ticket: TicketId, value: int) -> None:
        """Taken from the lease, told later."""
        self.tell(
            e.TicketHandedIn,
            ticket=ticket,
            number=f"A{value:03}",
            series=SERIES,
            value=value,
            service=SERVICE,
            token_hash=f"token of {ticket}",
            taken=TakenAt(at=NOON, is_sure=True),
            taken_boot_us=None,
            place=1,
            order=1,
            lease=LEASE.lease,
            fate=SlipFate.PRINTED,
        )


def told_by_noon() -> Book:
    """One printed, one noted from the screen, one without the hub; the first is called twice."""
    book = Book()
    book.tell(e.DayOpened)
    book.tell(e.LeaseGranted, lease=LEASE)
    book.reserve(ONLINE, 1)
    book.confirm(ONLINE, 1, SlipFate.PRINTED)
    book.reserve(ON_SCREEN, 2)
    book.confirm(ON_SCREEN, 2, SlipFate.ON_SCREEN)
    book.hand_in(OFFLINE, 999)
    at = {"ticket": ONLINE, "number": "A001", "counter": CounterId("1")}
    book.tell(e.TicketCalled, call_id=CALL, way=CallWay.NEXT, why="", **at)
    book.tell(e.TicketRecalled, call_id=RECALL, times=1, **at)
    return book


def told() -> Book:
    """The same day, closed."""
    book = told_by_noon()
    book.close(unused=9)
    return book


def paper_of(ticket: TicketId, number: str) -> Paper:
    """Its slip."""
    return Paper(KIOSK, number, f"token of {ticket}", is_offline=ticket == OFFLINE, day=DAY)


def evidence_of(book: Book, **changes: Any) -> Evidence:
    """What goes with these events, and one change."""
    sound = Evidence(
        papers=(paper_of(ONLINE, "A001"), paper_of(OFFLINE, "A999")),
        events=tuple(book.events),
        heard_s={(EPOCH, event.seq): float(event.seq) for event in book.events},
        shown_s={CALL: 8.0, RECALL: 9.0},
        lines=tuple(Line(call, step, run=1) for call in (CALL, RECALL) for step in ("begun", "ended")),
        started=frozenset({ONLINE, OFFLINE}),
        noted=frozenset({ON_SCREEN}),
        visits=(a_visit(),),
    )
    return replace(sound, **changes)


def a_visit(*stretches: Stretch, waited_us: int = 5) -> Visit:
    """Two periods, back to back."""
    periods = stretches or (
        Stretch(PeriodKind.WAITING, 100, 105, 5, is_estimated=False),
        Stretch(PeriodKind.SERVICE, 105, 112, 7, is_estimated=False),
    )
    spent = {PeriodKind.WAITING: waited_us, PeriodKind.SERVICE: 7}
    return Visit(ONLINE, "A001", 100, is_by_hand=False, spent_us=spent, stretches=periods)
