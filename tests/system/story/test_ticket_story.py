"""The logs of a whole center of real processes tell one ticket's story, and nobody's name or token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.ids import TicketNumber
from tests.support.ticket_story import story_of
from tests.system.open_hall import OpenHall, number_on, open_hall
from tools.demo.center import wait_until

pytestmark = [pytest.mark.system, pytest.mark.window]

PROCESSES = {"kiosk": "kiosk-1", "hub": "hub", "hall": "hall-1", "counter-1": "counter-display-1"}
"""And what the demo calls them."""


@pytest.fixture(scope="module")
def hall() -> Iterator[OpenHall]:
    with open_hall() as open_one:
        yield open_one


def logs_of(hall: OpenHall) -> dict[str, Path]:
    """By process."""
    return {name: hall.center.children.find(child).log for name, child in PROCESSES.items()}


def test_one_ticket_from_touch_to_end_is_rebuilt_from_the_logs_alone(hall: OpenHall) -> None:
    other = TicketNumber(number_on(hall.take_slip()))
    number = TicketNumber(number_on(hall.take_slip()))
    first = hall.ask("call-next", counter="1")
    hall.ask("no-show", counter="1", seen={"ticket": first["ticket"], "state": "called"})
    called = hall.ask("call-next", counter="1")
    assert called["number"] == number
    logs = logs_of(hall)
    wait_until(lambda: ("counter-1", "shown") in story_of(number, logs), "the counter shows the number", 20)
    seen = {"ticket": called["ticket"], "state": "called"}
    hall.ask("start-service", counter="1", seen=seen)
    hall.ask("finish", counter="1", seen={**seen, "state": "serving"})

    wait_until(lambda: ("hall", "spoken") in story_of(number, logs), "the call is spoken", 40)

    assert story_of(number, logs) == [
        ("kiosk", "asked"),
        ("kiosk", "reserved"),
        ("kiosk", "bytes-started"),
        ("kiosk", "confirmed-printed"),
        ("hub", "ticket/reserved"),
        ("hub", "ticket/confirmed"),
        ("hub", "ticket/called"),
        ("hub", "ticket/service-started"),
        ("hub", "ticket/finished"),
        ("hall", "shown"),
        ("hall", "speaking"),
        ("hall", "spoken"),
        ("counter-1", "shown"),
    ]
    assert ("hub", "ticket/no-show") in story_of(other, logs), "each number has a story of its own"


def test_no_name_and_no_token_is_in_any_log(hall: OpenHall) -> None:
    slip = hall.take_slip()
    token = slip.qr_data[0].rsplit("/", 1)[-1]
    assert len(token) > 10
    secrets = (token, hall.people.officer.name, hall.people.officer.password)

    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in logs_of(hall).values())

    assert number_on(slip) in text
    assert [secret for secret in secrets if secret in text] == []
