"""A bare MQTT 5 client that is not ours: sends any bytes anywhere, and sees every property."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from contract.broker import Credentials
from contract.settings import BrokerAddress
from tests.support.waiting import wait_until


class RawMqtt:
    """Connected within its block; keeps what arrived and how the broker acknowledged."""

    def __init__(self, address: BrokerAddress, who: Credentials) -> None:
        self.arrived: list[mqtt.MQTTMessage] = []
        self._acknowledged: dict[int, str] = {}
        self._subscribed: list[int] = []
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        self._client.username_pw_set(who.device, who.password)
        self._client.on_message = lambda _client, _data, message: self.arrived.append(message)
        self._client.on_publish = self._published
        self._client.on_subscribe = lambda _client, _data, mid, *_rest: self._subscribed.append(mid)
        self._client.connect_async(address.host, address.port)

    def __enter__(self) -> Self:
        self._client.loop_start()
        wait_until(self._client.is_connected)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def subscribe(self, topics: str) -> None:
        """Subscribed when this returns."""
        _result, mid = self._client.subscribe(topics, qos=1)
        wait_until(lambda: mid in self._subscribed)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> str:
        """The broker's word about it: `Success`, `Not authorized`, …"""
        mid = self._client.publish(topic, payload, qos=1, retain=retain).mid
        wait_until(lambda: mid in self._acknowledged)
        return self._acknowledged[mid]

    def throw(self, topic: str, payload: bytes) -> None:
        """Send without waiting for a word: the broker may hang up on it."""
        self._client.publish(topic, payload, qos=1)

    def wait_for(self, count: int) -> list[mqtt.MQTTMessage]:
        """Everything that has arrived, once there are that many."""
        wait_until(lambda: len(self.arrived) >= count, what=f"{count} messages; came: {len(self.arrived)}")
        return self.arrived

    def _published(self, _client: Any, _data: object, mid: int, reason: Any, _properties: Any) -> None:
        self._acknowledged[mid] = str(reason)
