"""One device's flood is left unread, and nobody else's words are."""

from __future__ import annotations

import pytest

from server.bus.allowance import BURST_S, FLOODING_FOR_S, Allowance

OF_KIOSK = "motcua/v1/23134/command/kiosk-1/reserve-ticket"
OF_PANEL = "motcua/v1/23134/command/panel-1/call-next"


class Seconds:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def admitted(allowance: Allowance, topic: str, times: int) -> int:
    return sum(allowance.admit(topic) for _ in range(times))


def test_a_flood_is_read_up_to_its_allowance_and_counted_beyond() -> None:
    seconds = Seconds()
    allowance = Allowance(10, seconds)

    assert admitted(allowance, OF_KIOSK, 1000) == 10 * BURST_S
    seconds.now = 2.0
    assert admitted(allowance, OF_KIOSK, 1000) == 20
    assert allowance.excess == {"kiosk-1": 2000 - 10 * BURST_S - 20}


def test_whoever_floods_empties_no_bucket_but_its_own() -> None:
    allowance = Allowance(10, Seconds())
    admitted(allowance, OF_KIOSK, 1000)

    assert allowance.admit(OF_PANEL)
    assert not allowance.admit("motcua/v1/23134/device/kiosk-1"), "commands and heartbeats share a bucket"
    assert allowance.admit("motcua/v1/23134/state/board"), "what is no device's has no bucket"
    assert allowance.admit("nonsense")


def test_staff_are_told_for_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    seconds = Seconds()
    allowance = Allowance(1, seconds)
    admitted(allowance, OF_KIOSK, 10_000)

    assert allowance.flooding() == ("kiosk-1",)
    assert len(caplog.records) == 1
    seconds.now = FLOODING_FOR_S + 1
    assert allowance.flooding() == ()
