"""The panel as a process of its own against a real broker and a hub that plays a script."""

from __future__ import annotations

import queue
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.answers import Answer, Called
from contract.broker import BrokerClient
from contract.codec import Received
from contract.commands import CallNext, Command, Finish, Recall
from contract.devices import DeviceState
from contract.ids import CounterId, DeviceId, Epoch, TicketId, TicketNumber
from contract.states import CounterState, HubState
from contract.words import ClockTrust, CounterStatus, DeviceKind, Outcome, TicketState
from hardware.virtual_panel import drive
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

COUNTER = CounterId("3")
PANEL = DeviceId("panel-3")
EPOCH = Epoch("e1")
ROOT = Path(__file__).parents[3]


class ScriptedHub:
    """Publishes the states it is told to, answers every call with the same ticket, records what it hears."""

    def __init__(self, client: BrokerClient) -> None:
        self.client = client
        self.asked: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self.devices: list[DeviceState] = []
        self._revision = 0
        for kind in (CallNext, Recall, Finish):
            client.subscribe(kind, self._asked)
        client.subscribe(DeviceState, lambda state, _: self.devices.append(state))

    def beat(self) -> None:
        """A heartbeat, with the true time."""
        self._revision += 1
        now = datetime.now(UTC)
        self.client.publish(
            HubState(
                epoch=EPOCH,
                revision=self._revision,
                at=now,
                trust=ClockTrust.NTP,
                day=now.date(),
                version="1",
            )
        )

    def stands(
        self, status: CounterStatus, ticket_state: TicketState | None = None, waiting: int = 0
    ) -> None:
        """The counter's retained state."""
        self._revision += 1
        self.client.publish(
            CounterState(
                epoch=EPOCH,
                revision=self._revision,
                counter=COUNTER,
                status=status,
                is_seated=True,
                waiting=waiting,
                ticket=None if ticket_state is None else TicketId("t1"),
                number=None if ticket_state is None else TicketNumber("A012"),
                ticket_state=ticket_state,
            )
        )

    def _asked(self, command: Command, received: Received) -> None:
        self.asked.put(command)
        answer = Answer(
            command_id=command.command_id,
            outcome=Outcome.DONE,
            result=Called(counter=COUNTER, ticket=TicketId("t1"), number=TicketNumber("A012")),
        )
        self.client.publish(answer, device=received.slots["device"])


@dataclass
class RunningPanel:
    """The process, its virtual pins and its service manager."""

    process: subprocess.Popen[bytes]
    pins: Path
    manager: socket.socket

    def lamps(self) -> str:
        """How the lamps stand now."""
        return drive(self.pins, "lamps")[0]


@pytest.fixture
def hub(broker: RunningBroker) -> ScriptedHub:
    """A hub whose heartbeat and ready counter are retained before the panel starts."""
    hub = ScriptedHub(broker.client(broker.hub))
    hub.beat()
    hub.stands(CounterStatus.READY, waiting=2)
    return hub


@pytest.fixture
def running(broker: RunningBroker, hub: ScriptedHub, tmp_path: Path) -> Iterator[RunningPanel]:
    """A panel process, ready and online."""
    who = broker.add(PANEL, DeviceKind.PANEL, COUNTER)
    (tmp_path / "password").write_text(who.password, encoding="utf-8")
    settings, pins = tmp_path / "panel.toml", tmp_path / "pins.sock"
    settings.write_text(
        f'center = "{who.center}"\ndevice = "{PANEL}"\ncounter = "{COUNTER}"\n'
        f'password_file = "{tmp_path}/password"\ndata_dir = "{tmp_path}"\nvirtual_pins = "{pins}"\n'
        f'[broker]\nhost = "127.0.0.1"\nport = {broker.port}\n',
        encoding="utf-8",
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        process = subprocess.Popen(
            [sys.executable, "-m", "hardware", "--settings", str(settings)],
            cwd=ROOT,
            env={"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "8000000", "LANG": "C.UTF-8"},
        )
        try:
            assert b"READY=1" in manager.recv(1000)
            wait_until(lambda: any(state.is_online for state in hub.devices), what="the panel is online")
            yield RunningPanel(process, pins, manager)
        finally:
            process.kill()
            process.wait(10)


@pytest.mark.system
def test_a_press_travels_to_the_hub_and_the_lamps_follow_its_states(
    hub: ScriptedHub, running: RunningPanel
) -> None:
    assert running.lamps() in ("green=off red=on", "green=off red=off"), "a retained heartbeat is not enough"
    hub.beat()
    wait_until(lambda: running.lamps() == "green=on red=off", what="people wait")

    drive(running.pins, "bounce next 6")
    command = hub.asked.get(timeout=5)
    drive(running.pins, "release next")
    assert isinstance(command, CallNext)
    assert command.counter == COUNTER
    assert abs((datetime.now(UTC) - command.asked_at).total_seconds()) < 5

    hub.stands(CounterStatus.CALLING, TicketState.CALLED, waiting=1)
    wait_until(lambda: running.lamps() == "green=off red=off", what="green blinks")
    drive(running.pins, "tap next")
    wait_until(lambda: running.lamps().endswith("red=on"), what="the refused press blinks")

    drive(running.pins, "tap recall")
    assert isinstance(hub.asked.get(timeout=5), Recall)
    assert hub.asked.empty()


@pytest.mark.system
def test_without_a_broker_red_blinks_and_presses_are_lost_for_good(
    broker: RunningBroker, hub: ScriptedHub, running: RunningPanel
) -> None:
    hub.beat()
    wait_until(lambda: running.lamps() == "green=on red=off", what="people wait")
    broker.kill()
    wait_until(lambda: running.lamps() == "green=off red=on", what="the hub is away")
    drive(running.pins, "tap next", "tap finish")
    online = len(hub.devices)
    broker.start()
    wait_until(lambda: hub.client.is_connected, what="the hub is back")
    wait_until(lambda: len(hub.devices) > online, 20, what="the panel is back")
    hub.stands(CounterStatus.SERVING, TicketState.SERVING, waiting=3)
    hub.beat()
    hub.beat()
    wait_until(lambda: running.lamps() == "green=on red=off", what="people wait")
    drive(running.pins, "tap finish")
    assert isinstance(hub.asked.get(timeout=5), Finish)
    assert hub.asked.empty()


@pytest.mark.system
def test_sigterm_ends_it_in_order_and_the_hub_is_told(hub: ScriptedHub, running: RunningPanel) -> None:
    assert running.manager.recv(1000) == b"WATCHDOG=1"
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(10) == 0
    wait_until(lambda: not hub.devices[-1].is_online, what="the farewell")
    assert not running.pins.exists()


@pytest.mark.system
def test_a_killed_panel_is_told_by_its_last_will(hub: ScriptedHub, running: RunningPanel) -> None:
    running.process.kill()
    wait_until(lambda: not hub.devices[-1].is_online, what="the last will")
