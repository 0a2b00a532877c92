"""Hub without broker, broker without hub, both without a network: what is told and shown afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from contract import commands as c
from contract.broker import BrokerClient
from contract.ids import CounterId, DeviceId, Epoch
from contract.message import Message
from contract.settings import BrokerAddress
from contract.states import BoardState, CounterState, HubState, LeaseState, State
from contract.topics import TopicFilter
from contract.words import ClockTrust, CounterStatus, DeviceKind, TicketState
from display.hub_watch import Line
from tests.server.bus.models import DisplayModel, Model, PanelModel
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import Devices, LiveHub, officer
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.waiting import wait_until
from tools.storm.gate import TcpGate

CONVERGED_S = 2.0
"""From the moment of a connection until the hub's truth is on the glass."""


class Ear:
    """Somebody who hears every event, over broker restarts too."""

    def __init__(self, client: BrokerClient) -> None:
        self.client = client
        self.seqs: list[int] = []
        client.watch_topics(TopicFilter(f"motcua/v1/{CENTER}/event/#"), self._heard)

    def _heard(self, _topic: str, payload: bytes, _is_retained: bool) -> None:
        self.seqs.append(msgspec.json.decode(payload)["seq"])


@pytest.fixture
def gate(broker: RunningBroker) -> Iterator[TcpGate]:
    """Between hub and broker; shut."""
    with TcpGate(broker.port) as made:
        yield made


@pytest.fixture
def apart(broker: RunningBroker, gate: TcpGate, tmp_path: Path) -> Iterator[LiveHub]:
    """A hub whose broker is beyond the gate."""
    with LiveHub(HubPlace(broker, tmp_path, broker_port=gate.port)) as hub:
        wait_until(lambda: hub.day_is_open, what="the day is open")
        yield hub


# --- events ---------------------------------------------------------------------------------------------


def test_a_broker_killed_while_the_outbox_drains_loses_no_event_and_changes_no_order(
    apart: LiveHub, gate: TcpGate, broker: RunningBroker
) -> None:
    ear = Ear(broker.client(broker.observer))
    broker.settle(ear.client)
    while apart.seq < 1200:
        apart.take()
    gate.narrow(150_000)
    gate.open()
    wait_until(lambda: len(ear.seqs) > 100, what="the drain has begun")

    for _ in range(3):
        heard = len(ear.seqs)
        broker.kill()
        gate.shut()
        assert apart.hub.outbox.behind > 0, "it was killed in the middle of it"
        broker.start()
        wait_until(lambda: ear.client.is_connected, 20, "the listener is back")
        broker.settle(ear.client)
        gate.open()
        wait_until(lambda seen=heard: len(ear.seqs) > seen + 50, 20, "the drain goes on")  # type: ignore[misc]
    gate.narrow(10_000_000)
    wait_until(lambda: apart.hub.outbox.behind == 0, 30, "the outbox is empty")
    wait_until(lambda: ear.seqs[-1] == apart.seq, what="the last event")

    assert list(dict.fromkeys(ear.seqs)) == list(range(1, apart.seq + 1))
    assert all(after <= before + 1 for before, after in zip(ear.seqs, ear.seqs[1:], strict=False))


def test_a_cut_so_short_that_nobody_noticed_loses_no_event(
    apart: LiveHub, gate: TcpGate, broker: RunningBroker
) -> None:
    ear = Ear(broker.client(broker.observer))
    broker.settle(ear.client)
    gate.open()
    for _ in range(8):
        for _ in range(20):
            apart.take()
        gate.cut()
    wait_until(lambda: apart.hub.outbox.behind == 0, 30, "the outbox is empty")
    wait_until(lambda: bool(ear.seqs) and ear.seqs[-1] == apart.seq, what="the last event")

    assert list(dict.fromkeys(ear.seqs)) == list(range(1, apart.seq + 1))


# --- states ---------------------------------------------------------------------------------------------


