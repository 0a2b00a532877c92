"""The one broker client: MQTT 5 on paho, typed messages in and out.

Keeps a connection (back-off, resubscribe on connect), reads and refuses payloads, guards handlers from one
another. Keeps no message: what must not be lost lives in the ledger or in a journal (FINDINGS, MQTT).
"""

from __future__ import annotations

import logging
import socket
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from contract.codec import Codec, UnreadableError
from contract.ids import CenterId, DeviceId
from contract.message import Message
from contract.refusing import Refusals
from contract.settings import BrokerAddress
from contract.subscriptions import Handler, M, Subscriptions, Unsubscribe
from contract.topics import Topic, TopicFilter

log = logging.getLogger(__name__)

KEEPALIVE_S = 15
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 2.0
SPREAD_S = 0.5
"""Each device waits its own part of this longer: a hall of devices does not knock all at once."""
INFLIGHT = 1000

Admit = Callable[[str], bool]
"""Whether a message on this topic may be read at all; asked before a byte of it is."""


class NotConnectedError(ConnectionError):
    """There is no connection to the broker now; nothing was sent and nothing is queued."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who this process is to the broker: the device's name and its password."""

    center: CenterId
    device: DeviceId
    password: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes along with a request: where to answer, by what to know it again, when it expires."""

    answer_to: Topic
    correlation: bytes
    expires_s: int | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A QoS 1 message on its way."""

    info: mqtt.MQTTMessageInfo

    def wait(self, timeout_s: float) -> bool:
        """Whether the broker has acknowledged it within that time."""
        try:
            self.info.wait_for_publish(timeout_s)
        except (RuntimeError, ValueError):
            return False
        return self.info.is_published()


