"""A slip is asked of one kiosk, wanted for some seconds, and ended by that kiosk's word alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.counter_slip import EndedSlip, SlipEnd, WantedSlip
from contract.devices import DeviceState
from contract.ids import CommandId, DeviceId
from contract.record_slip import RecordSlip, RecordSlipKind
from contract.words import DeviceKind
from server.bus.counter_slips import WANTED_FOR, SlipDesk
from server.service.health import Presence, Standing
from server.service.slip_kiosks import BusyKioskError
from tests.support.open_center import OpenCenter, open_center
from tests.support.waiting import wait_until

NOW = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
KIOSK, OTHER = DeviceId("kiosk-1"), DeviceId("kiosk-2")
SLIP = RecordSlip(kind=RecordSlipKind.RECEIPT, reference="52/2026", procedure="Giám hộ", received_at=NOW)


@dataclass
class Counter:
    """Somebody who asks and waits."""

    center: OpenCenter
    here: list[DeviceId] = field(default_factory=lambda: [KIOSK])
    changes: int = 0

    def __post_init__(self) -> None:
        self.desk = SlipDesk(self._presences, lambda: (KIOSK, OTHER), lambda: NOW, answer_within_s=30)
        self.desk.on_change = self._changed
        self.pool = ThreadPoolExecutor(2)

    def asks(self, kiosk: DeviceId = KIOSK) -> Future[EndedSlip | None]:
        asked = self.pool.submit(self.desk.print, kiosk, SLIP)
        wait_until(lambda: self.wanted(kiosk), 10, "the slip is asked for")
        return asked

    def wanted(self, kiosk: DeviceId = KIOSK) -> tuple[WantedSlip, ...]:
        with self.center.writer.reading() as hall:
            return next(state.wanted for state in self.desk.states(hall) if state.device == kiosk)

    def hears(self, one: CommandId, end: SlipEnd, kiosk: DeviceId = KIOSK) -> None:
        ended = (EndedSlip(id=one, end=end),)
        self.desk.heard(
            DeviceState(device=kiosk, kind=DeviceKind.KIOSK, is_online=True, version="0", ended_slips=ended)
        )

    def _changed(self) -> None:
        self.changes += 1

    def _presences(self) -> Iterator[Presence]:
        for kiosk in self.here:
            yield Presence(kiosk, DeviceKind.KIOSK, None, Standing.HERE, 0.0, None)


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    with open_center(tmp_path) as center:
        yield center


@pytest.fixture
def counter(center: OpenCenter) -> Iterator[Counter]:
    counter = Counter(center)
    yield counter
    counter.desk.stop()
    counter.pool.shutdown()


def test_it_is_wanted_until_the_kiosk_has_ended_it(counter: Counter) -> None:
    asked = counter.asks()
    one = counter.wanted()[0]
    assert (one.slip, one.until) == (SLIP, NOW + WANTED_FOR)
    assert counter.wanted(OTHER) == ()

    counter.hears(one.id, SlipEnd.PRINTED)

    assert asked.result(10) == EndedSlip(id=one.id, end=SlipEnd.PRINTED)
    assert counter.wanted() == ()
    assert counter.changes == 2


def test_neither_another_kiosks_word_nor_one_on_another_slip_ends_it(counter: Counter) -> None:
    asked = counter.asks()
    one = counter.wanted()[0]

    counter.hears(one.id, SlipEnd.PRINTED, OTHER)
    counter.hears(CommandId("another"), SlipEnd.PRINTED)
    assert not asked.done()
    counter.hears(one.id, SlipEnd.NOT_PRINTED)

    ended = asked.result(10)
    assert ended is not None
    assert ended.end is SlipEnd.NOT_PRINTED


def test_a_kiosk_has_one_slip_at_a_time_and_another_kiosk_its_own(counter: Counter) -> None:
    first, other = counter.asks(), counter.asks(OTHER)

    with pytest.raises(BusyKioskError):
        counter.desk.print(KIOSK, SLIP)

    for kiosk in (KIOSK, OTHER):
        counter.hears(counter.wanted(kiosk)[0].id, SlipEnd.PRINTED, kiosk)
    assert first.result(10)
    assert other.result(10)


def test_a_kiosk_that_says_nothing_ends_the_wait_and_a_later_word_is_of_no_use(center: OpenCenter) -> None:
    counter = Counter(center)
    counter.desk = SlipDesk(counter._presences, lambda: (KIOSK,), lambda: NOW, answer_within_s=0)

    assert counter.desk.print(KIOSK, SLIP) is None
    counter.hears(CommandId("late"), SlipEnd.PRINTED)
    assert counter.desk.print(KIOSK, SLIP) is None
    assert counter.wanted() == ()


def test_a_hub_that_ends_keeps_nobody_waiting(counter: Counter) -> None:
    asked = counter.asks()

    counter.desk.stop()

    assert asked.result(10) is None


def test_kiosks_are_told_with_whether_they_are_heard(counter: Counter) -> None:
    assert counter.desk.kiosks() == ((KIOSK, True), (OTHER, False))


def test_a_word_while_nobody_waits_changes_nothing(counter: Counter) -> None:
    threading.Thread(target=counter.hears, args=(CommandId("x"), SlipEnd.PRINTED)).start()

    assert counter.wanted() == ()
    assert counter.changes == 0
