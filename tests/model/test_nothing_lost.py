"""The model of ticket and lease: whatever happens in whatever order, slips in hands are tickets in line.

Hypothesis draws citizens, broken printers, cut lines, lost answers, power cuts, restarts and restores; at the
end everything is mended and the books are compared.
"""

from __future__ import annotations

import tempfile
from collections import Counter as Tally
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from contract import commands as c
from contract.words import Outcome as Answered
from contract.words import TicketState
from kiosk.outcomes import NotPrinted
from tests.model.model_hall import ModelHall, Paper, held_number
from tests.support.hub import ANH

S = TicketState
FAILING = [Paper.SAYS_NOTHING, Paper.POWER_CUT_BEFORE, Paper.POWER_CUT_AFTER]
KIOSKS = st.sampled_from([0, 1])
IN_THE_HALL = (S.WAITING, S.CALLED, S.SERVING, S.ON_HOLD, S.SERVED, S.NO_SHOW)


class NothingLost(RuleBasedStateMachine):
    """One hub, two kiosks, one counter."""

    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.hall = ModelHall(Path(self.folder.name))
        self.noted: list[str] = []
        self.declined: list[str] = []
        self.has_backup = False
        self.restores = 0

    # --- citizens ---

    @rule(place=KIOSKS)
    def a_citizen_gets_a_slip(self, place: int) -> None:
        self.hall.takes(place, Paper.PRINTS)

    @rule(
        place=KIOSKS,
        paper=st.sampled_from([Paper.SAYS_NOTHING, Paper.POWER_CUT_BEFORE, Paper.POWER_CUT_AFTER]),
    )
    def a_citizen_sees_the_kiosk_fail(self, place: int, paper: Paper) -> None:
        self.hall.takes(place, paper)

    @rule(
        place=KIOSKS,
        paper=st.sampled_from([Paper.IS_OUT, Paper.ENDS_MIDWAY]),
        choice=st.sampled_from(["notes", "declines", "leaves"]),
    )
    def a_citizen_finds_no_paper(self, place: int, paper: Paper, choice: str) -> None:
        outcome = self.hall.takes(place, paper)
        number = held_number(outcome)
        if not isinstance(outcome, NotPrinted) or number is None:
            return
        ticketing = self.hall.kiosks[place].ticketing
        if choice == "notes":
            ticketing.noted(outcome)
            self.noted.append(number)
        elif choice == "declines":
            ticketing.declined(outcome)
            self.declined.append(number)
        else:
            ticketing.left(outcome)

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
        held = self._held()
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
        self.hall.kiosks[place].start()

    @rule(place=KIOSKS, boot=st.integers(2, 10**9))
    def a_kiosk_reboots(self, place: int, boot: int) -> None:
        kiosk = self.hall.kiosks[place]
        kiosk.clock.reboot(f"{kiosk.device}-b{boot}")
        kiosk.start()

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
        """Two rounds: a kiosk's leases come back when all journals are in."""
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
        on_paper = [number for printer in self.hall.printers for number in printer.on_paper]
        assert not [number for number, times in Tally(on_paper).items() if times > 1], "a number on two slips"
        for number in self._held():
            assert number in tickets, f"{number} is in somebody's hand and in no ledger"
            assert tickets[number].state in IN_THE_HALL, f"{number} is held, and {tickets[number].state}"
        begun = {number for printer in self.hall.printers for number in printer.begun}
        for number, ticket in tickets.items():
            is_there = ticket.state in IN_THE_HALL and not ticket.claimed
            assert not is_there or number in begun | set(self.noted), f"{number} is a ghost"
        assert self.hall.hub.findings().wrong == []

    def _held(self) -> set[str]:
        on_paper = {number for printer in self.hall.printers for number in printer.on_paper}
        return on_paper | set(self.noted)

    def _ask(self, kind: type[c.Command], **fields: object) -> None:
        answer = self.hall.hub.ask(self.hall.hub.make(kind, **fields), ANH)
        assert answer.outcome is not Answered.ERROR, answer


TestNothingLost = NothingLost.TestCase
TestNothingLost.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
