"""Who applied for a record, and every written word of it, is erased on request."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import ForgetApplicant
from contract.events import ApplicantForgotten
from contract.record_words import ForgottenBecause
from server.domain.record import ENDED
from server.service import record_checks as checks
from server.service.work import Work


def forget_applicant(command: ForgetApplicant, work: Work) -> RecordStands:
    """Only once the record has ended: until then somebody must be told of the result."""
    known = checks.seen_record(work, command.seen, *ENDED)
    if not known.is_forgotten:
        work.record(ApplicantForgotten, record=known.id, because=ForgottenBecause.ON_REQUEST)
    return checks.stands(known, known.state)
