"""What a form of corrections changes: the command, and what is written beside it.

Knows the record as it stands and the form as it was sent; whether it may be done is decided by the hub.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from contract.commands import CorrectRecord
from contract.ids import RecordId
from contract.record_words import CorrectedField, PaperKind, RecordState
from server.domain.record import Record
from server.service.correct_record import CORRECTABLE, FEE_CORRECTABLE
from server.store.job import Beside
from server.store.record_persons import Applicant, Paper, put_right
from server.web.records.fields import WrongFormError, wrong_in
from server.web.records.form import Draft
from server.web.records.words import STATES
from server.web.say import Say

F = CorrectedField
_NOBODY = Applicant(name="")
_OF_APPLICANT = {F.NAME: "name", F.PHONE: "phone", F.SUBJECT: "subject"}
_HANDED = {"originals": PaperKind.ORIGINAL, "copies": PaperKind.COPY, "shown": PaperKind.SHOWN}


@dataclass(frozen=True, slots=True)
class Kept:
    """The record, and what stands beside it, as it is."""

    record: Record
    applicant: Applicant | None
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the form says otherwise."""

    kept: Kept
    draft: Draft
    identity: Applicant | None
    """With hash and key of the number that was typed; None: none was."""

    @property
    def corrects(self) -> tuple[CorrectedField, ...]:
        """The fields, in the order of the form."""
        return tuple(self._changed())

    def command(self, state: str, as_of: str, despite: tuple[RecordId, ...]) -> CorrectRecord:
        """What is asked of the hub, of the record in that state as of that seq.

        Raises:
            WrongFormError: the page's own fields are none.
        """
        fields: dict[str, Any] = {
            "command_id": self.draft.command_id,
            "seen": {"record": self.kept.record.id, "state": state},
            "as_of": as_of,
            "corrects": self.corrects,
            "despite": despite,
            **self._ledgers(),
        }
        try:
            return msgspec.convert(fields, CorrectRecord, strict=False)
        except msgspec.ValidationError as error:
            raise WrongFormError(wrong_in(error)) from error

    @property
    def beside(self) -> Beside | None:
        """None: only what the ledger holds is put right."""
        corrects = self.corrects
        is_person = not {*_OF_APPLICANT, F.IDENTITY}.isdisjoint(corrects)
        papers = self.draft.papers if F.PAPERS in corrects else None
        return (
            put_right(self._person() if is_person else None, papers)
            if is_person or papers is not None
            else None
        )

    def _changed(self) -> Iterator[CorrectedField]:
        record, draft, applicant = self.kept.record, self.draft, self.kept.applicant or _NOBODY
        if record.state is not RecordState.RETURNED:
            yield from (field for field, name in _OF_APPLICANT.items() if _differ(name, draft, applicant))
            if self.identity is not None and self.identity.identity_hash != applicant.identity_hash:
                yield F.IDENTITY
            if draft.papers != self.kept.papers:
                yield F.PAPERS
            if draft.result_to is not record.result_to:
                yield F.RESULT_TO
            if draft.channel is not record.channel:
                yield F.CHANNEL
        if draft.fee_vnd != record.fee_vnd:
            yield F.FEE

    def _ledgers(self) -> dict[str, object]:
        """New values of what the ledger holds."""
        draft, corrects = self.draft, self.corrects
        values: dict[CorrectedField, dict[str, object]] = {
            F.FEE: {"fee_vnd": draft.fee_vnd},
            F.RESULT_TO: {"result_to": draft.result_to},
            F.CHANNEL: {"channel": draft.channel},
            F.PAPERS: {name: draft.count(kind) for name, kind in _HANDED.items()},
        }
        return {name: value for field in corrects for name, value in values.get(field, {}).items()}

    def _person(self) -> Applicant:
        written = {name: getattr(self.draft, name) for name in _OF_APPLICANT.values()}
        person = msgspec.structs.replace(self.kept.applicant or _NOBODY, **written)
        if self.identity is None:
            return person
        hashed = {name: getattr(self.identity, name) for name in ("identity_hash", "identity_key")}
        return msgspec.structs.replace(person, **hashed)


def typed_before(kept: Kept) -> dict[str, str]:
    """How the form looks before anything is changed; the identity number is kept nowhere."""
    record, applicant = kept.record, kept.applicant or _NOBODY
    fields = {name: str(getattr(applicant, name)) for name in _OF_APPLICANT.values()}
    fields |= {"channel": record.channel.value, "result_to": record.result_to.value}
    fields["fee_vnd"] = f"{record.fee_vnd:,}".replace(",", ".") if record.fee_vnd is not None else ""
    for row, paper in enumerate(kept.papers):
        fields |= {
            f"paper-{row}": paper.name,
            f"kind-{row}": paper.kind.value,
            f"quantity-{row}": str(paper.quantity),
        }
    return fields


def no_correction(record: Record, say: Say) -> str | None:
    """Why nothing of it can be put right any more; None: something can."""
    if record.state not in FEE_CORRECTABLE:
        return say(*STATES[record.state])
    return say("Thông tin người nộp đã xóa", "The applicant is forgotten") if record.is_forgotten else None


def is_fee_alone(record: Record) -> bool:
    """The result is given: only what was paid can still be put right."""
    return record.state not in CORRECTABLE


def _differ(name: str, draft: Draft, applicant: Applicant) -> bool:
    return bool(getattr(draft, name) != getattr(applicant, name))