def lies(epoch: Epoch) -> tuple[State, ...]:
    """Of an old configuration, of another hub, and in the hub's own epoch."""
    old_counter = CounterState(
        epoch=epoch,
        revision=10**9,
        counter=CounterId("99"),
        status=CounterStatus.READY,
        is_seated=True,
        waiting=3,
    )
    return (
        old_counter,
        msgspec.structs.replace(old_counter, counter=CounterId("1"), waiting=77),
        BoardState(epoch=epoch, revision=10**9, calls=()),
        LeaseState(epoch=Epoch("old"), revision=7, device=DeviceId("kiosk-9"), leases=()),
        LeaseState(epoch=Epoch("old"), revision=10**9, device=DeviceId("kiosk-1"), leases=()),
        HubState(
            epoch=Epoch("other"),
            revision=10**9,
            at=datetime(2020, 1, 1, tzinfo=UTC),
            trust=ClockTrust.RTC,
            day=None,
            version="9",
        ),
    )


def kept_by(broker: RunningBroker) -> dict[str, bytes]:
    """What somebody who comes now is given."""
    seen: dict[str, bytes] = {}
    client = BrokerClient(broker.address, broker.observer)

    def heard(topic: str, payload: bytes, is_retained: bool) -> None:
        if is_retained:
            seen[topic] = payload

    client.watch_topics(TopicFilter(f"motcua/v1/{CENTER}/state/#"), heard)
    client.start()
    try:
        wait_until(lambda: client.is_connected)
        broker.settle(client)
    finally:
        client.stop()
    return seen


def topic_of(message: Message) -> str:
    return message.topic(CENTER)


def test_lies_told_while_the_hub_was_away_are_gone_when_it_is_back(
    apart: LiveHub, gate: TcpGate, broker: RunningBroker, tmp_path: Path
) -> None:
    with apart.hub.core.writer.reading() as hall:
        told = lies(hall.head.epoch)
    liar = BrokerClient(broker.address, broker.observer)
    liar.start()
    wait_until(lambda: liar.is_connected)
    for state in told:
        assert liar.publish(state).wait(5)
    liar.stop()
    hall_display = broker.add("hall-9", DeviceKind.HALL_DISPLAY)
    counter_display = broker.add("counter-display-1", DeviceKind.COUNTER_DISPLAY, "1")
    panel = broker.add("panel-1", DeviceKind.PANEL, "1")
    models: list[Model] = [
        DisplayModel(broker.address, hall_display, tmp_path),
        DisplayModel(broker.address, counter_display, tmp_path, CounterId("1")),
        PanelModel(broker.address, panel, CounterId("1")),
    ]
    with ExitStack() as ends:
        for model in models:
            model.start()
            ends.callback(model.stop)
        wait_until(lambda: models[0].known.board is not None, what="the lie is known")  # type: ignore[attr-defined]

        gate.open()

        wait_until(lambda: all(model.agrees_with(apart) for model in models), what="all know better")
    kept = kept_by(broker)
    [of_counter_99, of_counter_1, board, of_kiosk_9, of_kiosk_1, heartbeat] = [topic_of(lie) for lie in told]
    assert {of_counter_1, board, of_kiosk_1, heartbeat} <= kept.keys()
    assert not {of_counter_99, of_kiosk_9} & kept.keys()
    assert not {lie.encode() for lie in told} & set(kept.values())


def test_a_broker_back_under_load_is_told_everything_again(hub: LiveHub, broker: RunningBroker) -> None:
    hub.sit("1")
    wait_until(lambda: len(kept_by(broker)) > 10, what="all states")
    before = set(kept_by(broker))
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            hub.take()
            hub.do(c.CloseCounter, officer("lan"), counter=CounterId("1"))
            hub.sit("1")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(3):
            broker.restart()
            wait_until(lambda: set(kept_by(broker)) == before, 20, "texts, states and leases are back")
    finally:
        stop.set()
        worker.join()


