"""A day at random: whatever staff, citizens and clocks may do, in any order, through the real use cases.

Asks for much that is refused; checks after each stretch that what must always hold does hold.
"""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from contract import commands as c
from contract.answers import Answer
from contract.events import EpochBegun
from contract.ids import Epoch, TicketId
from contract.offline import JournaledTicket, TakenAt
from contract.words import ClockTrust, Outcome, PeriodKind, SlipFate, TicketState, VoidReason
from server.domain.hall import Hall
from server.domain.ticket import PERIOD_OF, Ticket
from server.service.asker import Asker
from server.store import ledger
from tests.support.handed import numbers_of, told
from tests.support.hub import ANH, BINH, CHI, GUIDE, KIOSK, MANAGER, OTHER_KIOSK, PANEL, SmallHub

SERVICES = ("ho-tich", "chung-thuc", "ho-kinh-doanh", "huong-dan")
AT_A_COUNTER = (TicketState.CALLED, TicketState.SERVING)
STAFF = (ANH, BINH, CHI, PANEL, GUIDE, *[MANAGER] * 5)
ON_TICKETS: tuple[type[c.Command], ...] = (
    c.CallTicket, c.Recall, c.StartService, c.StartService, c.Hold, c.Resume, c.Finish, c.NoShow,
    c.Transfer, c.Redirect, c.ReturnToLine, c.Cancel,
)  # fmt: skip


