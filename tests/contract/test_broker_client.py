"""The broker client against a real Mosquitto that is stopped, killed and started again."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from contract.broker import INFLIGHT, LONGEST_RETRY_S, BrokerClient, Credentials, NotConnectedError
from contract.codec import Received
from contract.devices import DeviceState
from contract.ids import CounterId, DeviceId, Epoch
from contract.message import Message
from contract.states import CounterState, HubState
from contract.topics import TopicFilter
from contract.words import CounterStatus, DeviceKind
from tests.support.inbox import Inbox
from tests.support.mosquitto import RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

MakeHubState = Callable[[int], HubState]


def kiosk_state(*, is_online: bool) -> DeviceState:
    return DeviceState(device=DeviceId("kiosk-1"), kind=DeviceKind.KIOSK, is_online=is_online, version="1")


def counter_state(counter: str) -> CounterState:
    return CounterState(
        epoch=Epoch("e"),
        revision=1,
        counter=CounterId(counter),
        status=CounterStatus.READY,
        is_seated=True,
        waiting=0,
    )


def socket_of(client: BrokerClient) -> socket.socket:
    channel = client._client.socket()
    assert isinstance(channel, socket.socket)
    return channel


def test_a_message_arrives_typed(broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState) -> None:
    hub, kiosk = broker.client(broker.hub), broker.client(broker.add("kiosk-1"))
    kiosk.subscribe(HubState, inbox)

    assert hub.publish(hub_state(1)).wait(5)

    assert inbox.wait_for(1) == [hub_state(1)]


def test_a_display_that_boots_late_gets_the_retained_state(
    broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState
) -> None:
    assert broker.client(broker.hub).publish(hub_state(7)).wait(5)

    display = broker.client(broker.add("hall", DeviceKind.HALL_DISPLAY))
    display.subscribe(HubState, inbox)

    assert inbox.wait_for(1) == [hub_state(7)]


def test_after_a_killed_broker_came_back_subscriptions_go_on(
    broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState
) -> None:
    hub, kiosk = broker.client(broker.hub), broker.client(broker.add("kiosk-1"))
    kiosk.subscribe(HubState, inbox)
    heard: list[bool] = []
    kiosk.on_connection(heard.append)

    broker.kill()
    wait_until(lambda: not hub.is_connected and heard == [False])
    broker.start()
    wait_until(lambda: hub.is_connected and heard == [False, True], 20)
    assert hub.publish(hub_state(2)).wait(5)

    assert inbox.wait_for(1) == [hub_state(2)]


def test_a_client_started_before_its_broker_connects_when_it_comes(broker: RunningBroker) -> None:
    who = broker.add("kiosk-1")
    broker.stop()
    client = BrokerClient(broker.address, who)
    client.start()
    try:
        broker.start()
        wait_until(lambda: client.is_connected, 20)
    finally:
        client.stop()


def test_without_a_connection_publishing_fails_at_once(
    broker: RunningBroker, hub_state: MakeHubState
) -> None:
    hub = broker.client(broker.hub)
    broker.kill()
    wait_until(lambda: not hub.is_connected)

    with pytest.raises(NotConnectedError):
        hub.publish(hub_state(1))


def test_a_state_the_broker_never_took_does_not_come_back_over_a_newer_one(
    broker: RunningBroker, hub_state: MakeHubState
) -> None:
    hub = broker.client(broker.hub)

    def on_connection(is_connected: bool) -> None:
        if is_connected:
            hub.publish(hub_state(2))

    hub.on_connection(on_connection)
    broker.hang()
    stale = hub.publish(hub_state(1))
    broker.restart()
    wait_until(lambda: hub.is_connected, 20)
    assert hub.publish(kiosk_state(is_online=True)).wait(5)

    with RawMqtt(broker.address, broker.observer) as late:
        late.subscribe("motcua/v1/+/state/hub")
        assert late.wait_for(1)[0].payload == hub_state(2).encode()
    assert not stale.wait(0)


def test_what_a_hung_broker_never_took_does_not_hold_back_what_comes_after_it(
    broker: RunningBroker, hub_state: MakeHubState
) -> None:
    hub = broker.client(broker.hub)
    broker.hang()
    for revision in range(INFLIGHT + 10):
        hub.publish(hub_state(revision))
    broker.restart()
    wait_until(lambda: hub.connection == 2, 20)

    assert hub.publish(hub_state(1)).wait(5)


def test_what_belongs_to_a_lost_connection_does_not_go_out_on_the_next(
    broker: RunningBroker, hub_state: MakeHubState
) -> None:
    hub = broker.client(broker.hub)
    topic, payload = hub_state(1).topic(broker.center), hub_state(1).encode()
    assert hub.connection == 1
    assert hub.publish_bytes(topic, payload, retain=False, on=1).wait(5)

    broker.restart()
    wait_until(lambda: hub.connection == 2, 20)

    with pytest.raises(NotConnectedError):
        hub.publish_bytes(topic, payload, retain=False, on=1)
    assert hub.publish_bytes(topic, payload, retain=False, on=2).wait(5)


def test_what_is_not_admitted_is_not_read(broker: RunningBroker, inbox: Inbox) -> None:
    seen: list[str] = []

    def admit(topic: str) -> bool:
        seen.append(topic)
        return not topic.endswith("/kiosk-1")

    hub = BrokerClient(broker.address, broker.hub, admit=admit)
    hub.subscribe(DeviceState, inbox)
    hub.start()
    try:
        wait_until(lambda: hub.is_connected)
        with RawMqtt(broker.address, broker.observer) as anyone:
            for device in ("kiosk-1", "kiosk-2"):
                state = DeviceState(
                    device=DeviceId(device), kind=DeviceKind.KIOSK, is_online=True, version="1"
                )
                anyone.publish(state.topic(broker.center), state.encode())
            anyone.publish(f"motcua/v1/{broker.center}/device/kiosk-1", b"no message at all")
        assert [received.slots["device"] for received in inbox.received] == ["kiosk-2"]
        wait_until(lambda: len(seen) == 3, what="all three were asked about")
        assert not hub.unreadable
    finally:
        hub.stop()


def test_a_device_is_back_within_four_seconds_of_its_broker(broker: RunningBroker) -> None:
    clients = [broker.client(broker.add(f"kiosk-{n}")) for n in range(4)]
    broker.kill()
    wait_until(lambda: not any(client.is_connected for client in clients))
    wait_until(lambda: all((c._client._reconnect_delay or 0) >= LONGEST_RETRY_S for c in clients))

    broker.start()

    wait_until(lambda: all(client.is_connected for client in clients), 4, "all are back")


def test_the_last_will_tells_of_a_device_that_was_cut_off(broker: RunningBroker, inbox: Inbox) -> None:
    broker.client(broker.hub).subscribe(DeviceState, inbox)
    who = broker.add("kiosk-1")
    kiosk = broker.client(who, will=kiosk_state(is_online=False))
    assert kiosk.publish(kiosk_state(is_online=True)).wait(5)
    inbox.wait_for(1)

    socket_of(kiosk).shutdown(socket.SHUT_RDWR)

    assert inbox.wait_for(2)[1] == kiosk_state(is_online=False)


def test_an_orderly_end_says_goodbye_once(broker: RunningBroker, inbox: Inbox) -> None:
    hub = broker.client(broker.hub)
    hub.subscribe(DeviceState, inbox)
    kiosk = broker.client(broker.add("kiosk-1"), will=kiosk_state(is_online=False))

    kiosk.stop(farewell=kiosk_state(is_online=False))

    assert inbox.wait_for(1) == [kiosk_state(is_online=False)]
    assert hub.publish(counter_state("1")).wait(5)
    assert len(inbox.messages) == 1


def test_stopping_without_a_broker_ends_all_the_same(broker: RunningBroker) -> None:
    kiosk = broker.client(broker.add("kiosk-1"))
    broker.kill()
    wait_until(lambda: not kiosk.is_connected)

    kiosk.stop(farewell=kiosk_state(is_online=False))

    assert not kiosk.is_connected


def test_a_bad_handler_stops_neither_the_others_nor_the_client(
    broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState, caplog: pytest.LogCaptureFixture
) -> None:
    def bad(_message: Message, _received: Received) -> None:
        raise ZeroDivisionError("a handler's mistake")

    hub = broker.client(broker.hub)
    hub.subscribe(HubState, bad)
    hub.subscribe(HubState, inbox)
    hub.on_connection(lambda _: bad(hub_state(0), inbox.received[0]))

    for revision in (1, 2):
        assert hub.publish(hub_state(revision)).wait(5)

    assert inbox.wait_for(2) == [hub_state(1), hub_state(2)]
    assert "a handler's mistake" in caplog.text
    assert hub.is_connected


def test_a_bad_connection_listener_stops_no_reconnect(broker: RunningBroker) -> None:
    def bad(_is_connected: bool) -> None:
        raise ZeroDivisionError

    heard: list[bool] = []
    hub = broker.client(broker.hub)
    hub.on_connection(bad)
    hub.on_connection(heard.append)

    broker.restart()

    wait_until(lambda: heard == [False, True], 20)


def test_a_handler_gets_the_counter_it_asked_for_and_no_other(broker: RunningBroker) -> None:
    first, second = Inbox(), Inbox()
    hub = broker.client(broker.hub)
    hub.subscribe(CounterState, first, counter="1")
    hub.subscribe(CounterState, second, counter="2")

    for counter in ("1", "2"):
        assert hub.publish(counter_state(counter)).wait(5)

    second.wait_for(1)
    assert first.messages == [counter_state("1")]
    assert second.messages == [counter_state("2")]


def test_after_unsubscribing_nothing_more_comes(
    broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState
) -> None:
    gone, hub = Inbox(), broker.client(broker.hub)
    unsubscribe = hub.subscribe(HubState, gone)
    stay = hub.subscribe(HubState, inbox)

    unsubscribe()
    assert hub.publish(hub_state(1)).wait(5)
    inbox.wait_for(1)
    stay()
    assert hub.publish(hub_state(2)).wait(5)
    broker.restart()
    wait_until(lambda: not hub.is_connected)
    wait_until(lambda: hub.is_connected, 20)
    assert hub.publish(hub_state(3)).wait(5)

    assert gone.messages == []
    assert inbox.messages == [hub_state(1)]


def test_raw_topics_are_watched_over_a_restart_too(broker: RunningBroker, hub_state: MakeHubState) -> None:
    hub = broker.client(broker.hub)
    seen: list[tuple[str, bytes, bool]] = []
    topics = TopicFilter("motcua/v1/23134/state/#")
    unwatch = hub.watch_topics(topics, lambda *raw: seen.append(raw))

    broker.restart()
    wait_until(lambda: not hub.is_connected)
    wait_until(lambda: hub.is_connected, 20)
    assert hub.publish(hub_state(1)).wait(5)
    wait_until(lambda: seen)
    unwatch()
    assert hub.publish(hub_state(2)).wait(5)

    assert seen == [("motcua/v1/23134/state/hub", hub_state(1).encode(), False)]


def test_an_empty_retained_message_clears_and_disturbs_nobody(
    broker: RunningBroker, inbox: Inbox, hub_state: MakeHubState
) -> None:
    hub = broker.client(broker.hub)
    hub.subscribe(HubState, inbox)
    topic = hub_state(1).topic(broker.center)
    assert hub.publish(hub_state(1)).wait(5)
    assert hub.publish_bytes(topic, b"", retain=True).wait(5)

    with RawMqtt(broker.address, broker.observer) as late:
        late.subscribe("motcua/#")
        late.publish("motcua/v1/23134/end", b"x")
        assert [message.topic for message in late.wait_for(1)] == ["motcua/v1/23134/end"]
    assert inbox.messages == [hub_state(1)]
    assert not hub.unreadable


def test_every_socket_sends_at_once(broker: RunningBroker) -> None:
    client = broker.client(broker.hub)

    assert socket_of(client).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_same_device_twice_takes_over_instead_of_living_twice(broker: RunningBroker) -> None:
    who = broker.add("kiosk-1")
    old = broker.client(who)
    lost: list[bool] = []
    old.on_connection(lost.append)

    with RawMqtt(broker.address, Credentials(who.center, who.device, who.password)):
        wait_until(lambda: False in lost)
        old.stop()
