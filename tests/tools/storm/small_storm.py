"""A small storm's evidence in which everything agrees; tests plant one difference each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from contract import events as e
from contract.event import Event
from contract.ids import CallId, CounterId, DeviceId, Epoch, LeaseId, SeriesId, ServiceId, TicketId
from contract.offline import Lease, LeasedRange, TakenAt
from contract.words import CallWay, ClockTrust, Origin, PeriodKind, SlipFate
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
        event = kind(
            epoch=EPOCH,
            seq=seq,
            at=NOON,
            boot_us=seq,
            boot_id="boot",
            trust=ClockTrust.NTP,
            day=DAY,
            **fields,
        )
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
            token_hash=f"token of {ticket}",
        )

    def confirm(self, ticket: TicketId, value: int, fate: SlipFate) -> None:
        """Its citizen has it."""
        self.tell(e.TicketConfirmed, ticket=ticket, number=f"A{value:03}", fate=fate)

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


def told() -> Book:
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
    book.tell(e.LeaseReclaimed, lease=LEASE.lease, kiosk=KIOSK, for_day=DAY, unused=9)
    return book


def paper_of(ticket: TicketId, number: str) -> Paper:
    """Its slip."""
    return Paper(KIOSK, number, f"token of {ticket}", is_offline=ticket == OFFLINE)


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
