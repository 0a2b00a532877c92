"""Where the hour would decide a test, a center's clocks show a morning, whatever the hour is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from contract.clock import LOCAL, FileSteeredClock, SystemClock, local_time
from tools.demo.center import DemoCenter, Hour
from tools.demo.morning import is_late, next_morning, steer_to_morning


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-30 23:59:59", "2026-12-01 09:00"),
        ("2026-12-01 00:00", "2026-12-01 09:00"),
        ("2026-12-01 08:59", "2026-12-01 09:00"),
        ("2026-12-01 09:00", "2026-12-02 09:00"),
        ("2026-12-31 17:00", "2027-01-01 09:00"),
    ],
)
def test_the_clocks_go_forward_to_the_next_morning_in_vietnam(now: str, morning: str) -> None:
    asked = datetime.fromisoformat(now).replace(tzinfo=LOCAL)

    assert local_time(next_morning(asked)) == datetime.fromisoformat(morning).replace(tzinfo=LOCAL)


def test_every_process_that_reads_the_file_has_the_same_morning_and_time_goes_on(tmp_path: Path) -> None:
    mine = steer_to_morning(tmp_path / "clock.json")
    theirs = FileSteeredClock(tmp_path / "clock.json", SystemClock())

    first, second = mine.read(), theirs.read()

    assert local_time(first.utc).hour == 9
    assert first.utc <= second.utc
    assert first.boot_us <= second.boot_us, "the boot clock is the machine's"


def test_a_center_in_its_morning_says_so_to_every_process_and_one_at_the_true_hour_to_none(
    tmp_path: Path,
) -> None:
    morning = DemoCenter(tmp_path / "a", hour=Hour.MORNING)
    true = DemoCenter(tmp_path / "b")

    assert morning.local_now().hour == 9
    assert str(morning.place.clock_file) in morning.place.clock_setting
    assert true.place.clock_setting == ""


@pytest.mark.parametrize(("now", "late"), [("23:29", False), ("23:30", True), ("00:00", False)])
def test_a_story_is_late_in_the_last_half_hour(now: str, late: bool) -> None:
    assert is_late(datetime.fromisoformat(f"2026-12-01 {now}").replace(tzinfo=LOCAL)) is late
