"""From the counter to the hall: a record is received and the display says so, by a real broker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.states import RecordsState
from contract.words import DeviceKind
from display.hub_watch import HubWatch
from display.knowing import Knowing
from display.record_view import records_view
from tests.server.hub.live_hub import LiveHub, officer
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.records import COPIES
from tests.support.waiting import wait_until

HALL = "hall-1"
TOPIC = RecordsState.TOPIC.fill({"center": CENTER})


class HallDisplay:
    """All of a hall display but its glass."""

    def __init__(self, broker: RunningBroker, folder: Path) -> None:
        self.hub = HubWatch(time.monotonic)
        self.knowing = Knowing(folder / "known.json", self.hub)
        client = broker.client(broker.add(HALL, DeviceKind.HALL_DISPLAY))
        self.knowing.listen(client, None)

    def figures(self) -> dict[str, str]:
        """Of today, by label."""
        seen = records_view(self.knowing.known, self.hub)
        return {} if seen is None else {row.label: row.figure for row in seen.periods[0].rows}


@pytest.fixture
def display(hub: LiveHub, broker: RunningBroker, tmp_path: Path) -> Iterator[HallDisplay]:
    return HallDisplay(broker, tmp_path / "display")


def test_a_record_at_the_counter_is_a_figure_in_the_hall(hub: LiveHub, display: HallDisplay) -> None:
    wait_until(lambda: display.figures() == {"Chưa tiếp nhận hồ sơ nào": ""}, what="no records yet")

    hub.do(c.ReceiveRecord, officer("lan"), procedure=COPIES, is_returned_at_once=True)

    wait_until(lambda: display.figures().get("Đã trả kết quả") == "1/1", what="the record is told")
    assert display.figures()["trả ngay, không hẹn"] == "1/1"


def test_a_display_that_boots_later_is_given_the_figures(
    hub: LiveHub, broker: RunningBroker, tmp_path: Path
) -> None:
    hub.do(c.ReceiveRecord, officer("lan"), procedure=COPIES, is_returned_at_once=True)
    with RawMqtt(broker.address, broker.observer) as ear:
        ear.subscribe(TOPIC)
        wait_until(lambda: any(b'"at_once":1' in message.payload for message in ear.arrived), what="told")

    late = HallDisplay(broker, tmp_path / "late")

    wait_until(lambda: late.figures().get("Đã tiếp nhận") == "1", what="the retained figures")


def test_a_display_cannot_say_figures_itself(hub: LiveHub, broker: RunningBroker) -> None:
    with RawMqtt(broker.address, broker.add(HALL, DeviceKind.HALL_DISPLAY)) as device:
        assert device.publish(TOPIC, b"{}", retain=True) == "Not authorized"


def test_nothing_personal_is_in_what_is_told(hub: LiveHub, display: HallDisplay) -> None:
    hub.do(c.ReceiveRecord, officer("lan"), procedure=COPIES, is_returned_at_once=True)
    wait_until(lambda: "1/1" in display.figures().values(), what="the record is told")

    told = display.knowing.known.records

    assert told is not None
    for word in (b"lan", COPIES.encode(), b"officer", b"counter"):
        assert word not in told.encode()
