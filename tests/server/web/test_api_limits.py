"""What slows guessers down, and what happens when nothing can be written."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from contract.answers import Answer
from contract.words import Outcome
from server.web.api.papers import MemoryRequest
from server.web.api.throttle import REMEMBERED, Throttle
from tests.server.web.public_center import AS_KIOSK, PublicCenter, running_center


class Seconds:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_then_one_at_a_time() -> None:
    seconds = Seconds()
    throttle = Throttle(3, 0.5, seconds)

    assert [throttle.take("a") for _ in range(4)] == [True, True, True, False]
    seconds.now += throttle.wait_s

    assert [throttle.take("a") for _ in range(2)] == [True, False]


def test_one_address_does_not_spend_anothers() -> None:
    throttle = Throttle(1, 1, Seconds())
    throttle.take("a")

    assert throttle.is_empty("a")
    assert throttle.take("b")


def test_made_up_addresses_do_not_fill_the_memory() -> None:
    throttle = Throttle(1, 1, Seconds())
    throttle.take("first")
    for number in range(REMEMBERED):
        throttle.take(str(number))

    assert not throttle.is_empty("first")


def test_an_uploaded_page_is_never_spooled_to_a_file() -> None:
    stream = MemoryRequest({})._get_file_stream(50_000_000, "image/jpeg", "page", 50_000_000)

    assert isinstance(stream, io.BytesIO)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[PublicCenter]:
    """A center whose ledger takes nothing more."""
    with running_center(tmp_path) as center:
        with sqlite3.connect(tmp_path / "ledger.sqlite") as ledger:
            ledger.execute(
                "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'disk full'); END"
            )
        ledger.close()
        yield center


def test_a_command_that_could_not_be_written_is_a_503_and_nothing_is_done(full_disk: PublicCenter) -> None:
    reply = full_disk.command("reserve-ticket", AS_KIOSK, service="ho-tich")

    answer = msgspec.json.decode(reply.body, type=Answer)
    assert (reply.status, answer.outcome, answer.code) == (503, Outcome.ERROR, "not-written")
    assert full_disk.get("/api/v1/state/line").json["taken_today"] == 0


def test_reading_goes_on_while_nothing_can_be_written(full_disk: PublicCenter) -> None:
    assert full_disk.get("/api/v1/health").status == 200
    assert full_disk.get("/board").status == 200
