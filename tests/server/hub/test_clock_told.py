"""A step of the hub's clock is on its heartbeat at once: a press by the old time would come too late."""

from __future__ import annotations

from datetime import timedelta

from contract.states import HubState
from contract.words import ClockTrust
from tests.server.hub.live_hub import LiveHub
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until


def test_a_step_is_told_without_waiting_for_the_next_heartbeat(live: LiveHub, broker: RunningBroker) -> None:
    told: list[HubState] = []
    broker.client(broker.observer).subscribe(HubState, lambda state, _: told.append(state))
    wait_until(lambda: told, what="the hub is heard")
    before = live.now()
    for step_s in (7200, -7200):
        live.clock.step_wall(step_s)
        seen = live.hub.core.writer.turns
        wait_until(lambda seen=seen: live.hub.core.writer.turns > seen + 1, what="the clockwork has turned")
        wait_until(lambda: told[-1].at == live.now(), 2, "the new time is told")

    assert told[-1].trust is ClockTrust.UNTRUSTED
    assert any(state.at - before >= timedelta(hours=2) for state in told)
