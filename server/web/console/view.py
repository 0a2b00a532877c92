"""Reads the hall for one person's page. Knows what is shown; decides nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract import commands as c
from contract.events import TicketNotPlaced
from contract.ids import DeviceId, TicketId
from contract.words import TicketState
from server.config.shapes import CenterConfig
from server.domain.center import CenterRules
from server.domain.counter import Counter, status_of
from server.domain.hall import Hall
from server.domain.hall_watch import watch
from server.domain.instant import Instant
from server.domain.ticket import Ticket
from server.reports.unsettled import Unsettled
from server.service.alerts import Alert
from server.service.asker import Asker
from server.service.permission import may
from server.web.commands import VERBS
from server.web.console.action import Action, Asks, Fields
from server.web.console.actions import Desk, counter_actions, desk_of
from server.web.console.cards import ticket_card, why_next
from server.web.console.filing import filing_card
from server.web.console.handed import HandedIn, handed_rows, not_placed_rows
from server.web.console.line_cards import my_line, other_line
from server.web.console.names import Names, to_pick
from server.web.console.norm_lines import norm_lines
from server.web.console.slip import Slip, SlipCard, slip_actions, slip_card
from server.web.console.state import (
    AlertLine,
    Choices,
    ConsoleState,
    CounterCard,
    DayCard,
    LineCard,
    MyCounter,
    Named,
    TicketCard,
    TimesLink,
)
from server.web.console.ticket_actions import ticket_actions
from server.web.console.troubles import Troubles, device_name

SHOWN_AWAY = 20
HAD = frozenset({TicketState.SERVED, TicketState.NO_SHOW})
"""How a ticket left the counter of whom it was last."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The hall at one moment, read for one person."""

    hall: Hall
    rules: CenterRules
    config: CenterConfig
    now: Instant
    asker: Asker
    names: Names
    known: Unsettled

    def state(self, alerts: list[Alert]) -> ConsoleState:
        """The whole page but for scanned papers."""
        desk = self.desk()
        return ConsoleState(
            at=self.now.utc,
            revision=self.hall.head.seq,
            day=self._day(),
            alerts=(*self.troubles().lines(alerts), *self._norms(desk)),
            counter=self._mine(desk) if desk is not None else None,
            counters=() if desk is not None else self._counters(),
            lines=self._lines(desk),
            why_next=self._why_next(desk),
            held=self._cards(TicketState.ON_HOLD, desk),
            away=self._cards(TicketState.NO_SHOW, desk)[:SHOWN_AWAY],
            may_give_numbers=self.hall.day is not None and may(self.asker, c.GiveNumber),
            choices=self._choices(),
            filing=filing_card(self.hall, self.rules.filing, self.config, self.asker, self.names.say),
        )

    def desk(self) -> Desk | None:
        """The counter this person has open."""
        mine = (
            counter
            for counter in self.hall.counters.values()
            if counter.is_open and counter.officer == self.asker.officer and counter.id in self.rules.counters
        )
        counter = next(mine, None)
        return desk_of(self.hall, self.rules, counter, self.now) if counter is not None else None

    def troubles(self) -> Troubles:
        """What is not as it should be."""
        return Troubles(self.hall, self.config, self.now, self.asker, self.names.say, self.known)

    def card(self, ticket: Ticket) -> TicketCard:
        """One ticket with everything that can be done with it."""
        actions = ticket_actions(ticket, self.desk(), self.rules, self.now, self.names.say)
        return ticket_card(ticket, self.names, self._allowed(actions))

    def slip(self, slip: Slip) -> SlipCard:
        """A paper slip that no kiosk has handed in."""
        kiosk = device_name(self.config, slip.lease.kiosk, self.names.say)
        actions = self._allowed(slip_actions(slip, self.desk(), self.rules, self.names))
        return slip_card(slip, slip.lease.day, kiosk, actions, self.names.say)

    def handed_in(
        self, kiosks: Mapping[TicketId, DeviceId], not_placed: Sequence[TicketNotPlaced]
    ) -> HandedIn:
        """What came in afterwards."""

        def named(device: str) -> str:
            return device_name(self.config, device, self.names.say)

        return HandedIn(
            rows=handed_rows(self.hall, kiosks, self.names, named),
            not_placed=not_placed_rows(not_placed, self.names, named),
            may_close=may(self.asker, c.ServeByHand),
        )

    # --- my counter ---

    def _mine(self, desk: Desk) -> MyCounter:
        counter, say = desk.counter, self.names.say
        pause = self.rules.pause_reason(counter.pause)
        return MyCounter(
            id=counter.id,
            name=self.names.counter(counter.id) or counter.id,
            status=status_of(counter, desk.ticket),
            since=counter.since.utc if counter.since else None,
            pause=say(pause.name_vi, pause.name_en) if pause else None,
            services=tuple(self.names.service(service) for service in counter.services),
            ticket=ticket_card(desk.ticket, self.names) if desk.ticket is not None else None,
            actions=counter_actions(desk, self.rules, say),
            life=self._life(desk),
            pages=0,
            times=self._times(desk),
        )

    def _times(self, desk: Desk) -> TimesLink | None:
        ticket = desk.ticket or self._had_last()
        if ticket is None or not may(self.asker, c.MarkTimes):
            return None
        return TimesLink(number=ticket.number, address=f"/reports/ticket/{ticket.id}#times")

    def _had_last(self) -> Ticket | None:
        had = (
            ticket
            for ticket in self.hall.tickets.values()
            if ticket.officer == self.asker.officer and ticket.state in HAD
        )
        return max(had, key=lambda ticket: ticket.state_since.utc_us, default=None)

    def _life(self, desk: Desk) -> tuple[Action, ...]:
        say, fields = self.names.say, Fields(counter=desk.counter.id)
        busy = say("Quầy đang có người", "Somebody is at the counter") if desk.ticket is not None else None
        if desk.counter.pause is not None:
            first = Action(verb="resume-counter", label=say("Tiếp tục", "Go on"), fields=fields, is_next=True)
        else:
            first = Action(
                verb="pause-counter", label=say("Tạm dừng", "Pause"), asks=Asks.PAUSE_REASON, fields=fields
            )
        close = Action(verb="close-counter", label=say("Đóng quầy", "Close"), why_not=busy, fields=fields)
        return (first, close)

    # --- everybody's ---

    def _counters(self) -> tuple[CounterCard, ...]:
        if self.hall.day is None or not may(self.asker, c.OpenCounter):
            return ()
        return tuple(self._counter(self.hall.counter(known)) for known in self.rules.counters)

    def _counter(self, counter: Counter) -> CounterCard:
        known = self.rules.counters[counter.id]
        able = [
            service
            for service in known.services
            if self.asker.services is None or service in self.asker.services
        ]
        why_not = None
        if counter.is_open:
            why_not = self.names.officer(counter.officer)
        elif not able:
            why_not = self.names.say("Không thuộc nhóm của ông/bà", "Not one of your services")
        return CounterCard(
            id=counter.id,
            name=self.names.counter(counter.id) or counter.id,
            status=status_of(counter, self.hall.ticket_at(counter)),
            officer=self.names.officer(counter.officer),
            services=tuple(Named(service, self.names.service(service)) for service in able),
            why_not=why_not,
        )

    def _lines(self, desk: Desk | None) -> tuple[LineCard, ...]:
        mine = desk.counter.services if desk is not None else tuple(self.rules.services)
        first = self.hall.next_for(mine) if desk is not None else None
        services = sorted(self.rules.services, key=lambda service: service not in mine)
        return tuple(
            my_line(self.hall, service, first, self.names)
            if service in mine
            else other_line(self.hall, service, self.names)
            for service in services
        )

    def _why_next(self, desk: Desk | None) -> str | None:
        first = self.hall.next_for(desk.counter.services) if desk is not None else None
        if desk is None or first is None:
            return None
        return why_next(first, desk.waiting, self.now, self.names)

    def _cards(self, state: TicketState, desk: Desk | None) -> tuple[TicketCard, ...]:
        found = [ticket for ticket in self.hall.tickets.values() if ticket.state is state]
        found.sort(key=lambda ticket: -ticket.state_since.utc_us)
        rules, say = self.rules, self.names.say
        return tuple(
            ticket_card(
                ticket, self.names, self._allowed(ticket_actions(ticket, desk, rules, self.now, say)[:1])
            )
            for ticket in found
        )

    # --- day, alerts, choices ---

    def _norms(self, desk: Desk | None) -> tuple[AlertLine, ...]:
        now = watch(self.hall, self.rules, self.now)
        return norm_lines(now, self.asker, desk.counter if desk is not None else None, self.names)

    def _day(self) -> DayCard:
        say = self.names.say
        actions = []
        if self.hall.day is None:
            actions.append(Action(verb="open-day", label=say("Mở ngày làm việc", "Open the day")))
        else:
            actions.append(Action(verb="close-day", label=say("Đóng ngày làm việc", "Close the day")))
        return DayCard(day=self.hall.day, trust=self.now.trust, actions=self._allowed(tuple(actions)))

    def _choices(self) -> Choices:
        config, say = self.config, self.names.say
        return Choices(
            hold_reasons=to_pick(config.hold_reasons, say),
            pause_reasons=to_pick(config.pause_reasons, say),
            cancel_reasons=to_pick(config.cancel_reasons, say),
            transfer_reasons=to_pick(config.transfer_reasons, say),
            services=to_pick(config.services, say),
            priorities=to_pick(config.priority.classes, say),
        )

    def _allowed(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        return tuple(action for action in actions if may(self.asker, VERBS[action.verb]))
