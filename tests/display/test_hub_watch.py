"""Nobody waiting and no connection never look alike: what counts as a sign of life."""

from __future__ import annotations

from contract.words import ClockTrust
from display.hub_watch import Line
from tests.display.sample_center import EIGHT, SteeredHub, hub_state


def test_a_retained_heartbeat_alone_is_old_news_not_life() -> None:
    hub = SteeredHub()
    hub.watch.remember(hub_state())

    assert hub.watch.line is Line.CHECKING
    assert hub.watch.now() is None
    assert hub.watch.last_news_at == EIGHT


def test_the_first_word_of_the_hub_itself_is_life() -> None:
    hub = SteeredHub()
    hub.beat()

    assert hub.watch.line is Line.ONLINE
    assert hub.watch.now() == EIGHT


def test_three_missed_heartbeats_are_a_lost_line() -> None:
    hub = SteeredHub()
    hub.come_alive()
    hub.pass_time(15)
    before = hub.watch.line
    hub.pass_time(0.1)

    assert before is Line.ONLINE
    assert hub.watch.line is Line.LOST
    assert hub.watch.last_news_at == EIGHT


def test_never_hearing_the_hub_is_a_lost_line_too() -> None:
    hub = SteeredHub()
    hub.pass_time(16)

    assert hub.watch.line is Line.LOST
    assert hub.watch.last_news_at is None


def test_after_a_restart_the_time_of_the_last_news_is_remembered() -> None:
    hub = SteeredHub()
    hub.watch.remember(hub_state())
    hub.pass_time(16)

    assert hub.watch.line is Line.LOST
    assert hub.watch.last_news_at == EIGHT


def test_a_retained_heartbeat_after_a_reconnect_does_not_revive_a_dead_hub() -> None:
    hub = SteeredHub()
    hub.come_alive()
    hub.pass_time(60)
    hub.watch.remember(hub_state(hub.at))

    assert hub.watch.line is Line.LOST


def test_a_clock_the_hub_does_not_trust_is_not_shown() -> None:
    hub = SteeredHub()
    hub.come_alive()
    hub.beat(ClockTrust.UNTRUSTED)

    assert hub.watch.trusted_now() is None
    assert hub.watch.now() is not None
