"""A device asks and is answered in time, or knows that it was not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import pytest

from contract.answers import Answer, Called
from contract.asking import Asker, NoAnswerError
from contract.broker import BrokerClient, NotConnectedError
from contract.codec import Received
from contract.commands import CallNext, CallTicket, ConfirmTicket, SeenTicket
from contract.ids import CounterId, TicketId, new_command_id
from contract.message import OversizedError
from contract.words import DeviceKind, Outcome, SlipFate, TicketState
from tests.support.mosquitto import RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


class HandTimers:
    """Timers that fire when told to."""

    def __init__(self) -> None:
        self.running: list[tuple[float, Callable[[], None]]] = []

    def __call__(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        entry = (seconds, call)
        self.running.append(entry)
        return lambda: self.running.remove(entry)

    def fire(self) -> None:
        for _seconds, call in tuple(self.running):
            call()


def call_next(within_s: float = 2.0) -> CallNext:
    return CallNext(
        command_id=new_command_id(), asked_at=NOW, answer_within_s=within_s, counter=CounterId("1")
    )


def confirm() -> ConfirmTicket:
    return ConfirmTicket(command_id=new_command_id(), ticket=TicketId("t"), fate=SlipFate.PRINTED)


def answer_to(command: CallNext) -> Answer:
    called = Called(counter=command.counter)
    return Answer(command_id=command.command_id, outcome=Outcome.DONE, result=called)


@pytest.fixture
def panel(broker: RunningBroker) -> BrokerClient:
    return broker.client(broker.add("panel-1", DeviceKind.PANEL, "1"))


@pytest.fixture
def timers() -> HandTimers:
    return HandTimers()


@pytest.fixture
def asker(panel: BrokerClient, timers: HandTimers) -> Asker:
    return Asker(panel, timers)


def answering_hub(broker: RunningBroker) -> BrokerClient:
    hub = broker.client(broker.hub)

    def answer(command: CallNext, received: Received) -> None:
        hub.publish(answer_to(command), device=received.slots["device"])

    hub.subscribe(CallNext, answer)
    broker.settle(hub)
    return hub


def test_the_answer_ends_the_future_and_its_timer(
    broker: RunningBroker, asker: Asker, timers: HandTimers
) -> None:
    answering_hub(broker)
    command = call_next()

    assert asker.ask(command).result(5) == answer_to(command)
    assert timers.running == []


def test_many_at_once_each_get_their_own_answer(broker: RunningBroker, asker: Asker) -> None:
    answering_hub(broker)
    commands = [call_next() for _ in range(200)]

    asked = [asker.ask(command) for command in commands]

    assert [future.result(10) for future in asked] == [answer_to(command) for command in commands]


def test_a_silent_hub_is_known_at_the_deadline_and_its_late_answer_ignored(
    broker: RunningBroker, panel: BrokerClient, asker: Asker, timers: HandTimers
) -> None:
    command = call_next(within_s=1.5)
    future = asker.ask(command)
    assert [seconds for seconds, _ in timers.running] == [1.5]

    timers.fire()

    with pytest.raises(NoAnswerError, match="CallNext"):
        future.result(0)
    assert broker.client(broker.hub).publish(answer_to(command), device="panel-1").wait(5)
    assert panel.is_connected


def test_real_timers_keep_the_deadline(panel: BrokerClient) -> None:
    with pytest.raises(NoAnswerError):
        Asker(panel).ask(call_next(within_s=0.05)).result(5)


def test_without_a_connection_asking_fails_at_once(
    broker: RunningBroker, panel: BrokerClient, asker: Asker, timers: HandTimers
) -> None:
    broker.kill()
    wait_until(lambda: not panel.is_connected)

    with pytest.raises(NotConnectedError):
        asker.ask(call_next()).result(0)
    assert timers.running == []


def test_a_command_asked_while_the_line_was_down_is_never_sent_later(
    broker: RunningBroker, panel: BrokerClient, asker: Asker
) -> None:
    broker.kill()
    wait_until(lambda: not panel.is_connected)
    assert asker.ask(call_next()).exception(0)

    broker.start()
    wait_until(lambda: panel.is_connected, 20)

    with RawMqtt(broker.address, broker.observer) as observer:
        observer.subscribe("motcua/#")
        fresh = call_next()
        asker.ask(fresh)
        assert [message.payload for message in observer.wait_for(1)] == [fresh.encode()]


@pytest.mark.parametrize(("within_s", "expiry_s"), [(2.0, 2), (0.3, 1), (2.1, 3)])
def test_a_live_command_expires_on_the_way(
    broker: RunningBroker, asker: Asker, within_s: float, expiry_s: int
) -> None:
    with RawMqtt(broker.address, broker.observer) as observer:
        observer.subscribe("motcua/v1/+/command/#")
        command = call_next(within_s)

        asker.ask(command)

        message = observer.wait_for(1)[0]
        properties: Any = message.properties
        assert properties.MessageExpiryInterval == expiry_s
        assert properties.ResponseTopic == "motcua/v1/23134/answer/panel-1"
        assert properties.CorrelationData == command.command_id.encode()
        assert (message.qos, message.retain) == (1, False)


def test_a_confirmation_does_not_expire(broker: RunningBroker) -> None:
    asker = Asker(broker.client(broker.add("kiosk-1")), HandTimers())
    with RawMqtt(broker.address, broker.observer) as observer:
        observer.subscribe("motcua/v1/+/command/#")

        asker.ask(confirm())

        assert not hasattr(observer.wait_for(1)[0].properties, "MessageExpiryInterval")


def test_a_command_that_still_waits_is_not_sent_twice(
    broker: RunningBroker, asker: Asker, timers: HandTimers
) -> None:
    command = call_next()
    first = asker.ask(command)

    second = asker.ask(command)

    assert second is first
    assert len(timers.running) == 1


def test_a_repeat_after_silence_is_answered_under_the_same_id(
    broker: RunningBroker, asker: Asker, timers: HandTimers
) -> None:
    command = call_next()
    first = asker.ask(command)
    timers.fire()
    assert first.exception(0)

    answering_hub(broker)

    assert asker.ask(command).result(5) == answer_to(command)


def test_an_asker_who_lost_interest_harms_nothing(
    broker: RunningBroker, asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    command = call_next()
    forgotten: Future[Answer] = asker.ask(command)
    forgotten.cancel()

    answering_hub(broker)
    asker.ask(call_next()).result(5)

    assert "Traceback" not in caplog.text


def test_a_command_too_large_to_send_fails_at_once(asker: Asker, timers: HandTimers) -> None:
    command = CallTicket(
        command_id=new_command_id(),
        asked_at=NOW,
        counter=CounterId("1"),
        seen=SeenTicket(ticket=TicketId("t"), state=TicketState.WAITING),
        reason="dài " * 10_000,
    )

    with pytest.raises(OversizedError):
        asker.ask(command).result(0)
    assert timers.running == []
