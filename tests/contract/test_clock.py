"""Time comes through one port, real or steered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from contract.clock import SteeredClock, SystemClock, local_time

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def test_the_system_clock_is_aware_and_its_boot_clock_never_goes_back() -> None:
    clock = SystemClock()
    readings = [clock.read() for _ in range(1000)]

    assert readings[0].utc.utcoffset() == timedelta(0)
    assert [reading.boot_us for reading in readings] == sorted(reading.boot_us for reading in readings)
    assert len({reading.boot_id for reading in readings}) == 1
    assert readings[0].boot_us > 0


def test_time_passes_on_both_clocks_together() -> None:
    clock = SteeredClock(NOON)

    later = clock.pass_time(90.5)

    assert later == clock.read()
    assert later.utc == NOON + timedelta(seconds=90.5)
    assert later.boot_us == 90_500_000


def test_a_wall_step_leaves_the_boot_clock_alone() -> None:
    clock = SteeredClock(NOON, boot_us=7)

    clock.step_wall(-3600)

    assert clock.read().utc == NOON - timedelta(hours=1)
    assert clock.read().boot_us == 7


def test_a_reboot_starts_the_boot_clock_again_under_a_new_id() -> None:
    clock = SteeredClock(NOON, boot_us=7)

    clock.reboot("boot-2")

    assert (clock.read().boot_us, clock.read().boot_id, clock.read().utc) == (0, "boot-2", NOON)


def test_a_machine_without_clock_battery_wakes_up_in_the_past() -> None:
    clock = SteeredClock(NOON)

    clock.reboot("boot-2", wall=datetime(1970, 1, 1, tzinfo=UTC))

    assert clock.read().utc.year == 1970


def test_the_day_is_decided_in_vietnam() -> None:
    late_in_utc = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)

    assert local_time(late_in_utc).date() == date(2026, 3, 2)
    assert local_time(late_in_utc - timedelta(microseconds=1)).date() == date(2026, 3, 1)
