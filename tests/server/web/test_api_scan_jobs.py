"""A scan station over HTTP: it fetches, brings pages, tells how it goes; and what may not be."""

from __future__ import annotations

import hashlib
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contract.ids import DocumentId
from contract.paper_words import PageFlaw
from server.store.record_pages import ScanJob
from tests.server.web.public_center import (
    AS_KIOSK,
    AS_PANEL,
    AS_SCANNER,
    PublicCenter,
    Reply,
    basic,
    running_center,
)
from tests.support.hub import ANH
from tests.support.record_papers import STATION, PaperRoom, noise, png, with_scanners
from tests.support.records import receive

PAGE, OTHER = png("one page"), png("another page")


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path, with_scanners()) as running:
        yield running


@pytest.fixture
def room(center: PublicCenter) -> PaperRoom:
    return PaperRoom(center.hub)


@pytest.fixture
def job(room: PaperRoom) -> ScanJob:
    document = room.document(receive(room.hub).record)
    return room.scans.ask(ANH, document.id, STATION)


def send_page(center: PublicCenter, job: str, number: int = 1, page: bytes = PAGE, **headers: str) -> Reply:
    sent = {
        "Content-Type": "image/png",
        "Content-SHA-256": hashlib.sha256(page).hexdigest(),
        **basic(AS_SCANNER),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return center.send("PUT", f"/api/v1/scan-jobs/{job}/pages/{number}", page, sent)


def tell(center: PublicCenter, job: str, login: tuple[str, str] = AS_SCANNER, **told: Any) -> Reply:
    headers = {"Content-Type": "application/json", **basic(login)}
    return center.send("POST", f"/api/v1/scan-jobs/{job}/status", msgspec.json.encode(told), headers)


def next_job(center: PublicCenter, login: tuple[str, str] = AS_SCANNER) -> Reply:
    return center.get("/api/v1/scan-jobs/next", basic(login))


def test_a_page_that_is_scanned_again_is_one_sheet_for_the_station(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    send_page(center, job.id)
    assert next_job(center).json["job"]["most_pages"] == 100
    tell(center, job.id, state="done", pages=1)

    room.scans.ask(ANH, job.document, STATION, replaces=1)
    assert next_job(center).json["job"]["most_pages"] == 1


def test_a_station_that_has_nothing_to_do_is_told_so(center: PublicCenter) -> None:
    assert (next_job(center).status, next_job(center).body) == (204, b"")


def test_a_job_says_how_to_scan_and_what_has_arrived(center: PublicCenter, job: ScanJob) -> None:
    send_page(center, job.id, 1)
    send_page(center, job.id, 2, OTHER)

    assert next_job(center).json == {
        "job": {
            "id": job.id,
            "kind": "giay-to-kem-theo",
            "title": "Giấy tờ kèm theo",
            "dpi": 200,
            "mode": "gray",
            "size": "a4",
            "source": "feeder",
            "arrived": [1, 2],
            "most_pages": 100,
        }
    }


def test_a_page_is_new_then_the_same_then_another(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    first, again, other = (send_page(center, job.id, 1, page) for page in (PAGE, PAGE, OTHER))

    assert [first.status, again.status, other.status] == [201, 200, 409]
    assert other.json["code"] == "another-page"
    assert len(room.vault.names(DocumentId(job.document))) == 2, "the page and its thumbnail"


def test_a_large_page_is_taken(center: PublicCenter, job: ScanJob) -> None:
    page = noise(1, 3000)

    assert len(page) > 8_000_000
    assert send_page(center, job.id, page=page).status == 201


def test_what_the_station_found_goes_with_the_page_and_unknown_words_do_not(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    send_page(center, job.id, Motcua_Quality="blurred, upside-down,haunted")

    _, (held,) = room.desk.papers_of(ANH, job.record)
    assert held.pages[0].found == (PageFlaw.BLURRED, PageFlaw.UPSIDE_DOWN)


def test_a_pause_waits_for_the_officer_and_goes_on_where_it_was(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    send_page(center, job.id)

    assert tell(center, job.id, state="paused", code="jammed", pages=1).status == 204
    assert next_job(center).status == 204
    room.scans.go_on(ANH, job.id)
    assert next_job(center).json["job"]["arrived"] == [1]
    assert tell(center, job.id, state="done", code=None, pages=1).status == 204
    assert tell(center, job.id, state="done", code=None, pages=1).status == 204
    assert next_job(center).status == 204


def test_a_cancelled_job_takes_nothing_more(center: PublicCenter, room: PaperRoom, job: ScanJob) -> None:
    room.scans.cancel(ANH, job.id)

    assert (send_page(center, job.id).status, send_page(center, job.id).json["code"]) == (410, "job-over")
    assert tell(center, job.id, state="scanning", pages=0).status == 410


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"page": PAGE[:300]}, 422, "no-picture"),
        ({"page": b"\xff\xd8\xff jpeg"}, 422, "no-picture"),
        ({"Content_SHA_256": "0" * 64}, 422, "wrong-hash"),
        ({"Content_SHA_256": "none"}, 400, "malformed"),
        ({"Content_Type": "image/jpeg"}, 415, "wrong-type"),
        ({"job": "another"}, 404, "unknown-job"),
        ({"number": 0}, 404, "unknown-job"),
        ({"Authorization": "Basic c2Nhbm5lci0xOmd1ZXNz"}, 401, "not-signed-in"),
    ],
)
def test_what_may_not_be_is_a_problem(
    center: PublicCenter, room: PaperRoom, job: ScanJob, changes: dict[str, Any], status: int, code: str
) -> None:
    reply = send_page(center, **{"job": job.id, **changes})

    assert (reply.status, reply.json["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert room.vault.documents() == frozenset()


@pytest.mark.parametrize(
    "told", [{}, {"state": "wanted"}, {"state": "paused", "code": "on-fire"}, {"state": 1}]
)
def test_a_status_that_is_none_is_a_problem(center: PublicCenter, job: ScanJob, told: dict[str, Any]) -> None:
    assert (tell(center, job.id, **told).status, tell(center, job.id, **told).json["code"]) == (
        400,
        "malformed",
    )


@pytest.mark.parametrize("login", [AS_KIOSK, AS_PANEL])
def test_other_devices_have_no_business_here(
    center: PublicCenter, job: ScanJob, login: tuple[str, str]
) -> None:
    assert next_job(center, login).status == 403
    assert tell(center, job.id, login, state="done", pages=0).status == 403


def test_a_station_has_no_business_with_tickets(center: PublicCenter) -> None:
    assert center.command("call-guide", AS_SCANNER).status == 403
    reply = center.send("POST", "/api/v1/papers", b"", {"Content-Type": "image/png", **basic(AS_SCANNER)})
    assert reply.status == 403


def test_pages_of_a_stranger_are_refused_before_they_are_read(center: PublicCenter, job: ScanJob) -> None:
    assert said_to_headers(center, job, (AS_SCANNER[0], "guess")).startswith(b"HTTP/1.1 413")
    assert said_to_headers(center, job, AS_KIOSK).startswith(b"HTTP/1.1 413")
    assert said_to_headers(center, job, AS_SCANNER, 1) == b"", "a station may go on"


def said_to_headers(
    center: PublicCenter, job: ScanJob, login: tuple[str, str], within_s: float = 20
) -> bytes:
    """The answer to the headers of a page whose body has not come; nothing: it is waited for."""
    lines = [f"PUT /api/v1/scan-jobs/{job.id}/pages/1 HTTP/1.1", "Host: hub", "Content-Length: 200000"]
    lines += [f"{name}: {value}" for name, value in basic(login).items()]
    with socket.create_connection(("127.0.0.1", center.port), 10) as end:
        end.sendall("\r\n".join([*lines, "", ""]).encode())
        end.settimeout(within_s)
        try:
            return end.recv(100)
        except TimeoutError:
            return b""


def test_a_station_that_dies_in_the_middle_of_a_page_leaves_nothing_and_begins_it_again(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    lines = [
        f"PUT /api/v1/scan-jobs/{job.id}/pages/1 HTTP/1.1",
        "Host: hub",
        "Content-Type: image/png",
        f"Content-SHA-256: {hashlib.sha256(PAGE).hexdigest()}",
        f"Content-Length: {len(PAGE)}",
        *(f"{name}: {value}" for name, value in basic(AS_SCANNER).items()),
    ]
    with socket.create_connection(("127.0.0.1", center.port), 10) as end:
        end.sendall("\r\n".join([*lines, "", ""]).encode() + PAGE[: len(PAGE) // 2])

    assert next_job(center).json["job"]["arrived"] == []
    assert room.vault.documents() == frozenset()
    assert send_page(center, job.id).status == 201


def test_a_page_that_cannot_be_written_down_is_not_half_kept(
    center: PublicCenter, room: PaperRoom, job: ScanJob
) -> None:
    with sqlite3.connect(center.hub.folder / "ledger.sqlite") as ledger:
        full = "CREATE TRIGGER full BEFORE INSERT ON record_page BEGIN SELECT RAISE(FAIL, 'full'); END"
        ledger.execute(full)
    ledger.close()

    reply = send_page(center, job.id)

    assert (reply.status, reply.json["code"]) == (503, "no-answer")
    assert room.vault.documents() == frozenset()


def test_while_the_page_vault_is_away_a_station_keeps_its_pages(center: PublicCenter, job: ScanJob) -> None:
    mark = center.hub.folder / "record-papers" / "vault.json"
    seen = mark.read_bytes()
    mark.unlink()
    away = next_job(center)
    assert (away.status, away.json["code"]) == (503, "page-vault-away"), "204 would let it drop what it holds"
    mark.write_bytes(seen)
    assert next_job(center).status == 200

    mark.unlink()
    refused = send_page(center, job.id)
    assert (refused.status, refused.json["code"]) == (503, "page-vault-away")
