"""Kiosk pages on a record's page: what is missing is offered, ticked, named, and taken to the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from contract.ids import TicketId
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_records_pages import received
from tests.support.console import Browser, Console
from tests.support.kiosk_pages import KioskPages
from tests.support.open_center import OpenCenter
from tests.support.record_papers import png

PAGES = [png(f"page {number}") for number in range(6)]
SECOND_FAILS = """
    CREATE TRIGGER full_disk BEFORE INSERT ON record_page WHEN (SELECT count(*) FROM record_page) > 0
    BEGIN SELECT RAISE(ABORT, 'no space left'); END
"""


@pytest.fixture
def kiosk(site: Console, center: OpenCenter) -> KioskPages:
    return KioskPages(center.writer, center.database, center.data_dir, site.scanned.vault)


@pytest.fixture
def lan(site: Console, kiosk: KioskPages) -> Iterator[Browser]:
    site.app = console_app(replace(site.hub, papers=kiosk.desk, kiosk_likes=kiosk.likes))
    yield site.signed_in("lan")
    site.app.extensions[LIVE].close()


@pytest.fixture
def ticket(center: OpenCenter, kiosk: KioskPages, served: str) -> TicketId:
    """At Lan's counter, with three pages."""
    with center.writer.reading() as hall:
        (ticket,) = hall.tickets
    kiosk.scan(ticket, *PAGES[:3])
    return ticket


@pytest.fixture
def record(lan: Browser, ticket: TicketId) -> str:
    """The address of a record of the visit."""
    return received(lan)


def papers(browser: Browser, record: str) -> Any:
    return browser.get(f"{record}/papers").get_json()


def offered(browser: Browser, record: str) -> list[int]:
    kiosk = papers(browser, record)["kiosk"]
    return [page["number"] for page in kiosk["pages"]] if kiosk is not None else []


def take(browser: Browser, record: str, pages: str, **into: str) -> Any:
    return browser.post(f"{record}/papers/take-over", pages=pages, agreed="ho-so-1-vi", **into)


def in_database(center: OpenCenter, said: str) -> None:
    center.writer.run(lambda _work, connection: connection.execute(text(said))).result(10)


def test_only_after_the_citizen_was_asked_and_both_consents_stay(lan: Browser, record: str) -> None:
    assert papers(lan, record)["kiosk"]["text"] == "Công dân đã quét 3 trang ở máy lấy số."
    unasked = lan.post(f"{record}/papers/take-over", pages="1,2,3", paper="don-to-khai")
    assert (unasked.status_code, papers(lan, record)["documents"]) == (409, [])

    taken = take(lan, record, "1,2,3", paper="don-to-khai").get_json()

    assert taken["kiosk"] is None
    (document,) = taken["documents"]
    assert (len(document["pages"]), document["consent"]) == (3, "1-vi+ho-so-1-vi")
    again = take(lan, record, "1,2,3", paper="don-to-khai")
    assert again.status_code == 409
    assert "Không còn trang nào" in again.get_json()["refused"]
    assert len(papers(lan, record)["documents"]) == 1


def test_what_fails_half_way_is_offered_and_goes_on_in_the_same_document(
    center: OpenCenter, lan: Browser, record: str
) -> None:
    in_database(center, SECOND_FAILS)
    assert take(lan, record, "1,2,3", paper="don-to-khai").status_code == 503
    (document,) = papers(lan, record)["documents"]
    assert (len(document["pages"]), offered(lan, record)) == (1, [2, 3])
    assert papers(lan, record)["kiosk"]["text"].startswith("Còn 2 trong 3 trang")
    in_database(center, "DROP TRIGGER full_disk")

    taken = take(lan, record, "1,2,3", document=document["id"]).get_json()

    assert [len(one["pages"]) for one in taken["documents"]] == [3]
    assert taken["kiosk"] is None


def test_pages_scanned_after_the_first_were_taken_are_offered_too(
    lan: Browser, kiosk: KioskPages, ticket: TicketId, record: str
) -> None:
    take(lan, record, "1,2,3", paper="don-to-khai")
    assert offered(lan, record) == []
    kiosk.scan(ticket, PAGES[3], PAGES[4])

    assert offered(lan, record) == [4, 5]


