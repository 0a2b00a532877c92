"""Records of a simulated center, from day to day: what will be done with each of them next, and when.

Knows plans; the pressing is `server.simulate.record_desk`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from contract import commands as c
from contract.clock import local_time
from contract.ids import RecordId
from contract.record_words import RecordState
from server.service.asker import Asker
from server.simulate.record_shares import RecordShares

S = RecordState
Kind = type[c.RecordCommand]

BECOMES: dict[Kind, RecordState] = {
    c.TakeUpRecord: S.IN_PROCESS,
    c.AskSupplement: S.SUPPLEMENT_ASKED,
    c.TakeSupplement: S.IN_PROCESS,
    c.FinishRecord: S.RESULT_READY,
    c.ReturnRecord: S.RETURNED,
    c.RefuseRecord: S.REFUSED,
    c.WithdrawRecord: S.WITHDRAWN,
    c.StopRecord: S.STOPPED,
}
"""What a press makes of it; any other leaves it as it is."""


@dataclass(slots=True)
class Case:
    """One record that is not over."""

    record: RecordId
    officer: Asker
    due: date
    state: RecordState = S.RECEIVED
    is_late: bool = False
    next: Kind = c.TakeUpRecord
    on: date = date.min
    """The day from which on that is done."""
    is_supplemented: bool = False
    is_reappointed: bool = False


@dataclass(slots=True)
class RecordBook:
    """All that are not over."""

    shares: RecordShares
    cases: list[Case] = field(default_factory=list)

    def due_on(self, day: date) -> list[Case]:
        """Those with which something is done today, the oldest first."""
        return [case for case in self.cases if case.on <= day]

    def take_in(self, chance: Random, record: RecordId, officer: Asker, due: datetime, today: date) -> Case:
        """A new one: its fate is drawn."""
        shares = self.shares
        case = Case(record, officer, local_time(due).date())
        case.is_late = chance.random() < shares.late
        fate, ahead = chance.random(), max(0, (case.due - today).days)
        for kind, share in (
            (c.AskSupplement, shares.supplement),
            (c.RefuseRecord, shares.refused),
            (c.WithdrawRecord, shares.withdrawn),
        ):
            if fate < share:
                case.next, case.on = kind, today + timedelta(chance.randint(0, min(3, ahead)))
                break
            fate -= share
        else:
            case.on = today + timedelta(chance.randint(0, min(1, ahead // 2)))
        self.cases.append(case)
        return case

    def done(self, chance: Random, case: Case, today: date, due: datetime | None) -> None:
        """It has been done; what comes next?"""
        case.state = BECOMES.get(case.next, case.state)
        if due is not None:
            case.due = local_time(due).date()
        if case.state in (S.RETURNED, S.REFUSED, S.WITHDRAWN, S.STOPPED):
            self.cases.remove(case)
        elif case.state is S.SUPPLEMENT_ASKED:
            self._after_request(chance, case, today)
        elif case.state is S.RESULT_READY:
            days = (7, 28) if chance.random() < self.shares.fetched_late else (0, 3)
            case.next, case.on = c.ReturnRecord, today + timedelta(chance.randint(*days))
        else:
            self._towards_result(chance, case, today)

    def give_up(self, case: Case) -> None:
        """The hub would not do it: nobody asks again."""
        self.cases.remove(case)

    def _after_request(self, chance: Random, case: Case, today: date) -> None:
        if chance.random() < self.shares.never_supplemented:
            case.next, case.on = c.StopRecord, today + timedelta(chance.randint(10, 30))
        else:
            case.next, case.on = c.TakeSupplement, today + timedelta(chance.randint(1, 7))

    def _towards_result(self, chance: Random, case: Case, today: date) -> None:
        apologises = case.is_late and not case.is_reappointed and case.next is not c.ReappointRecord
        if apologises and chance.random() < self.shares.reappointed:
            case.next, case.on, case.is_reappointed = c.ReappointRecord, max(today, case.due), True
            return
        case.next = c.FinishRecord
        if case.is_late:
            case.on = max(today, case.due) + timedelta(chance.randint(1, 6))
        elif chance.random() < self.shares.on_the_day:
            case.on = max(today, case.due)
        else:
            case.on = today + timedelta(chance.randint(0, max(0, (case.due - today).days - 1)))
