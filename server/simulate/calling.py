"""From the call until the person stands at the counter, or does not. What a service is, is in `serving`."""

from __future__ import annotations

from typing import Protocol

from contract import commands as c
from contract.answers import Called
from contract.ids import ServiceId, TicketId
from contract.words import TicketState
from server.simulate.chance import logarithmic
from server.simulate.desk import Desk
from server.simulate.visitor import Visitor

WALK_S = (20.0, 14.0)
"""From the seat to the counter: mean and deviation. Assumed."""
CHOSEN_REASONS = ("Công dân cần về gấp", "Hồ sơ đã hẹn trước", "Người cao tuổi đi một mình")


class AtCounter(Protocol):
    """What may be done with the person who has come."""

    def serve(self, ticket: TicketId, visitor: Visitor) -> None:
        """A whole service."""
        ...

    def park(self, ticket: TicketId, visitor: Visitor) -> None:
        """Something is missing."""
        ...

    def send_on(self, kind: type[c.Command], ticket: TicketId, visitor: Visitor, to: ServiceId) -> None:
        """To another service."""
        ...

    def make_do(self) -> None:
        """Go on with whoever is here after an undo."""
        ...


class Calling:
    """The calls of one counter on one day."""

    def __init__(self, desk: Desk, at_counter: AtCounter) -> None:
        self._desk = desk
        self._scene = desk.scene
        self._at_counter = at_counter

    def call_next(self) -> bool:
        """Call who is next; False: nobody waits."""
        return self.called(self._desk.press(c.CallNext))

    def call_chosen(self, services: tuple[ServiceId, ...]) -> bool:
        """Somebody who is not next; False: nobody is."""
        line = [ticket for service in services for ticket in list(self._scene.hub.hall.line(service))[1:]]
        if not line:
            return False
        reason = self._scene.chance.choice(CHOSEN_REASONS)
        ticket = self._scene.chance.choice(line)
        return self.called(self._desk.type_in(c.CallTicket, ticket=ticket, reason=reason))

    def called(self, answer: object) -> bool:
        """Somebody was called, by whatever command; False: nobody was."""
        if not isinstance(answer, Called) or answer.ticket is None:
            return False
        scene, ticket = self._scene, answer.ticket
        visitor = scene.holders.get(ticket)
        if scene.happens(scene.shares.undone / 2):
            scene.soon(3, 15, lambda: self._take_back(ticket))
        elif visitor is not None and visitor.is_here and not scene.happens(scene.shares.misses_call):
            self._walk(ticket, visitor)
        else:
            self.call_in_vain(ticket, scene.chance.choice((1, 1, 2)))
        return True

    def call_in_vain(self, ticket: TicketId, recalls: int) -> None:
        """Nobody comes for a while; perhaps at one of so many recalls."""
        self._scene.soon(25, 55, lambda: self._call_again(ticket, recalls))

    def _walk(self, ticket: TicketId, visitor: Visitor) -> None:
        walk_s = logarithmic(self._scene.chance, *WALK_S)
        self._scene.later(walk_s, lambda: self._arrive(ticket, visitor))

    def _call_again(self, ticket: TicketId, recalls: int) -> None:
        scene = self._scene
        if not self._desk.has(ticket, TicketState.CALLED):
            self._desk.is_free()
        elif recalls == 0 or scene.hub.hall.tickets[ticket].recalls >= scene.rules.max_recalls:
            self._give_up_on(ticket)
        else:
            self._desk.press(c.Recall, ticket=ticket)
            visitor = scene.holders.get(ticket)
            if visitor is not None and visitor.is_here and scene.happens(scene.shares.hears_recall):
                self._walk(ticket, visitor)
            else:
                self.call_in_vain(ticket, recalls - 1)

    def _give_up_on(self, ticket: TicketId) -> None:
        scene = self._scene
        visitor = scene.holders.get(ticket)
        self._desk.press(c.NoShow, ticket=ticket)
        if visitor is not None and visitor.is_here and scene.happens(scene.shares.comes_too_late):
            scene.soon(4, 25, lambda: self._take_no_show_back(ticket, visitor))
            return
        if visitor is not None:
            self._desk.floor.missed(visitor, ticket)
        scene.soon(2, 10, self._desk.is_free)

    def _take_no_show_back(self, ticket: TicketId, visitor: Visitor) -> None:
        if self._desk.press(c.Undo) is None:
            self._at_counter.make_do()
        else:
            self._walk(ticket, visitor)

    def _take_back(self, ticket: TicketId) -> None:
        """The call was a slip of the finger."""
        scene = self._scene
        if self._desk.press(c.Undo) is not None:
            scene.joined(scene.hub.hall.tickets[ticket].service)
        scene.soon(3, 20, self._at_counter.make_do)

    def _arrive(self, ticket: TicketId, visitor: Visitor) -> None:
        scene, shares = self._scene, self._scene.shares
        if not self._desk.has(ticket, TicketState.CALLED):
            self._desk.is_free()
        elif visitor.service != visitor.wanted:
            self._at_counter.send_on(c.Redirect, ticket, visitor, visitor.wanted)
        elif scene.happens(shares.waits_again):
            self._desk.type_in(c.ReturnToLine, ticket=ticket)
            scene.soon(2, 10, self._desk.is_free)
        elif scene.happens(shares.gives_up_called):
            self._desk.floor.say_goodbye(ticket, self._desk.officer(), self._desk.counter)
            scene.soon(2, 10, self._desk.is_free)
        elif scene.happens(shares.held / 10):
            self._at_counter.park(ticket, visitor)
        else:
            self._desk.press(c.StartService, ticket=ticket)
            self._at_counter.serve(ticket, visitor)
