"""Pages scanned at the kiosk came with an earlier record: the form warns, one press refuses or receives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract.events import RecordReceived
from contract.ids import TicketId
from server.store import ledger
from server.store.alike_pages import AlikePages
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_record_forms import pdf_of
from tests.server.web.records.test_records_pages import GUARDIAN, WHO, fill_in, hidden, received
from tests.support.console import Browser, Console
from tests.support.kiosk_pages import KioskPages
from tests.support.open_center import OpenCenter
from tests.support.paper_pictures import as_png, filled_form, scanned_again

SHEET = filled_form(1)
PAGE, AGAIN, OTHER = as_png(SHEET), as_png(scanned_again(SHEET, degrees=0.8)), as_png(filled_form(2))
COPIES = "2.000815"
SAME_FILE = "trang quét 1 chính là ảnh đã nộp"
SAME_SHEET = "trang quét 2 giống tờ đã nộp"


@pytest.fixture
def kiosk(site: Console, center: OpenCenter) -> KioskPages:
    return KioskPages(center.writer, center.database, center.data_dir, site.scanned.vault)


@pytest.fixture
def lan(site: Console, kiosk: KioskPages) -> Iterator[Browser]:
    site.app = console_app(replace(site.hub, papers=kiosk.desk, kiosk_likes=kiosk.likes))
    yield site.signed_in("lan")
    site.app.extensions[LIVE].close()


@pytest.fixture
def earlier(site: Console, lan: Browser) -> str:
    """The address of a record that `PAGE` came with."""
    address = received(lan, **WHO)
    hand_in(lan, address, PAGE)
    return address


@pytest.fixture
def ticket(center: OpenCenter, kiosk: KioskPages, earlier: str, served: str) -> TicketId:
    """At Lan's counter; scanned for it: the earlier page, the same sheet once more, another one."""
    with center.writer.reading() as hall:
        (ticket,) = hall.tickets
    kiosk.scan(ticket, PAGE, AGAIN, OTHER)
    return ticket


def hand_in(browser: Browser, record: str, page: bytes) -> None:
    """A page is scanned for it at the counter."""
    document = browser.post(f"{record}/papers", paper="don-to-khai").get_json()["documents"][0]["id"]
    headers = {"X-CSRF-Token": browser.csrf, "Content-Type": "image/png"}
    answer = browser.client.post(f"{record}/papers/{document}/upload", data=page, headers=headers)
    assert answer.status_code == 200, answer.text


def asked(browser: Browser, ticket: TicketId, procedure: str = GUARDIAN, **fields: str) -> str:
    """What the open form is told."""
    sent = {"command_id": "of-the-form", "ticket": ticket, "procedure": procedure, **fields}
    answer = browser.post("/records/new/suspects", **sent)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def papers(browser: Browser, address: str) -> Any:
    return browser.get(f"{address}/papers").get_json()


def test_the_form_says_how_far_it_is_and_then_warns_with_the_reasons(
    lan: Browser, kiosk: KioskPages, ticket: TicketId
) -> None:
    assert "Đang so 3 trang" in lan.get("/records/new").text
    assert "Có 3 trang quét ở máy lấy số. Chọn thủ tục" in asked(lan, ticket, "")
    assert "Đang so 3 trang quét ở máy lấy số với hồ sơ đã nhận… (0/3)" in asked(lan, ticket)
    kiosk.compare()
    warned = asked(lan, ticket, identity=WHO["identity"])

    assert "Đã so xong 3 trang quét ở máy lấy số." in warned
    assert warned.count(">1/2026</a>") == 1
    assert f"; cùng người nộp, cùng thủ tục; {SAME_FILE}; {SAME_SHEET}." in warned
    assert not any(kept in warned for kept in (WHO["name"], WHO["phone"], WHO["subject"], "<img"))
    asked(lan, ticket, COPIES)
    kiosk.compare()
    assert "không trùng với hồ sơ nào đã nhận" in asked(lan, ticket, COPIES)


