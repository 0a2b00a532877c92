"""A code read at a counter over HTTP: taken for the form that is open there, or refused without a trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask import Flask, request

from contract import commands as c
from contract.ids import DeviceId, OfficerId
from server.service.counter_codes import CounterCodes
from server.web.api.counter_codes import IN_A_ROW, LONGEST_CODE, OLDEST_MS, CodeTaker
from server.web.problem import ProblemError
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
from tests.support.record_papers import with_scanners

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"
OFFICER = OfficerId("anh")


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path, with_scanners()) as running:
        running.hub.sit("1")
        yield running


def send(
    center: PublicCenter,
    body: bytes | None = None,
    login: tuple[str, str] | None = AS_SCANNER,
    media_type: str = "application/json",
    **told: object,
) -> Reply:
    content = msgspec.json.encode({"code": CARD, **told}) if body is None else body
    return center.send("POST", "/api/v1/counter-codes", content, {"Content-Type": media_type, **basic(login)})


def test_it_is_for_the_form_open_at_the_counter_and_is_written_down_nowhere(
    center: PublicCenter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[OfficerId] = []
    center.public.codes.listen(told.append, lambda: None)
    before = center.hub.seq
    assert (send(center).status, send(center).json["code"]) == (409, "no-form")
    center.public.codes.opened(OFFICER, "form", "view")

    reply = send(center, counter="1", age_ms=0, read="one")

    assert (reply.status, reply.body, reply.headers["cache-control"]) == (204, b"", "no-store")
    assert told == [OFFICER]
    assert center.public.codes.take(OFFICER, "form") == CARD
    assert send(center, counter="1", age_ms=900, read="one").status == 204
    assert center.public.codes.take(OFFICER, "form") is None, "its answer was lost: the same reading again"
    assert center.hub.seq == before
    assert "068185001234" not in caplog.text
    files = [path for path in center.hub.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"068185001234" in path.read_bytes()]


def test_another_counter_or_an_empty_one_is_refused(center: PublicCenter) -> None:
    center.public.codes.opened(OFFICER, "form", "view")

    assert send(center, counter="2").json["code"] == "not-its-counter"
    center.hub.do(c.CloseCounter, ANH, counter="1")
    assert send(center).json["code"] == "nobody-seated"


WRONG: list[tuple[dict[str, Any], int, str]] = [
    ({"code": ""}, 400, "malformed"),
    ({"code": "x" * (LONGEST_CODE + 1)}, 400, "malformed"),
    ({"code": "Mận\nmore"}, 400, "malformed"),
    ({"code": 68185001234}, 400, "malformed"),
    ({"age_ms": -1}, 400, "malformed"),
    ({"age_ms": OLDEST_MS + 1}, 400, "malformed"),
    ({"counter": "a/b"}, 400, "malformed"),
    ({"read": "x" * 65}, 400, "malformed"),
    ({"more": CARD}, 400, "malformed"),
    ({"body": CARD.encode()}, 400, "malformed"),
    ({"body": b'{"code": "\xff\xfe"}'}, 400, "malformed"),
    ({"body": b"[" * 5000}, 400, "malformed"),
    ({"body": b'{"code": "' + b"x" * 9000 + b'"}'}, 413, "too-large"),
    ({"media_type": "text/plain"}, 415, "wrong-type"),
    ({"login": AS_KIOSK}, 403, "not-allowed"),
    ({"login": AS_PANEL}, 403, "not-allowed"),
    ({"login": (AS_SCANNER[0], "guess")}, 401, "not-signed-in"),
    ({"login": None}, 401, "not-signed-in"),
]


def test_what_may_not_be_is_a_problem_that_repeats_nothing(center: PublicCenter) -> None:
    center.public.codes.opened(OFFICER, "form", "view")
    for told, status, code in WRONG:
        reply = send(center, **told)

        assert (reply.status, reply.json["code"]) == (status, code), told
        assert reply.headers["content-type"] == "application/problem+json"
        said = reply.body.decode()
        assert not [word for word in ("068185001234", "Mận", "68185001234") if word in said], told
    assert center.public.codes.take(OFFICER, "form") is None


def test_a_station_that_sends_without_end_is_slowed_down() -> None:
    take = CodeTaker(CounterCodes(lambda _: (), lambda _: None, lambda: 7.0))
    answers: list[tuple[int, int | None]] = []
    for _ in range(IN_A_ROW + 1):
        with (
            Flask("test").test_request_context(method="POST", json={"code": CARD}),
            pytest.raises(ProblemError) as refused,
        ):
            take(request, DeviceId("scanner-1"))
        answers.append((refused.value.problem.status, refused.value.retry_after_s))

    assert answers == [(409, None)] * IN_A_ROW + [(429, 1)]
