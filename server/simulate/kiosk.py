"""A kiosk of the simulation: one person after the other, numbers from the hub, slips that fail."""

from __future__ import annotations

from contract import commands as c
from contract.answers import Reserved
from contract.ids import CommandId, TicketId, new_command_id
from contract.words import SlipFate, TicketState, VoidReason
from server.simulate.alone import Alone
from server.simulate.floor import Floor
from server.simulate.journal import Journal
from server.simulate.scene import Scene
from server.simulate.visitor import Visitor

TOUCH_S = (7.0, 13.0)
"""One person at the glass: FACTS §5.6 counts ten seconds."""
PRINT_S = (1.5, 4.0)
TOLD_AFTER_S = 121.0
"""The hub takes an unconfirmed number into line after two minutes."""


class Kiosk:
    """One day of one kiosk; its journal outlives the day."""

    def __init__(self, scene: Scene, floor: Floor, journal: Journal) -> None:
        self._scene = scene
        self._floor = floor
        self._journal = journal
        self._asker = journal.asker
        self.free_at = 0.0
        self.is_cut = False
        self._told_late: list[TicketId] = []
        self._abandoned: CommandId | None = None
        self._alone = Alone(scene, floor, journal)

    def queue_up(self, visitor: Visitor, second: float) -> None:
        """The visitor takes a number when the glass is free."""
        begins = max(second, self.free_at)
        self.free_at = begins + self._scene.chance.uniform(*TOUCH_S)
        self._scene.agenda.plan_alone(self.free_at, lambda: self._press(visitor))

    def restart_twice(self, seconds: float) -> None:
        """It loses its idea of the time for so long."""
        self._alone.restart_twice(seconds)

    def meet(self) -> None:
        """The kiosk tells the hub which journal it keeps, and what that holds still."""
        self._alone.hand_in()

    def meet_again(self) -> None:
        """The hub is back; who is cut off does not know it."""
        if not self.is_cut:
            self._alone.hand_in()

    def learn(self) -> None:
        """What it holds for when the hub goes."""
        if not self.is_cut:
            self._journal.learn(self._scene.hub.hall)

    # --- with the hub ---

    def _press(self, visitor: Visitor) -> None:
        scene = self._scene
        if self.is_cut or not scene.hub.is_up:
            self._alone.give(visitor)
            return
        if scene.happens(scene.shares.calls_guide):
            self._call_guide()
        taken = self._reserve(visitor, new_command_id())
        if isinstance(taken, Reserved):
            scene.soon(*PRINT_S, lambda: self._printed(visitor, taken.ticket))
            scene.later(TOLD_AFTER_S, lambda: self._wait_out(taken))

    def _call_guide(self) -> None:
        kiosk = self._asker.device
        if kiosk is not None:
            self._scene.hub.do(c.CallGuide, self._asker)
            self._scene.soon(20, 90, lambda: self._floor.come_to(kiosk))

    def _wait_out(self, taken: object) -> None:
        """The hub does it every second; only what is due matters here."""
        if isinstance(taken, Reserved) and self._scene.is_in(taken.ticket, TicketState.RESERVED):
            self._scene.hub.turn()

    def _reserve(self, visitor: Visitor, command: CommandId) -> object:
        return self._scene.hub.do(
            c.ReserveTicket,
            self._asker,
            command_id=command,
            service=visitor.service,
            procedure=visitor.procedure,
            priority=visitor.priority,
            language=visitor.language,
        )

    def _printed(self, visitor: Visitor, ticket: TicketId) -> None:
        scene, shares = self._scene, self._scene.shares
        drawn = scene.chance.random()
        if self.is_cut:
            self._told_late.append(ticket)
            scene.later(TOLD_AFTER_S, lambda: self._floor.admit(visitor, ticket))
        elif drawn < shares.not_printed:
            self._void(visitor, ticket)
        elif drawn < shares.not_printed + shares.unconfirmed:
            self._say_nothing(visitor, ticket)
        else:
            is_shown = drawn < shares.not_printed + shares.unconfirmed + shares.on_screen
            self._confirm(ticket, SlipFate.ON_SCREEN if is_shown else SlipFate.PRINTED)
            self._floor.admit(visitor, ticket)
            if scene.happens(shares.reprinted):
                scene.soon(60, 600, lambda: self._reprint(ticket))

    def _void(self, visitor: Visitor, ticket: TicketId) -> None:
        scene = self._scene
        reason = scene.chance.choice((VoidReason.NOT_PRINTED, VoidReason.DECLINED))
        scene.hub.do(c.VoidTicket, self._asker, ticket=ticket, reason=reason)
        if scene.happens(0.7):
            self.queue_up(visitor, scene.second)

    def _say_nothing(self, visitor: Visitor, ticket: TicketId) -> None:
        scene = self._scene
        scene.later(TOLD_AFTER_S + 1, lambda: self._floor.admit(visitor, ticket))
        if scene.happens(0.5):
            scene.soon(300, 1500, lambda: self._confirm(ticket, SlipFate.PRINTED))

    def _confirm(self, ticket: TicketId, fate: SlipFate) -> None:
        self._scene.hub.do(c.ConfirmTicket, self._asker, ticket=ticket, fate=fate)

    def _reprint(self, ticket: TicketId) -> None:
        if ticket in self._scene.hub.hall.tickets:
            self._scene.hub.do(c.NoteReprint, self._asker, ticket=ticket)

    # --- cut off ---

    def cut_off(self) -> None:
        """The network is gone; often an answer is lost with it."""
        scene = self._scene
        self.learn()
        self.is_cut = True
        if scene.happens(0.5):
            self._abandoned = new_command_id()
            taken = self._reserve(scene.people.draw(), self._abandoned)
            scene.later(TOLD_AFTER_S, lambda: self._wait_out(taken))

    def reconnect(self) -> None:
        """The network is back: what nobody could be told is told."""
        self.is_cut = False
        for ticket in self._told_late:
            self._confirm(ticket, SlipFate.PRINTED)
        self._told_late.clear()
        if self._abandoned is not None:
            fields = {"abandoned": self._abandoned, "reason": VoidReason.ABANDONED}
            self._scene.hub.do(c.VoidTicket, self._asker, **fields)
            self._abandoned = None
        self._alone.hand_in()
