"""The model of ticket and lease: whatever happens in whatever order, slips in hands are tickets in line.

Hypothesis draws citizens, broken printers, cut lines, lost answers and disks, power cuts and restores; at the
end everything is mended and the books are compared.
"""

from __future__ import annotations

import tempfile
from collections import Counter as Tally
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from contract import commands as c
from contract.words import Outcome as Answered
from contract.words import TicketState
from kiosk.outcomes import NotPrinted
from tests.model.model_hall import ModelHall, Paper
from tests.support.hub import ANH

S = TicketState
KIOSKS = st.sampled_from([0, 1])
IN_LINE = (S.WAITING, S.CALLED, S.ON_HOLD)
IN_THE_HALL = (*IN_LINE, S.SERVING, S.SERVED, S.NO_SHOW)
"""An officer's word that somebody was served stands, whatever a kiosk says later."""


class NothingLost(RuleBasedStateMachine):
    """One hub, two kiosks, one counter."""

    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.hall = ModelHall(Path(self.folder.name))
        self.on_screen: dict[int, NotPrinted] = {}
        """At which kiosk somebody looks at a number, and has not said yet whether to keep it."""
        self.noted: dict[int, list[str]] = {0: [], 1: []}
        self.forgotten: set[str] = set()
        """Numbers of a disk that was lost: whoever holds one has to say so; nobody else may get it."""
        self.lost_disks: set[int] = set()
        self.has_backup = False
        self.restores = 0

    # --- citizens ---

    @rule(place=KIOSKS, paper=st.sampled_from(Paper))
    def a_citizen_takes_a_number(self, place: int, paper: Paper) -> None:
        if place in self.on_screen:
            return
        outcome = self.hall.takes(place, paper)
        if isinstance(outcome, NotPrinted):
            self.on_screen[place] = outcome

    @precondition(lambda self: self.on_screen)
    @rule(data=st.data(), choice=st.sampled_from(["notes", "declines", "leaves"]))
    def a_citizen_decides(self, data: st.DataObject, choice: str) -> None:
        place = data.draw(st.sampled_from(sorted(self.on_screen)))
        shown, ticketing = self.on_screen.pop(place), self.hall.kiosks[place].ticketing
        if choice == "notes":
            ticketing.noted(shown)
            self.noted[place].append(shown.reserved.number)
        elif choice == "declines":
            ticketing.declined(shown)
        else:
            ticketing.left(shown)

    # --- staff ---

    @rule()
    def the_officer_goes_on(self) -> None:
        hub = self.hall.hub
        with hub.writer.reading() as hall:
            at = hall.ticket_at(hall.counter("1"))  # type: ignore[arg-type] # an id written by hand
        if at is None:
            self._ask(c.CallNext, counter="1")
        else:
            self._ask(c.StartService if at.state is S.CALLED else c.Finish, counter="1", ticket=at.id)

    @rule(data=st.data())
    def a_paper_slip_is_shown_at_the_counter(self, data: st.DataObject) -> None:
        held = {*self._papers_of(0), *self._papers_of(1)}
        if held:
            self._ask(c.ClaimSlip, counter="1", number=data.draw(st.sampled_from(sorted(held))))

    @rule()
    def those_served_meanwhile_are_closed(self) -> None:
        hub = self.hall.hub
        with hub.writer.reading() as hall:
            waiting = [ticket for ticket in hall.tickets.values() if ticket.state is S.WAITING]
        if waiting:
            self._ask(c.ServeByHand, tickets=(hub.seen(waiting[0].id),))

    # --- what fails ---

    @rule(place=KIOSKS)
    def the_line_is_cut(self, place: int) -> None:
        self.hall.kiosks[place].wire.is_down = True

    @rule(place=KIOSKS)
    def the_next_answer_is_lost(self, place: int) -> None:
        self.hall.kiosks[place].wire.loses_answers = 1

    @rule(place=KIOSKS)
    def the_line_stands(self, place: int) -> None:
        self.hall.kiosks[place].meets_hub()

    @rule(place=KIOSKS)
    def a_kiosk_restarts(self, place: int) -> None:
        self._starts(place)

    @rule(place=KIOSKS, boot=st.integers(2, 10**9))
    def a_kiosk_reboots(self, place: int, boot: int) -> None:
        kiosk = self.hall.kiosks[place]
        kiosk.clock.reboot(f"{kiosk.device}-b{boot}")
        self._starts(place)

    @precondition(lambda self: len(self.lost_disks) < 2)
    @rule(place=KIOSKS)
    def a_kiosk_loses_its_disk(self, place: int) -> None:
        """Once each: what it gave between two losses, and a restore to before both, nobody can know."""
        if place in self.lost_disks:
            return
        self.lost_disks.add(place)
        kiosk = self.hall.kiosks[place]
        self.forgotten |= {told.reserved.number for told in kiosk.journal.tickets()} | {
            *self._papers_of(place)
        }
        with self.hall.hub.writer.reading() as hall:
            self.forgotten |= {
                ticket.number for ticket in hall.tickets.values() if ticket.kiosk == kiosk.device
            }
        kiosk.path.unlink()
        self._starts(place)

    @rule()
    def the_hub_restarts(self) -> None:
        self.hall.hub.restart()

    @rule()
    def a_backup_is_made(self) -> None:
        self.hall.back_up()
        self.has_backup = True

    @precondition(lambda self: self.has_backup)
    @rule()
    def the_backup_is_restored(self) -> None:
        self.restores += 1
        self.hall.restore(f"epoch-{self.restores}")

    @rule(seconds=st.sampled_from([1, 30, 200]))
    def time_passes(self, seconds: float) -> None:
        self.hall.passes(seconds)
        self.hall.hub.tick()

    # --- the books ---

    def teardown(self) -> None:
        if not hasattr(self, "hall"):
            return
        try:
            self._mend()
            self._compare()
        finally:
            self.hall.close()
            self.folder.cleanup()

    def _mend(self) -> None:
        """Who still looks at a number goes; then two rounds: leases come back when all journals are in."""
        for place, shown in self.on_screen.items():
            self.hall.kiosks[place].ticketing.left(shown)
        for kiosk in (*self.hall.kiosks, *self.hall.kiosks):
            kiosk.wire.loses_answers = 0
            kiosk.meets_hub()
        assert [kiosk.meets_hub() for kiosk in self.hall.kiosks] == [0, 0]
        self.hall.passes(130)
        self.hall.hub.tick()

    def _compare(self) -> None:
        with self.hall.hub.writer.reading() as hall:
            tickets = {ticket.number: ticket for ticket in hall.tickets.values()}
            assert len(tickets) == len(hall.tickets), "a number stands for two tickets"
            assert not hall.awaiting
        held = [number for place in (0, 1) for number in self._papers_of(place)]
        assert not [number for number, times in Tally(held).items() if times > 1], "a number twice in hands"
        for number in set(held) - self.forgotten:
            assert number in tickets, f"{number} is in somebody's hand and in no ledger"
            assert tickets[number].state in IN_THE_HALL, f"{number} is held, and {tickets[number].state}"
        begun = {number for printer in self.hall.printers for number in printer.begun}
        for number in tickets.keys() - begun - set(held) - self.forgotten:
            ticket = tickets[number]
            assert ticket.claimed or ticket.state not in IN_LINE, f"{number} is a ghost"
        assert self.hall.hub.findings().wrong == []

    def _starts(self, place: int) -> None:
        """What stood on its screen is gone."""
        self.on_screen.pop(place, None)
        self.hall.kiosks[place].start()

    def _papers_of(self, place: int) -> list[str]:
        """Slips, and what was noted from the screen."""
        return self.hall.printers[place].on_paper + self.noted[place]

    def _ask(self, kind: type[c.Command], **fields: object) -> None:
        answer = self.hall.hub.ask(self.hall.hub.make(kind, **fields), ANH)
        assert answer.outcome is not Answered.ERROR, answer


pytestmark = pytest.mark.timeout(900)
"""Hundreds of ledgers on a disk that others may be using."""

TestNothingLost = NothingLost.TestCase
TestNothingLost.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
