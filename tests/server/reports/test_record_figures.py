"""What became of records, worked out by hand: every one counts once, and 45/52 is not 45/47."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from contract import commands as c
from contract.record_words import ComparedBy, RecordState
from server.domain.hours import LOCAL
from server.reports.record_figures import RecordFigures, Share, periods, record_figures
from tests.support.hub import ANH, SmallHub, small_hub
from tests.support.records import COPIES, GUARDIAN, act, receive

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


def figures(
    hub: SmallHub, first: date = MONDAY, last: date = MONDAY, by: ComparedBy = ComparedBy.DAY
) -> RecordFigures:
    with hub.database.reading() as connection:
        return record_figures(connection, first, last, hub.now(), by)


def returned(hub: SmallHub, **fields: object) -> None:
    record = receive(hub, **fields).record
    act(hub, c.FinishRecord, record)
    act(hub, c.ReturnRecord, record)


def test_the_week_of_the_newspaper(hub: SmallHub) -> None:
    earlier = receive(hub, is_returned_at_once=True, procedure=COPIES).record
    for _ in range(44):
        receive(hub, is_returned_at_once=True, procedure=COPIES)
    for _ in range(5):
        receive(hub)
    for _ in range(2):
        hub.do(c.RefuseReception, ANH, procedure=COPIES, reason="trung-ho-so", duplicate_of=earlier)

    seen = figures(hub)

    assert (seen.received, seen.returned, seen.in_process, seen.refused) == (52, 45, 5, {"trung-ho-so": 2})
    assert seen.in_time_of_returned == Share(45, 45)
    assert seen.in_time_of_received == Share(45, 52)


def test_a_duplicate_refused_after_reception_is_counted_among_the_duplicates(hub: SmallHub) -> None:
    earlier, repeated, other = (receive(hub).record for _ in range(3))
    seen = c.SeenRecord(record=repeated, state=RecordState.RECEIVED)
    hub.do(c.RefuseRecord, ANH, seen=seen, reason="trung-ho-so", duplicate_of=earlier)
    act(hub, c.RefuseRecord, other)
    hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="trung-ho-so", duplicate_of=earlier)

    found = figures(hub)

    assert (found.duplicates, found.at_reception, found.in_process) == (2, 1, 1)
    assert found.refused == {"trung-ho-so": 2, "khong-du-dieu-kien": 1}


def test_every_record_counts_once_whatever_became_of_it(hub: SmallHub) -> None:
    returned(hub)
    returned(hub, due_day=MONDAY)
    returned(hub, received_at=datetime(2026, 11, 10, 2, tzinfo=UTC))
    receive(hub, procedure=COPIES, is_returned_at_once=True)
    receive(hub)
    act(hub, c.TakeUpRecord, receive(hub).record)
    for kind in (c.FinishRecord, c.AskSupplement, c.RefuseRecord, c.WithdrawRecord, c.StopRecord):
        act(hub, kind, receive(hub).record)

    seen = figures(hub, first=date(2026, 11, 1))

    assert (seen.early, seen.on_time, seen.late, seen.at_once, seen.returned) == (1, 1, 1, 1, 4)
    assert (seen.ready, seen.in_process, seen.supplement) == (1, 2, 1)
    assert (seen.refused, seen.withdrawn, seen.stopped) == ({"khong-du-dieu-kien": 1}, 1, 1)
    assert seen.received == 11
    assert (seen.in_time_of_returned, seen.in_time_of_received) == (Share(3, 4), Share(3, 11))


def test_a_record_belongs_to_the_day_it_was_handed_over(hub: SmallHub) -> None:
    receive(hub, received_at=datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC))  # 23:59:59 in Vietnam
    receive(hub, received_at=datetime(2026, 11, 22, 17, 0, tzinfo=UTC))  # midnight

    assert figures(hub).received == 1
    assert figures(hub, date(2026, 11, 22), date(2026, 11, 22)).received == 1


@pytest.mark.parametrize(
    ("now", "by_day", "by_hour"),
    [("11-27 16:29", 0, 0), ("11-27 16:31", 0, 1), ("11-28 00:01", 1, 1)],
)
def test_overdue_by_the_configured_unit(hub: SmallHub, now: str, by_day: int, by_hour: int) -> None:
    receive(hub)
    wanted = datetime.fromisoformat(f"2026-{now}").replace(tzinfo=LOCAL)
    hub.clock.pass_time((wanted - hub.now()).total_seconds())

    assert (figures(hub).overdue, figures(hub, by=ComparedBy.HOUR).overdue) == (by_day, by_hour)


def test_nothing_of_nothing_has_no_percentage(hub: SmallHub) -> None:
    assert figures(hub).in_time_of_received.percent is None
    assert Share(45, 52).percent == pytest.approx(86.538, abs=0.001)


def test_a_week_begins_on_monday_and_a_month_on_its_first() -> None:
    assert periods(date(2026, 11, 25)) == {
        "today": (date(2026, 11, 25), date(2026, 11, 25)),
        "week": (MONDAY, date(2026, 11, 25)),
        "month": (date(2026, 11, 1), date(2026, 11, 25)),
    }
    assert periods(MONDAY)["week"] == (MONDAY, MONDAY)
