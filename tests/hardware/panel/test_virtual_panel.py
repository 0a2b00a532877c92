"""The virtual twin: words on a unix socket move the same pins and read the same lamps."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from contract.commands import CallNext
from hardware.virtual_panel import VirtualPanel, drive
from tests.hardware.panel.bench import Bench


@pytest.fixture
def twin(bench: Bench) -> VirtualPanel:
    """Words for the bench's own pins."""
    return VirtualPanel(bench.settings, bench.pins)


def test_press_and_release_go_through_debounce_and_table(bench: Bench, twin: VirtualPanel) -> None:
    assert twin.obey("press next") == "ok"
    assert bench.asked == []
    bench.pass_time(0.03)
    assert [type(command) for command in bench.asked] == [CallNext]
    assert twin.obey("release next") == "ok"


def test_a_bounce_train_is_one_press(bench: Bench, twin: VirtualPanel) -> None:
    twin.obey("bounce next 9")
    bench.pass_time(0.2)
    twin.obey("release next")
    bench.pass_time(2.0)
    assert [type(command) for command in bench.asked] == [CallNext]


def test_a_panel_wired_to_3_volts_moves_the_other_way(bench: Bench) -> None:
    wired = msgspec.structs.replace(bench.settings, pull_up=False)
    twin = VirtualPanel(wired, bench.pins)
    twin.obey("press next")
    assert bench.pin("next").state
    twin.obey("release next")
    assert not bench.pin("next").state


def test_lamps_are_told_as_the_pins_stand(bench: Bench, twin: VirtualPanel) -> None:
    assert twin.obey("lamps") == "green=off red=off"
    bench.stands(waiting=2)
    assert twin.obey("lamps") == "green=on red=off"


@pytest.mark.parametrize("line", ["", "dance", "press", "press doorbell", "bounce next many", "lamps now"])
def test_nonsense_is_answered_and_moves_nothing(bench: Bench, twin: VirtualPanel, line: str) -> None:
    assert twin.obey(line).startswith("error ")
    bench.pass_time(1.0)
    assert bench.asked == []


@pytest.fixture
def path(bench: Bench, tmp_path: Path) -> Iterator[Path]:
    """A socket that moves the bench's pins; a stale file of that name was there before."""
    path = tmp_path / "folder" / "panel.sock"
    path.parent.mkdir()
    path.write_text("left by a crash", encoding="utf-8")
    settings = msgspec.structs.replace(bench.settings, virtual_pins=str(path))
    with VirtualPanel(settings, bench.pins).serving():
        yield path
    assert not path.exists()


def test_the_socket_speaks_the_same_words(bench: Bench, path: Path) -> None:
    bench.stands(waiting=1)
    assert drive(path, "press next", "lamps", "nonsense") == [
        "ok",
        "green=on red=off",
        "error not understood: nonsense",
    ]
    assert not bench.pin("next").state


def test_only_the_panels_own_user_may_press(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_tap_is_a_press_and_a_release(bench: Bench, path: Path) -> None:
    bench.pin("next").clear_states()
    assert drive(path, "tap next 1") == ["ok"]
    assert [change.state for change in bench.pin("next").states[1:]] == [False, True]
