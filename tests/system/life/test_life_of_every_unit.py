"""What every process owes its service manager: ready when it serves, alive while it works, gone when told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hung_thread import hung, threads_of
from tests.support.living_units import DumbPrinter, Site
from tests.support.mosquitto import RunningBroker
from tests.support.service_manager import ServiceManager

pytestmark = [pytest.mark.system, pytest.mark.window]

UNITS = ("hub", "kiosk", "hall", "counter", "panel", "printer")
WATCHDOG_S = 4.0
ORDERLY_END_S = 2.0


@pytest.fixture
def site(broker: RunningBroker, tmp_path: Path) -> Iterator[Site]:
    """A broker, and a printer that never answers."""
    printer = DumbPrinter()
    yield Site(broker, tmp_path, printer)
    printer.close()


@pytest.mark.parametrize("name", UNITS)
def test_it_is_ready_when_it_serves_and_silent_when_its_work_hangs(site: Site, name: str) -> None:
    unit = site.unit(name)
    with ServiceManager(site.folder, unit.command, WATCHDOG_S, unit.environment) as manager:
        manager.wait_for("READY=1")
        assert unit.serves(manager.process.pid)

        gaps_s = manager.gaps_s(4)
        print(f"{name}: {max(gaps_s):.2f} s between signs of life, {WATCHDOG_S} s allowed")
        assert max(gaps_s) <= WATCHDOG_S / 2

        with hung(manager.process.pid, unit.working_thread):
            assert len(threads_of(manager.process.pid)) > 1, "the others go on"
            assert manager.falls_silent(within_s=2 * WATCHDOG_S)
            assert manager.process.poll() is None


@pytest.mark.parametrize("name", UNITS)
def test_sigterm_ends_it_in_two_seconds_and_in_order(site: Site, name: str) -> None:
    unit = site.unit(name)
    with ServiceManager(site.folder, unit.command, WATCHDOG_S, unit.environment) as manager:
        manager.wait_for("READY=1")
        assert unit.serves(manager.process.pid)
        manager.wait_for("WATCHDOG=1")

        status, took_s = manager.terminate()

        print(f"{name}: ended {took_s:.2f} s after SIGTERM, {ORDERLY_END_S} s allowed")
        manager.wait_for("STOPPING=1", 1.0)
        assert status == 0
        assert took_s < ORDERLY_END_S
