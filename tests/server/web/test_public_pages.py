"""The public pages as any browser gets them: texts, headers, files, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.words import ClockTrust
from tests.server.web.public_center import STREAMS, PublicCenter, running_center
from tests.support.hub import ANH


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        yield running


def test_the_ticket_page_reads_without_script(center: PublicCenter) -> None:
    center.slip()
    page = center.get(f"/t/{center.slip().token}")

    text = page.body.decode()
    assert page.status == 200
    assert '<html lang="vi">' in text
    assert "A002" in text
    assert "Còn 1 người trước ông/bà" in text
    assert '<noscript><meta http-equiv="refresh"' in text


def test_the_ticket_page_in_english(center: PublicCenter) -> None:
    text = center.get(f"/t/{center.slip().token}?lang=en").body.decode()

    assert '<html lang="en">' in text
    assert "You are next" in text
    assert "Civil status" in text


def test_a_ticket_page_is_kept_by_nobody_and_tells_nobody_its_address(center: PublicCenter) -> None:
    headers = center.get(f"/t/{center.slip().token}").headers

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in headers


def test_an_unknown_slip_is_told_in_plain_words(center: PublicCenter) -> None:
    page = center.get("/t/AAAAAAAAAAAAAAAA")

    assert page.status == 404
    assert "Không tìm thấy phiếu này." in page.body.decode()
    assert "There is no ticket for this code." in page.body.decode()


@pytest.mark.parametrize("path", ["/board", "/t/AAAAAAAAAAAAAAAA", "/nothing"])
def test_pages_fetch_nothing_from_elsewhere(center: PublicCenter, path: str) -> None:
    page = center.get(path)

    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.body.decode())
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/public/public.css", "text/css; charset=utf-8"),
        ("/public/public.board.js", "text/javascript; charset=utf-8"),
        ("/public/public.ticket.js", "text/javascript; charset=utf-8"),
        ("/fonts/NotoSans-Regular.ttf", "font/ttf"),
    ],
)
def test_the_few_files_are_there(center: PublicCenter, path: str, kind: str) -> None:
    reply = center.get(path)

    assert (reply.status, reply.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize(
    "path", ["/public/console.js", "/public/..%2fpublic_app.py", "/fonts/..%2f..%2fetc%2fpasswd", "/static/x"]
)
def test_other_files_are_not(center: PublicCenter, path: str) -> None:
    assert center.get(path).status == 404


def test_style_is_kept_for_as_long_as_its_version_holds(center: PublicCenter) -> None:
    assert "max-age=604800" in center.get("/public/public.css?v=0.1.0").headers["cache-control"]
    assert "604800" not in center.get("/public/public.css?v=old").headers["cache-control"]


def test_the_bare_address_leads_to_the_board(center: PublicCenter) -> None:
    reply = center.get("/")

    assert (reply.status, reply.headers["location"]) == (302, "/board")


# --- the board ----------------------------------------------------------------------------------------


def test_the_board_names_number_counter_and_waiting(center: PublicCenter) -> None:
    for _ in range(3):
        center.slip()
    center.hub.sit()
    center.hub.call()

    board = center.get("/board/now").json

    assert [(call["number"], call["counter"]) for call in board["calls"]] == [("A001", "Quầy 1")]
    assert board["calls"][0]["is_current"]
    assert board["calls"][0]["is_fresh"]
    assert board["services"][0] == {"name": "Hộ tịch", "waiting": 2}
    assert (board["today"], board["clock"]) == ("Hôm nay: 3 lượt, đã xong 0", "08:00")
    assert board["headline"] == []


def test_a_recall_is_a_new_id_on_the_same_row(center: PublicCenter) -> None:
    ticket = center.slip().ticket
    center.hub.sit()
    center.hub.call()
    first = center.get("/board/now").json["calls"]
    center.hub.at_counter(c.Recall, ticket, asker=ANH)

    again = center.get("/board/now").json["calls"]

    assert len(first) == len(again) == 1
    assert first[0]["call_id"] != again[0]["call_id"]


def test_an_old_call_stands_still(center: PublicCenter) -> None:
    center.slip()
    center.hub.sit()
    center.hub.call()
    center.hub.clock.pass_time(31)

    assert not center.get("/board/now").json["calls"][0]["is_fresh"]


def test_nobody_called_yet_and_no_day_never_look_alike(center: PublicCenter) -> None:
    before = center.get("/board/now").json
    center.hub.close_day()
    after = center.get("/board/now").json

    assert before["headline"] == ["Chưa gọi số nào", "No number called yet"]
    assert after["headline"][0] == "Trung tâm chưa mở cửa"
    assert after["services"] == []


def test_a_clock_that_cannot_be_believed_is_not_shown(center: PublicCenter) -> None:
    center.hub.trust = ClockTrust.UNTRUSTED
    center.hub.tick()

    assert center.get("/board/now").json["clock"] == ""


def test_an_unchanged_board_is_not_sent_again(center: PublicCenter) -> None:
    etag = center.get("/board/now").headers["etag"]

    assert center.get("/board/now", {"If-None-Match": etag}).status == 304


def test_streams_beyond_the_cap_are_told_to_come_back(center: PublicCenter) -> None:
    held = [center.public.live.stream() for _ in range(STREAMS)]

    reply = center.get("/board/live")

    assert all(held)
    assert (reply.status, reply.headers["retry-after"]) == (503, "10")