class BrokerClient:
    """One process's connection to its broker. Handlers run on the network thread: they must be quick."""

    def __init__(
        self,
        address: BrokerAddress,
        who: Credentials,
        *,
        will: Message | None = None,
        codec: Codec | None = None,
        admit: Admit | None = None,
    ) -> None:
        self.who = who
        self.denied = 0
        """Messages of ours that the broker's access list did not let pass, since start."""
        self._address = address
        self._codec = codec or Codec()
        self._subscriptions = Subscriptions()
        self._on_connection: list[Callable[[bool], None]] = []
        self._admit = admit
        self._refusals = Refusals(who.device, time.monotonic)
        self._line = threading.Lock()
        self._connection: int | None = None
        self._connections = 0
        self._client = self._build(will)

    # --- life ---

    def start(self) -> None:
        """Connect in the background, now and again after every loss, until `stop`."""
        self._client.connect_async(
            self._address.host, self._address.port, keepalive=KEEPALIVE_S, clean_start=True
        )
        self._client.loop_start()

    def stop(self, farewell: Message | None = None) -> None:
        """Say goodbye in an orderly way (so the last will is not sent) and end."""
        if farewell is not None:
            with suppress(NotConnectedError):
                self.publish(farewell).wait(1.0)
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def is_connected(self) -> bool:
        """Whether the broker has accepted us and the connection stands."""
        return self._connection is not None

    @property
    def connection(self) -> int | None:
        """The number of the connection that stands, counted from 1; None: there is none.

        What was sent on one connection and not acknowledged there is lost with it.
        """
        return self._connection

    @property
    def unreadable(self) -> Counter[str]:
        """Refused payloads by reason, since start."""
        return self._refusals.counts

    def on_connection(self, listener: Callable[[bool], None]) -> None:
        """Tell this listener of every connect (True: subscriptions are made) and loss (False)."""
        self._on_connection.append(listener)

    # --- out ---

    def publish(
        self,
        message: Message,
        *,
        asked: Asked | None = None,
        correlation: bytes | None = None,
        on: int | None = None,
        **slots: str,
    ) -> Delivery:
        """Send at QoS 1, retained where the message's kind says so; with `on` as `publish_bytes` does.

        Raises:
            NotConnectedError: nothing was sent, nothing is queued.
            OversizedError: larger than its kind may be.
        """
        return self.publish_bytes(
            message.topic(self.who.center, **slots),
            message.encode(),
            retain=message.RETAIN,
            asked=asked,
            correlation=correlation,
            on=on,
        )

    def publish_bytes(
        self,
        topic: Topic,
        payload: bytes,
        *,
        retain: bool,
        asked: Asked | None = None,
        correlation: bytes | None = None,
        on: int | None = None,
    ) -> Delivery:
        """Send bytes that were encoded before (the ledger's own rows); an empty retained one clears.

        With `on` it goes out on that connection or not at all: what is sent in order arrives in order.
        """
        properties = _properties(asked, correlation)
        with self._line:
            if self._connection is None or self._connection != (on or self._connection):
                raise NotConnectedError(f"{self.who.device}: no connection to the broker")
            info = self._client.publish(topic, payload, qos=1, retain=retain, properties=properties)
        return Delivery(info)

    # --- in ---

    def subscribe(self, kind: type[M], handler: Handler[M], **slots: str) -> Unsubscribe:
        """Give every message of that kind (with these slots) to the handler, after each reconnect too."""
        wanted = kind.filter(self.who.center, **slots)
        forget = self._subscriptions.add(kind, handler, slots)
        self._want(wanted)

        def unsubscribe() -> None:
            forget()
            self._want_no_more(wanted)

        return unsubscribe

    def watch_topics(self, topics: TopicFilter, handler: Callable[[str, bytes, bool], None]) -> Unsubscribe:
        """Give raw topics to the handler (topic, payload, retained): for clearing what nobody owns.

        Meanwhile typed handlers get nothing from these topics.
        """

        def on_raw(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
            self._guarded(
                lambda: handler(message.topic, bytes(message.payload), message.retain), message.topic
            )

        self._client.message_callback_add(topics, on_raw)
        self._want(topics)

        def unsubscribe() -> None:
            self._client.message_callback_remove(topics)
            self._want_no_more(topics)

        return unsubscribe

    def _want(self, topics: TopicFilter) -> None:
        self._subscriptions.want(topics)
        if self.is_connected:
            self._client.subscribe(topics, qos=1)

    def _want_no_more(self, topics: TopicFilter) -> None:
        is_last = self._subscriptions.want_no_more(topics)
        if is_last and self.is_connected:
            self._client.unsubscribe(topics)

    # --- paho ---

    def _build(self, will: Message | None) -> mqtt.Client:
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self.who.device,
            protocol=mqtt.MQTTv5,
            reconnect_on_failure=True,
        )
        client.username_pw_set(self.who.device, self.who.password)
        if self._address.ca_file:
            client.tls_set(ca_certs=self._address.ca_file)
        if will is not None:
            client.will_set(will.topic(self.who.center), will.encode(), qos=1, retain=will.RETAIN)
        own_s = SPREAD_S * (zlib.crc32(self.who.device.encode()) % 100) / 100
        client.reconnect_delay_set(FIRST_RETRY_S + own_s, LONGEST_RETRY_S + own_s)  # type: ignore[arg-type]  # paho only adds and compares them
        client.max_inflight_messages_set(INFLIGHT)
        client.on_connect = self._connected
        client.on_connect_fail = self._connect_failed
        client.on_disconnect = self._disconnected
        client.on_message = self._arrived
        client.on_publish = self._acknowledged
        client.on_socket_open = _send_at_once
        return client

    def _connected(
        self,
        client: mqtt.Client,
        _data: object,
        _flags: mqtt.ConnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            log.error("%s: the broker refused us: %s", self.who.device, reason)
            return
        log.info(
            "%s: connected to the broker at %s:%d", self.who.device, self._address.host, self._address.port
        )
        with self._line:
            self._connections += 1
            self._connection = self._connections
        wanted = [(str(topics), 1) for topics in self._subscriptions.topics]
        if wanted:
            client.subscribe(wanted)
        self._tell(is_connected=True)

    def _connect_failed(self, _client: mqtt.Client, _data: object) -> None:
        log.debug(
            "%s: the broker at %s:%d does not answer", self.who.device, self._address.host, self._address.port
        )

    def _disconnected(
        self,
        client: mqtt.Client,
        _data: object,
        _flags: mqtt.DisconnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            log.warning("%s: connection to the broker lost: %s", self.who.device, reason)
        with self._line:
            self._connection = None
            # else paho sends old states once more, after the listeners' new ones
            client.drop_out_messages()
        self._tell(is_connected=False)

    def _tell(self, *, is_connected: bool) -> None:
        for listener in self._on_connection:
            self._guarded(partial(listener, is_connected), "connection")

    def _acknowledged(
        self,
        _client: mqtt.Client,
        _data: object,
        _message_id: int,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            self.denied += 1
            log.warning("%s: the broker did not take a message of ours: %s", self.who.device, reason)

    def _arrived(self, _client: mqtt.Client, _data: object, raw: mqtt.MQTTMessage) -> None:
        if not raw.payload:
            return  # a cleared retained topic says nothing
        if self._admit is not None and not self._admit(raw.topic):
            return
        try:
            received = replace(self._codec.read(raw.topic, bytes(raw.payload)), is_retained=bool(raw.retain))
        except UnreadableError as error:
            self._refusals.note(error.reason, raw.topic, str(error))
            return
        for handler in self._subscriptions.handlers_of(received):
            self._guarded(partial(handler, received.message, received), raw.topic)

    def _guarded(self, call: Callable[[], None], about: str) -> None:
        try:
            call()
        except Exception:
            log.exception("%s: a handler failed on %s", self.who.device, about[:200])


def _send_at_once(_client: mqtt.Client, _data: object, channel: Any) -> None:
    """Without TCP_NODELAY a request over loopback takes 88 ms instead of 1.7 (FINDINGS, MQTT)."""
    if channel.family in (socket.AF_INET, socket.AF_INET6):
        channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _properties(asked: Asked | None, correlation: bytes | None) -> Properties | None:
    if asked is None and correlation is None:
        return None
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho leaves it untyped
    if correlation is not None:
        properties.CorrelationData = correlation
    if asked is not None:
        properties.ResponseTopic = asked.answer_to
        properties.CorrelationData = asked.correlation
        if asked.expires_s is not None:
            properties.MessageExpiryInterval = asked.expires_s
    return properties
