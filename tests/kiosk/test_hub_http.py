"""HTTP to a small hub of this test's own."""

from __future__ import annotations

import email.parser
import email.policy
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from contract.hub_calls import HubAwayError, HubUnreachedError
from contract.ids import ProcedureCode
from kiosk.hub_http import HubHttp, PapersEnd, TicketSeen
from kiosk.pages import Page
from kiosk.procedures import Procedure, ProcedureBook

TOKEN = "abcdefghijklmnop"
BOOK = ProcedureBook(
    sha256="a" * 64, procedures=(Procedure(code=ProcedureCode("1.001193"), name_vi="Đăng ký khai sinh"),)
)


class SmallHub(ThreadingHTTPServer):
    """Remembers what was asked; answers papers with `papers_status`."""

    daemon_threads = True
    papers_status = 201
    papers_body = b"{}"
    received = b""
    headers_seen: dict[str, str]


class _Handler(BaseHTTPRequestHandler):
    server: SmallHub

    def do_GET(self) -> None:
        if self.path == f"/api/v1/tickets/{TOKEN}":
            self._say(200, b'{"number":"A012","state":"waiting","service":"ho-tich","people_ahead":2}')
        elif self.path == "/api/v1/procedures" and self.headers["If-None-Match"] == f'"{BOOK.sha256}"':
            self._say(304, b"")
        elif self.path == "/api/v1/procedures":
            self._say(200, msgspec.json.encode(BOOK))
        elif self.path == "/api/v1/tickets/garbagegarbage00":
            self._say(200, b"<html>")
        elif self.path == "/api/v1/tickets/brokenbroken0000":
            self._say(500, b"")
        else:
            self._say(404, b"{}")

    def do_POST(self) -> None:
        self.server.received = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.headers_seen = dict(self.headers)
        self._say(self.server.papers_status, self.server.papers_body)

    def log_message(self, *_: object) -> None:
        return

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def hub() -> Iterator[SmallHub]:
    with SmallHub(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def http(hub: SmallHub) -> HubHttp:
    return HubHttp(f"http://127.0.0.1:{hub.server_port}", "kiosk-1", "secret")


def test_the_catalogue_is_fetched_once_and_then_only_asked_about(http: HubHttp) -> None:
    assert http.procedures(None) == BOOK
    assert http.procedures(BOOK.sha256) is None


def test_a_ticket_is_found_by_its_token(http: HubHttp) -> None:
    ticket = http.ticket(TOKEN)

    assert isinstance(ticket, TicketSeen)
    assert (ticket.number, ticket.state) == ("A012", "waiting")


def test_a_token_nobody_holds_finds_nothing(http: HubHttp) -> None:
    assert http.ticket("x" * 16) is None


@pytest.mark.parametrize("token", ["garbagegarbage00", "brokenbroken0000"])
def test_an_answer_that_makes_no_sense_is_no_answer(http: HubHttp, token: str) -> None:
    with pytest.raises(HubAwayError):
        http.ticket(token)


def test_a_hub_that_is_not_there_was_not_reached() -> None:
    with pytest.raises(HubUnreachedError):
        HubHttp("http://127.0.0.1:9", "kiosk-1", "secret").procedures(None)


def test_papers_arrive_in_order_with_token_and_consent(http: HubHttp, hub: SmallHub) -> None:
    pages = (Page(1, b"\x89PNG one"), Page(4, b"\xff\xd8 two\r\n--x"))

    assert http.send_papers(TOKEN, "1-vi", pages) is PapersEnd.STORED
    head = f"Content-Type: {hub.headers_seen['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + hub.received)
    parts = [(part.get_param("name", header="content-disposition"), part) for part in message.iter_parts()]
    assert [name for name, _ in parts] == ["token", "consent", "pages", "pages"]
    assert [part.get_content_type() for _, part in parts][2:] == ["image/png", "image/jpeg"]
    assert [part.get_payload(decode=True) for _, part in parts][:3] == [
        b"abcdefghijklmnop",
        b"1-vi",
        b"\x89PNG one",
    ]
    assert hub.headers_seen["Authorization"] == "Basic a2lvc2stMTpzZWNyZXQ="


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (404, PapersEnd.UNKNOWN_SLIP),
        (409, PapersEnd.TICKET_ENDED),
        (413, PapersEnd.TOO_LARGE),
        (429, PapersEnd.TOO_SOON),
        (401, PapersEnd.REFUSED),
        (415, PapersEnd.REFUSED),
    ],
)
def test_each_refusal_of_papers_has_its_own_end(
    http: HubHttp, hub: SmallHub, status: int, end: PapersEnd
) -> None:
    hub.papers_status, hub.papers_body = status, b'{"code":"x"}'

    assert http.send_papers(TOKEN, "1-vi", (Page(1, b"x"),)) is end


def test_a_hub_that_fails_while_storing_is_away(http: HubHttp, hub: SmallHub) -> None:
    hub.papers_status = 503

    with pytest.raises(HubAwayError) as told:
        http.send_papers(TOKEN, "1-vi", (Page(1, b"x"),))
    assert not isinstance(told.value, HubUnreachedError)
