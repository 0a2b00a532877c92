from pathlib import Path

import pytest

from contract.machine import CardHealth, HealthSources, MachineHealth, PowerHealth, read_health


@pytest.fixture
def pi(tmp_path: Path) -> HealthSources:
    """The files of a Raspberry Pi, in a folder."""
    proc, sys = tmp_path / "proc", tmp_path / "sys"
    proc.mkdir()
    (proc / "uptime").write_text("3725.40 14000.10\n")
    (proc / "meminfo").write_text(
        "MemTotal:  3884360 kB\nMemFree: 100 kB\nMemAvailable:  2048000 kB\nHugePages_Free: 0\n"
    )
    for number, value in enumerate(("48300", "51200")):
        zone = sys / f"class/thermal/thermal_zone{number}"
        zone.mkdir(parents=True)
        (zone / "temp").write_text(f"{value}\n")
    sensor = sys / "class/hwmon/hwmon1"
    sensor.mkdir(parents=True)
    (sensor / "name").write_text("rpi_volt\n")
    (sensor / "in0_lcrit_alarm").write_text("0\n")
    return HealthSources(tmp_path, proc, sys, vcgencmd="no-vcgencmd")


def firmware(tmp_path: Path, told: str) -> str:
    program = tmp_path / "vcgencmd"
    program.write_text(f"#!/bin/sh\necho {told}\n")
    program.chmod(0o755)
    return str(program)


def test_a_pi_tells_everything(pi: HealthSources) -> None:
    health = read_health(pi)
    assert health.uptime_s == 3725.4
    assert health.memory_total_bytes == 3884360 * 1024
    assert health.memory_available_bytes == 2048000 * 1024
    assert health.temperature_c == 51.2
    assert health.power == PowerHealth(is_low_now=False, was_low_since_boot=False)
    assert health.disk_free_bytes
    assert health.disk_total_bytes
    assert health.disk_free_bytes <= health.disk_total_bytes


def test_a_low_voltage_alarm_is_told(pi: HealthSources) -> None:
    (pi.sys / "class/hwmon/hwmon1/in0_lcrit_alarm").write_text("1\n")
    assert read_health(pi).power == PowerHealth(is_low_now=True, was_low_since_boot=True)


@pytest.mark.parametrize(
    ("told", "power"),
    [
        ("throttled=0x0", PowerHealth(is_low_now=False, was_low_since_boot=False)),
        ("throttled=0x50000", PowerHealth(False, True, was_slowed_since_boot=True)),
        ("throttled=0x50005", PowerHealth(True, True, is_slowed_now=True, was_slowed_since_boot=True)),
        ("throttled=0x8", PowerHealth(False, False, is_slowed_now=True)),
    ],
)
def test_the_firmware_tells_now_from_earlier(
    pi: HealthSources, tmp_path: Path, told: str, power: PowerHealth
) -> None:
    sources = HealthSources(pi.data_folder, pi.proc, pi.sys, firmware(tmp_path, told))
    assert read_health(sources).power == power


def test_firmware_that_talks_nonsense_is_not_believed(tmp_path: Path) -> None:
    sources = HealthSources(tmp_path, tmp_path, tmp_path, firmware(tmp_path, "error=2"))
    assert read_health(sources).power is None


def test_what_is_absent_is_none(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    health = read_health(HealthSources(nowhere, nowhere, nowhere, vcgencmd="no-vcgencmd"))
    assert health == MachineHealth(None, None, None, None, None, None, None)


def test_a_broken_sensor_does_not_hide_the_others(pi: HealthSources) -> None:
    (pi.sys / "class/thermal/thermal_zone1/temp").write_text("\n")
    assert read_health(pi).temperature_c == 48.3


def test_this_machine_can_be_read(tmp_path: Path) -> None:
    health = read_health(HealthSources(tmp_path))
    assert health.uptime_s
    assert health.memory_total_bytes


def test_what_the_cards_say_of_themselves_is_told(pi: HealthSources) -> None:
    for disk, errors in (("mmcblk0p2", "3"), ("sda1", "1")):
        folder = pi.sys / f"fs/ext4/{disk}"
        folder.mkdir(parents=True)
        (folder / "errors_count").write_text(f"{errors}\n")
    card = pi.sys / "block/mmcblk0/device"
    card.mkdir(parents=True)
    (card / "life_time").write_text("0x02 0x09\n")

    assert read_health(pi).card == CardHealth(errors=4, worn_percent=90)


def test_a_card_that_does_not_know_its_age_is_not_taken_for_new(pi: HealthSources) -> None:
    card = pi.sys / "block/mmcblk0/device"
    card.mkdir(parents=True)
    (card / "life_time").write_text("0x00 0x00\n")

    assert read_health(pi).card.worn_percent is None


def test_a_kernel_that_passes_the_firmwares_word_on_is_asked_first(pi: HealthSources, tmp_path: Path) -> None:
    folder = pi.sys / "devices/platform/soc/soc:firmware"
    folder.mkdir(parents=True)
    (folder / "get_throttled").write_text("50001\n")
    sources = HealthSources(pi.data_folder, pi.proc, pi.sys, firmware(tmp_path, "throttled=0x0"))

    power = read_health(sources).power

    assert power is not None
    assert power.is_low_now