class Wandering:
    """One hub, one seed."""

    def __init__(self, hub: SmallHub, seed: int) -> None:
        self.hub = hub
        self.random = random.Random(seed)
        self.outcomes: Tally[Outcome] = Tally()
        self.boots = 1
        self.arrivals: dict[TicketId, datetime] = {}
        self.reached: set[TicketState] = set()
        self.repeats: list[tuple[c.Command, Asker, Answer]] = []
        self.alone: list[JournaledTicket] = []
        """What the kiosk issued without the hub, and has not handed in or may hand in again."""
        self._steps: list[tuple[int, Callable[[], None]]] = [
            (16, self._take), (10, self._call), (30, self._act), (6, self._undo), (4, self._counter),
            (14, self._time), (4, self._tick), (2, self._repeat), (1, self._step_clock), (1, self._restart),
            (1, self._reboot), (1, self._day), (6, self._give_alone), (4, self._hand_in), (4, self._claim),
            (1, self._by_hand), (1, self._restore),
        ]  # fmt: skip

    def walk(self, steps: int) -> None:
        """So many things happen."""
        weights = [weight for weight, _ in self._steps]
        for _ in range(steps):
            _, step = self.random.choices(self._steps, weights)[0]
            step()
            self._look()

    # --- what may happen ---

    def _ask(self, kind: type[c.Command], asker: Asker, **fields: Any) -> Answer:
        command = self.hub.make(kind, **fields)
        answer = self.hub.ask(command, asker)
        self.outcomes[answer.outcome] += 1
        assert answer.outcome is not Outcome.ERROR, (command, answer)
        self.repeats = [*self.repeats[-20:], (command, asker, answer)]
        return answer

    def _take(self) -> None:
        fields = {"service": self._one(SERVICES), "priority": self._one((None, None, "cao-tuoi"))}
        if self.random.random() < 0.2:
            self._ask(c.GiveNumber, GUIDE, **fields)
            return
        ticket = getattr(self._ask(c.ReserveTicket, KIOSK, **fields).result, "ticket", None)
        if ticket is not None and self.random.random() < 0.8:
            self._ask(c.ConfirmTicket, KIOSK, ticket=ticket, fate=SlipFate.PRINTED)
        elif ticket is not None and self.random.random() < 0.5:
            self._ask(c.VoidTicket, OTHER_KIOSK, ticket=ticket, reason=VoidReason.NOT_PRINTED)

    def _call(self) -> None:
        fields: dict[str, Any] = {"counter": self._one(("1", "2"))}
        at = self.hub.counter(fields["counter"]).ticket
        if at is not None and self.random.random() < 0.7:
            fields["finishing"] = self.hub.seen(at)
        self._ask(c.CallNext, self._one(STAFF), **fields)

    def _act(self) -> None:
        with self.hub.writer.reading() as hall:
            tickets = [ticket for ticket in hall.tickets.values() if not ticket.state.is_ended]
        if not tickets:
            return
        busy = [ticket for ticket in tickets if ticket.state in (*AT_A_COUNTER, TicketState.ON_HOLD)]
        ticket = self._one(busy or tickets) if self.random.random() < 0.8 else self._one(tickets)
        kind = self._one(ON_TICKETS)
        known = kind.__struct_fields__
        fields: dict[str, Any] = {"counter": ticket.counter or self._one(("1", "2"))}
        if self.random.random() < 0.2:
            fields["counter"] = self._one(("1", "2"))
        fields |= {"reason": "lý do"} if kind in (c.CallTicket, c.Cancel) else {}
        fields |= {"to_service": self._one(SERVICES)} if "to_service" in known else {}
        fields |= {"keeps_place": self._one((None, "lý do"))} if "keeps_place" in known else {}
        self._ask(kind, self._one(STAFF), ticket=ticket.id, **fields)

    def _undo(self) -> None:
        self._ask(c.Undo, MANAGER, counter=self._one(("1", "2")))

    def _counter(self) -> None:
        kind = self._one((c.OpenCounter, c.OpenCounter, c.PauseCounter, c.ResumeCounter, c.CloseCounter))
        fields = {"reason": "hop"} if kind is c.PauseCounter else {}
        self._ask(kind, self._one((ANH, BINH)), counter=self._one(("1", "2")), **fields)

    def _time(self) -> None:
        self.hub.clock.pass_time(self.random.choice((0, 1, 7.5, 40, 130, 500)))

    def _tick(self) -> None:
        self.hub.tick()

    def _repeat(self) -> None:
        if self.repeats:
            command, asker, answer = self._one(self.repeats)
            assert self.hub.ask(command, asker) == answer

    def _step_clock(self) -> None:
        self.hub.clock.step_wall(self.random.choice((-3000, -1, 1, 400, 5000)))
        self.hub.tick()

    def _restart(self) -> None:
        self.hub.restart()

    def _reboot(self) -> None:
        self.boots += 1
        self.hub.trust = self._one((ClockTrust.NTP, ClockTrust.RTC, ClockTrust.UNTRUSTED))
        wall = self.hub.clock.read().utc + timedelta(seconds=self.random.choice((-90, 30, 600)))
        self.hub.reboot(f"boot-{self.boots}", wall)
        if self.random.random() < 0.5:
            self._ask(c.ConfirmClock, MANAGER, seen=self.hub.now())

    def _day(self) -> None:
        self._ask(c.ConfirmClock, MANAGER, seen=self.hub.now())
        self._ask(c.CloseDay, MANAGER)
        if self.random.random() < 0.3:
            self.hub.clock.pass_time(24 * 3600)
        self._ask(c.OpenDay, MANAGER)
        self._ask(c.OpenCounter, ANH, counter="1")
        self._ask(c.OpenCounter, BINH, counter="2")

    # --- without the hub ---

    def _give_alone(self) -> None:
        """A number nobody has, of a lease for any day, at a time the kiosk knows or not."""
        with self.hub.writer.reading() as hall:
            leases = [lease for lease in hall.leases.values() if lease.kiosk == KIOSK.device]
        told_before = {(ticket.day, ticket.number) for ticket in self.alone}
        free = [
            (lease, number)
            for lease in leases
            for number in numbers_of(lease, "a")[: 3 + len(self.alone)]
            if (lease.day, number) not in told_before
        ]
        if not free:
            return
        lease, number = self._one(free)
        ago = timedelta(seconds=self.random.choice((1, 90, 4000)))
        sure = self.random.random() < 0.7
        taken = TakenAt(at=self.hub.now() - ago, is_sure=sure, not_after=None if sure else self.hub.now())
        is_void = self.random.random() < 0.2
        fate = {"fate": None, "void": VoidReason.DECLINED} if is_void else {}
        more = {"day": lease.day, "lease": lease.lease, "order": len(self.alone)}
        self.alone.append(told(self.hub, number, taken=taken, **more, **fate))

    def _hand_in(self) -> None:
        """Some of it, some again, some another kiosk has no right to."""
        some = self.random.sample(self.alone, min(len(self.alone), self.random.randrange(4)))
        asker = KIOSK if self.random.random() < 0.9 else OTHER_KIOSK
        self._ask(c.HandIn, asker, tickets=tuple(some), is_whole=self.random.random() < 0.5)

    def _claim(self) -> None:
        number = self._one([ticket.number for ticket in self.alone[-4:]] or ["A999"])
        self._ask(c.ClaimSlip, self._one((ANH, BINH)), counter=self._one(("1", "2")), number=number)

    def _by_hand(self) -> None:
        with self.hub.writer.reading() as hall:
            waiting = [one.id for one in hall.tickets.values() if one.state is TicketState.WAITING]
        if waiting:
            chosen = self.random.sample(waiting, min(len(waiting), 2))
            self._ask(c.ServeByHand, ANH, tickets=tuple(self.hub.seen(ticket) for ticket in chosen))

    def _restore(self) -> None:
        """The ledger goes on with a new epoch; journals are waited for, sometimes in vain."""
        begun = {"before": Epoch("an-older-one"), "awaits": self.hub.rules.kiosks}
        self.hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
        if self.random.random() < 0.7:
            self._ask(c.HandIn, KIOSK, tickets=(), is_whole=True)
        else:
            self._ask(c.IssueWithoutJournals, MANAGER, reason="lý do")

    def _one(self, choices: Any) -> Any:
        return self.random.choice(choices)

    # --- what always holds ---

    def _look(self) -> None:
        with self.hub.writer.reading() as hall:
            self.reached |= {ticket.state for ticket in hall.tickets.values()}
            for ticket in hall.tickets.values():
                if not ticket.claimed:
                    assert self.arrivals.setdefault(ticket.id, ticket.arrived.utc) == ticket.arrived.utc
            assert_hall_holds(hall)

    def check_ledger(self) -> None:
        """The events tell the same hall, and the projections are what the events say."""
        self.hub.settle()
        with self.hub.database.reading() as connection:
            rebuilt = ledger.load_hall(connection, self.hub.identity.epoch)
        with self.hub.writer.reading() as hall:
            assert content_of(rebuilt) == content_of(hall)
            for ticket in hall.tickets.values():
                assert_periods_hold(ticket)
        assert self.hub.findings().wrong == []


