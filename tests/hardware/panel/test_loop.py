"""The panel's one thread: order kept, failures survived, no busy waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from hardware.panel.loop import Loop


def _run(loop: Loop, pass_time: Callable[[], None], due_s: Callable[[], float | None]) -> None:
    worker = threading.Thread(target=loop.run, args=(pass_time, due_s))
    worker.start()
    worker.join(10)
    assert not worker.is_alive()


def _nothing() -> None:
    """Time passes and brings nothing."""


def test_what_is_posted_runs_in_order_and_before_the_end() -> None:
    loop, done = Loop(), list[int]()
    for number in range(100):
        loop.post(lambda number=number: done.append(number))  # type: ignore[misc]  # mypy can't infer a default
    loop.end()
    _run(loop, _nothing, lambda: None)
    assert done == list(range(100))


def test_a_failing_call_does_not_stop_the_next(caplog: pytest.LogCaptureFixture) -> None:
    loop, done = Loop(), list[str]()

    def fail() -> None:
        raise ValueError("jammed")

    loop.post(fail)
    loop.post(lambda: done.append("next"))
    loop.end()
    _run(loop, _nothing, lambda: None)
    assert done == ["next"]
    assert "jammed" in caplog.text


def test_time_passes_when_due_and_when_nothing_is() -> None:
    loop, woken = Loop(idle_s=0.01), list[float]()

    def pass_time() -> None:
        woken.append(time.monotonic())
        if len(woken) == 3:
            loop.end()

    dues = iter([time.monotonic() - 1, time.monotonic() + 0.01])
    _run(loop, pass_time, lambda: next(dues, None))
    assert len(woken) == 3


def test_a_failing_clock_hand_is_not_retried_in_a_tight_circle(caplog: pytest.LogCaptureFixture) -> None:
    loop, tries = Loop(idle_s=0.05), list[float]()

    def fail() -> None:
        tries.append(time.monotonic())
        if len(tries) == 3:
            loop.end()
        raise OSError("the pins are gone")

    _run(loop, fail, lambda: 0.0)
    assert tries[2] - tries[0] >= 0.09
    assert len(caplog.records) == 3
