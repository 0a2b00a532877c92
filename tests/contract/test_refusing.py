"""Refused messages are all counted, and told now and then."""

from __future__ import annotations

import pytest

from contract.refusing import Refusals


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_a_million_of_them_are_one_line_a_second_and_reason(caplog: pytest.LogCaptureFixture) -> None:
    seconds = [0.0]
    refusals = Refusals("hub", lambda: seconds[0])
    for n in range(100_000):
        seconds[0] = n / 20_000
        refusals.note("malformed", "motcua/v1/23134/command/kiosk-1/recall", "malformed: no JSON")
    refusals.note("oversized", "motcua/v1/23134/command/kiosk-1/recall", "oversized: 70000 bytes")

    assert refusals.counts == {"malformed": 100_000, "oversized": 1}
    assert len(told(caplog)) == 6
    assert "(and 19999 more for the same reason)" in told(caplog)[1]
    assert told(caplog)[-1].endswith("oversized: 70000 bytes")


def test_nobody_writes_pages_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    Refusals("hub", lambda: 0.0).note("unknown-topic", "x" * 60_000, "y" * 60_000)

    assert len(told(caplog)[0]) < 600
