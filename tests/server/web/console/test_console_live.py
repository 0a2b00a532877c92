"""Live pages: capped, kept alive, told of changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.web import live
from server.web.console_app import LIVE
from server.web.live import LiveStreams, Stream
from tests.support.console import Browser, Console
from tests.support.open_center import MONDAY_8_AM, OpenCenter


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveStreams]:
    """Two at most; keep-alives at once."""
    monkeypatch.setattr(live, "KEEP_ALIVE_S", 0.01)
    monkeypatch.setattr(live, "AT_MOST_EVERY_S", 0.0)
    streams = LiveStreams(2, lambda: MONDAY_8_AM)
    yield streams
    streams.close()


def _opened(streams: LiveStreams) -> Stream:
    stream = streams.stream()
    assert stream is not None
    return stream


def test_a_stream_speaks_at_once_and_keeps_alive(streams: LiveStreams) -> None:
    stream = _opened(streams)
    assert next(stream).startswith(b"retry: 2000\nevent: alive\ndata: 2026-11-23T01:00:00")
    assert next(stream).startswith(b"event: alive")


def test_a_change_is_told_once(streams: LiveStreams) -> None:
    stream = _opened(streams)
    next(stream)
    streams.changed()
    streams.changed()
    assert next(stream).startswith(b"event: changed")
    assert next(stream).startswith(b"event: alive")


def test_beyond_the_cap_there_is_no_stream_until_one_goes(streams: LiveStreams) -> None:
    first, _second = _opened(streams), _opened(streams)
    assert streams.stream() is None
    first.close()
    first.close()
    assert streams.open == 1
    assert streams.stream() is not None


def test_a_stream_ends_when_the_hub_stops(streams: LiveStreams) -> None:
    stream = _opened(streams)
    next(stream)
    streams.close()
    with pytest.raises(StopIteration):
        next(stream)
    assert streams.stream() is None


def test_a_stream_ends_so_that_its_session_is_checked_again(
    streams: LiveStreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LONGEST_S", -1.0)
    stream = _opened(streams)
    next(stream)
    with pytest.raises(StopIteration):
        next(stream)


def test_the_page_hears_of_a_commit(lan: Browser, center: OpenCenter) -> None:
    response = lan.get("/console/live", buffered=False)
    assert response.mimetype == "text/event-stream"
    told = iter(response.response)
    assert b"alive" in next(told)
    center.take("ho-tich")
    assert b"changed" in next(told)
    response.close()


def test_too_many_live_pages_are_answered_503(site: Console, lan: Browser) -> None:
    held = [lan.get("/console/live", buffered=False) for _ in range(4)]
    refused = lan.get("/console/live")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "10"
    for response in held:
        response.close()
    assert site.app.extensions[LIVE].open == 0


def test_a_live_page_needs_a_session(site: Console) -> None:
    assert site.browser().get("/console/live").status_code == 401