# --- what is shown --------------------------------------------------------------------------------------


@pytest.fixture
def models(apart: LiveHub, broker: RunningBroker, tmp_path: Path) -> Iterator[list[Model]]:
    """Three hall displays, four counters' displays and panels."""
    made: list[Model] = []
    address: BrokerAddress = broker.address
    for n in range(3):
        who = broker.add(f"hall-{n}", DeviceKind.HALL_DISPLAY)
        made.append(DisplayModel(address, who, tmp_path))
    for counter in list(apart.hub.core.writer.rules.counters)[:4]:
        who = broker.add(f"shown-{counter}", DeviceKind.COUNTER_DISPLAY, counter)
        made.append(DisplayModel(address, who, tmp_path, counter))
        who = broker.add(f"panel-{counter}", DeviceKind.PANEL, counter)
        made.append(PanelModel(address, who, counter))
    for model in made:
        model.start()
    yield made
    for model in made:
        model.stop()


def call_somebody(hub: LiveHub, counter: str = "1") -> str:
    """The number that is called, after whoever was there has gone."""
    with hub.hub.core.writer.reading() as hall:
        known = hall.ticket_at(hall.counter(CounterId(counter)))
    if known is not None:
        seen = c.SeenTicket(ticket=known.id, state=TicketState.CALLED)
        hub.do(c.NoShow, officer("lan"), counter=CounterId(counter), seen=seen)
    hub.take()
    called = hub.do(c.CallNext, officer("lan"), counter=CounterId(counter))
    return str(called.number)


def wait_for_truth(models: list[Model], hub: LiveHub, connected_s: float | None = None) -> float:
    """The longest that any of them took from its connection (or that moment) to the hub's truth."""
    took: dict[int, float] = {}

    def all_agree() -> bool:
        now_s = time.monotonic()
        for n, model in enumerate(models):
            since_s = connected_s or model.connected_s
            if n not in took and since_s is not None and model.agrees_with(hub):
                took[n] = now_s - since_s
        return len(took) == len(models)

    wait_until(all_agree, 20, "every display shows the hub's truth")
    return max(took.values())


def test_all_displays_show_the_truth_within_two_seconds_of_the_hubs_return(
    apart: LiveHub, gate: TcpGate, models: list[Model]
) -> None:
    gate.open()
    wait_for_truth(models, apart)
    apart.sit("1")
    gate.shut()
    wait_until(lambda: not apart.hub.client.is_connected)
    apart.sit("2", "hoa")
    call_somebody(apart)

    back_s: list[float] = []
    apart.hub.client.on_connection(lambda is_connected: back_s.append(time.monotonic()))
    gate.open()
    wait_until(lambda: bool(back_s), what="the hub is back")

    assert wait_for_truth(models, apart, back_s[0]) <= CONVERGED_S


def test_all_displays_show_the_truth_within_two_seconds_after_the_broker_was_killed(
    apart: LiveHub, gate: TcpGate, models: list[Model], broker: RunningBroker
) -> None:
    gate.open()
    apart.sit("1")
    wait_for_truth(models, apart)
    broker.kill()
    gate.shut()
    wait_until(lambda: not any(model.client.is_connected for model in models))
    call_somebody(apart)

    broker.start()
    wait_until(lambda: all(model.client.is_connected for model in models), 10)
    connected_s = time.monotonic()
    back_s: list[float] = []
    apart.hub.client.on_connection(lambda is_connected: back_s.append(time.monotonic()))
    gate.open()
    wait_until(lambda: bool(back_s), what="the hub is back")

    assert back_s[0] >= connected_s
    assert wait_for_truth(models, apart, back_s[0]) <= CONVERGED_S


