"""Slow and hostile peers of a real broker and a real hub: others are served as before, memory stays flat.

The full million of malformed messages is measured by `make bench` (`bench/peers.py`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from contract import commands as c
from contract.broker import Credentials
from contract.settings import BrokerAddress
from contract.topics import Topic
from contract.words import DeviceKind
from server.broker.mosquitto_conf import HEADROOM, LARGEST_MESSAGE, QUEUED_BYTES
from server.bus.allowance import BURST_S
from server.service.alerts import AlertKind
from tests.server.hub.live_hub import HO_TICH, AskingDevice, Devices, LiveHub
from tests.support.memory import resident_kib
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until
from tools.demo.children import ROOT
from tools.storm.gate import TcpGate
from tools.storm.passage import Flow

ASKED = 20
SLOWEST = 10.0
"""Times as long as without the hostile peer; they share two cores with all that is thrown."""
LEAST_S = 0.02
FLOOD_PER_S = 500
"""Ten times a device's allowance; `bench/peers.py` measures what the machine bears."""
FLAT_KIB = 48 * 1024
"""Of this process: hub, thrower and everything else in it."""


def median_s(hub: LiveHub, device: AskingDevice, between: Callable[[], None] = lambda: None) -> float:
    """The middle of some exchanges; each must be answered."""
    took: list[float] = []
    for _ in range(ASKED):
        command = hub.make(c.CallGuide, answer_within_s=20.0)
        between()
        asked_s = time.monotonic()
        device.asking.ask(command).result(20)
        took.append(time.monotonic() - asked_s)
    return statistics.median(took)


def bound_s(quiet_s: float) -> float:
    return SLOWEST * max(quiet_s, LEAST_S)