def content_of(hall: Hall) -> dict[str, object]:
    """All that a hall knows, comparable."""
    content = {name: value for name, value in vars(hall).items() if name not in ("_undo", "_lines")}
    content["lines"] = {name: list(line) for name, line in hall._lines.items() if len(line)}
    return content


def assert_hall_holds(hall: Hall) -> None:
    """One ticket a counter, one number a day, everyone in the line they wait in."""
    at = Tally(ticket.counter for ticket in hall.tickets.values() if ticket.state in AT_A_COUNTER)
    assert all(count == 1 for count in at.values()), at
    for ticket in hall.tickets.values():
        if ticket.state in AT_A_COUNTER:
            assert ticket.counter is not None
            assert hall.counter(ticket.counter).ticket == ticket.id
            assert hall.counter(ticket.counter).is_open
    for counter in hall.counters.values():
        assert counter.ticket is None or hall.tickets[counter.ticket].state in AT_A_COUNTER
    numbers = Tally(ticket.number for ticket in hall.tickets.values())
    assert all(count == 1 for count in numbers.values()), numbers
    for service in {ticket.service for ticket in hall.tickets.values()}:
        line = hall.line(service)
        waiting = [one for one in hall.tickets.values() if one.state is TicketState.WAITING]
        here = sorted(
            (one for one in waiting if one.service == service),
            key=lambda one: (one.rank or 99, one.place, one.among_us, one.among, one.id),
        )
        assert list(line) == [one.id for one in here]
        assert [line.ahead_of(one) for one in here] == list(range(len(here)))
    in_reserve = {one.id for one in hall.tickets.values() if one.state is TicketState.RESERVED}
    assert set(hall.reserved) == in_reserve
    assert not hall.changed


def assert_periods_hold(ticket: Ticket) -> None:
    """Contiguous from the arrival on; durations straight within a boot, marked where they are guesses."""
    edge = ticket.arrived
    for period in ticket.periods:
        assert period.start == edge
        edge = period.end
        is_one_boot = period.start.boot_id == period.end.boot_id
        if is_one_boot:
            assert period.duration.us == period.end.boot_us - period.start.boot_us
            assert not period.duration.is_estimated
        else:
            is_guess = ClockTrust.UNTRUSTED in (period.start.trust, period.end.trust)
            is_guess = is_guess or period.start.leaps != period.end.leaps
            is_guess = is_guess or period.end.utc < period.start.utc
            assert period.duration.is_estimated is is_guess
    assert (ticket.running.kind if ticket.running else None) is PERIOD_OF.get(ticket.state)
    assert ticket.running is None or ticket.running.start == edge
    assert ticket.visit_us == sum(ticket.spent_us(kind) for kind in PeriodKind)
    if edge.boot_id == ticket.arrived.boot_id and len({one.end.boot_id for one in ticket.periods}) <= 1:
        assert ticket.visit_us == edge.boot_us - ticket.arrived.boot_us
