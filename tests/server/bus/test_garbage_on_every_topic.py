"""Garbage: refused, counted, and nothing changed; the next citizen is served."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from contract import commands as c
from contract.commands import COMMANDS
from contract.events import EVENTS
from contract.ids import DeviceId
from contract.states import STATES
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import HO_TICH, AskingDevice, LiveHub
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

GARBAGE = (
    b"\x00\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b'{"command_id": 7}',
    b'{"command_id": "' + b"x" * 5000 + b'"}',
    b'{"command_id":"' + "ế".encode() * 40 + b'","asked_at":"never"}',
    b"[" * 20_000,
)
HEARD_BY_HUB = (*(kind.TOPIC for kind in COMMANDS),)


def filled(template: object) -> str:
    """With names that are spelled well."""
    text = str(getattr(template, "text", template))
    for slot, value in (("center", CENTER), ("device", "kiosk-1"), ("counter", "1")):
        text = text.replace("{" + slot + "}", value)
    return text


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    """A device may say more at once here than the garbage for all topics is: none of it is left unread."""
    return HubPlace(broker, tmp_path, more_settings="device_messages_per_s = 1000\n")


@pytest.fixture
def anyone(broker: RunningBroker) -> RawMqtt:
    """Past the access list: what the broker would let nobody do."""
    return RawMqtt(broker.address, broker.observer)


def test_garbage_on_every_topic_changes_nothing_and_is_counted(
    hub: LiveHub, kiosk: AskingDevice, anyone: RawMqtt
) -> None:
    taken = hub.take()
    before, unreadable = hub.seq, hub.hub.client.unreadable.total()
    topics = [filled(kind.TOPIC) for kind in (*COMMANDS, *EVENTS, *STATES)]
    topics += [f"motcua/v1/{CENTER}/command/kiosk-1/no-such-verb", f"motcua/v1/{CENTER}/device/kiosk-1"]
    topics += [f"motcua/v1/{CENTER}/answer/kiosk-1"]

    with anyone:
        for topic in topics:
            for payload in GARBAGE:
                anyone.throw(topic, payload)
        expected = unreadable + (len(COMMANDS) + 1) * len(GARBAGE)
        wait_until(lambda: hub.hub.client.unreadable.total() >= expected, 20, "all garbage is counted")

    assert hub.seq == before
    assert hub.hub.health.current().hub.writes
    answer = kiosk.ask(c.ReserveTicket, service=HO_TICH)
    assert answer.code is None
    assert hub.ticket(taken.ticket).number != getattr(answer.result, "number", "")


def test_a_message_larger_than_its_kind_may_be_is_refused(hub: LiveHub, anyone: RawMqtt) -> None:
    command = hub.make(c.ReserveTicket, service=HO_TICH)
    large = command.encode()[:-1] + b',"more":"' + b"x" * 100_000 + b'"}'
    before = hub.seq

    with anyone:
        anyone.throw(command.topic(CENTER, device=DeviceId("kiosk-1")), large)
        wait_until(lambda: hub.hub.client.unreadable.total() > 0, what="it is counted")

    assert hub.seq == before


def test_fields_nobody_knows_yet_are_ignored(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker
) -> None:
    command = hub.make(c.ReserveTicket, service=HO_TICH)
    fields = msgspec.json.decode(command.encode())
    newer = msgspec.json.encode({**fields, "colour_of_slip": "blue"})

    with RawMqtt(broker.address, broker.observer) as raw:
        raw.publish(command.topic(CENTER, device="kiosk-1"), newer)
        wait_until(lambda: len(hub.tickets()) == 1, what="the number is reserved")
