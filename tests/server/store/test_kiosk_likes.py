"""Pages scanned at the kiosk are compared while an officer has the ticket; it outlives no visit."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from contract import commands as c
from contract.ids import OfficerId, ProcedureCode, TicketId
from server.store.earlier_pages import Sight
from server.store.kiosk_likes import MOST_PROCEDURES, Likes
from tests.support.hub import ANH, MANAGER, SmallHub, small_hub
from tests.support.kiosk_pages import KioskPages
from tests.support.paper_pictures import as_png, filled_form, scanned_again
from tests.support.record_papers import PaperRoom
from tests.support.records import COPIES, GUARDIAN, act, receive

SHEET = filled_form(1)
FIRST, OTHER = as_png(SHEET), as_png(filled_form(2))
AGAIN = as_png(scanned_again(SHEET, degrees=0.8, noise=8))
BLANK = as_png(Image.new("L", (1654, 2339), 255))
OWN = OfficerId("anh")


class Bench:
    """A hub with records' pages, a kiosk's pages, and an officer who called."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        self.room = PaperRoom(hub)
        self.kiosk = KioskPages(hub.writer, hub.database, hub.folder, self.room.vault)
        hub.sit()

    def handed_in(self, *pages: bytes, **fields: Any) -> str:
        """The reference of a record with these pages."""
        stands = receive(self.hub, **fields)
        document = self.room.document(stands.record)
        for page in pages:
            self.room.desk.upload(ANH, document.id, page)
        return stands.reference

    def called(self, *pages: bytes, **fields: Any) -> TicketId:
        """The ticket of a citizen who scanned them."""
        ticket = self.hub.take(**fields)
        self.kiosk.scan(ticket, *pages)
        self.hub.call()
        self.hub.settle()
        return ticket

    def no_show(self, ticket: TicketId) -> None:
        self.hub.at_counter(c.NoShow, ticket)

    def finish(self, ticket: TicketId) -> None:
        self.hub.at_counter(c.StartService, ticket)
        self.hub.at_counter(c.Finish, ticket)

    def hold_and_close_the_day(self, ticket: TicketId) -> None:
        self.hub.at_counter(c.Hold, ticket)
        self.hub.close_day()

    def of(self, ticket: TicketId, procedure: str = GUARDIAN, officer: OfficerId = OWN) -> Likes:
        return self.kiosk.likes.of(officer, ticket, ProcedureCode(procedure))

    def said(self, ticket: TicketId, procedure: str = GUARDIAN) -> list[tuple[str, Any, Any]]:
        """What is said once all is compared."""
        self.of(ticket, procedure)
        self.kiosk.compare()
        likes = self.of(ticket, procedure)
        assert not likes.is_comparing
        return [(came.record.reference, came.same_file, came.same_sheet) for came in likes.found]


@pytest.fixture
def bench(hub: SmallHub) -> Bench:
    return Bench(hub)


@pytest.fixture
def small_bench(tmp_path: Path) -> Iterator[Bench]:
    """Where the database does not matter."""
    with small_hub(tmp_path) as hub:
        hub.open_day()
        yield Bench(hub)


def test_records_are_named_with_the_pages_and_why_in_the_order_of_the_pages(bench: Bench) -> None:
    first, second = bench.handed_in(FIRST), bench.handed_in(OTHER, FIRST)
    ticket = bench.called(AGAIN, OTHER, BLANK, FIRST)

    assert bench.of(ticket) == Likes(pages=4)
    assert bench.of(ticket).is_comparing
    assert bench.kiosk.wakes
    assert bench.said(ticket) == [(first, (4,), (1,)), (second, (2, 4), (1,))]


def test_only_records_of_the_procedure_count_that_are_open_and_of_another_visit(bench: Bench) -> None:
    withdrawn = receive(bench.hub)
    document = bench.room.document(withdrawn.record)
    bench.room.desk.upload(ANH, document.id, FIRST)
    act(bench.hub, c.WithdrawRecord, withdrawn.record)
    ticket = bench.called(FIRST)
    bench.handed_in(FIRST, ticket=ticket)

    assert bench.said(ticket) == []
    guardian = bench.handed_in(FIRST)
    assert bench.said(ticket, COPIES) == []
    assert bench.said(ticket) == []  # it came while the number was at the counter
    bench.hub.at_counter(c.ReturnToLine, ticket)
    bench.hub.call()
    assert bench.said(ticket) == [(guardian, (1,), ())]


def test_what_was_chosen_at_the_kiosk_is_compared_before_the_officer_asks(small_bench: Bench) -> None:
    reference = small_bench.handed_in(FIRST)
    ticket = small_bench.called(FIRST, procedure=ProcedureCode(GUARDIAN))
    assert small_bench.kiosk.compare() == 2

    assert [came.record.reference for came in small_bench.of(ticket).found] == [reference]
    assert small_bench.kiosk.compare() == 0


def test_a_page_that_comes_later_is_compared_too_and_a_damaged_one_is_said(small_bench: Bench) -> None:
    reference = small_bench.handed_in(FIRST)
    ticket = small_bench.called(b"\x89PNG\r\n\x1a\n cut short")
    assert small_bench.said(ticket) == []
    assert small_bench.of(ticket).unreadable == 1
    small_bench.kiosk.scan(ticket, FIRST)

    assert small_bench.said(ticket) == [(reference, (2,), ())]


def test_with_the_earlier_page_goes_what_was_said_of_it(bench: Bench) -> None:
    stands = receive(bench.hub)
    document = bench.room.document(stands.record)
    bench.room.desk.upload(ANH, document.id, FIRST)
    ticket = bench.called(FIRST)
    assert bench.said(ticket)
    bench.room.desk.erase(MANAGER, document.id)

    assert bench.said(ticket) == []


def test_nobody_is_told_who_has_not_called_the_ticket(small_bench: Bench) -> None:
    small_bench.handed_in(FIRST)
    ticket = small_bench.called(FIRST)
    assert small_bench.said(ticket)

    assert small_bench.of(ticket, officer=OfficerId("binh")) == Likes()
    waiting = small_bench.hub.take()
    small_bench.kiosk.scan(waiting, FIRST)
    assert small_bench.of(waiting) == Likes()
    assert small_bench.kiosk.compare() == 0


def test_nothing_of_a_visits_pages_is_left_in_memory_or_in_the_database(bench: Bench) -> None:
    bench.handed_in(FIRST)
    for end in (bench.no_show, bench.finish, bench.hold_and_close_the_day):
        ticket = bench.called(FIRST, AGAIN)
        assert bench.said(ticket)
        end(ticket)
        bench.hub.settle()

        assert bench.of(ticket) == Likes()
        assert bench.kiosk.compare() == 0
        own = {bench.room.vault.digest(page) for page in (FIRST, AGAIN)}
        assert not [one for one in gc.get_objects() if isinstance(one, Sight) and one.digest in own]
        assert _rows(bench) == (1, 0)


def test_who_leafs_through_all_procedures_fills_no_memory(small_bench: Bench) -> None:
    ticket = small_bench.called(FIRST)
    for number in range(3 * MOST_PROCEDURES):
        small_bench.of(ticket, f"1.{number}")

    visit = small_bench.kiosk.likes._visits[ticket]
    assert len(visit.found) == MOST_PROCEDURES
    assert small_bench.of(ticket, "").found == ()


def _rows(bench: Bench) -> tuple[int, int]:
    """Pages the database knows, and likes written down."""
    with bench.hub.database.reading() as connection:
        return tuple(  # type: ignore[return-value] # two tables
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - ours
            for table in ("record_page", "record_page_alike")
        )
