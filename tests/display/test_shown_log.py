"""The log says *shown* of what is on the glass, once."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from contract.ids import DeviceId
from contract.states import RecentCall
from contract.words import CounterStatus
from display.glass.palette import BOARD, WHITE
from display.known import Known
from display.scene import Box, Face, Scene, Text
from display.shown_log import ShownLog
from tests.display import sample_center as sample

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HALL = DeviceId("hall-1")


def glass(*texts: str) -> Scene:
    """A glass with these words."""
    box = Box(0, 0, 10, 10)
    return tuple(Text("t", text, box, 10, Face.TEXT, WHITE, BOARD) for text in texts)


def board(*calls: RecentCall) -> Known:
    """What a hall knows."""
    return Known(board=sample.board(*calls))


@pytest.fixture
def shown(caplog: pytest.LogCaptureFixture) -> ShownLog:
    """Its lines are caught."""
    caplog.set_level(logging.INFO, "ticket")
    return ShownLog(HALL)


def test_a_call_is_told_when_its_number_is_drawn_and_only_once(
    shown: ShownLog, caplog: pytest.LogCaptureFixture
) -> None:
    call = sample.call("c1", at=AT)
    shown.drawn(board(call), glass("08:12"))
    assert caplog.messages == [], "it has arrived and is not on the glass yet"

    shown.drawn(board(call), glass("08:12", call.number))
    shown.drawn(board(call), glass("08:13", call.number))

    assert caplog.messages == [
        f"step=shown number={call.number} counter={call.counter} call=c1 device=hall-1"
    ]


def test_a_recall_is_told_as_a_call_of_its_own(shown: ShownLog, caplog: pytest.LogCaptureFixture) -> None:
    call, again = sample.call("c1", at=AT), sample.call("c2", at=AT)
    shown.drawn(board(call), glass(call.number))
    shown.drawn(board(again, call), glass(call.number))

    assert [line.split("call=")[1].split()[0] for line in caplog.messages] == ["c1", "c2"]


def test_a_counters_display_tells_its_own_number(shown: ShownLog, caplog: pytest.LogCaptureFixture) -> None:
    state = sample.counter_state(CounterStatus.CALLING, "A025", call_id="c9")
    shown.drawn(Known(counter=state), glass("Quầy 3"))
    shown.drawn(Known(counter=state), glass("Quầy 3", "A025"))

    assert caplog.messages == ["step=shown number=A025 counter=3 call=c9 device=hall-1"]
