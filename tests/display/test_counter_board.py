"""What one counter's display says."""

from __future__ import annotations

import msgspec
import pytest

from contract.ids import CounterId
from contract.words import CounterStatus
from display.counter_board import CounterBoard
from display.hub_watch import Line
from display.known import Known
from tests.display.sample_center import SteeredHub, board, call, catalogue, counter_state, hub_state

DAY = Known(hub=hub_state(), catalogue=catalogue())


@pytest.fixture
def hub() -> SteeredHub:
    hub = SteeredHub()
    hub.come_alive()
    return hub


@pytest.fixture
def shown(hub: SteeredHub) -> CounterBoard:
    return CounterBoard(CounterId("3"), hub.watch, lambda: hub.now_s)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (CounterStatus.CALLING, "Đang gọi"),
        (CounterStatus.SERVING, "Đang phục vụ"),
        (CounterStatus.PAUSED, "Tạm dừng"),
        (CounterStatus.READY, "Sẵn sàng"),
        (CounterStatus.CLOSED, "Quầy đã đóng"),
    ],
)
def test_each_status_has_one_word(shown: CounterBoard, status: CounterStatus, word: str) -> None:
    view = shown.view(msgspec.structs.replace(DAY, counter=counter_state(status)))

    assert view.word == word
    assert view.counter.whole == "Quầy 3"


def test_a_pause_says_its_reason_and_no_number(shown: CounterBoard) -> None:
    state = counter_state(CounterStatus.PAUSED, "A025", pause_vi="Họp đến 09:30")

    view = shown.view(msgspec.structs.replace(DAY, counter=state))

    assert view.reason == "Họp đến 09:30"
    assert view.number == ""


def test_a_call_and_a_recall_flash_but_serving_does_not(shown: CounterBoard, hub: SteeredHub) -> None:
    calling = counter_state(CounterStatus.CALLING, "A025", call_id="c1")
    first = shown.view(msgspec.structs.replace(DAY, counter=calling, board=board(call("c1")))).is_lit
    hub.pass_time(12)
    recalled = counter_state(CounterStatus.CALLING, "A025", call_id="c2")
    again = shown.view(
        msgspec.structs.replace(DAY, counter=recalled, board=board(call("c2", at=hub.at)))
    ).is_lit
    serving = counter_state(CounterStatus.SERVING, "A025", call_id="c2")
    fresh_board = CounterBoard(CounterId("3"), hub.watch, lambda: hub.now_s)

    assert first
    assert again
    assert not fresh_board.view(msgspec.structs.replace(DAY, counter=serving)).is_lit


def test_a_lost_line_is_told_with_the_time_of_the_last_news(shown: CounterBoard, hub: SteeredHub) -> None:
    hub.pass_time(16)

    view = shown.view(
        msgspec.structs.replace(DAY, counter=counter_state(CounterStatus.SERVING, "A025", call_id="c1"))
    )

    assert view.line is Line.LOST
    assert view.alarm == ("Mất kết nối từ 08:00",)
    assert view.number == "A025"
