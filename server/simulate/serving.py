"""What happens at the counter, from the first word to the end, with all that goes wrong in between."""

from __future__ import annotations

from contract import commands as c
from contract.answers import Stands
from contract.ids import ServiceId, TicketId
from contract.words import TicketState
from server.simulate.agenda import Deed
from server.simulate.calling import Calling
from server.simulate.chance import logarithmic
from server.simulate.desk import Desk
from server.simulate.ending import Ending, drawn_ending
from server.simulate.journal import Slip
from server.simulate.profile import DEMAND, OTHER_DEMAND
from server.simulate.record_desk import RecordDesk
from server.simulate.visitor import Visitor

SHORTEST_S = 40.0
PRESSED_AT_ONCE_S = (2.0, 9.0)
FORGOTTEN_S = (3600.0, 3.5 * 3600)
WRAPS_UP_S = (20.0, 20.0)
"""Between *finish* and the next call: mean and deviation. Assumed."""
GOES_EARLY_S = 1800.0
CALLED_AGAIN = 0.25
"""Of those back from a hold: called, not waved to. Assumed."""
AGAIN = "Đã bổ sung giấy tờ"


class Serving:
    """The services of one counter on one day."""

    def __init__(self, desk: Desk, records: RecordDesk) -> None:
        self._desk = desk
        self._records = records
        self._scene = desk.scene
        self.calling = Calling(desk, self)
        self._parked: list[tuple[TicketId, Visitor]] = []
        """On hold, and back with what was missing."""
        self._leaves_last_open = desk.scene.happens(desk.scene.shares.never_finished)

    # --- whom nobody has to call ---

    def take_slip(self, services: tuple[ServiceId, ...]) -> bool:
        """Serve somebody with a number that no kiosk has handed in yet; False: nobody shows one."""
        scene = self._scene
        slip = scene.take_shown(services)
        if slip is None:
            return False
        if scene.happens(scene.shares.misread):
            self._misread(slip)
        fields = {"token": slip.token} if scene.happens(0.5) else {}
        number, service = slip.told.number, slip.told.service
        stands = self._desk.type_in(c.ClaimSlip, number=number, service=service, **fields)
        if not isinstance(stands, Stands):
            return False
        scene.holders[stands.ticket] = slip.visitor
        self.serve(stands.ticket, slip.visitor)
        return True

    def take_parked(self) -> bool:
        """Go on with somebody who was on hold; False: nobody is back."""
        scene = self._scene
        self._parked = [parked for parked in self._parked if scene.is_in(parked[0], TicketState.ON_HOLD)]
        if not self._parked:
            return False
        ticket, visitor = self._parked.pop(0)
        if scene.happens(CALLED_AGAIN):
            return self.calling.called(self._desk.type_in(c.CallTicket, ticket=ticket, reason=AGAIN))
        self._desk.press(c.Resume, ticket=ticket)
        scene.later(self._length(visitor.service) / 3, lambda: self._finish(ticket))
        return True

    # --- a service ---

    def serve(self, ticket: TicketId, visitor: Visitor) -> None:
        """It has begun."""
        length = self._length(visitor.service)
        self._records.hear(ticket, visitor, self._desk.officer(), length)
        if not self._is_left_open(length):
            self._scene.later(*self._ending(ticket, visitor, length))

    def _ending(self, ticket: TicketId, visitor: Visitor, length: float) -> tuple[float, Deed]:
        chance = self._scene.chance
        match drawn_ending(chance, self._scene.shares):
            case Ending.HELD:
                return length / 2, lambda: self.park(ticket, visitor)
            case Ending.TRANSFERRED:
                to = self._scene.people.another(visitor.service)
                return length, lambda: self.send_on(c.Transfer, ticket, visitor, to)
            case Ending.TOO_SHORT:
                length = chance.uniform(*PRESSED_AT_ONCE_S)
            case Ending.FORGOTTEN:
                length += chance.uniform(*FORGOTTEN_S)
        return length, lambda: self._finish(ticket)

    def _length(self, service: ServiceId) -> float:
        profile = self._scene.profile
        times = DEMAND.get(service, OTHER_DEMAND)[1] * 60
        mean, spread = profile.service_min * times, profile.service_spread_min * times
        return max(SHORTEST_S, logarithmic(self._scene.chance, mean, spread))

    def _is_left_open(self, length: float) -> bool:
        """The day's last service, of an officer who goes home without pressing *finish*."""
        is_last = self._scene.second + length > self._scene.hours.work[-1].end - GOES_EARLY_S
        return is_last and self._leaves_last_open

    def send_on(self, kind: type[c.Command], ticket: TicketId, visitor: Visitor, to: ServiceId) -> None:
        """Transfer or redirect; where they stand in that line already they are served here after all."""
        state = TicketState.CALLED if kind is c.Redirect else TicketState.SERVING
        if not self._desk.has(ticket, state) or to == self._scene.hub.hall.tickets[ticket].service:
            self.make_do()
            return
        place = self._desk.floor.reason_to_keep_place()
        self._desk.type_in(kind, ticket=ticket, to_service=to, keeps_place=place)
        visitor.wanted = to
        self._desk.floor.move(visitor, to)
        self._scene.soon(3, 20, self._desk.is_free)

    # --- on hold ---

    def park(self, ticket: TicketId, visitor: Visitor) -> None:
        """Something is missing; most come back with it."""
        scene = self._scene
        if self._desk.has(ticket, TicketState.CALLED, TicketState.SERVING):
            reason = scene.chance.choice(scene.rules.hold_reasons).id if scene.rules.hold_reasons else None
            self._desk.press(c.Hold, ticket=ticket, reason=reason)
            if scene.happens(scene.shares.hold_in_vain):
                scene.soon(1800, 7200, lambda: self._settle_hold(ticket))
            else:
                scene.soon(180, 1500, lambda: self._come_back(ticket, visitor))
        scene.soon(2, 10, self._desk.is_free)

    def _come_back(self, ticket: TicketId, visitor: Visitor) -> None:
        self._parked.append((ticket, visitor))
        self._scene.joined(visitor.service)

    def _settle_hold(self, ticket: TicketId) -> None:
        """They are not seen again: done after all, a no-show, or left to the close."""
        scene = self._scene
        ending = scene.chance.choice((c.Finish, c.Finish, c.NoShow, None))
        is_open = scene.hub.hall.counter(self._desk.counter).is_open
        if ending is not None and is_open and scene.is_in(ticket, TicketState.ON_HOLD):
            self._desk.press(ending, ticket=ticket)

    # --- the end ---

    def _finish(self, ticket: TicketId) -> None:
        scene = self._scene
        if not self._desk.has(ticket, TicketState.SERVING):
            self._desk.is_free()
            return
        is_in_one = self._desk.goes_on() and scene.happens(scene.shares.finished_with_next)
        if is_in_one:
            answer = self._desk.press(c.CallNext, finishing=scene.hub.seen(ticket))
        else:
            answer = self._desk.press(c.Finish, ticket=ticket)
        if scene.happens(scene.shares.undone):
            scene.soon(5, 60, self._take_end_back)
        elif not is_in_one:
            scene.later(logarithmic(scene.chance, *WRAPS_UP_S), self._desk.is_free)
        elif not self.calling.called(answer):
            self._desk.is_free()

    def _take_end_back(self) -> None:
        self._desk.press(c.Undo)
        self.make_do()

    def make_do(self) -> None:
        """After an undo, or one that came too late: whoever is here now is served."""
        here = self._scene.hub.ticket_at(self._desk.counter)
        if here is None:
            self._desk.is_free()
        elif here.state is TicketState.SERVING:
            ticket = here.id
            self._scene.soon(30, 180, lambda: self._finish(ticket))
        else:
            self.calling.call_in_vain(here.id, 1)

    def _misread(self, slip: Slip) -> None:
        """Another number is typed than stands on the slip, and taken back."""
        wrong = slip.misread
        if wrong is None:
            return
        if self._desk.type_in(c.ClaimSlip, number=wrong, service=slip.told.service) is not None:
            self._desk.press(c.Undo)
