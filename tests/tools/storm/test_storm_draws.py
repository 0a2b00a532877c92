"""The same seed draws the same storm."""

from __future__ import annotations

from itertools import islice

from tools.storm.cast import CONSOLE_COUNTERS, KIOSKS, LINKS, PROCESSES
from tools.storm.faults import LATEST_S, SOONEST_S, Kind, drawn_faults
from tools.storm.people import Citizens, Steps


def test_the_same_seed_draws_the_same_faults_and_a_longer_storm_begins_like_a_shorter_one() -> None:
    faults = tuple(drawn_faults(7, 200))

    assert tuple(drawn_faults(7, 200)) == faults
    assert tuple(drawn_faults(7, 50)) == faults[:50]
    assert tuple(drawn_faults(8, 200)) != faults


def test_every_kind_of_fault_comes_in_a_long_storm_and_knows_its_target() -> None:
    faults = tuple(drawn_faults(1, 1000))

    assert {fault.kind for fault in faults} == set(Kind)
    assert {fault.target for fault in faults} <= {*PROCESSES, *LINKS}
    assert all(SOONEST_S <= fault.after_s <= LATEST_S for fault in faults)


def test_everybody_has_draws_of_their_own() -> None:
    first, second = (tuple(islice(iter(Citizens(3, kiosk).next, None), 20)) for kiosk in KIOSKS)
    steps = [tuple(islice(iter(Steps(3, counter).next, None), 20)) for counter in CONSOLE_COUNTERS]

    assert first != second
    assert steps[0] != steps[1]
    assert first == tuple(islice(iter(Citizens(3, KIOSKS[0]).next, None), 20))
