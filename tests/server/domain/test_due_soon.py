"""Soon is counted in working days: past weekends, holidays and make-up Saturdays."""

from __future__ import annotations

from datetime import datetime

import pytest

from server.domain.due_soon import soon_until
from server.domain.hours import LOCAL
from tests.support.hub import rules_of

WORKING = rules_of().records.working


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("now", "days", "last_day"),
    [
        ("2026-11-25T08:00", 0, "2026-11-25"),
        ("2026-11-25T08:00", 1, "2026-11-26"),
        ("2026-11-25T23:59", 1, "2026-11-26"),
        ("2026-11-27T08:00", 1, "2026-11-30"),
        ("2026-11-28T08:00", 2, "2026-12-01"),
        ("2026-11-23T08:00", 1, "2026-11-25"),  # 24 November is a holiday
        ("2026-08-21T08:00", 1, "2026-08-22"),  # a Saturday that is worked
        ("2026-12-30T08:00", 2, "2027-01-01"),  # 2027 is not confirmed: calendar days
    ],
)
def test_so_many_working_days_ahead_is_soon(now: str, days: int, last_day: str) -> None:
    until = soon_until(WORKING, at(now), days)

    assert (until - at(f"{last_day}T00:00")).total_seconds() == 24 * 3600