def test_while_the_vault_is_away_nothing_is_being_compared_and_nothing_is_said_to_be_new(
    site: Console, lan: Browser, kiosk: KioskPages, ticket: TicketId
) -> None:
    record = received(lan)
    site.scanned.vault.shut()
    away = asked(lan, ticket)

    assert "Chưa mở được kho trang quét nên chưa so được 3 trang quét ở máy lấy số" in away
    assert 'data-comparing="no"' in away
    said = papers(lan, record)["kiosk"]
    assert (said["is_comparing"], said["comparing"].endswith("(0/3).")) == (False, True)
    site.scanned.vault.open_up()
    assert 'data-comparing="yes"' in asked(lan, ticket)
    kiosk.compare()
    assert "Đã so xong 3 trang" in asked(lan, ticket)


def test_one_press_refuses_with_the_earlier_reference_on_the_slip(
    lan: Browser, center: OpenCenter, kiosk: KioskPages, ticket: TicketId, earlier: str, tmp_path: Path
) -> None:
    asked(lan, ticket)
    kiosk.compare()
    (act,) = (part.split('"')[0] for part in asked(lan, ticket).split('name="act" value="')[1:])
    assert act == f"duplicate:{earlier.removeprefix('/records/')}"

    unseen = fill_in(lan, act=act)
    assert (unseen.status_code, SAME_FILE in unseen.text) == (409, True), "it has just moved under F7"
    assert _despite(center) == [()]

    refused = received(lan, act=act, despite=earlier.removeprefix("/records/"))

    assert "Từ chối tiếp nhận" in lan.get(refused).text
    assert papers(lan, refused)["kiosk"]["alike"] == []
    assert "số 1/2026 trong sổ theo dõi" in pdf_of(lan, refused, "03", tmp_path).raw_text


def test_what_was_not_seen_is_shown_first_and_what_was_seen_stands_in_the_event(
    lan: Browser, center: OpenCenter, kiosk: KioskPages, ticket: TicketId, earlier: str
) -> None:
    asked(lan, ticket)
    kiosk.compare()
    warned = fill_in(lan, act="same-visit")
    assert (warned.status_code, SAME_FILE in warned.text) == (409, True)
    (seen,) = hidden(warned.text, "despite")

    assert received(lan, act="same-visit", despite=seen)
    assert _despite(center) == [(), (seen,)]
    assert seen == earlier.removeprefix("/records/")


def test_who_does_not_wait_for_it_reads_it_on_the_records_page_before_and_after_taking_over(
    site: Console, center: OpenCenter, lan: Browser, kiosk: KioskPages, ticket: TicketId
) -> None:
    second = received(lan)
    assert _despite(center) == [(), ()]
    waiting = papers(lan, second)["kiosk"]
    assert (waiting["is_comparing"], waiting["alike"]) == (True, [])
    kiosk.compare()
    ((late,), done) = (papers(lan, second)["kiosk"][name] for name in ("alike", "is_comparing"))
    assert late["text"] == f"Hồ sơ 1/2026 (đã tiếp nhận): {SAME_FILE}; {SAME_SHEET}."
    assert not done

    lan.post(f"{second}/papers/take-over", pages="1,2,3", paper="don-to-khai", agreed="ho-so-1-vi")
    records = AlikePages(site.scanned.vault, center.writer, center.database)
    while records.compare_next():
        pass
    taken = papers(lan, second)
    assert taken["kiosk"] is None
    assert [len(page["alike"]) for page in taken["documents"][0]["pages"]] == [1, 1, 0]


def test_nobody_else_learns_of_it(site: Console, lan: Browser, kiosk: KioskPages, ticket: TicketId) -> None:
    asked(lan, ticket)
    kiosk.compare()

    assert asked(site.signed_in("minh"), ticket).strip() == ""
    guide = site.signed_in("thu")
    assert guide.post("/records/new/suspects", ticket=ticket, procedure=GUARDIAN).status_code == 403
    assert lan.post("/records/new/suspects", command_id="x", identity="9" * 33).status_code == 400


def _despite(center: OpenCenter) -> list[tuple[str, ...]]:
    with center.database.reading() as connection:
        events = (item.event for item in ledger.events_after(connection, 0))
        return [event.despite for event in events if isinstance(event, RecordReceived)]
