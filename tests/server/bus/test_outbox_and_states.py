"""What the hub says by the broker: every event in order, every state true, whatever becomes of the broker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from contract.events import Event
from contract.states import (
    BoardState,
    CounterSlipsState,
    CounterState,
    HubState,
    LeaseState,
    LineState,
    NoticesState,
    RecordsState,
    State,
)
from contract.topics import Topic
from server.store import ledger
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import LiveHub
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until
from tools.storm.gate import TcpGate

EVENTS = f"motcua/v1/{CENTER}/event/#"
STATES = f"motcua/v1/{CENTER}/state/#"


@dataclass(slots=True)
class Apart:
    """A hub whose way to the broker can be shut, and somebody who hears everything."""

    hub: LiveHub
    gate: TcpGate
    ear: RawMqtt

    def heard(self) -> list[int]:
        """Seqs of the events that arrived, in order of arrival."""
        return [
            msgspec.json.decode(message.payload)["seq"]
            for message in self.ear.arrived
            if "/event/" in message.topic
        ]

    def wait_for_all(self) -> None:
        """Until the broker has acknowledged everything."""
        wait_until(lambda: self.hub.hub.outbox.behind == 0, 30, "the outbox is empty")
        wait_until(lambda: set(self.heard()) >= {self.hub.seq}, what="the latest event is heard")


@pytest.fixture
def apart(broker: RunningBroker, tmp_path: Path) -> Iterator[Apart]:
    """Nobody lets the hub through yet."""
    with TcpGate(broker.port) as gate, RawMqtt(broker.address, broker.observer) as ear:
        ear.subscribe(EVENTS)
        with LiveHub(HubPlace(broker, tmp_path, broker_port=gate.port)) as hub:
            wait_until(lambda: hub.day_is_open, what="the day is open")
            yield Apart(hub, gate, ear)


def without_repeats(seqs: list[int]) -> list[int]:
    return list(dict.fromkeys(seqs))


def test_a_hub_without_a_broker_works_and_tells_everything_when_there_is_one(apart: Apart) -> None:
    for _ in range(20):
        apart.hub.take()
    assert apart.heard() == []

    apart.gate.open()
    apart.wait_for_all()

    assert apart.heard() == list(range(1, apart.hub.seq + 1))


def test_a_lost_broker_loses_no_event_and_changes_no_order(apart: Apart) -> None:
    apart.gate.open()
    apart.wait_for_all()
    for _ in range(30):
        apart.hub.take()
    apart.gate.shut()
    for _ in range(10):
        apart.hub.take()

    apart.gate.open()
    apart.wait_for_all()

    assert without_repeats(apart.heard()) == list(range(1, apart.hub.seq + 1))


def test_a_hub_started_again_goes_on_where_the_broker_had_acknowledged(apart: Apart) -> None:
    apart.gate.open()
    apart.wait_for_all()
    told = apart.hub.seq
    apart.gate.shut()
    apart.hub.take()

    apart.hub.restart()
    apart.gate.open()
    apart.wait_for_all()

    heard = apart.heard()
    assert without_repeats(heard) == list(range(1, apart.hub.seq + 1))
    assert heard.count(1) == 1, "what was acknowledged before the restart is not told again"
    assert heard.count(told + 1) == 1


def test_what_is_published_is_what_the_ledger_holds(apart: Apart) -> None:
    apart.hub.take()
    apart.gate.open()
    apart.wait_for_all()

    with apart.hub.hub.core.database.reading() as connection:
        kept = [(item.event, item.payload) for item in ledger.events_after(connection, 0)]
    assert [(topic_of(event), payload) for event, payload in kept] == [
        (message.topic, message.payload) for message in apart.ear.arrived
    ]
    assert not any(message.retain for message in apart.ear.arrived)


def topic_of(event: Event) -> str:
    return event.topic(CENTER)


def retained(broker: RunningBroker) -> dict[str, bytes]:
    """What a display that boots now is given."""
    with RawMqtt(broker.address, broker.observer) as ear:
        ear.subscribe(STATES)
        marker = Topic(f"motcua/v1/{CENTER}/state/marker")
        ear.publish(marker, b"end", retain=False)
        wait_until(lambda: any(message.topic == marker for message in ear.arrived), what="the marker")
        return {message.topic: bytes(message.payload) for message in ear.arrived if message.retain}


def state_topic(kind: type[State], **slots: str) -> str:
    return kind.TOPIC.fill({"center": CENTER, **slots})


def says(broker: RunningBroker, topic: str, **wanted: object) -> bool:
    payload = retained(broker).get(topic)
    said = msgspec.json.decode(payload) if payload else {}
    return all(said.get(name) == value for name, value in wanted.items())


def test_a_display_that_boots_at_14_is_given_everything(hub: LiveHub, broker: RunningBroker) -> None:
    hub.sit("1")
    hub.take()
    rules = hub.hub.core.writer.rules
    counters = {state_topic(CounterState, counter=counter) for counter in rules.counters}
    devices = {f"motcua/v1/{CENTER}/state/settings/{device.id}" for device in hub.hub.core.config.devices}
    leases = {state_topic(LeaseState, device=kiosk) for kiosk in rules.kiosks}
    slips = {state_topic(CounterSlipsState, device=kiosk) for kiosk in rules.kiosks}
    wanted = counters | devices | leases | slips
    wanted |= {state_topic(kind) for kind in (HubState, LineState, BoardState, NoticesState, RecordsState)}

    wait_until(lambda: set(retained(broker)) >= wanted, what="all states")
    wait_until(lambda: says(broker, state_topic(CounterState, counter="1"), status="ready", waiting=1))
    assert set(retained(broker)) == wanted | {f"motcua/v1/{CENTER}/state/catalogue"}


def test_lies_of_an_older_configuration_are_cleared(broker: RunningBroker, tmp_path: Path) -> None:
    lie = f"motcua/v1/{CENTER}/state/counter/99"
    garbage = f"motcua/v1/{CENTER}/state/no/such/thing"
    with RawMqtt(broker.address, broker.observer) as old_hub:
        old_hub.publish(lie, b'{"counter":"99"}', retain=True)
        old_hub.publish(garbage, b"\xff\x00", retain=True)

    with LiveHub(HubPlace(broker, tmp_path)) as hub:
        wait_until(lambda: hub.hub.client.is_connected)
        wait_until(lambda: lie not in retained(broker) and garbage not in retained(broker), 15)
        assert state_topic(BoardState) in retained(broker)


def test_a_broker_killed_and_back_knows_all_states_again(hub: LiveHub, broker: RunningBroker) -> None:
    hub.sit("1")
    wait_until(lambda: says(broker, state_topic(CounterState, counter="1"), status="ready"))
    before = set(retained(broker))
    broker.kill()
    hub.take()
    broker.add("another-kiosk")

    broker.start()

    wait_until(lambda: set(retained(broker)) == before, 20, "all states are back")
    wait_until(lambda: says(broker, state_topic(CounterState, counter="1"), status="ready", waiting=1))


def test_a_state_is_published_once_for_what_it_says(hub: LiveHub, broker: RunningBroker) -> None:
    wait_until(lambda: state_topic(CounterState, counter="4") in retained(broker), what="all states")
    with RawMqtt(broker.address, broker.observer) as ear:
        ear.subscribe(STATES)
        hub.sit("1")
        wait_until(
            lambda: any(
                not message.retain and message.topic.endswith("state/counter/1") for message in ear.arrived
            )
        )
        hub.hub.states.refresh()
        again = [m for m in ear.arrived if not m.retain and m.topic.endswith("state/counter/2")]
    assert again == []


def test_the_heartbeat_carries_the_hubs_time_and_day(hub: LiveHub, broker: RunningBroker) -> None:
    hub.hub.states.heartbeat()

    with hub.hub.core.writer.reading() as hall:
        day = hall.day
    wait_until(
        lambda: says(broker, state_topic(HubState), day=str(day), trust="ntp"), what="the retained heartbeat"
    )
