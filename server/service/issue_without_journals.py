"""After a restore a person decides not to wait for a kiosk that may never come back."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import IssueWithoutJournals
from contract.events import JournalsOverridden
from server.domain.refusal import Refusal
from server.service.skip_numbers import GIVEN_BY_A_KIOSK, skip_numbers
from server.service.work import Work


def issue_without_journals(command: IssueWithoutJournals, work: Work) -> Noted:
    """Numbers go on well above everything seen; who decided and why is in the ledger."""
    missing = work.hall.awaiting
    if not missing:
        raise Refusal("not-awaiting", "Hệ thống không chờ máy nào.", "No journal is being waited for.")
    if not command.reason.strip():
        raise Refusal("reason-needed", "Xin ghi lý do.", "Please give a reason.")
    work.record(JournalsOverridden, missing=tuple(sorted(missing)), reason=command.reason.strip())
    skip_numbers(work, GIVEN_BY_A_KIOSK * len(missing))
    return Noted()
