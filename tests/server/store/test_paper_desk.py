"""Who sees scanned pages and when they are erased; every step is in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from contract import commands as c
from contract.events import Event, PapersDeleted, PapersOpened, PapersReceived
from contract.ids import OfficerId, TicketId
from contract.words import VoidReason
from server.config.rules import KeepUntil, Scanning
from server.domain.refusal import Refusal
from server.store import ledger
from server.store.paper_desk import PaperDesk
from server.store.papers import NoSuchPageError, Papers
from tests.support.hub import ANH, KIOSK, SmallHub, small_hub

OWN = OfficerId("anh")
OTHER = OfficerId("binh")
JPEG = b"\xff\xd8\xff" + b"page one"
PNG = b"\x89PNG\r\n\x1a\n" + b"page two"


class Bench:
    """A hub, its paper desk, and shorthands."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        self.scanning = Scanning(enabled=True, max_pages=3)
        self.papers = Papers(hub.folder)
        self.open_desk()

    def open_desk(self) -> None:
        """As at the hub's start."""
        self.desk = PaperDesk(self.papers, self.hub.writer, lambda: self.scanning)
        self.desk.start()
        self.settle()

    def scan(self, ticket: TicketId, *pages: bytes) -> int:
        """A kiosk hands in pages."""
        return self.desk.take_in(KIOSK, ticket, "scan-1", pages or (JPEG, PNG))

    def settle(self) -> None:
        """What a commit asked for is done too."""
        self.hub.settle()
        self.hub.settle()

    def told(self, kind: type[Event]) -> list[Event]:
        """Events of that kind, as the ledger holds them."""
        self.settle()
        with self.hub.database.reading() as connection:
            return [item.event for item in ledger.events_after(connection, 0) if isinstance(item.event, kind)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        yield Bench(hub)


def _called(bench: Bench) -> TicketId:
    ticket = bench.hub.take()
    bench.scan(ticket)
    bench.hub.sit()
    bench.hub.call()
    return ticket


# --- taking in ----------------------------------------------------------------------------------------


def test_received_pages_are_in_the_ledger_as_a_count_and_a_consent_alone(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.scan(ticket)

    (event,) = bench.told(PapersReceived)
    assert isinstance(event, PapersReceived)
    assert (event.ticket, event.pages, event.consent, event.device) == (ticket, 2, "scan-1", "kiosk-1")
    assert b"page one" not in msgspec.json.encode(event)


def test_a_second_sending_of_the_same_pages_changes_nothing(bench: Bench) -> None:
    ticket = bench.hub.take()

    assert bench.scan(ticket) == bench.scan(ticket) == 2
    assert len(bench.told(PapersReceived)) == 1


def test_no_more_pages_than_configured_for_one_visit(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.scan(ticket, JPEG, PNG)

    with pytest.raises(Refusal, match="too-many-pages"):
        bench.scan(ticket, JPEG + b"3", JPEG + b"4")
    assert bench.papers.pages_of(ticket) == 2


def test_an_ended_ticket_takes_no_papers_and_keeps_none(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.hub.sit()
    bench.hub.serve(ticket)
    bench.hub.at_counter(c.Finish, ticket)

    with pytest.raises(Refusal, match="ticket-ended"):
        bench.scan(ticket)
    assert bench.papers.pages_of(ticket) == 0
    assert bench.told(PapersReceived) == []


# --- looking ------------------------------------------------------------------------------------------


def test_the_officer_who_called_the_ticket_sees_its_pages(bench: Bench) -> None:
    ticket = _called(bench)

    assert bench.desk.pages_for(OWN, ticket) == 2
    assert [bench.desk.open_for(OWN, ticket, page) for page in (1, 2)] == [JPEG, PNG]
    with pytest.raises(NoSuchPageError):
        bench.desk.open_for(OWN, ticket, 3)


def test_looking_is_written_down_once_a_call_with_who_looked(bench: Bench) -> None:
    ticket = _called(bench)
    for _ in range(3):
        bench.desk.open_for(OWN, ticket, 1)
    bench.hub.at_counter(c.ReturnToLine, ticket)
    bench.hub.call()
    bench.desk.open_for(OWN, ticket, 1)

    assert [(event.officer, event.kind()) for event in bench.told(PapersOpened)] == [
        ("anh", "papers/opened")
    ] * 2


def test_another_officer_sees_nothing(bench: Bench) -> None:
    ticket = _called(bench)

    with pytest.raises(Refusal, match="not-your-ticket"):
        bench.desk.open_for(OTHER, ticket, 1)
    assert bench.desk.pages_for(OTHER, ticket) == 0
    assert bench.told(PapersOpened) == []


def test_nobody_sees_the_pages_of_someone_who_only_waits(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.scan(ticket)

    with pytest.raises(Refusal, match="not-your-ticket"):
        bench.desk.open_for(OWN, ticket, 1)


def test_an_unknown_ticket_has_no_papers(bench: Bench) -> None:
    with pytest.raises(Refusal, match="unknown-ticket"):
        bench.desk.open_for(OWN, TicketId("nobody"), 1)
    assert bench.desk.pages_for(OWN, TicketId("nobody")) == 0


# --- erasing ------------------------------------------------------------------------------------------


def _deleted(bench: Bench) -> list[tuple[int, str]]:
    return [
        (event.pages, event.cause) for event in bench.told(PapersDeleted) if isinstance(event, PapersDeleted)
    ]


def test_the_end_of_service_erases_the_pages(bench: Bench) -> None:
    ticket = _called(bench)
    bench.hub.at_counter(c.StartService, ticket)
    bench.hub.at_counter(c.Finish, ticket)

    assert _deleted(bench) == [(2, "visit-ended")]
    assert bench.papers.tickets() == ()


def test_a_cancelled_visit_erases_them(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.scan(ticket)
    bench.hub.do(c.Cancel, ANH, ticket=ticket, reason="leaves")

    assert _deleted(bench) == [(2, "visit-ended")]


def test_a_visit_served_by_hand_erases_them(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.scan(ticket)
    bench.hub.do(c.ServeByHand, ANH, tickets=(bench.hub.seen(ticket),))

    assert _deleted(bench) == [(2, "visit-ended")]
    assert bench.papers.tickets() == ()


def test_a_voided_number_erases_them(bench: Bench) -> None:
    taken = bench.hub.reserve()
    bench.scan(taken.ticket)
    bench.hub.do(c.VoidTicket, KIOSK, ticket=taken.ticket, reason=VoidReason.NOT_PRINTED)

    assert _deleted(bench) == [(2, "visit-ended")]


def test_a_no_show_may_come_back_to_their_papers_until_the_day_closes(bench: Bench) -> None:
    ticket = _called(bench)
    bench.hub.at_counter(c.NoShow, ticket)
    bench.settle()
    assert bench.papers.pages_of(ticket) == 2

    bench.hub.close_day()

    assert _deleted(bench) == [(2, "day-closed")]


def test_the_days_close_erases_everything(bench: Bench) -> None:
    for _ in range(3):
        bench.scan(bench.hub.take())

    bench.hub.close_day()
    bench.settle()

    assert bench.papers.tickets() == ()
    assert len(bench.told(PapersDeleted)) == 3


def test_a_transfer_keeps_the_pages(bench: Bench) -> None:
    ticket = _called(bench)
    bench.hub.at_counter(c.StartService, ticket)
    bench.hub.at_counter(c.Transfer, ticket, to_service="chung-thuc")
    bench.settle()

    assert bench.papers.pages_of(ticket) == 2


def test_a_center_may_keep_pages_until_the_day_closes(bench: Bench) -> None:
    bench.scanning = Scanning(enabled=True, keep_until=KeepUntil.DAY_CLOSE)
    ticket = _called(bench)
    bench.hub.at_counter(c.StartService, ticket)
    bench.hub.at_counter(c.Finish, ticket)
    bench.settle()
    assert bench.papers.pages_of(ticket) == 2

    bench.hub.close_day()

    assert _deleted(bench) == [(2, "day-closed")]


def test_a_restart_erases_what_is_left_of_ended_visits_and_keeps_the_rest(bench: Bench) -> None:
    running, ended = bench.hub.take(), bench.hub.take()
    bench.scan(running)
    bench.hub.do(c.Cancel, ANH, ticket=ended, reason="leaves")
    bench.papers.keep(ended, [JPEG])

    bench.hub.restart()
    bench.open_desk()

    assert _deleted(bench) == [(1, "visit-ended")]
    assert bench.papers.tickets() == (running,)


def test_a_restart_erases_pages_that_came_without_the_ledger_being_told_and_takes_them_again(
    bench: Bench,
) -> None:
    whole, partly, cut_off = bench.hub.take(), bench.hub.take(), bench.hub.take()
    bench.scan(whole)
    bench.scan(partly, JPEG)
    bench.papers.keep(partly, [PNG])
    bench.papers.keep(cut_off, [JPEG, PNG])

    bench.hub.restart()
    bench.open_desk()

    assert [bench.papers.pages_of(ticket) for ticket in (whole, partly, cut_off)] == [2, 1, 0]
    assert bench.papers.open_page(partly, 1) == JPEG
    assert _deleted(bench) == []
    assert bench.scan(cut_off) == 2
    assert [event.pages for event in bench.told(PapersReceived) if isinstance(event, PapersReceived)] == [
        2,
        1,
        2,
    ]


def test_a_restart_days_later_erases_and_records_by_the_old_number(bench: Bench) -> None:
    ticket = bench.hub.take()
    bench.hub.close_day()
    bench.settle()
    bench.hub.clock.pass_time(24 * 3600)
    bench.hub.open_day()
    bench.papers.keep(ticket, [JPEG])

    bench.hub.restart()
    bench.open_desk()

    (event,) = bench.told(PapersDeleted)
    assert isinstance(event, PapersDeleted)
    assert (event.number, event.pages) == ("A001", 1)
    assert bench.hub.findings().is_sound


def test_pages_of_a_ticket_that_never_was_are_erased_too(bench: Bench) -> None:
    bench.papers.keep(TicketId("never"), [JPEG])

    bench.open_desk()

    assert bench.papers.tickets() == ()
    assert bench.told(PapersDeleted) == []


def test_the_ledger_with_papers_verifies(bench: Bench) -> None:
    ticket = _called(bench)
    bench.desk.open_for(OWN, ticket, 1)
    bench.hub.close_day()
    bench.settle()

    assert bench.hub.findings().is_sound
