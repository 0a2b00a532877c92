"""`make demo`: a whole center on this machine. `--once` ends after the story; its status says how it went."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error as BrowserError

from contract.clock import local_time
from tools.demo.bench_page import BenchPage
from tools.demo.center import Begins, DemoCenter, Hour, NothingHappenedError
from tools.demo.children import ROOT, ChildFailedError
from tools.demo.looking import PageCamera
from tools.demo.morning import is_late
from tools.demo.screen import NoScreenError
from tools.demo.story import Story
from tools.demo.touch import NothingThereError

FAILED = 1
STORY_FAILURES = (
    NothingHappenedError, NothingThereError, ChildFailedError, NoScreenError, BrowserError, OSError,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """0 when every step happened."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the story")
    parser.add_argument("--var", type=Path, default=ROOT / "var" / "demo", help="where it keeps its things")
    chosen = parser.parse_args(arguments)
    hour = Hour.MORNING if chosen.once and is_late(local_time(datetime.now(UTC))) else Hour.TRUE
    if hour is Hour.MORNING:
        _tell(
            "Sắp hết ngày: đồng hồ của trung tâm này chỉ buổi sáng. / The day ends soon: it is morning here."
        )
    center = DemoCenter(chosen.var, begins=Begins.AFTER_SIMULATED_WEEKS, hour=hour)
    try:
        with center, PageCamera(center) as camera:
            story = Story(center, camera, _tell)
            story.play()
            if not chosen.once:
                BenchPage(center)
                _stay(center, story)
    except STORY_FAILURES as error:
        print(f"the story stopped: {error}\nlogs: {chosen.var / 'log'}", file=sys.stderr)
        return FAILED
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)


def _stay(center: DemoCenter, story: Story) -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    ports, var = center.ports, center.place.var
    _tell(f"""
Trung tâm vẫn chạy; bấm Ctrl+C để dừng. / The center keeps running; Ctrl+C ends it.
  console      http://127.0.0.1:{ports.console}/
  bench page   http://127.0.0.1:{ports.bench_page}/  (buttons, slips, papers, codes, faults)
  board        http://127.0.0.1:{ports.public}/board   records http://127.0.0.1:{ports.public}/records
  look-up      http://127.0.0.1:{ports.public}/look-up  (number and key are on {var / "record-slip.png"})
""")
    for person in (story.people.officer, story.people.manager, story.people.administrator):
        _tell(f"  sign in as   {person.login} / {person.password}   ({person.name})")
    while not stopped.wait(1.0):
        dead = center.children.died()
        if dead is not None:
            raise ChildFailedError(f"{dead.name} ended by itself:\n{dead.tail()}")


if __name__ == "__main__":
    sys.exit(main())
