"""The hall's sign of connection can be told apart without seeing colours."""

from __future__ import annotations

import pytest

from display.board import HallBoard
from display.hall_foot import clock_items
from display.hub_watch import Line
from display.known import Known
from display.scene import Box, Dot, Ring
from tests.display.sample_center import SteeredHub

PLACE = Box(100, 50, 400, 60)


def sign(hub: SteeredHub) -> Dot | Ring:
    """The one sign beside the clock."""
    view = HallBoard(hub.watch, lambda: hub.now_s).view(Known())
    (found,) = [item for item in clock_items(view, PLACE, 60) if isinstance(item, Dot | Ring)]
    return found


@pytest.fixture
def hub() -> SteeredHub:
    return SteeredHub()


def test_online_it_is_a_full_dot(hub: SteeredHub) -> None:
    hub.come_alive()

    assert isinstance(sign(hub), Dot)


def test_while_it_is_not_known_and_when_the_hub_is_lost_it_is_an_open_ring(hub: SteeredHub) -> None:
    assert isinstance(sign(hub), Ring)

    hub.come_alive()
    hub.pass_time(40)

    assert hub.watch.line is Line.LOST
    assert isinstance(sign(hub), Ring)


def test_both_stand_in_the_same_place_and_the_ring_is_open_enough_to_be_seen(hub: SteeredHub) -> None:
    ring = sign(hub)
    hub.come_alive()

    assert isinstance(ring, Ring)
    assert ring.box == sign(hub).box
    assert ring.stroke_px * 2 < ring.box.w / 2
    assert ring.stroke_px >= ring.box.w / 8
