"""A display and a kiosk go by the hub's time: what their own machine's wall clock says moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from contract.clock import Steering
from contract.commands import ReserveTicket
from contract.states import HubState
from contract.words import DeviceKind
from hardware.virtual_speaker import read_log
from tests.display import sample_center as sample
from tests.display.test_display_process import RunningDisplay, announcing
from tests.kiosk.running_kiosk import RunningKiosk
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.window, pytest.mark.system, pytest.mark.timeout(180)]

OFF = (timedelta(hours=-10), timedelta(days=1))
"""How far the hub's time is from this machine's: one of them is wrong, and the display cannot know."""


@pytest.fixture
def hall(broker: RunningBroker, tmp_path: Path) -> Iterator[RunningDisplay]:
    """A hall's display that speaks."""
    display = RunningDisplay(broker, tmp_path, DeviceKind.HALL_DISPLAY, ["hall"])
    try:
        wait_until(display.is_online, 40, "the display's first heartbeat")
        display.tell(sample.catalogue(), sample.line(), announcing(display.device))
        yield display
    finally:
        display.close()


def heartbeat(revision: int, off: timedelta) -> HubState:
    """The hub lives, at its own time."""
    return msgspec.structs.replace(sample.hub_state(datetime.now(UTC) + off), revision=revision)


@pytest.mark.parametrize("off", OFF)
def test_a_call_is_fresh_by_the_hubs_time(hall: RunningDisplay, off: timedelta) -> None:
    for revision in (1, 2):
        hall.tell(heartbeat(revision, off))

    hall.tell(sample.board(sample.call("fresh", at=datetime.now(UTC) + off), revision=3))

    wait_until(lambda: read_log(hall.folder / "speaker"), 30, "the call is spoken")


def test_a_call_that_is_stale_by_the_hubs_time_is_shown_and_not_spoken(hall: RunningDisplay) -> None:
    """By this machine's wall clock it is new."""
    ahead = timedelta(hours=10)
    for revision in (1, 2):
        hall.tell(heartbeat(revision, ahead))
    hall.tell(sample.board(sample.call("stale", "A024", at=datetime.now(UTC)), revision=3))
    hall.tell(
        sample.board(
            sample.call("fresh", "A025", at=datetime.now(UTC) + ahead),
            sample.call("stale", "A024", at=datetime.now(UTC)),
            revision=4,
        )
    )

    journal = hall.folder / "data" / "announcements.jsonl"
    wait_until(lambda: journal.exists() and '"fresh"' in journal.read_text("utf-8"), 30, "the fresh call")
    spoken = [line for line in journal.read_text("utf-8").splitlines() if '"begun"' in line]
    assert not [line for line in spoken if '"stale"' in line]


def test_a_kiosk_with_a_wrong_clock_asks_by_the_hubs_time(broker: RunningBroker, tmp_path: Path) -> None:
    """Else the hub would refuse its command as an old one."""
    steering = tmp_path / "clock.json"
    steering.write_bytes(msgspec.json.encode(Steering(wall_s=-86400.0)))
    with RunningKiosk(tmp_path, broker, more=f'clock_file = "{steering}"') as kiosk:
        kiosk.sees("tile-ho-tich")
        kiosk.finger.press("tile-ho-tich")
        steering.write_bytes(msgspec.json.encode(Steering(wall_s=3 * 86400.0)))
        kiosk.finger.press("take-number")
        kiosk.until(lambda: kiosk.hub.told(ReserveTicket), "the command")
        asked = kiosk.hub.told(ReserveTicket)[0]
        assert isinstance(asked, ReserveTicket)

        assert abs((asked.asked_at - datetime.now(UTC)).total_seconds()) < 60
        assert kiosk.printer.tray.wait_for(1, 20)