def test_a_display_cut_off_alone_shows_the_truth_within_two_seconds_of_its_return(
    apart: LiveHub, gate: TcpGate, broker: RunningBroker, tmp_path: Path
) -> None:
    """The hub beats every five seconds; a newcomer is greeted at once."""
    gate.open()
    apart.sit("1")
    with TcpGate(broker.port) as cable, ExitStack() as ends:
        address = BrokerAddress(port=cable.port)
        counter = CounterId("1")
        shown = broker.add("shown-1", DeviceKind.COUNTER_DISPLAY, "1")
        panel = broker.add("panel-1", DeviceKind.PANEL, "1")
        cut_off: list[Model] = [
            DisplayModel(address, broker.add("hall-8", DeviceKind.HALL_DISPLAY), tmp_path),
            DisplayModel(address, shown, tmp_path, counter),
            PanelModel(address, panel, counter),
        ]
        cable.open()
        for model in cut_off:
            model.start()
            ends.callback(model.stop)
        assert wait_for_truth(cut_off, apart) <= CONVERGED_S, "at the first start"
        for _ in range(3):
            cable.shut()
            wait_until(lambda: not any(model.client.is_connected for model in cut_off))
            call_somebody(apart)
            cable.open()
            assert wait_for_truth(cut_off, apart) <= CONVERGED_S


# --- what is spoken -------------------------------------------------------------------------------------


def test_calls_made_without_a_broker_are_shown_and_spoken_only_while_fresh(
    apart: LiveHub, gate: TcpGate, models: list[Model]
) -> None:
    gate.open()
    apart.sit("1")
    hall = models[0]
    assert isinstance(hall, DisplayModel)
    first = call_somebody(apart)
    wait_for_truth(models, apart)
    assert hall.speak_all() == [first]
    gate.shut()
    wait_until(lambda: not apart.hub.client.is_connected)

    call_somebody(apart)
    apart.clock.pass_time(60)
    fresh = call_somebody(apart)
    gate.open()
    wait_for_truth(models, apart, time.monotonic())

    assert len(hall.shown_calls()) == 3
    assert hall.speak_all() == [fresh]
    apart.hub.states.heartbeat()
    assert hall.speak_all() == [], "each once"


def test_a_display_off_for_an_hour_says_nothing_it_missed_and_shows_what_is_true(
    apart: LiveHub, gate: TcpGate, broker: RunningBroker, tmp_path: Path
) -> None:
    gate.open()
    apart.sit("1")
    who = broker.add("hall-7", DeviceKind.HALL_DISPLAY)
    away_s = [0.0]

    def steady_s() -> float:
        return time.monotonic() + away_s[0]

    display = DisplayModel(broker.address, who, tmp_path, steady_s=steady_s)
    display.start()
    first = call_somebody(apart)
    wait_for_truth([display], apart)
    assert display.speak_all() == [first]
    display.stop()

    for _ in range(3):
        call_somebody(apart)
    apart.clock.pass_time(3600)
    away_s[0] = 3600.0
    again = DisplayModel(broker.address, who, tmp_path, steady_s=steady_s)
    assert again.watch.line is Line.CHECKING
    again.start()
    try:
        wait_for_truth([again], apart)
        assert len(again.shown_calls()) == 4
        assert again.speak_all() == []
        now = call_somebody(apart)
        wait_for_truth([again], apart)
        assert again.speak_all() == [now]
    finally:
        again.stop()


def test_a_press_from_before_the_outage_calls_nobody_after_it(
    hub: LiveHub, devices: Devices, broker: RunningBroker
) -> None:
    """Nothing is queued, neither here nor at the broker; the hub refuses what comes late anyway."""
    hub.sit("1")
    panel = devices.panel("1")
    hub.take()
    press = hub.make(c.CallNext, counter=CounterId("1"))
    broker.kill()
    wait_until(lambda: not panel.client.is_connected)
    with pytest.raises(ConnectionError):
        panel.asking.ask(press).result(5)
    broker.start()
    wait_until(lambda: panel.client.is_connected and hub.hub.client.is_connected, 20)

    hub.clock.pass_time(30)

    assert panel.send(press).code == "late"
