"""What officers do with records on one simulated day: take in, refuse, carry on, return; real commands.

Never writes an official code: only the provincial system gives those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random

from contract import commands as c
from contract.answers import RecordStands
from contract.clock import local_time
from contract.ids import ProcedureCode, RecordId, ServiceId, TicketId
from contract.record_words import Channel, ReasonFor
from contract.words import TicketState
from server.domain.hours import may_open
from server.domain.record_rules import DUPLICATE, RecordRules
from server.service.asker import Asker
from server.simulate.agenda import Deed
from server.simulate.record_shares import HANDED_IN, OTHER_HANDED_IN
from server.simulate.records import Case, RecordBook
from server.simulate.scene import Scene
from server.simulate.visitor import Visitor

TRIES_AGAIN_S = 300.0
EVENING_S = 1500.0
"""Before the close, what was written on paper is typed in."""
_REASONS = {
    c.AskSupplement: ReasonFor.SUPPLEMENT,
    c.RefuseRecord: ReasonFor.REFUSE,
    c.WithdrawRecord: ReasonFor.WITHDRAW,
    c.StopRecord: ReasonFor.STOP,
    c.ReappointRecord: ReasonFor.REAPPOINT,
}
_OWN_TERM_DAYS = (3, 15)
"""Where a procedure's time cannot be counted the officer names a day so far ahead."""


