"""What the panel says of itself, and when."""

from __future__ import annotations

from pathlib import Path

from contract.account import Account
from contract.devices import DeviceState
from contract.ids import DeviceId
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.words import DeviceKind
from hardware.panel.gesture import Button
from hardware.panel.heartbeat import Heartbeat
from tests.hardware.panel.bench import NOON


class Speaker:
    """A heartbeat with a hand-moved clock and everything it said."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.said: list[DeviceState] = []
        machine = MachineWatch(HealthSources(Path("/nowhere"), Path("/nowhere"), Path("/nowhere"), "none"))
        account = Account(DeviceId("panel-3"), DeviceKind.PANEL, machine, lambda: self.now_s)
        self.heartbeat = Heartbeat(account, self.said.append, lambda: self.now_s)

    def run(self, seconds: int, *stuck: Button) -> None:
        """Ask for a beat every second."""
        for _ in range(seconds):
            self.heartbeat.beat(NOON, stuck)
            self.now_s += 1


def test_it_beats_every_fifteen_seconds() -> None:
    speaker = Speaker()
    speaker.run(46)
    assert len(speaker.said) == 4
    assert {(state.is_online, state.at, state.faults) for state in speaker.said} == {(True, NOON, ())}


def test_a_new_connection_is_told_at_once() -> None:
    speaker = Speaker()
    speaker.run(3)
    speaker.heartbeat.connected()
    speaker.run(1)
    assert len(speaker.said) == 2
    assert [(state.running_s, state.connected_s) for state in speaker.said] == [(0, None), (3, 0)]


def test_a_stuck_button_is_told_at_once_and_so_is_its_release() -> None:
    speaker = Speaker()
    speaker.run(2)
    speaker.run(2, Button.NO_SHOW)
    speaker.run(2)
    assert [[fault.code for fault in state.faults] for state in speaker.said] == [
        [],
        ["button-stuck-no-show"],
        [],
    ]


def test_the_will_says_it_has_gone() -> None:
    gone = Speaker().heartbeat.gone()
    assert not gone.is_online
    assert gone.at is None
