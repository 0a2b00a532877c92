"""Slow, greedy and oversized clients of a listener: they are cut off, and nobody else notices."""

from __future__ import annotations

import http.client
import socket
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

import server.guarded_channel as guarded
from server.guarded_channel import LARGEST_BODY, SMALL_BODY, LargeRequest
from server.listener import SHARE_OF_ADDRESS, SPARE_THREADS, HttpListener
from tests.support.memory import resident_kib

STREAMS = 4
MOST = 4 * (STREAMS + SPARE_THREADS)
PATIENCE_S = 10.0


def count_body(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Says how much came."""
    size = str(len(environ["wsgi.input"].read())).encode()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(size)))])
    return [size]


class Gatekeeper:
    """Lets in who knows the word; keeps who asked."""

    def __init__(self) -> None:
        self.asked: list[LargeRequest] = []

    def __call__(self, asked: LargeRequest) -> bool:
        self.asked.append(asked)
        return asked.authorization == "let me in"


@pytest.fixture
def gatekeeper() -> Gatekeeper:
    return Gatekeeper()


@pytest.fixture
def port(gatekeeper: Gatekeeper) -> Iterator[int]:
    listener = HttpListener(count_body, "127.0.0.1", 0, STREAMS, "pages", gatekeeper)
    listener.start()
    yield listener.port
    listener.stop()


def answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S) as page:
        return bool(page.read() == b"0")


def post(port: int, size: int, word: str = "") -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, PATIENCE_S)) as line:
        line.request("POST", "/papers", b"x" * size, {"Authorization": word} if word else {})
        reply = line.getresponse()
        return reply.status, reply.read()


def headers_only(port: int, length: int) -> socket.socket:
    end = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    end.sendall(f"POST /papers HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
    return end


def test_anybody_may_send_a_small_body(port: int, gatekeeper: Gatekeeper) -> None:
    assert post(port, SMALL_BODY - 1) == (200, str(SMALL_BODY - 1).encode())
    assert gatekeeper.asked == []


def test_one_byte_more_is_for_who_is_admitted_and_refused_before_it_is_read(
    port: int, gatekeeper: Gatekeeper
) -> None:
    assert post(port, SMALL_BODY, "let me in") == (200, str(SMALL_BODY).encode())
    with closing(headers_only(port, SMALL_BODY)) as stranger:
        assert stranger.recv(100).startswith(b"HTTP/1.1 413")
    assert [(asked.method, asked.path) for asked in gatekeeper.asked] == [("POST", "/papers")] * 2


def test_who_is_admitted_has_a_limit_too(port: int) -> None:
    status, body = post(port, LARGEST_BODY - 1, "let me in")
    assert (status, body) == (200, str(LARGEST_BODY - 1).encode())
    with closing(http.client.HTTPConnection("127.0.0.1", port, PATIENCE_S)) as line:
        line.putrequest("POST", "/papers")
        line.putheader("Authorization", "let me in")
        line.putheader("Content-Length", str(LARGEST_BODY))
        line.endheaders()
        assert line.getresponse().status == 413


def test_a_body_of_untold_length_is_small_or_refused(port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE_S)) as end:
        end.sendall(b"POST /papers HTTP/1.1\r\nHost: x\r\nAuthorization: let me in\r\n")
        end.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
        end.sendall(chunk * 5)
        assert end.recv(100).startswith(b"HTTP/1.1 413")


def test_strangers_who_announce_large_bodies_take_no_memory(port: int) -> None:
    answers(port)
    before = resident_kib()
    for _ in range(200):
        with closing(headers_only(port, LARGEST_BODY - 1)) as stranger:
            assert stranger.recv(20).startswith(b"HTTP/1.1 413")

    assert resident_kib() - before < 16 * 1024
    assert answers(port)


def test_a_request_that_dribbles_is_hung_up_on(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "REQUEST_WITHIN_S", 1.0)
    with closing(socket.create_connection(("127.0.0.1", port), 0.1)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        ends_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s:
            try:
                if slow.recv(1) == b"":
                    break
            except TimeoutError:
                slow.sendall(b"X-More: 1\r\n")
            except ConnectionResetError:
                break
        assert time.monotonic() < ends_s, "it was never hung up on"


def test_one_address_cannot_take_all_connections(port: int) -> None:
    with ExitStack() as ends:
        held = [
            ends.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE_S)) for _ in range(MOST)
        ]
        refused = [end for end in held[MOST // SHARE_OF_ADDRESS :] if end.recv(1) == b""]
        assert len(refused) == MOST - MOST // SHARE_OF_ADDRESS
        other = ends.enter_context(
            socket.create_connection(("127.0.0.1", port), PATIENCE_S, source_address=("127.0.0.9", 0))
        )
        other.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert other.recv(100).startswith(b"HTTP/1.1 200")


def test_a_thousand_slow_lorises_from_one_address_keep_nobody_else_out(port: int) -> None:
    with ExitStack() as ends:
        for _ in range(1000):
            end = ends.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE_S))
            try:
                end.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            except ConnectionError:
                continue
        other = ends.enter_context(
            socket.create_connection(("127.0.0.1", port), PATIENCE_S, source_address=("127.0.0.9", 0))
        )
        asked_s = time.monotonic()
        other.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert other.recv(100).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - asked_s < 2
