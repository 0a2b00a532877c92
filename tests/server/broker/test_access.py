"""What the running broker lets each device do, and where it listens."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from contract.broker import BrokerClient, Credentials
from contract.commands import COMMANDS
from contract.ids import DeviceId
from contract.settings import BrokerAddress
from contract.words import DeviceKind
from server.broker.access_list import ASKS
from server.broker.mosquitto_conf import LARGEST_MESSAGE
from tests.support.certificates import self_signed
from tests.support.mosquitto import RunningBroker, Wire
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

ROOT = "motcua/v1/23134"
DENIED = "Not authorized"


def test_each_kind_may_send_its_own_commands_and_no_others(broker: RunningBroker) -> None:
    for kind in DeviceKind:
        with RawMqtt(broker.address, broker.add(kind, kind)) as device:
            let_pass = {
                command
                for command in COMMANDS
                if device.publish(command.TOPIC.fill({"center": "23134", "device": kind}), b"x") != DENIED
            }
        assert let_pass == set(ASKS[kind]), kind


@pytest.mark.parametrize(
    "topic",
    [
        f"{ROOT}/command/kiosk-2/reserve-ticket",
        f"{ROOT}/command/hub/open-day",
        f"{ROOT}/command/kiosk-1",
        f"{ROOT}/command/kiosk-1/call-next",
        f"{ROOT}/command/kiosk-1/reserve-ticket/more",
        f"{ROOT}/answer/kiosk-1",
        f"{ROOT}/answer/kiosk-2",
        f"{ROOT}/device/kiosk-2",
        f"{ROOT}/event/ticket/called",
        f"{ROOT}/state/hub",
        f"{ROOT}/state/settings/kiosk-1",
        "motcua/v1/99999/command/kiosk-1/reserve-ticket",
        "anything",
    ],
)
def test_a_kiosk_cannot_speak_for_others(broker: RunningBroker, topic: str) -> None:
    broker.add("kiosk-2")
    with RawMqtt(broker.address, broker.add("kiosk-1")) as kiosk:
        assert kiosk.publish(topic, b"x") == DENIED


def test_a_device_reads_its_answers_and_the_states_and_nothing_else(broker: RunningBroker) -> None:
    who = broker.add("kiosk-1")
    broker.add("kiosk-2")
    with RawMqtt(broker.address, who) as kiosk, RawMqtt(broker.address, broker.observer) as everybody:
        kiosk.subscribe("#")
        kiosk.subscribe(f"{ROOT}/answer/kiosk-2")
        for topic in (
            f"{ROOT}/answer/kiosk-2",
            f"{ROOT}/event/ticket/called",
            f"{ROOT}/command/kiosk-2/reserve-ticket",
            f"{ROOT}/device/kiosk-2",
            f"{ROOT}/answer/kiosk-1",
            f"{ROOT}/state/hub",
        ):
            everybody.publish(topic, b"x")

        kiosk.wait_for(2)
        assert [message.topic for message in kiosk.arrived] == [f"{ROOT}/answer/kiosk-1", f"{ROOT}/state/hub"]


@pytest.mark.parametrize("kind", list(DeviceKind))
def test_what_one_device_is_told_no_other_reads(broker: RunningBroker, kind: DeviceKind) -> None:
    own = ("settings", "leases", "counter-slips")
    for_all = ("hub", "line", "board", "counter/1", "catalogue", "notices", "records")
    broker.add("kiosk-2")
    with (
        RawMqtt(broker.address, broker.add("one", kind)) as one,
        RawMqtt(broker.address, broker.observer) as everybody,
    ):
        one.subscribe("#")
        one.subscribe(f"{ROOT}/state/counter-slips/kiosk-2")
        for name in own:
            everybody.publish(f"{ROOT}/state/{name}/kiosk-2", b"x")
            everybody.publish(f"{ROOT}/state/{name}/one", b"x")
        for name in for_all:
            everybody.publish(f"{ROOT}/state/{name}", b"x")

        one.wait_for(len(own) + len(for_all))
        heard = [message.topic.removeprefix(f"{ROOT}/state/") for message in one.arrived]
    assert heard == [*(f"{name}/one" for name in own), *for_all]


def test_a_denied_message_is_counted_and_logged_by_its_sender(
    broker: RunningBroker, caplog: pytest.LogCaptureFixture
) -> None:
    display = broker.client(broker.add("hall", DeviceKind.HALL_DISPLAY))
    topic = COMMANDS[0].TOPIC.fill({"center": "23134", "device": "hall"})

    display.publish_bytes(topic, b"x", retain=False)

    wait_until(lambda: display.denied == 1)
    assert "did not take a message of ours: Not authorized" in caplog.text


def test_nobody_comes_in_without_a_password(broker: RunningBroker) -> None:
    stranger = BrokerClient(broker.address, Credentials(broker.center, DeviceId("stranger"), "guess"))
    stranger.start()
    try:
        wait_until(lambda: "not authorised" in broker.log())
    finally:
        stranger.stop()

    assert not stranger.is_connected


def test_a_message_larger_than_any_of_ours_reaches_nobody(broker: RunningBroker) -> None:
    hub = broker.client(broker.hub)
    with RawMqtt(broker.address, broker.observer) as thrower:
        thrower.throw(f"{ROOT}/state/hub", b"x" * (LARGEST_MESSAGE + 10_000))
        wait_until(lambda: "oversize packet" in broker.log() or "protocol error" in broker.log().lower())

    assert hub.is_connected
    assert not hub.unreadable


def test_the_broker_listens_where_it_was_told_and_nowhere_else(broker: RunningBroker) -> None:
    opened = [line for line in broker.log().splitlines() if "listen socket" in line]

    assert opened == [f"Opening ipv4 listen socket on port {broker.port}."]


def test_over_tls_a_device_connects_to_the_broker_it_trusts() -> None:
    with RunningBroker(wire=Wire.TLS) as broker:
        assert broker.address.ca_file
        assert broker.client(broker.add("kiosk-1")).is_connected


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # paho leaves a failed handshake's socket open
def test_over_tls_a_broker_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    other = self_signed(tmp_path, "other")
    with RunningBroker(wire=Wire.TLS) as broker:
        address = BrokerAddress(host="127.0.0.1", port=broker.port, ca_file=str(other.certificate))
        client = BrokerClient(address, broker.hub)
        client.start()
        try:
            wait_until(lambda: "unknown ca" in broker.log(), what="the client refuses the certificate")
        finally:
            client.stop()
        assert not client.is_connected
        del client
        gc.collect()
