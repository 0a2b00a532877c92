"""One storm from the first citizen to the closed day: people and faults set loose, then time to settle.

Knows the order of things; judges nothing (that is `books`).
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hardware.virtual_panel import drive
from tools.demo.center import NothingHappenedError, wait_until
from tools.demo.people import Browser
from tools.storm.button_officer import ButtonOfficer
from tools.storm.cast import BROKER, COUNTERS, KIOSKS, PANEL_COUNTER
from tools.storm.center import StormCenter
from tools.storm.faults import drawn_faults
from tools.storm.keepers import Keepers
from tools.storm.officers import Desk, Officer
from tools.storm.people import Citizens, Steps
from tools.storm.processes import Unit
from tools.storm.staff import staff_of
from tools.storm.visitors import Visitors
from tools.storm.weather import Weather

MENDED_S = 300.0
SETTLED_S = 120.0
FAIR_S = 8.0
"""Fair weather at the end: calls that must be shown and spoken."""
PROGRESS_S = 10.0
OFFLINE = re.compile(r"[A-Z]?[0-9]{3,5}-")
"""How the code of a slip begins that was given without the hub."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for."""

    seed: int
    faults: int
    minutes: float
    """At most: faults not begun by then are left out."""


class Storm:
    """Plays one plan on one center."""

    def __init__(self, center: StormCenter, plan: Plan, tell: Callable[[str], None]) -> None:
        self.plan = plan
        self.weather = Weather(center, self._note)
        self.keepers = Keepers(center)
        self.began_s = time.monotonic()
        self.unsettled: list[str] = []
        """What had not come true in time after everything was mended."""
        self._center = center
        self._tell = tell
        self._people_stop = threading.Event()
        self._over = threading.Event()

    def play(self) -> None:
        """From the first citizen to the closed day.

        Raises:
            TimeoutError: a fault could not be mended.
        """
        people = self._set_out()
        self.keepers.start()
        for person in people:
            person.start()
        self._show_progress()
        self.weather.blow(
            drawn_faults(self.plan.seed, self.plan.faults), self._over, self.began_s + 60 * self.plan.minutes
        )
        self.weather.wait(MENDED_S)
        self._tell(f"[{self._age()}] all is mended; fair weather for {FAIR_S:g} s")
        self._over.wait(FAIR_S)
        self._people_stop.set()
        for person in people:
            person.join()
        self._settle()
        self._close_the_day()
        self._over.set()
        self.keepers.stop()

    @property
    def deeds(self) -> dict[str, Counter[str]]:
        """What people did, and what the officers were refused."""
        return (
            {visitors.name: visitors.ends for visitors in self.visitors}
            | {officer.name: officer.asked for officer in self.officers}
            | {f"{officer.name} was refused": officer.refused for officer in self.officers}
        )

    # --- before ---

    def _set_out(self) -> list[threading.Thread]:
        console = f"http://127.0.0.1:{self._center.where.doors.console}"
        seed, stopped = self.plan.seed, self._people_stop
        self.officers: list[Officer] = []
        for counter, person in zip(COUNTERS, staff_of(self._center).officers, strict=True):
            desk = Desk(counter, person, Browser(console), self._slip_in_hand)
            desk.console.sign_in(person)
            steps = Steps(seed, counter)
            self.officers.append(
                ButtonOfficer(desk, steps, stopped, self._press)
                if counter == PANEL_COUNTER
                else Officer(desk, steps, stopped)
            )
        self.visitors = [
            Visitors(kiosk, self._center.fingers[kiosk], Citizens(seed, kiosk), stopped) for kiosk in KIOSKS
        ]
        return [*self.officers, *self.visitors]

    def _slip_in_hand(self, draw: float) -> tuple[str, str] | None:
        """One of the last slips given without the hub: their codes begin with their number."""
        newest = [printer.tray.slips[-2:] for printer in self._center.printers.values()]
        codes = [code for slips in newest for slip in slips for code in slip.qr_data if OFFLINE.match(code)]
        if not codes:
            return None
        code = codes[int(draw * len(codes))]
        return code.split("-", 1)[0], code

    def _press(self, button: str) -> None:
        drive(self._center.where.panel_pins(), f"tap {button} 120")

    # --- after ---

    def _settle(self) -> None:
        keepers = self.keepers
        for name, unit in self._center.units.items():
            if name != BROKER:
                self._await(partial(_is_ready, unit), f"{name} is up")
        for kiosk in KIOSKS:
            self._await(partial(keepers.owes_nothing, kiosk), f"{kiosk} has told the hub everything")
        self._await(lambda: keepers.reserved() == 0, "no number is still being taken")
        self._await(keepers.has_spoken, "the hall has spoken what there was to say")
        self._await(self._has_heard_all, "the witness has heard the ledger's last event")

    def _await(self, is_so: Callable[[], bool], what: str) -> None:
        """What does not come true is for the books; the rest is waited for all the same."""
        try:
            wait_until(is_so, what, SETTLED_S)
        except NothingHappenedError as error:
            self.unsettled.append(str(error))
            self._note(str(error))

    def _close_the_day(self) -> None:
        try:
            self._center.confirm_clock()
            self._center.motcua("day", "close")
        except NothingHappenedError as error:
            self.unsettled.append(str(error))
        self._await(self._has_heard_all, "the witness has heard the day's end")

    def _has_heard_all(self) -> bool:
        """Up to the ledger's end; what the broker lost on the way is the books' business."""
        last = self.keepers.last_event()
        return any((heard.event.epoch, heard.event.seq) == last for heard in self._center.observer.events)

    # --- meanwhile ---

    def _note(self, text: str) -> None:
        self._tell(f"[{self._age()}] {text}")

    def _age(self) -> str:
        return f"{time.monotonic() - self.began_s:6.1f} s"

    def _show_progress(self) -> None:
        def look() -> None:
            while not self._over.wait(PROGRESS_S):
                events = len(self._center.observer.events)
                slips = sum(len(printer.tray.slips) for printer in self._center.printers.values())
                faults = len(self.weather.happened)
                self._tell(f"[{self._age()}] {faults} faults, {slips} slips, {events} events")

        threading.Thread(target=look, name="progress", daemon=True).start()


def _is_ready(unit: Unit) -> bool:
    return unit.is_ready
