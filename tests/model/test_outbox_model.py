"""The model of the outbox: whatever becomes of broker and hub, a subscriber hears every event, in order.

A message is accepted, acknowledged and handed on at three different moments; a broker that dies takes along
what it had not handed on. A repeat may come again, never before its time.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from contract.broker import Credentials, NotConnectedError
from contract.ids import CenterId, DeviceId
from server.bus.outbox import Outbox
from server.store import ledger
from tests.model.blank_ledger import put_blank_ledger
from tests.support.hub import SmallHub, small_hub


@dataclass
class Message:
    """On its way; both its own receipt and what the outbox waits for."""

    payload: bytes
    is_acknowledged: bool = False

    @property
    def info(self) -> Message:
        return self

    def is_published(self) -> bool:
        return self.is_acknowledged


@dataclass
class ModelBroker:
    """What the outbox sees of a broker client, and the broker behind it."""

    connection: int | None = None
    who: Credentials = field(default_factory=lambda: Credentials(CenterId("23134"), DeviceId("hub"), ""))
    queue: deque[Message] = field(default_factory=deque)
    heard: list[bytes] = field(default_factory=list)
    _connections: int = 0

    def on_connection(self, _listener: Callable[[bool], None]) -> None:
        """The model turns the outbox itself."""

    def publish_bytes(self, _topic: str, payload: bytes, *, retain: bool, on: int | None) -> Message:
        assert not retain
        if self.connection is None or on != self.connection:
            raise NotConnectedError("gone")
        self.queue.append(Message(payload))
        return self.queue[-1]

    def connect(self) -> None:
        self._connections += 1
        self.connection = self._connections

    def acknowledge(self, count: int) -> None:
        for message in [one for one in self.queue if not one.is_acknowledged][:count]:
            message.is_acknowledged = True

    def hand_on(self, count: int) -> None:
        for _ in range(min(count, len(self.queue))):
            self.queue[0].is_acknowledged = True
            self.heard.append(self.queue.popleft().payload)

    def die(self) -> None:
        self.connection = None
        self.queue.clear()


class EveryEventIsHeard(RuleBasedStateMachine):
    """One hub, one broker, one subscriber that was always there."""

    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        put_blank_ledger(Path(self.folder.name))
        self.running = small_hub(Path(self.folder.name))
        self.hub: SmallHub = self.running.__enter__()
        self.broker = ModelBroker()
        self.outbox = self._outbox(0)
        self.hub.open_day()

    @rule(count=st.integers(1, 3))
    def something_happens(self, count: int) -> None:
        for _ in range(count):
            self.hub.reserve()
        self.hub.settle()

    @rule()
    def the_broker_comes(self) -> None:
        self.broker.connect()

    @rule()
    def the_broker_dies(self) -> None:
        self.broker.die()

    @rule(count=st.integers(1, 4))
    def the_broker_acknowledges(self, count: int) -> None:
        self.broker.acknowledge(count)

    @rule(count=st.integers(1, 4))
    def the_broker_hands_on(self, count: int) -> None:
        self.broker.hand_on(count)

    @rule()
    def the_outbox_turns(self) -> None:
        self.outbox.turn()

    @rule()
    def the_hub_restarts(self) -> None:
        """The broker lives and hands on what it has."""
        self.broker.hand_on(len(self.broker.queue))
        self.outbox.turn()
        self.broker.die()
        self.hub.restart()
        with self.hub.database.reading() as connection:
            known = ledger.identity(connection, self.hub.rules.center, 0).published_seq
        self.outbox = self._outbox(known)

    def teardown(self) -> None:
        if not hasattr(self, "hub"):
            return
        try:
            self.broker.connect()
            for _ in range(4):
                self.outbox.turn()
                self.broker.hand_on(len(self.broker.queue))
            self._compare()
        finally:
            self.running.__exit__(None, None, None)
            self.folder.cleanup()

    def _compare(self) -> None:
        seqs = [_seq(payload) for payload in self.broker.heard]
        latest = 0
        for seq in seqs:
            assert seq <= latest + 1, f"event {seq} came before {latest + 1}"
            latest = max(latest, seq)
        assert latest == self.hub.seq, "something committed was never told"

    def _outbox(self, published_seq: int) -> Outbox:
        return Outbox(self.broker, self.hub.writer, self.hub.database, published_seq)  # type: ignore[arg-type] # all that it needs of a client


class _Seq(msgspec.Struct, frozen=True):
    """Enough of any event."""

    seq: int


def _seq(payload: bytes) -> int:
    return msgspec.json.decode(payload, type=_Seq).seq


pytestmark = pytest.mark.timeout(900)
"""Hundreds of ledgers on a disk that others may be using."""

TestEveryEventIsHeard = EveryEventIsHeard.TestCase
TestEveryEventIsHeard.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
