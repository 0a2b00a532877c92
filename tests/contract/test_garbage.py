"""Garbage on every topic is refused, logged and counted, and harms nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from contract.broker import BrokerClient
from contract.codec import ALL_MESSAGES, Unreadable
from contract.message import Message
from contract.topics import TopicTemplate
from tests.support.inbox import Inbox
from tests.support.mosquitto import RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

GARBAGE = {
    b"\xff\x00 no text": Unreadable.MALFORMED,
    b"{}": Unreadable.MALFORMED,
    b"null": Unreadable.MALFORMED,
    b"[" * 5000: Unreadable.MALFORMED,
    b'{"command_id": 1, "epoch": [], "device": {}}': Unreadable.MALFORMED,
    b" " * 513 * 1024: Unreadable.OVERSIZED,
}


class Unheard(Message, frozen=True, kw_only=True):
    """A message of a later version, which the codec does not know."""

    TOPIC = TopicTemplate("motcua/v1/{center}/command/{device}/unheard-of")


class Pelted:
    """A hub that listens to everything of its center, and somebody who throws garbage at it."""

    def __init__(self, hub: BrokerClient, thrower: RawMqtt) -> None:
        self.hub = hub
        self._thrower = thrower
        self._inbox = Inbox()
        everything: tuple[type[Message], ...] = (*ALL_MESSAGES, Unheard)
        for kind in everything:
            self.hub.subscribe(kind, self._inbox)

    def throw(self, kind: type[Message], payload: bytes, expected: Unreadable) -> None:
        """It is counted under that reason, handled by nobody, and the connection stands."""
        before = self.hub.unreadable[expected]
        topic = kind.TOPIC.fill(dict.fromkeys(kind.TOPIC.slot_names, "23134"))

        assert self._thrower.publish(topic, payload) == "Success"

        wait_until(lambda: self.hub.unreadable[expected] == before + 1)
        assert self._inbox.messages == []
        assert self.hub.is_connected


@pytest.fixture(scope="module")
def pelted() -> Iterator[Pelted]:
    with RunningBroker() as broker, RawMqtt(broker.address, broker.observer) as thrower:
        pelted_hub = Pelted(broker.client(broker.hub), thrower)
        broker.settle(pelted_hub.hub)
        yield pelted_hub


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
def test_garbage_on_every_topic_is_counted_and_harms_nothing(pelted: Pelted, kind: type[Message]) -> None:
    for payload, reason in GARBAGE.items():
        if reason is Unreadable.MALFORMED or len(payload) > kind.MAX_BYTES:
            pelted.throw(kind, payload, reason)


def test_a_message_of_a_later_version_is_counted_as_unknown(pelted: Pelted) -> None:
    pelted.throw(Unheard, b"{}", Unreadable.UNKNOWN_TOPIC)


def test_a_refused_message_is_logged_with_topic_and_reason(
    broker: RunningBroker, caplog: pytest.LogCaptureFixture
) -> None:
    with RawMqtt(broker.address, broker.observer) as thrower, caplog.at_level(logging.WARNING):
        pelted = Pelted(broker.client(broker.hub), thrower)
        broker.settle(pelted.hub)
        pelted.throw(ALL_MESSAGES[0], b"{}", Unreadable.MALFORMED)

    assert "refused a message on motcua/v1/23134/command/23134/reserve-ticket: malformed" in caplog.text
