"""The scan station as a process of its own: real broker, SANE's own device, a small hub over HTTP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.devices import DeviceState
from contract.ids import DeviceId
from contract.words import DeviceKind
from hardware.__main__ import WRONG_SETTINGS, main
from tests.hardware.scan_station.small_hub import PASSWORD, Job, SmallHub
from tests.support.mosquitto import RunningBroker
from tests.support.service_manager import WATCHDOG, ServiceManager
from tests.support.waiting import wait_until

STATION = DeviceId("scanner-1")


@pytest.fixture
def hub() -> Iterator[SmallHub]:
    with SmallHub() as running:
        running.job = None
        yield running


def settings_file(folder: Path, hub_url: str, broker_port: int, options: str = "[]") -> Path:
    """What stands in /etc on a real station."""
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    path = folder / "scan-station.toml"
    path.write_text(
        f'center = "23134"\ndevice = "{STATION}"\npassword_file = "{folder / "password"}"\n'
        f'data_dir = "{folder / "data"}"\nwaiting_dir = "{folder / "waiting"}"\nhub_url = "{hub_url}"\n'
        f'[broker]\nport = {broker_port}\n[scanner]\ndevice = "test:0"\noptions = {options}\n',
        encoding="utf-8",
    )
    return path


def unit(folder: Path, settings: Path) -> ServiceManager:
    command = [sys.executable, "-m", "hardware", "scan-station", "--settings", str(settings)]
    return ServiceManager(folder, command, 20.0, {})


def test_a_station_is_ready_says_how_it_is_scans_what_is_wanted_and_says_goodbye(
    broker: RunningBroker, hub: SmallHub, tmp_path: Path
) -> None:
    broker.site.change(lambda known: known.with_device(STATION, DeviceKind.SCANNER, None, PASSWORD))
    broker.reload()
    heard: list[DeviceState] = []
    broker.client(broker.observer).subscribe(DeviceState, lambda state, _: heard.append(state))

    with unit(tmp_path, settings_file(tmp_path, hub.url, broker.port)) as station:
        station.wait_for("READY=1")
        station.wait_for(WATCHDOG)
        wait_until(lambda: [state for state in heard if state.is_online], 20, "it says that it is there")
        hub.job = job = Job(size="id-card")
        wait_until(lambda: job.state == "done", 30, "the job")
        job.size, job.state, job.pages = "a4", "wanted", {}
        wait_until(lambda: [state for state in heard if state.faults], 20, "it tells the fault")
        status, took_s = station.terminate()

    assert (status, took_s < 10) == (0, True)
    wait_until(lambda: not heard[-1].is_online, 10, "it says goodbye")
    online = next(state for state in heard if state.is_online)
    assert (online.device, online.kind) == (STATION, DeviceKind.SCANNER)
    assert next(state.faults[0].code for state in heard if state.faults) == "cannot-scan-so"
    assert job.told[1] == ("done", None, 10)
    assert PASSWORD not in station.log.read_text(encoding="utf-8")


def test_a_station_killed_in_mid_scan_brings_all_pages_in_order(
    broker: RunningBroker, hub: SmallHub, tmp_path: Path
) -> None:
    slow = '["--read-delay=yes", "--read-delay-duration=20000"]'
    settings = settings_file(tmp_path, hub.url, broker.port, slow)
    hub.job = job = Job(size="id-card")
    with unit(tmp_path, settings) as first:
        wait_until(lambda: len(job.pages) >= 2, 60, "two pages")
        first.process.kill()
        first.process.wait(10)
    before = dict(job.pages)
    (tmp_path / "notify").unlink()

    with unit(tmp_path, settings):
        wait_until(lambda: job.state == "done", 90, f"the rest: {job.told}")
        wait_until(lambda: not _files(tmp_path / "waiting"), 20, "nothing waits any more")

    assert sorted(job.pages) == list(range(1, len(job.pages) + 1))
    assert {number: job.pages[number] for number in before} == before
    assert job.told[-1] == ("done", None, len(job.pages))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_wrong_settings_end_it_for_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = settings_file(tmp_path, "http://127.0.0.1:1", 1)
    path.write_text(path.read_text(encoding="utf-8").replace('device = "test:0"', ""), encoding="utf-8")

    assert main(["scan-station", "--settings", str(path)]) == WRONG_SETTINGS
    assert "a scanner of kind “sane” needs device (missing-key)" in capsys.readouterr().err
    path.write_text(path.read_text(encoding="utf-8").partition("[scanner]")[0], encoding="utf-8")
    assert main(["scan-station", "--settings", str(path)]) == WRONG_SETTINGS
    assert "needs [scanner], [reader] or both" in capsys.readouterr().err
