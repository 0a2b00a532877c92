"""A kiosk without the hub: numbers from its lease, what their holders do meanwhile, and the hand-in."""

from __future__ import annotations

from datetime import datetime

from contract import commands as c
from contract.answers import HandedIn
from contract.ids import TicketId
from contract.offline import MOST_AT_ONCE, TakenAt
from contract.words import HandInEnd, VoidReason
from server.simulate.floor import Floor
from server.simulate.journal import Journal, Slip
from server.simulate.scene import Scene
from server.simulate.visitor import Visitor

ANSWER_LOST = 0.1
"""Of hand-ins: told twice, because the first answer did not arrive. Assumed."""


class Alone:
    """One day of one kiosk, as far as the hub does not hear of it at once."""

    def __init__(self, scene: Scene, floor: Floor, journal: Journal) -> None:
        self._scene = scene
        self._floor = floor
        self._journal = journal
        self._lost_time_at: datetime | None = None

    def restart_twice(self, seconds: float) -> None:
        """In between no boot of the kiosk meets the hub: it knows only what came before and after."""
        self._lost_time_at = self._scene.hub.clock.read().utc
        self._scene.agenda.plan_alone(self._scene.second + seconds, self._find_time)

    def _find_time(self) -> None:
        self._lost_time_at = None
        self._journal.date_unsure_ones(self._scene.hub.clock.read().utc)

    def give(self, visitor: Visitor) -> None:
        """A number from the lease; some of these people are served before anybody hands it in."""
        scene = self._scene
        is_void = scene.happens(scene.shares.not_printed)
        slip = self._journal.give(visitor, self._taken(), VoidReason.NOT_PRINTED if is_void else None)
        if slip is None or is_void:
            return
        if scene.happens(scene.shares.claimed):
            scene.soon(300, 1500, lambda: self._show(slip))
        elif scene.happens(scene.shares.served_by_hand):
            slip.is_served_by_hand = True

    def _taken(self) -> TakenAt:
        if self._lost_time_at is not None:
            return TakenAt(at=self._lost_time_at, is_sure=False, not_before=self._lost_time_at)
        return TakenAt(at=self._scene.hub.clock.read().utc, is_sure=True)

    def _show(self, slip: Slip) -> None:
        if not slip.is_handed_in:
            self._scene.shown.append(slip)
            self._scene.joined(slip.told.service)

    def hand_in(self) -> None:
        """The hub is here: it hears of everything that is owed, and which journal this is."""
        self._find_time()
        owed = self._journal.owed()
        portions = [tuple(owed[at : at + MOST_AT_ONCE]) for at in range(0, len(owed) or 1, MOST_AT_ONCE)]
        for number, portion in enumerate(portions, start=1):
            fields = {"is_whole": True, "journal": self._journal.name} if number == len(portions) else {}
            tickets = tuple(slip.told for slip in portion)
            answer = self._scene.hub.do(c.HandIn, self._journal.asker, tickets=tickets, **fields)
            if portion and self._scene.happens(ANSWER_LOST):
                self._scene.hub.do(c.HandIn, self._journal.asker, tickets=tickets, **fields)
            if isinstance(answer, HandedIn):
                self._settle(portion, answer)

    def _settle(self, portion: tuple[Slip, ...], answer: HandedIn) -> None:
        by_hand: list[TicketId] = []
        for slip, handed in zip(portion, answer.tickets, strict=True):
            slip.is_handed_in = handed.end is not HandInEnd.NOT_YET
            if handed.end is not HandInEnd.IN_LINE:
                continue
            if slip.is_served_by_hand:
                by_hand.append(handed.ticket)
            else:
                self._floor.admit(slip.visitor, handed.ticket)
        if by_hand:
            self._scene.soon(60, 300, lambda: self._floor.close_by_hand(by_hand))
