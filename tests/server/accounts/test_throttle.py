"""How long somebody who keeps failing has to wait."""

from __future__ import annotations

from server.service.throttle import PER_ADDRESS, PER_LOGIN

SECOND = 1_000_000


def test_a_few_mistakes_are_free() -> None:
    assert PER_LOGIN.left_s(4, 0, 0) == 0


def test_then_the_wait_doubles_up_to_a_minute() -> None:
    assert [PER_LOGIN.wait_s(failures) for failures in (5, 6, 7, 50)] == [2, 4, 8, 60]


def test_an_address_waits_up_to_a_quarter_of_an_hour() -> None:
    assert PER_ADDRESS.wait_s(10_000) == 900


def test_the_wait_runs_down() -> None:
    assert PER_LOGIN.left_s(7, 100 * SECOND, 105 * SECOND) == 3
    assert PER_LOGIN.left_s(7, 100 * SECOND, 109 * SECOND) == 0


def test_a_clock_set_back_does_not_lock_anybody_out_for_longer() -> None:
    assert PER_LOGIN.left_s(7, 100 * SECOND, 0) == 8
