"""What slows guessers down, and what happens when nothing can be written."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from contract.answers import Answer
from contract.words import DeviceKind, Outcome
from server.web.api.device_login import DeviceLogin
from server.web.api.papers import MemoryRequest
from server.web.api.throttle import REMEMBERED, Throttle
from server.web.api.tickets import SlipLookup
from server.web.problem import ProblemError
from tests.server.web.public_center import AS_KIOSK, PublicCenter, basic, running_center


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


def _status(call: Callable[[], object]) -> int:
    """200, or that of the problem."""
    try:
        call()
    except ProblemError as error:
        return error.problem.status
    return 200


def _from(address: str, login: tuple[str, str] | None = None) -> Request:
    return Request(
        EnvironBuilder(
            headers=list(basic(login).items()), environ_base={"REMOTE_ADDR": address}
        ).get_environ()
    )


def test_who_guesses_tokens_is_slowed_down_and_the_phones_beside_are_not(tmp_path: Path) -> None:
    seconds = Seconds()
    with running_center(tmp_path) as center:
        lookup, phone = SlipLookup(center.public, seconds), _from("10.0.0.7")
        slip = center.slip().token
        guesses = [_status(lambda: lookup.find("A" * 16, phone)) for _ in range(21)]

        assert guesses == [404] * 20 + [429]
        assert lookup.find(slip, phone).number == "A001"
        seconds.now += 2
        assert _status(lambda: lookup.find("A" * 16, phone)) == 404


def test_who_guesses_passwords_is_slowed_down_while_the_kiosk_works_on(tmp_path: Path) -> None:
    seconds = Seconds()
    with running_center(tmp_path) as center:
        login = DeviceLogin(center.public.registry, (DeviceKind.KIOSK,), seconds)
        kiosk, guess = _from("10.0.0.7", AS_KIOSK), _from("10.0.0.7", ("kiosk-1", "guess"))
        login(kiosk)

        assert [_status(lambda: login(guess)) for _ in range(11)] == [401] * 10 + [429]
        assert _status(lambda: login(kiosk)) == 200
        seconds.now += 6
        assert _status(lambda: login(guess)) == 401


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
