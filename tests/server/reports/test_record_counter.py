"""What displays are told of records: counted soon after a change, told again now and then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.record_counts import RefusedFor
from contract.states import RecordsState
from server.reports.record_counter import TOLD_AGAIN_AFTER, RecordCounter
from tests.support.hub import ANH, SmallHub, small_hub
from tests.support.records import COPIES, receive
from tests.support.waiting import wait_until


class Counted:
    """A counter of a small hub, and how often it said that there is something new."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        self.changes = 0
        self.counter = RecordCounter(hub.writer, hub.database)
        self.counter.on_change = self._changed

    def _changed(self) -> None:
        self.changes += 1

    @property
    def state(self) -> RecordsState:
        (state,) = self.counter.states()
        return state

    def count(self) -> RecordsState:
        self.counter.count()
        return self.state


@pytest.fixture(params=["sqlite", "postgres"])
def counted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counted]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        counted = Counted(hub)
        yield counted
        counted.counter.stop()


def test_every_record_counts_once_and_reasons_have_their_names(counted: Counted) -> None:
    hub = counted.hub
    earlier = receive(hub, procedure=COPIES, is_returned_at_once=True).record
    receive(hub)
    hub.do(c.RefuseReception, ANH, procedure=COPIES, reason="trung-ho-so", duplicate_of=earlier)

    state = counted.count()

    assert state.today == state.week
    assert (state.today.received, state.today.returned, state.today.in_process) == (3, 1, 1)
    duplicate = RefusedFor(reason_vi="Hồ sơ trùng", reason_en="Duplicate record", records=1)
    assert state.today.refused == (duplicate,)
    assert (state.month.first.day, state.month.last) == (1, state.today.last)


def test_before_the_first_count_nothing_is_told(counted: Counted) -> None:
    assert counted.counter.states() == ()


def test_a_record_is_counted_soon_after_it_is_received(counted: Counted) -> None:
    counted.counter.start()
    wait_until(counted.counter.states, what="the first count")

    receive(counted.hub)

    wait_until(lambda: counted.state.today.received == 1, what="the record is counted")


def test_what_says_the_same_stays_as_it_was_until_it_is_told_again(counted: Counted) -> None:
    receive(counted.hub)
    first = counted.count()
    counted.hub.clock.pass_time(60)
    second = counted.count()
    counted.hub.clock.pass_time(TOLD_AGAIN_AFTER.total_seconds())
    third = counted.count()

    assert second is first
    assert third.at - first.at > timedelta(minutes=5)
    assert (third.today, counted.changes) == (first.today, 2)


def test_a_record_becomes_overdue_without_an_event(counted: Counted) -> None:
    receive(counted.hub)
    before = counted.count().month.overdue
    counted.hub.clock.pass_time(timedelta(days=7).total_seconds())

    after = counted.count()

    assert (before, after.month.overdue) == (0, 1)
    assert after.today.received == 0
