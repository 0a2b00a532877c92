"""One simulated day from before its opening to its close: deeds in order, an hour in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from contract import commands as c
from contract.ids import CounterId
from contract.words import ClockTrust
from server.service.clockwork import CLOSES_AFTER, OPENS_BEFORE
from server.simulate.arrivals import arrivals
from server.simulate.crew import Crew
from server.simulate.floor import Floor
from server.simulate.journal import Journal
from server.simulate.kiosk import Kiosk
from server.simulate.record_desk import RecordDesk
from server.simulate.roster import counters_at_work, relieved, seated
from server.simulate.scene import Scene
from server.simulate.seat import Seat
from server.simulate.troubles import NEVER_S, ClockStep, KioskOutage, Reboot, Troubles
from server.simulate.visitor import Visitor

TOGETHER_S = 3600.0
TURNS_EVERY_S = 300.0
"""The hub's clockwork, where nothing is known to be due sooner."""
LATEST_LAG_S = 1800.0
"""A clock that is behind closes the day later."""


class Day:
    """Lived through once."""

    def __init__(
        self,
        scene: Scene,
        crew: Crew,
        journals: Sequence[Journal],
        troubles: Troubles,
        records: RecordDesk,
    ) -> None:
        self._scene = scene
        self._crew = crew
        self._troubles = troubles
        self._records = records
        self._floor = Floor(scene, crew.guide, crew.manager, self._take_number)
        self._kiosks = [Kiosk(scene, self._floor, journal) for journal in journals]
        self._seats = {
            counter: Seat(scene, self._floor, counter, crew.panels.get(counter), records)
            for counter in scene.rules.counters
        }
        self._back_at = 0.0

    @property
    def begins(self) -> float:
        """Seconds after midnight."""
        return self._scene.hours.opens - OPENS_BEFORE.total_seconds()

    @property
    def ends(self) -> float:
        """The close, at the latest."""
        return self._scene.hours.closes + CLOSES_AFTER.total_seconds() + LATEST_LAG_S

    def live(self, expected: float) -> None:
        """Everything, with about that many people."""
        self._plan_clockwork()
        self._plan_people(expected)
        self._plan_work()
        self._plan_troubles()
        self._records.plan()
        self._scene.hub.pass_to(self.begins)
        for stop, reboot in self._stops():
            self._live_until(stop)
            if reboot is not None:
                self._reboot(reboot)

    # --- plans ---

    def _plan_clockwork(self) -> None:
        agenda, hub = self._scene.agenda, self._scene.hub
        for number in range(int((self.ends - self.begins) / TURNS_EVERY_S)):
            agenda.plan(self.begins + number * TURNS_EVERY_S, hub.turn)
        for kiosk in self._kiosks:
            agenda.plan(self.begins + 30, kiosk.meet)

    def _plan_people(self, expected: float) -> None:
        scene = self._scene
        for second in arrivals(scene.chance, scene.profile, expected, scene.hours):
            scene.agenda.plan_alone(second, self._come)

    def _plan_work(self) -> None:
        scene, officers = self._scene, self._crew.officers
        sits = seated(scene.chance, officers, self._counters())
        for number, work in enumerate(scene.hours.work):
            if number:
                sits = relieved(scene.chance, officers, sits, self._counters())
            for counter, officer in sits.items():
                self._seats[counter].expect(officer, work)

    def _counters(self) -> list[CounterId]:
        scene = self._scene
        return counters_at_work(scene.chance, scene.rules, scene.profile, scene.hours)

    def _plan_troubles(self) -> None:
        agenda = self._scene.agenda
        for outage in self._troubles.outages:
            agenda.plan(outage.start, partial(self._cut_off, outage))
        for step in self._troubles.steps:
            agenda.plan(step.second, partial(self._step_clock, step))

    # --- people ---

    def _come(self) -> None:
        scene = self._scene
        visitor = scene.people.draw()
        if scene.hours.gives(visitor.service, scene.second):
            self._take_number(visitor)

    def _take_number(self, visitor: Visitor) -> None:
        scene = self._scene
        if scene.hub.is_up and (not self._kiosks or scene.happens(scene.shares.helped)):
            self._floor.help(visitor)
        elif self._kiosks:
            kiosk = min(self._kiosks, key=lambda one: one.free_at)
            kiosk.queue_up(visitor, scene.second)

    # --- troubles ---

    def _cut_off(self, outage: KioskOutage) -> None:
        kiosk = self._kiosks[outage.kiosk]
        if kiosk.is_cut:
            return
        kiosk.cut_off()
        length = outage.end - outage.start
        if outage.loses_time:
            lost = min(length, TOGETHER_S)
            self._scene.later(lost / 4, lambda: kiosk.restart_twice(lost / 2))
        if outage.end < NEVER_S:
            self._scene.later(length, kiosk.reconnect)

    def _step_clock(self, step: ClockStep) -> None:
        self._scene.hub.clock.step_wall(step.by_s)
        self._scene.later(1, self._scene.hub.turn)

    def _reboot(self, reboot: Reboot) -> None:
        scene = self._scene
        hub = scene.hub
        hub.together(self._learn_leases)
        self._back_at = reboot.end
        hub.stop()
        self._deeds_until(reboot.end)
        if reboot.loses_time:
            lag_s = reboot.end - reboot.start
            hub.boot(ClockTrust.UNTRUSTED, lag_s)
            scene.soon(240, 900, lambda: self._set_clock(lag_s))
        else:
            hub.boot(ClockTrust.RTC, 0)
        for kiosk in self._kiosks:
            scene.soon(3, 15, kiosk.meet_again)

    def _learn_leases(self) -> None:
        for kiosk in self._kiosks:
            kiosk.learn()

    def _set_clock(self, lag_s: float) -> None:
        hub = self._scene.hub
        hub.clock.step_wall(lag_s)
        hub.turn()
        self._scene.soon(10, 40, self._confirm_clock)

    def _confirm_clock(self) -> None:
        hub = self._scene.hub
        hub.do(c.ConfirmClock, self._crew.manager, seen=hub.now())

    # --- time ---

    def _stops(self) -> Iterator[tuple[float, Reboot | None]]:
        """Ends of transactions, and what happens there."""
        at = self.begins
        for reboot in self._troubles.reboots:
            while at + TOGETHER_S < reboot.start:
                at += TOGETHER_S
                yield at, None
            at = reboot.end
            yield reboot.start, reboot
        while at < self.ends:
            at = min(at + TOGETHER_S, self.ends)
            yield at, None

    def _live_until(self, stop: float) -> None:
        self._scene.hub.together(lambda: self._deeds_until(stop))

    def _deeds_until(self, stop: float) -> None:
        scene = self._scene
        hub = scene.hub
        while (due := scene.agenda.next_before(stop)) is not None:
            hub.pass_to(due.second)
            if due.needs_hub and not hub.is_up:
                scene.agenda.plan(self._back_at + scene.chance.uniform(3, 60), due.deed)
            elif not hub.is_up or not self._is_over():
                due.deed()
        hub.pass_to(stop)

    def _is_over(self) -> bool:
        scene = self._scene
        return scene.second > scene.hours.closes and scene.hub.hall.day is None
