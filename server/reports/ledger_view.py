"""One view of the ledger as pages ask it: everything asked of it is of the same moment.

Answering needs numpy, which is loaded with the first question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from contract.ids import OfficerId
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record_rules import RecordRules
from server.reports.as_of import AsOf, as_of
from server.reports.days_open import days_open
from server.reports.past_names import Past, PastNames
from server.reports.question import Question
from server.reports.record_question import RecordQuestion
from server.store.accounts import names_of_accounts

if TYPE_CHECKING:
    from server.reports.answering import Report
    from server.reports.record_report import RecordReport
    from server.reports.tally import Tally


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What this connection sees; `now_us` ends what still runs."""

    connection: Connection
    now_us: int

    def answer(self, question: Question) -> Report:
        """The figures."""
        from server.reports.answering import answer

        return answer(self.connection, question, self.now_us)

    def tally(self, question: Question) -> Tally:
        """What the figures are made of."""
        from server.reports.answering import tally_for

        return tally_for(self.connection, question, self.now_us)

    def records(self, question: RecordQuestion, rules: RecordRules) -> RecordReport:
        """What became of records, and how long they took."""
        from server.reports.record_report import record_report

        return record_report(self.connection, question, EPOCH + self.now_us * MICROSECOND, rules)

    def as_of(self) -> AsOf:
        """The ledger's last event."""
        return as_of(self.connection)

    def past(self, book: PastNames) -> Past:
        """Every configuration there was."""
        return book.read(self.connection)

    def days_open(self, first: date, last: date) -> tuple[date, ...]:
        """Days that were opened."""
        return days_open(self.connection, first, last)

    def officers(self) -> Mapping[OfficerId, str]:
        """Names of people, those who have left included."""
        return names_of_accounts(self.connection)
