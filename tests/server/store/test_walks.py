"""Days at random through the real use cases, with clocks that jump and machines that reboot."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.events import (
    ClockStepped,
    CounterClosed,
    DayClosed,
    DayOpened,
    EpochBegun,
    Event,
    LeaseGranted,
    LeaseReclaimed,
    TicketConfirmed,
    TicketFinished,
    TicketUnserved,
)
from contract.words import Outcome, SlipFate, TicketState
from tests.support.hub import ANH, BINH, SmallHub, small_hub
from tests.support.wandering import Wandering


def wander(hub: SmallHub, seed: int, stretches: int) -> Wandering:
    hub.open_day()
    hub.sit("1", ANH)
    hub.sit("2", BINH)
    walk = Wandering(hub, seed)
    for _ in range(stretches):
        walk.walk(60)
        walk.check_ledger()
    return walk


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_ledger_stays_sound(tmp_path: Path, seed: int) -> None:
    with small_hub(tmp_path) as hub:
        walk = wander(hub, seed, stretches=4)

    assert walk.outcomes[Outcome.DONE] > 60
    assert walk.outcomes[Outcome.REFUSED] > 20


@pytest.mark.parametrize("seed", [101])
def test_whatever_happens_the_ledger_stays_sound_on_postgresql(
    tmp_path: Path, postgres_url: str, seed: int
) -> None:
    with small_hub(tmp_path, postgres_url) as hub:
        wander(hub, seed, stretches=2)


def test_a_long_walk_reaches_every_state_and_several_boots(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        walk = wander(hub, 7, stretches=3)
        for _ in range(20):
            if walk.reached != set(TicketState) or walk.boots < 3:
                walk.walk(60)
        walk.check_ledger()

    assert walk.reached == set(TicketState)
    assert walk.boots > 2


CLOCKWORK: frozenset[type[Event]] = frozenset(
    {ClockStepped, TicketConfirmed, DayOpened, DayClosed, TicketFinished, TicketUnserved, CounterClosed}
    | {LeaseGranted, LeaseReclaimed, EpochBegun}
)
"""What the hub does by itself: steps of the clock, slips it hears no more of, days, leases, restores."""


def test_every_event_says_who_did_it_but_the_hubs_own_clockwork(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        wander(hub, 6, stretches=8)
        recorded = [one.event for commit in hub.commits for one in commit.recorded]

    nobodys = [event for event in recorded if event.officer is None and event.device is None]

    assert len(recorded) > 300
    assert {type(event) for event in nobodys} <= CLOCKWORK
    assert [event for event in nobodys if event.command_id is not None] == []
    assert {event.fate for event in nobodys if isinstance(event, TicketConfirmed)} == {SlipFate.UNCONFIRMED}
    assert all(event.is_end_inferred for event in nobodys if isinstance(event, TicketFinished))
    assert ClockStepped in {type(event) for event in nobodys}
