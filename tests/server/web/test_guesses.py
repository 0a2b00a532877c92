"""Who is wrong waits, longer each time; who is right never does, and nobody gains by asking all at once."""

from __future__ import annotations

import threading

from server.web.public.guesses import Guesses, Limits
from server.web.public.look_up import BROWSERS, KIOSKS
from tests.server.web.test_api_limits import Seconds

LIMITS = Limits(free=2, first_wait_s=2, longest_wait_s=16, forgiven_every_s=100, in_all=50, in_all_per_s=0.5)


def waits_after(guesses: Guesses, seconds: Seconds, attempts: int) -> list[float]:
    """How long each of so many wrong answers makes one wait; each wait is kept."""
    waits = []
    for _ in range(attempts):
        before = seconds.now
        while guesses.begin("a"):
            seconds.now += 1
        waits.append(seconds.now - before)
    return waits


def test_the_wait_doubles_with_every_wrong_answer_up_to_the_longest() -> None:
    seconds = Seconds()

    assert waits_after(Guesses(LIMITS, seconds), seconds, 8) == [0, 0, 0, 2, 4, 8, 16, 16]


def test_while_one_waits_even_the_right_code_is_not_looked_up() -> None:
    guesses = Guesses(LIMITS, Seconds())
    for _ in range(3):
        guesses.begin("a")

    assert guesses.begin("a") == 2
    assert guesses.begin("b") == 0


def test_who_is_right_never_waits() -> None:
    guesses = Guesses(LIMITS, Seconds())
    for _ in range(100):
        assert guesses.begin("a") == 0
        guesses.was_right("a")


def test_a_right_answer_between_does_not_wipe_the_wrong_ones_out() -> None:
    seconds = Seconds()
    guesses = Guesses(LIMITS, seconds)
    waits_after(guesses, seconds, 5)
    seconds.now += 16
    assert guesses.begin("a") == 0
    guesses.was_right("a")

    assert guesses.begin("a") == 0
    assert guesses.begin("a") == 16


def test_wrong_answers_are_forgotten_in_time() -> None:
    seconds = Seconds()
    guesses = Guesses(LIMITS, seconds)
    waits_after(guesses, seconds, 5)

    seconds.now += 5 * LIMITS.forgiven_every_s

    assert [guesses.begin("a"), guesses.begin("a")] == [0, 0]


def test_many_addresses_together_are_stopped_too() -> None:
    seconds = Seconds()
    guesses = Guesses(LIMITS, seconds)
    let_in = [guesses.begin(f"address-{number}") for number in range(60)].count(0)
    seconds.now += guesses.begin("one more")

    assert let_in == LIMITS.in_all
    assert guesses.begin("one more") == 0


def test_many_at_once_gain_nothing() -> None:
    guesses = Guesses(LIMITS, Seconds())
    let_in: list[int] = []
    threads = [threading.Thread(target=lambda: let_in.append(guesses.begin("a"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert let_in.count(0) == LIMITS.free + 1


def test_a_year_of_guessing_from_everywhere_finds_a_given_record_once_in_seventeen() -> None:
    a_year_s = 365 * 24 * 3600
    keys = 22**6
    guesses = a_year_s * BROWSERS.in_all_per_s

    assert guesses / keys < 1 / 17
    assert KIOSKS.longest_wait_s < BROWSERS.longest_wait_s