def test_each_page_goes_where_it_belongs_a_card_under_its_own_kind(lan: Browser, record: str) -> None:
    take(lan, record, "1,3", paper="don-to-khai")
    taken = take(lan, record, "2", paper="the-can-cuoc").get_json()

    assert [(one["name"], len(one["pages"])) for one in taken["documents"]] == [
        ("Đơn, tờ khai", 2),
        ("Thẻ căn cước", 1),
    ]
    form, card = (one["id"] for one in taken["documents"])
    assert lan.get(f"{record}/papers/{form}/pages/2").data == PAGES[2]
    assert lan.get(f"{record}/papers/{card}/pages/1").data == PAGES[1]


@pytest.mark.parametrize("into", [{"paper": "chi-xuat-trinh"}, {"paper": "no-kind"}, {"document": "no-one"}])
def test_nothing_is_taken_into_what_takes_no_page(lan: Browser, record: str, into: dict[str, str]) -> None:
    assert take(lan, record, "1", **into).status_code == 409
    assert papers(lan, record)["documents"] == []


def test_who_ticks_nothing_is_told(lan: Browser, record: str) -> None:
    for nothing in ("", "9"):
        answer = take(lan, record, nothing, paper="don-to-khai")
        assert (answer.status_code, answer.get_json()["refused"]) == (409, "Chưa chọn trang nào.")


def test_of_two_records_of_a_visit_the_second_is_told_what_the_first_has(lan: Browser, record: str) -> None:
    second = received(lan)
    take(lan, record, "1,2", paper="don-to-khai")

    said = {page["number"]: page["elsewhere"] for page in papers(lan, second)["kiosk"]["pages"]}
    assert said == {1: "Đã có trong hồ sơ 1/2026", 2: "Đã có trong hồ sơ 1/2026", 3: ""}
    take(lan, second, "3", paper="don-to-khai")
    assert offered(lan, second) == [1, 2]
    assert offered(lan, record) == [3]


def test_a_damaged_page_is_said_and_the_others_are_taken(
    center: OpenCenter, lan: Browser, ticket: TicketId, record: str
) -> None:
    (center.data_dir / "papers" / ticket / "2").write_bytes(b"\x01 damaged on the disk")

    told = take(lan, record, "1,2,3", paper="don-to-khai")

    assert told.status_code == 409
    assert "trang 2 quét ở máy lấy số nên chưa lấy; các trang khác đã lấy xong" in told.get_json()["refused"]
    assert [len(one["pages"]) for one in papers(lan, record)["documents"]] == [2]
    assert offered(lan, record) == [2]


def test_who_does_not_have_the_ticket_is_offered_nothing(
    site: Console, lan: Browser, ticket: TicketId, record: str
) -> None:
    quang = site.signed_in("quang")

    assert papers(quang, record)["kiosk"] is None
    assert take(quang, record, "1", paper="don-to-khai").status_code == 409
    picture = papers(lan, record)["kiosk"]["pages"][0]["address"]
    assert lan.get(picture).data == PAGES[0]
    assert quang.get(picture).status_code == 403


def test_hashes_of_pages_go_with_them(kiosk: KioskPages, ticket: TicketId) -> None:
    made: list[bytes] = []

    def digest(page: bytes) -> str:
        made.append(page)
        return f"digest {len(made)}"

    first = kiosk.papers.digests_of(ticket, digest)
    assert first == {1: "digest 1", 2: "digest 2", 3: "digest 3"}
    kiosk.scan(ticket, PAGES[3])
    assert kiosk.papers.digests_of(ticket, digest) == {**first, 4: "digest 4"}
    kiosk.papers.take_back(ticket, [4])
    assert len(kiosk.papers.digests_of(ticket, digest)) == 3
    kiosk.papers.erase(ticket)
    assert kiosk.papers.digests_of(ticket, digest) == {}
    assert len(made) == 7
