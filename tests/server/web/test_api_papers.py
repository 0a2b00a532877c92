"""A kiosk hands in pages over HTTP, and every way in which that may not be."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from contract import commands as c
from server.web.api.papers import LARGEST_PAGE
from tests.server.web.public_center import (
    AS_KIOSK,
    AS_PANEL,
    PublicCenter,
    Reply,
    basic,
    running_center,
    with_scanning,
)
from tests.support.hub import ANH

JPEG = b"\xff\xd8\xff\xe0" + b"one"
PNG = b"\x89PNG\r\n\x1a\n" + b"two"
BOUNDARY = "page-boundary"


@dataclass(frozen=True, slots=True)
class Upload:
    """A multipart body, written by hand: nothing here shares code with the kiosk."""

    token: str | None
    consent: str | None = "scan-1"
    pages: tuple[bytes, ...] = (JPEG, PNG)
    login: tuple[str, str] | None = AS_KIOSK
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, center: PublicCenter) -> Reply:
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
            for name, value in (("token", self.token), ("consent", self.consent))
            if value is not None
        ]
        parts += [
            f'Content-Disposition: form-data; name="pages"; filename="{number}"\r\n'
            "Content-Type: image/jpeg\r\n\r\n".encode()
            + page
            for number, page in enumerate(self.pages)
        ]
        line = f"--{BOUNDARY}".encode()
        body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
        typed = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return center.send("POST", "/api/v1/papers", body, {**typed, **basic(self.login), **self.headers})


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        yield running


@pytest.fixture
def token(center: PublicCenter) -> str:
    return center.slip().token


def test_pages_are_kept_and_counted(center: PublicCenter, token: str) -> None:
    reply = Upload(token).send(center)

    assert (reply.status, reply.json) == (201, {"pages": 2})
    (ticket,) = center.papers.tickets()
    assert [center.papers.open_page(ticket, page) for page in (1, 2)] == [JPEG, PNG]


def test_large_pages_are_taken(center: PublicCenter, token: str) -> None:
    pages = tuple(JPEG + bytes([number]) * 3_000_000 for number in range(3))

    assert Upload(token, pages=pages).send(center).json == {"pages": 3}


@pytest.mark.parametrize(
    ("upload", "status", "code"),
    [
        (Upload("", login=None), 401, "not-signed-in"),
        (Upload("", login=("kiosk-1", "wrong")), 401, "not-signed-in"),
        (Upload("", login=("kiosk-9", "wrong")), 401, "not-signed-in"),
        (Upload("", login=AS_PANEL), 403, "not-allowed"),
        (Upload("A" * 16), 404, "unknown-slip"),
        (Upload("no token"), 404, "unknown-slip"),
        (Upload(None), 400, "malformed"),
        (Upload("A" * 16, consent=None), 400, "malformed"),
        (Upload("A" * 16, consent="yes, all"), 400, "malformed"),
        (Upload("A" * 16, pages=()), 400, "malformed"),
        (Upload("A" * 16, pages=(JPEG,) * 4), 413, "too-many-pages"),
        (Upload("A" * 16, pages=(JPEG + bytes(LARGEST_PAGE),)), 413, "page-too-large"),
        (Upload("A" * 16, pages=(JPEG, b"%PDF-1.7")), 415, "no-picture"),
        (Upload("A" * 16, headers={"Content-Type": "image/jpeg"}), 415, "wrong-type"),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_what_may_not_be_is_a_problem(center: PublicCenter, upload: Upload, status: int, code: str) -> None:
    reply = upload.send(center)

    assert (reply.status, reply.json["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert center.papers.tickets() == ()


def test_an_ended_ticket_is_a_conflict(center: PublicCenter) -> None:
    taken = center.slip()
    center.hub.do(c.Cancel, ANH, ticket=taken.ticket, reason="leaves")

    reply = Upload(taken.token).send(center)

    assert (reply.status, reply.json["code"]) == (409, "ticket-ended")
    assert reply.json["detail_vi"].startswith("Số A001 đã kết thúc")


def test_more_pages_than_one_visit_may_hold_are_refused_over_two_sendings(
    center: PublicCenter, token: str
) -> None:
    Upload(token).send(center)

    reply = Upload(token, pages=(JPEG + b"3", JPEG + b"4")).send(center)

    assert (reply.status, reply.json["code"]) == (413, "too-many-pages")


def test_a_body_beyond_all_pages_is_refused(tmp_path: Path) -> None:
    with running_center(tmp_path, with_scanning(max_pages=1)) as center:
        reply = Upload(center.slip().token, pages=(JPEG + bytes(LARGEST_PAGE),) * 3).send(center)

    assert reply.status == 413


def test_pages_of_a_stranger_are_refused_before_they_are_read(center: PublicCenter) -> None:
    assert said_to_headers(center, ("kiosk-1", "guess")).startswith(b"HTTP/1.1 413")
    assert said_to_headers(center, AS_KIOSK) == b"", "a kiosk may go on"


def said_to_headers(center: PublicCenter, login: tuple[str, str]) -> bytes:
    """The answer to the headers of an upload whose body has not come; nothing: it is waited for."""
    lines = ["POST /api/v1/papers HTTP/1.1", "Host: hub", "Content-Length: 200000"]
    lines += [f"{name}: {value}" for name, value in basic(login).items()]
    with socket.create_connection(("127.0.0.1", center.port), 10) as end:
        end.sendall("\r\n".join([*lines, "", ""]).encode())
        end.settimeout(1)
        try:
            return end.recv(100)
        except TimeoutError:
            return b""


def test_a_center_that_does_not_scan_takes_nothing(tmp_path: Path) -> None:
    with running_center(tmp_path, with_scanning(enabled=False)) as center:
        reply = Upload(center.slip().token).send(center)

    assert (reply.status, reply.json["code"]) == (403, "scanning-off")


def test_pages_that_cannot_be_written_are_not_half_kept(center: PublicCenter, token: str) -> None:
    folder = center.hub.folder / "papers"
    folder.rmdir()
    folder.write_bytes(b"in the way")

    reply = Upload(token).send(center)

    assert (reply.status, reply.json["code"]) == (503, "no-answer")


def test_pages_that_cannot_be_recorded_are_taken_back(center: PublicCenter, token: str) -> None:
    with sqlite3.connect(center.hub.folder / "ledger.sqlite") as ledger:
        ledger.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'full'); END")
    ledger.close()

    reply = Upload(token).send(center)

    assert (reply.status, reply.json["code"]) == (503, "no-answer")
    assert [center.papers.pages_of(ticket) for ticket in center.papers.tickets()] in ([], [0])
