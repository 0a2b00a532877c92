"""The hall between kiosk and counter: patience, wrong lines, late returns, and the guide who helps."""

from __future__ import annotations

from collections.abc import Callable

from contract import commands as c
from contract.answers import Reserved
from contract.ids import DeviceId, ServiceId, TicketId
from contract.words import TicketState
from server.service.asker import Asker
from server.simulate.scene import Scene
from server.simulate.visitor import Visitor

GOODBYES = ("Công dân đề nghị", "Lấy nhầm số", "Công dân có việc phải về")
KEPT_PLACES = ("Công dân chọn nhầm nhóm thủ tục", "Bước tiếp theo của cùng hồ sơ")
LONGEST_AWAY_S = 45 * 60.0


class Floor:
    """What happens to people while they are at no counter."""

    def __init__(
        self, scene: Scene, guide: Asker, manager: Asker, new_number: Callable[[Visitor], None]
    ) -> None:
        """`new_number`: how somebody who came back too late gets another one."""
        self._scene = scene
        self._new_number = new_number
        self._guide = guide
        self._manager = manager

    def admit(self, visitor: Visitor, ticket: TicketId) -> None:
        """They hold a ticket that is in line."""
        scene = self._scene
        scene.holders[ticket] = visitor
        scene.later(visitor.patience_s, lambda: self._lose_patience(visitor, ticket))
        if visitor.service != visitor.wanted and visitor.is_redirected_by_guide:
            scene.soon(60, 600, lambda: self._redirect(visitor, ticket))
        scene.joined(visitor.service)

    def help(self, visitor: Visitor) -> None:
        """The guide gives a number by hand."""
        scene = self._scene
        fields = {"procedure": visitor.procedure, "priority": visitor.priority, "language": visitor.language}
        given = scene.hub.do(c.GiveNumber, self._guide, service=visitor.service, **fields)
        if isinstance(given, Reserved):
            self.admit(visitor, given.ticket)

    def come_to(self, kiosk: DeviceId) -> None:
        """Somebody pressed for help."""
        self._scene.hub.do(c.AnswerGuideCall, self._guide, kiosk=kiosk)

    def missed(self, visitor: Visitor, ticket: TicketId) -> None:
        """A no-show who may still come back."""
        scene = self._scene
        if visitor.is_here and scene.happens(scene.shares.comes_back):
            scene.soon(120, LONGEST_AWAY_S, lambda: self._come_back(visitor, ticket))

    def reason_to_keep_place(self) -> str | None:
        """Most stand at the end of the other line."""
        scene = self._scene
        return scene.chance.choice(KEPT_PLACES) if scene.happens(scene.shares.keeps_place) else None

    def say_goodbye(self, ticket: TicketId, asker: Asker, counter: str | None = None) -> None:
        """The number is cancelled."""
        reason = self._scene.chance.choice(GOODBYES)
        self._scene.hub.do(c.Cancel, asker, ticket=ticket, reason=reason, counter=counter)

    def close_by_hand(self, tickets: list[TicketId]) -> None:
        """They were served away from the counters while nobody knew of their numbers."""
        scene = self._scene
        waiting = [ticket for ticket in tickets if scene.is_in(ticket, TicketState.WAITING)]
        if waiting:
            scene.hub.do(c.ServeByHand, self._manager, tickets=tuple(map(scene.hub.seen, waiting[:100])))

    def _lose_patience(self, visitor: Visitor, ticket: TicketId) -> None:
        if not visitor.is_here or not self._scene.is_in(ticket, TicketState.WAITING):
            return
        visitor.is_here = False
        if visitor.says_goodbye:
            self.say_goodbye(ticket, self._guide)

    def _redirect(self, visitor: Visitor, ticket: TicketId) -> None:
        scene = self._scene
        if scene.is_in(ticket, TicketState.WAITING) and visitor.service != visitor.wanted:
            place = self.reason_to_keep_place()
            scene.hub.do(c.Redirect, self._guide, ticket=ticket, to_service=visitor.wanted, keeps_place=place)
            self.move(visitor, visitor.wanted)

    def move(self, visitor: Visitor, service: ServiceId) -> None:
        """They stand in another line."""
        visitor.service, visitor.procedure = service, None
        self._scene.joined(service)

    def _come_back(self, visitor: Visitor, ticket: TicketId) -> None:
        scene = self._scene
        known = scene.hub.hall.tickets.get(ticket)
        if known is None or known.state is not TicketState.NO_SHOW:
            return
        if scene.hub.do(c.ReturnToLine, self._guide, ticket=ticket) is not None:
            scene.joined(visitor.service)
        else:
            self._new_number(visitor)
