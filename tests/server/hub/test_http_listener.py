"""One HTTP listener: says what is taken, serves beside live streams, ends with all its connections."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import pytest

from server.growing_threads import FIRST
from server.listener import SPARE_THREADS, HttpListener, PortTakenError
from tests.support.waiting import wait_until


def answer_at_once(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def test_a_taken_port_is_named_with_what_wanted_it() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(
            PortTakenError, match=f"the console cannot listen on 127.0.0.1:{taken.getsockname()[1]}"
        ),
    ):
        HttpListener(answer_at_once, "127.0.0.1", taken.getsockname()[1], 1, "console")


def test_pages_are_served_while_every_stream_is_taken() -> None:
    streams, ended = 3, threading.Event()
    busy = threading.Semaphore(0)

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/stream":
            busy.release()
            ended.wait(20)
        return answer_at_once(environ, start)

    listener = HttpListener(app, "127.0.0.1", 0, streams, "pages")
    listener.start()
    base = f"http://127.0.0.1:{listener.port}"
    readers = [
        threading.Thread(target=lambda: urllib.request.urlopen(f"{base}/stream", timeout=20).close())
        for _ in range(streams + SPARE_THREADS - 1)
    ]
    for reader in readers:
        reader.start()
    for _ in readers:
        assert busy.acquire(timeout=10)

    with urllib.request.urlopen(f"{base}/page", timeout=5) as page:
        assert page.read() == b"ok"

    ended.set()
    for reader in readers:
        reader.join()
    listener.stop()


def test_threads_are_started_when_they_are_needed_and_end_with_the_listener() -> None:
    before = threading.active_count()
    listener = HttpListener(answer_at_once, "127.0.0.1", 0, 200, "pages")
    listener.start()
    for _ in range(3 * FIRST):
        with urllib.request.urlopen(f"http://127.0.0.1:{listener.port}/page", timeout=5) as page:
            assert page.read() == b"ok"

    assert threading.active_count() - before <= FIRST + 2, "one by one needs no more than there were"
    listener.stop()
    wait_until(lambda: threading.active_count() == before, what="all threads have ended")


def test_after_the_end_nobody_listens() -> None:
    listener = HttpListener(answer_at_once, "127.0.0.1", 0, 1, "pages")
    listener.start()
    with socket.create_connection(("127.0.0.1", listener.port)) as waiting:
        listener.stop()
        waiting.settimeout(5)
        with suppress(ConnectionResetError):
            assert waiting.recv(1) == b""

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", listener.port), timeout=1)
