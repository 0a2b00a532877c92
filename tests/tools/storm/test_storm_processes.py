"""Who ends without being told is written down and started again; who is killed stays down until started."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.waiting import wait_until
from tools.demo.children import Child, Children, environment
from tools.storm.disks import Disks
from tools.storm.processes import Guard, Unit, Wanted

LIVES = [sys.executable, "-c", "import signal; signal.pause()"]
ENDS = [sys.executable, "-c", "import sys; print('no more'); sys.exit(3)"]


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    running = Children(tmp_path / "log", environment(None))
    yield running
    running.stop()


def unit_of(children: Children, command: list[str]) -> Unit:
    def begin() -> Child:
        return children.start("one", command)

    return Unit("one", begin)


def test_a_process_that_ends_by_itself_is_written_down_and_started_again(children: Children) -> None:
    unit = unit_of(children, ENDS)
    guard = Guard({"one": unit}, children)
    unit.start()
    guard.start()

    wait_until(lambda: unit.starts >= 2, 20, "started again")
    guard.stop()

    assert guard.ended[0].status == 3
    assert "no more" in guard.ended[0].tail


def test_a_killed_process_stays_down_and_nobody_says_it_ended_by_itself(children: Children) -> None:
    unit = unit_of(children, LIVES)
    unit.start()

    unit.end(signal.SIGKILL)

    assert unit.wanted is Wanted.DOWN
    assert unit.ended_by_itself() is None


def test_the_log_of_each_start_is_kept(children: Children, tmp_path: Path) -> None:
    unit = unit_of(children, LIVES)
    for _ in range(2):
        unit.start()
        unit.end(signal.SIGKILL)

    assert sorted(log.name for log in (tmp_path / "log").iterdir()) == ["one.001.log", "one.002.log"]


def test_a_full_disk_takes_nothing_until_it_is_freed_and_what_was_on_it_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with Disks((folder,)) as disks:
        (folder / "journal").write_text("a line\n", encoding="utf-8")
        if disks.can_be_full:
            disks.fill(folder)
            with pytest.raises(OSError, match="No space left"):
                (folder / "more").write_bytes(bytes(100_000))
            disks.free(folder)
            (folder / "more").write_bytes(bytes(100_000))

    assert (folder / "journal").read_text(encoding="utf-8") == "a line\n"
