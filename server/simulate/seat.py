"""An officer at a counter: sits down, looks for work, rests, goes. Knows when, not what is done then."""

from __future__ import annotations

from contract import commands as c
from contract.ids import CounterId, ServiceId
from server.domain.counter import Counter
from server.service.asker import HUB, Asker
from server.simulate.chance import how_many
from server.simulate.desk import Desk
from server.simulate.floor import Floor
from server.simulate.hours import Stretch
from server.simulate.record_desk import RecordDesk
from server.simulate.scene import Scene
from server.simulate.serving import Serving

LOOKS_UP_S = 60.0
"""Who has nothing to do looks at the line once a minute."""
OVERTIME_S = (1200.0, 2700.0)
"""Somebody waits still: they stay that much longer at most."""
TRIES_AGAIN_S = 300.0


class Seat:
    """One counter, one day."""

    def __init__(
        self, scene: Scene, floor: Floor, counter: CounterId, panel: Asker | None, records: RecordDesk
    ) -> None:
        self._scene = scene
        self._id = counter
        self._panel = panel
        self._officer = HUB
        self._until = 0.0
        self._overtime_s = 0.0
        self._pauses: list[float] = []
        self._idle_since = 0
        self._is_idle = False
        desk = Desk(scene, floor, counter, lambda: self._officer, self._button, self._goes_on, self._look)
        self._serving = Serving(desk, records)
        scene.wakes.append(self._wake)

    def expect(self, officer: Asker, work: Stretch) -> None:
        """The officer will come about when work begins."""
        chance = self._scene.chance
        comes = work.start + chance.uniform(-900, 240)
        self._scene.agenda.plan(comes, lambda: self._sit_down(officer, work))

    # --- coming and going ---

    def _sit_down(self, officer: Asker, work: Stretch) -> None:
        if self._counter().is_open:  # somebody serves there since the morning, and stays
            self._prepare(work)
        elif self._scene.hub.do(c.OpenCounter, officer, counter=self._id) is not None:
            self._officer = officer
            self._prepare(work)
            self._look()
        elif self._scene.second < work.end - TRIES_AGAIN_S:
            self._scene.later(TRIES_AGAIN_S, lambda: self._sit_down(officer, work))

    def _prepare(self, work: Stretch) -> None:
        scene = self._scene
        self._until = work.end
        self._overtime_s = scene.chance.uniform(*OVERTIME_S)
        number = how_many(scene.chance, scene.shares.pauses * work.length / (8 * 3600))
        self._pauses = sorted(scene.chance.uniform(work.start + 1800, work.end - 1200) for _ in range(number))

    def _is_time_to_go(self) -> bool:
        scene = self._scene
        if scene.second < self._until:
            return False
        is_late = scene.second >= self._until + self._overtime_s
        return is_late or not scene.hub.hall.waiting_for(self._counter().services)

    def _rest(self) -> None:
        scene = self._scene
        self._pauses.pop(0)
        reason = scene.chance.choice(scene.rules.pause_reasons).id
        if scene.hub.do(c.PauseCounter, self._officer, counter=self._id, reason=reason) is not None:
            scene.soon(240, 900, self._rested)

    def _rested(self) -> None:
        if self._counter().pause is not None:
            self._scene.hub.do(c.ResumeCounter, self._officer, counter=self._id)
        self._look()

    # --- looking for work ---

    def _look(self) -> None:
        counter = self._counter()
        if not counter.calls or counter.ticket is not None:
            return
        self._is_idle = False
        if self._is_time_to_go():
            self._scene.hub.do(c.CloseCounter, self._officer, counter=self._id)
        elif self._rests_now():
            self._rest()
        elif not self._found(counter.services):
            self._be_idle()

    def _found(self, services: tuple[ServiceId, ...]) -> bool:
        if self._serving.take_parked() or self._serving.take_slip(services):
            return True
        calling = self._serving.calling
        if self._scene.happens(self._scene.shares.chosen) and calling.call_chosen(services):
            return True
        return calling.call_next()

    def _be_idle(self) -> None:
        self._is_idle = True
        self._idle_since += 1
        since = self._idle_since
        self._scene.later(LOOKS_UP_S, lambda: self._look_up(since))

    def _look_up(self, since: int) -> None:
        if self._is_idle and since == self._idle_since:
            self._look()

    def _wake(self, service: ServiceId) -> None:
        if self._is_idle and service in self._counter().services:
            self._is_idle = False
            self._scene.soon(1.5, 6, self._look)

    def _rests_now(self) -> bool:
        return bool(
            self._pauses and self._scene.rules.pause_reasons and self._pauses[0] <= self._scene.second
        )

    def _goes_on(self) -> bool:
        return self._counter().calls and not self._is_time_to_go() and not self._rests_now()

    def _counter(self) -> Counter:
        return self._scene.hub.hall.counter(self._id)

    def _button(self) -> Asker:
        return self._panel if self._panel is not None and self._scene.happens(0.5) else self._officer
