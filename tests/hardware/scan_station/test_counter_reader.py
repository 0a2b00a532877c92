"""What a counter's reader reads reaches the hub at once or never; what is wrong with the reader is said."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest

from contract.hub_calls import HubAwayError
from hardware.scan_station.code_calls import CodeEnd
from hardware.scan_station.counter_reader import FORGET_AFTER_S, GONE_AFTER_S, CounterReader
from hardware.scan_station.hub import HubRefusesError
from hardware.virtual_reader import VirtualReader
from tests.support.waiting import wait_until

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"
OTHER = "068085005678|||01011990|Nam||01012021"


class ScriptedHub:
    """Answers as told; each try takes its time. Clock and hub in one, so that time is passed by tests."""

    def __init__(self) -> None:
        self.now_s = 500.0
        self.try_takes_s = 0.0
        self.answer: CodeEnd | Exception = CodeEnd.TAKEN
        self.tries: list[tuple[str, float, float]] = []
        self.reads: list[str] = []
        self.is_held = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def bring(self, code: str, read: str, age_s: float, within_s: float) -> CodeEnd:
        self.tries.append((code, age_s, within_s))
        self.reads.append(read)
        self.is_held.set()
        self.go_on.wait(20)
        self.now_s += self.try_takes_s
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def hub() -> ScriptedHub:
    return ScriptedHub()


@pytest.fixture
def hand() -> VirtualReader:
    return VirtualReader()


@pytest.fixture
def reader(hub: ScriptedHub, hand: VirtualReader) -> Iterator[CounterReader]:
    running = CounterReader(hand, hub, lambda: hub.now_s)
    running.start()
    yield running
    hub.go_on.set()
    running.stop()
    assert not running.is_alive


def codes_of(reader: CounterReader) -> list[str]:
    return [fault.code for fault in reader.faults]


def test_a_code_is_brought_at_once_and_no_log_holds_it(
    reader: CounterReader, hub: ScriptedHub, hand: VirtualReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hand.hold(CARD)
    wait_until(lambda: "TAKEN" in caplog.text, what="the first")
    hand.hold_bytes(b"\xff\xff")
    hub.answer = RuntimeError("a bug")
    hand.hold(OTHER)
    wait_until(lambda: "a bug" in caplog.text, what="the second")

    assert hub.tries == [(CARD, 0.0, FORGET_AFTER_S), (OTHER, 0.0, FORGET_AFTER_S)]
    assert reader.is_alive
    assert not [word for word in ("Mận", "068185001234", "068085005678") if word in caplog.text]


def test_a_hub_that_is_away_is_asked_again_for_three_seconds_and_then_the_code_is_forgotten(
    reader: CounterReader, hub: ScriptedHub, hand: VirtualReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    hub.answer, hub.try_takes_s = HubAwayError("no answer"), 1.0
    hand.hold(CARD)
    wait_until(lambda: "forgotten" in caplog.text, what="it is given up")

    assert hub.tries == [(CARD, 0.0, 3.0), (CARD, 1.0, 2.0), (CARD, 2.0, 1.0)]
    hub.answer = CodeEnd.TAKEN
    hand.hold(OTHER)
    wait_until(lambda: len(hub.tries) == 4, what="the next")
    assert hub.tries[3] == (OTHER, 0.0, FORGET_AFTER_S)
    first, *again, other = hub.reads
    assert again == [first, first], "tried again it is the same reading"
    assert other != first


def test_a_newer_code_takes_the_place_of_one_that_waits(
    reader: CounterReader, hub: ScriptedHub, hand: VirtualReader
) -> None:
    hub.answer = HubAwayError("no answer")
    hub.go_on.clear()
    hand.hold(CARD)
    assert hub.is_held.wait(20)
    hand.hold("a receipt")
    hand.hold(OTHER)
    hub.answer = HubAwayError("no answer")
    hub.now_s += 2.0
    hub.is_held.clear()
    hub.go_on.set()
    assert hub.is_held.wait(20)

    assert [code for code, _, _ in hub.tries[:2]] == [CARD, OTHER]
    assert hub.tries[1][1:] == (2.0, 1.0), "as old as it is"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (CodeEnd.WRONG_COUNTER, "reader-without-counter"),
        (CodeEnd.REFUSED, "reader-code-refused"),
        (HubRefusesError("401"), "hub-refuses"),
    ],
)
def test_what_settings_must_mend_is_said_until_a_code_is_taken(
    reader: CounterReader, hub: ScriptedHub, hand: VirtualReader, answer: CodeEnd | Exception, fault: str
) -> None:
    hub.answer = answer
    hand.hold(CARD)
    wait_until(lambda: codes_of(reader) == [fault], what="the fault")
    assert len(hub.tries) == 1

    hub.answer = CodeEnd.NO_FORM
    hand.hold(CARD)
    wait_until(lambda: codes_of(reader) == [], what="it is over")


def test_a_reader_that_is_unplugged_is_told_and_one_plugged_in_again_is_well(
    reader: CounterReader, hub: ScriptedHub, hand: VirtualReader
) -> None:
    assert codes_of(reader) == []
    hand.unplug()
    hub.now_s += GONE_AFTER_S / 2
    assert codes_of(reader) == []
    hub.now_s += GONE_AFTER_S / 2
    assert codes_of(reader) == ["reader-gone"]

    hand.plug_in()
    assert codes_of(reader) == []
