"""A kiosk of the simulation: numbers from the hub, from its lease while it is cut off, and the hand-in."""

from __future__ import annotations

from datetime import datetime

from contract import commands as c
from contract.answers import HandedIn, Reserved
from contract.ids import CommandId, TicketId, new_command_id
from contract.offline import MOST_AT_ONCE, TakenAt
from contract.words import HandInEnd, SlipFate, TicketState, VoidReason
from server.simulate.floor import Floor
from server.simulate.journal import Journal, Slip
from server.simulate.scene import Scene
from server.simulate.visitor import Visitor

TOUCH_S = (7.0, 13.0)
"""One person at the glass: FACTS §5.6 counts ten seconds."""
PRINT_S = (1.5, 4.0)
TOLD_AFTER_S = 121.0
"""The hub takes an unconfirmed number into line after two minutes."""
ANSWER_LOST = 0.1
"""Of hand-ins: told twice, because the first answer did not arrive."""


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
        self._lost_time_at: datetime | None = None

    def queue_up(self, visitor: Visitor, second: float) -> None:
        """The visitor takes a number when the glass is free."""
        begins = max(second, self.free_at)
        self.free_at = begins + self._scene.chance.uniform(*TOUCH_S)
        self._scene.agenda.plan_alone(self.free_at, lambda: self._press(visitor))

    def meet(self) -> None:
        """The kiosk tells the hub which journal it keeps, and what that holds still."""
        self._hand_in()

    def meet_again(self) -> None:
        """The hub is back; who is cut off does not know it."""
        if not self.is_cut:
            self._hand_in()

    def learn(self) -> None:
        """What it holds for when the hub goes."""
        if not self.is_cut:
            self._journal.learn(self._scene.hub.hall)

    # --- with the hub ---

    def _press(self, visitor: Visitor) -> None:
        scene = self._scene
        if self.is_cut or not scene.hub.is_up:
            self._give_alone(visitor)
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

    # --- without it ---

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
        self._hand_in()

    def restart_twice(self, seconds: float) -> None:
        """In between no boot of the kiosk meets the hub: it knows only what came before and after."""
        self._lost_time_at = self._scene.hub.clock.read().utc
        self._scene.agenda.plan_alone(self._scene.second + seconds, self._find_time)

    def _find_time(self) -> None:
        self._lost_time_at = None
        self._journal.date_unsure_ones(self._scene.hub.clock.read().utc)

    def _give_alone(self, visitor: Visitor) -> None:
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

    def _hand_in(self) -> None:
        self._find_time()
        owed = self._journal.owed()
        portions = [tuple(owed[at : at + MOST_AT_ONCE]) for at in range(0, len(owed) or 1, MOST_AT_ONCE)]
        for number, portion in enumerate(portions, start=1):
            fields = {"is_whole": True, "journal": self._journal.name} if number == len(portions) else {}
            tickets = tuple(slip.told for slip in portion)
            answer = self._scene.hub.do(c.HandIn, self._asker, tickets=tickets, **fields)
            if portion and self._scene.happens(ANSWER_LOST):
                self._scene.hub.do(c.HandIn, self._asker, tickets=tickets, **fields)
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