@dataclass(slots=True)
class RecordDesk:
    """Of the whole center, for one day."""

    scene: Scene
    book: RecordBook
    officers: tuple[Asker, ...]
    chance: Random
    _later: list[tuple[datetime, Asker, dict[str, object]]] = field(default_factory=list)
    _returned: list[tuple[RecordId, ProcedureCode]] = field(default_factory=list)

    def plan(self) -> None:
        """What is due today, through the day; the mail in the morning, the paper in the evening."""
        hours = self.scene.hours
        for case in self.book.due_on(self._today):
            at = self.chance.uniform(hours.opens + 600, hours.closes - 900)
            self._at(at, partial(self._go_on, case))
        self._at(hours.closes - EVENING_S, self._type_in)

    @property
    def _today(self) -> date:
        return local_time(self.scene.hub.midnight).date()

    @property
    def _rules(self) -> RecordRules:
        return self.scene.hub.rules.records

    # --- taken in ---

    def hear(self, ticket: TicketId, visitor: Visitor, officer: Asker, length: float) -> None:
        """A service has begun: in some a record is handed in before it ends."""
        share, _ = HANDED_IN.get(visitor.wanted, OTHER_HANDED_IN)
        if self.chance.random() >= share:
            return
        count = 1 + (self.chance.random() < self.book.shares.second)
        for number in range(count):
            after = length * self.chance.uniform(0.5, 0.7 + 0.2 * number)
            self._at(self.scene.second + after, lambda: self._handed_in(ticket, visitor, officer))

    def _handed_in(self, ticket: TicketId, visitor: Visitor, officer: Asker) -> None:
        procedure = self._procedure(visitor.wanted, visitor.procedure)
        if procedure is None or not self.scene.is_in(ticket, TicketState.SERVING):
            return
        shares, chance = self.book.shares, self.chance
        fields: dict[str, object] = {"procedure": procedure}
        is_remote = chance.random() < shares.remote
        if chance.random() < shares.written_down_later:
            self._later.append((self.scene.hub.now(), officer, fields))
        elif chance.random() < shares.refused_at_reception + shares.duplicate:
            self._refuse(ticket, officer, fields)
        elif chance.random() < HANDED_IN.get(visitor.wanted, OTHER_HANDED_IN)[1]:
            self._give_at_once(ticket, officer, fields)
        elif is_remote:
            channel = Channel.POST if chance.random() < 0.25 else Channel.ONLINE
            self._take_in(officer, {**fields, "channel": channel})
        else:
            self._take_in(officer, {**fields, "ticket": ticket})

    def _procedure(self, service: ServiceId, wanted: ProcedureCode | None) -> ProcedureCode | None:
        known = self._rules.procedures
        if wanted in known:
            return wanted
        offered = sorted(self.scene.rules.services[service].procedures & known)
        if not offered:
            return None
        return offered[min(len(offered) - 1, int(self.chance.expovariate(0.4)))]

    def _give_at_once(self, ticket: TicketId, officer: Asker, fields: dict[str, object]) -> None:
        stands = self._do(c.ReceiveRecord, officer, **fields, ticket=ticket, is_returned_at_once=True)
        if stands is not None:
            self._returned.append((stands.record, fields["procedure"]))  # type: ignore[arg-type] # a code

    def _take_in(self, officer: Asker, fields: dict[str, object]) -> None:
        papers = {"originals": self.chance.randint(1, 4), "copies": self.chance.randint(0, 3)}
        channel = fields.get("channel", Channel.DIRECT)
        if self._rules.term(fields["procedure"], channel) is None:  # type: ignore[arg-type] # a code and a channel
            fields = {**fields, "due_day": self._day_ahead(*_OWN_TERM_DAYS)}
        stands = self._do(c.ReceiveRecord, officer, **fields, **papers)
        if stands is None or stands.due_at is None:
            return
        case = self.book.take_in(self.chance, stands.record, officer, stands.due_at, self._today)
        self._today_still(case)

    def _refuse(self, ticket: TicketId, officer: Asker, fields: dict[str, object]) -> None:
        shares = self.book.shares
        is_duplicate = (
            self.chance.random() * (shares.refused_at_reception + shares.duplicate) < shares.duplicate
        )
        if is_duplicate and self._returned:
            earlier, procedure = self.chance.choice(self._returned)
            told: dict[str, object] = {"procedure": procedure, "reason": DUPLICATE, "duplicate_of": earlier}
        else:
            reasons = [
                one.id
                for one in self._rules.reasons_for(ReasonFor.REFUSE_AT_RECEPTION)
                if one.id != DUPLICATE
            ]
            if not reasons:
                return
            told = {**fields, "reason": self.chance.choice(reasons)}
        self._do(c.RefuseReception, officer, **told, ticket=ticket)

    def _type_in(self) -> None:
        """What was only on paper, with the time it was handed over."""
        for handed_over, officer, fields in self._later:
            self._take_in(officer, {**fields, "received_at": handed_over.astimezone(UTC)})
        self._later.clear()

    # --- carried on ---

    def _go_on(self, case: Case) -> None:
        fields: dict[str, object] = {"seen": c.SeenRecord(record=case.record, state=case.state)}
        if case.next in _REASONS:
            reasons = self._rules.reasons_for(_REASONS[case.next])
            if not reasons:
                self.book.give_up(case)
                return
            fields["reason"] = self.chance.choice(reasons).id
        if case.next is c.ReappointRecord:
            fields["new_day"] = self._day_ahead(2, 6)
        stands = self._do(case.next, self.chance.choice(self.officers), **fields)
        if stands is None:
            self.book.give_up(case)
        else:
            self.book.done(self.chance, case, self._today, stands.due_at)
            self._today_still(case)

    def _today_still(self, case: Case) -> None:
        """What comes next may come on the same day; what the close cuts off waits for the next morning."""
        if case.on <= self._today and case in self.book.cases:
            self._at(self.scene.second + self.chance.uniform(900, 5400), partial(self._go_on, case))

    def _at(self, second: float, deed: Deed) -> None:
        """Then, or when the hub is there again; without the hall's chances, whose day stays the same."""
        self.scene.agenda.plan_alone(second, lambda: self._once_up(deed))

    def _once_up(self, deed: Deed) -> None:
        if self.scene.hub.is_up:
            deed()
        else:
            self._at(self.scene.second + TRIES_AGAIN_S, deed)

    def _day_ahead(self, least: int, most: int) -> date:
        """A weekday on which the center opens, as far as that is known."""
        hours, day = self._rules.working.hours, self._today + timedelta(self.chance.randint(least, most))
        while day.weekday() >= 5 or not may_open(hours, day):
            day += timedelta(1)
        return day

    def _do(self, kind: type[c.Command], officer: Asker, **fields: object) -> RecordStands | None:
        stands = self.scene.hub.do(kind, officer, **fields)
        return stands if isinstance(stands, RecordStands) else None