@contextmanager
def flooding(
    broker: RunningBroker, who: Credentials, topic: str, payloads: list[bytes], per_s: int
) -> Iterator[None]:
    """Another process throws them, so many a second."""
    command = [sys.executable, "-m", "tests.support.flooder", str(broker.port), who.device, who.password]
    with subprocess.Popen([*command, topic, str(per_s)], stdin=subprocess.PIPE, cwd=ROOT) as flooder:
        assert flooder.stdin is not None
        flooder.stdin.write(b"\n".join(payloads))
        flooder.stdin.close()
        try:
            yield
        finally:
            flooder.kill()


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """The work is done again and again on another thread."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            work()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_device_that_floods_spends_its_own_allowance_and_nobody_elses(
    hub: LiveHub, devices: Devices, broker: RunningBroker
) -> None:
    kiosk = devices.kiosk("kiosk-1")
    quiet_s = median_s(hub, kiosk)
    per_s = hub.hub.core.settings.device_messages_per_s
    began_s = time.monotonic()
    topic = c.ReserveTicket.TOPIC.fill({"center": CENTER, "device": "kiosk-2"})
    commands = [hub.make(c.ReserveTicket, service=HO_TICH).encode() for _ in range(5000)]
    with flooding(broker, broker.add("kiosk-2"), topic, commands, FLOOD_PER_S):
        wait_until(lambda: hub.hub.allowance.excess["kiosk-2"] > 500, 20, "the flood is on")
        flooded_s = median_s(hub, kiosk)

    assert flooded_s <= bound_s(quiet_s)
    assert len(hub.tickets()) <= per_s * (BURST_S + time.monotonic() - began_s)
    assert hub.hub.allowance.excess.keys() == {"kiosk-2"}
    told = [alert for alert in hub.hub.presence.current() if alert.kind is AlertKind.DEVICE_FAULT]
    assert [alert.device for alert in told] == ["kiosk-2"]


def test_twenty_thousand_malformed_messages_are_counted_and_cost_nothing(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker
) -> None:
    payloads = (b"{", b"\xff\x00", b"[" * 2000, b'{"command_id":' + b"9" * 3000 + b"}")
    quiet_s = median_s(hub, kiosk)
    before_kib, before = resident_kib(), hub.seq
    flooded: list[float] = []

    def refused() -> int:
        return hub.hub.client.unreadable.total() + hub.hub.allowance.excess.total()

    with RawMqtt(broker.address, broker.observer) as anyone:
        for batch in range(20):
            for n in range(1000):
                topic = f"motcua/v1/{CENTER}/command/liar-{n % 40}/reserve-ticket"
                anyone.throw(topic, payloads[n % len(payloads)])
            wait_until(lambda so_far=batch: refused() >= (so_far + 1) * 1000, 30, "all are counted")  # type: ignore[misc]
            if batch % 5 == 0:
                flooded.append(median_s(hub, kiosk))

    assert refused() == 20_000
    assert hub.hub.client.unreadable.total() > 0
    assert resident_kib() - before_kib < FLAT_KIB
    assert max(flooded) <= bound_s(quiet_s)
    assert hub.seq - before <= 4 * ASKED, "nothing but the kiosk's own calls for a guide"


def test_a_subscriber_that_stops_reading_holds_up_nobody_and_costs_a_bounded_queue(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker
) -> None:
    quiet_s = median_s(hub, kiosk)
    before_kib = resident_kib(broker.pid)
    topic, payload = Topic(f"motcua/v1/{CENTER}/state/marker"), b"x" * 60_000

    def tell() -> None:
        assert hub.hub.client.publish_bytes(topic, payload, retain=False).wait(10)

    with deaf_display(broker) as gate:
        gate.stall(Flow.TO_CLIENT)
        for _ in range(2000):
            tell()
        stalled_s = median_s(hub, kiosk, between=tell)
        grown_kib = resident_kib(broker.pid) - before_kib
        gate.cut()

    assert stalled_s <= bound_s(quiet_s)
    assert grown_kib < 3 * QUEUED_BYTES / 1024, "120 MB were written for it"


@contextmanager
def deaf_display(broker: RunningBroker) -> Iterator[TcpGate]:
    """A display that has subscribed to all states; the gate can stop it reading."""
    with TcpGate(broker.port) as gate:
        gate.open()
        who = broker.add("hall-2", DeviceKind.HALL_DISPLAY)
        with RawMqtt(BrokerAddress(port=gate.port), who) as deaf:
            deaf.subscribe(f"motcua/v1/{CENTER}/state/#")
            yield gate


def test_a_client_that_reconnects_ten_times_a_second_disturbs_nobody(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker
) -> None:
    quiet_s = median_s(hub, kiosk)
    before_kib, count = resident_kib(broker.pid), [0]
    who = broker.add("kiosk-2")
    pause = threading.Event()

    def come_and_go() -> None:
        with RawMqtt(broker.address, who) as restless:
            restless.throw(f"motcua/v1/{CENTER}/device/kiosk-2", b"{}")
        count[0] += 1
        pause.wait(0.05)

    with meanwhile(come_and_go):
        wait_until(lambda: count[0] >= 10, 20)
        restless_s = median_s(hub, kiosk)
        wait_until(lambda: count[0] >= 30, 20)

    assert restless_s <= bound_s(quiet_s)
    assert resident_kib(broker.pid) - before_kib < 4 * 1024
    assert kiosk.client.is_connected


@pytest.mark.parametrize("more", [0, 4 * HEADROOM])
def test_a_packet_at_the_limit_passes_and_one_beyond_it_ends_its_senders_connection_alone(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker, more: int
) -> None:
    topic = f"motcua/v1/{CENTER}/command/kiosk-2/reserve-ticket"
    with RawMqtt(broker.address, broker.add("kiosk-2")) as greedy:
        before = hub.hub.client.unreadable["oversized"]
        greedy.throw(topic, b"x" * (LARGEST_MESSAGE + more))
        if more:
            wait_until(lambda: "oversize packet" in broker.log(), what="it is hung up on")
        else:
            wait_until(lambda: hub.hub.client.unreadable["oversized"] == before + 1)

    assert kiosk.client.is_connected
    assert hub.hub.client.connection == 1
    assert median_s(hub, kiosk) < 1


@pytest.mark.parametrize(
    "topic", ["a" * 65_000, "/".join("a" * 199), "a/" * 5000 + "b", "$SYS/broker", "é" * 900]
)
def test_topics_nobody_would_write_reach_nobody(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker, topic: str
) -> None:
    with RawMqtt(broker.address, broker.add("kiosk-2")) as strange:
        strange.throw(topic, b"x")
        strange.throw(f"motcua/v1/{CENTER}/command/kiosk-2/{topic[:60_000]}", b"x")

    assert kiosk.client.is_connected
    assert hub.hub.client.connection == 1
    assert hub.hub.client.unreadable.total() == 0
    assert median_s(hub, kiosk) < 1
