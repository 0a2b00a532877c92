"""A hub whose clock nobody vouches for opens no day; one confirmation by a person is enough for the boot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.answers import RecordStands
from contract.clock import local_time
from contract.ids import RecordId
from contract.machine_clock import machine_trust
from contract.record_words import RecordState
from contract.words import ClockTrust
from server.store.record_persons import Applicant, beside
from server.store.records import StoredRecords
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import LiveHub, officer
from tests.support.records import GUARDIAN, REASONS
from tests.support.waiting import wait_until


@pytest.fixture
def doubtful(place: HubPlace) -> Iterator[LiveHub]:
    """No RTC, no NTP."""
    with LiveHub(place, ClockTrust.UNTRUSTED) as hub:
        yield hub


def turned(hub: LiveHub, times: int) -> None:
    """The clockwork has turned that often."""
    seen = hub.hub.core.writer.turns
    wait_until(lambda: hub.hub.core.writer.turns >= seen + times, what="turns of the clockwork")


def local(hub: LiveHub, later_s: float = 0) -> str:
    return f"{local_time(hub.now()) + timedelta(seconds=later_s):%Y-%m-%dT%H:%M:%S}"


def test_no_day_is_opened_until_a_person_confirms_the_time(doubtful: LiveHub) -> None:
    turned(doubtful, 2)
    assert not doubtful.day_is_open
    said = doubtful.place.motcua("clock", "show").said
    assert "chưa tin được" in said
    assert "not trusted" in said
    by_hand = doubtful.place.motcua("day", "open")
    assert by_hand.status == 1
    assert "clock-untrusted" in by_hand.said

    confirmed = doubtful.place.motcua("clock", "confirm", local(doubtful))

    assert confirmed.status == 0
    assert "confirmed by a person" in confirmed.said
    wait_until(lambda: doubtful.day_is_open, what="the day is open")


def test_a_time_the_person_sees_otherwise_is_refused(doubtful: LiveHub) -> None:
    refused = doubtful.place.motcua("clock", "confirm", local(doubtful, 120))

    assert refused.status == 1
    turned(doubtful, 2)
    assert not doubtful.day_is_open


def test_the_confirmation_outlives_the_process_but_not_the_boot(doubtful: LiveHub) -> None:
    doubtful.place.motcua("clock", "confirm", local(doubtful))
    doubtful.restart()
    assert doubtful.hub.core.writer.now().trust is ClockTrust.PERSON

    doubtful.hub.stop()
    doubtful.clock.reboot("another-boot")
    doubtful.start()

    assert doubtful.hub.core.writer.now().trust is ClockTrust.UNTRUSTED


def test_an_open_day_goes_on_when_the_machine_loses_its_trust(live: LiveHub) -> None:
    live.trust = ClockTrust.UNTRUSTED
    turned(live, 2)

    assert live.day_is_open
    assert live.take().number == "A001"


def test_the_machine_trusts_a_clock_set_from_its_rtc(tmp_path: Path) -> None:
    mark = tmp_path / "hctosys"
    mark.write_text("1\n")

    assert machine_trust(mark) in (ClockTrust.RTC, ClockTrust.NTP)
    mark.write_text("0\n")
    assert machine_trust(mark) is machine_trust(tmp_path / "none")


def test_a_hub_that_starts_with_a_wrong_date_erases_nothing_until_a_person_confirms_the_time(
    live: LiveHub,
) -> None:
    live.sit("1")
    record = a_record_that_ended(live)
    live.hub.stop()
    live.clock.reboot("another-boot", live.clock.read().utc + timedelta(days=200))
    live.trust = ClockTrust.UNTRUSTED
    live.start()
    turned(live, 3)
    assert not is_forgotten(live, record)

    live.place.motcua("clock", "confirm", local(live))

    wait_until(lambda: is_forgotten(live, record), what="the applicant is forgotten")


def a_record_that_ended(live: LiveHub) -> RecordId:
    received = live.make(c.ReceiveRecord, procedure=GUARDIAN)
    answer = live.hub.core.writer.ask(received, officer("lan"), beside(Applicant(name="Hoa"))).result(10)
    assert isinstance(answer.result, RecordStands)
    record = RecordId(answer.result.record)
    seen = c.SeenRecord(record=record, state=RecordState.RECEIVED)
    live.do(c.WithdrawRecord, officer("lan"), seen=seen, reason=REASONS[c.WithdrawRecord])
    return record


def is_forgotten(live: LiveHub, record: RecordId) -> bool:
    with live.hub.core.database.reading() as connection:
        found = StoredRecords(connection).find(record)
    return found is not None and found.is_forgotten
