"""The reception form: what an officer typed, as a value; and the command and persons that come of it.

Knows the form's fields; nothing here decides whether the record can be taken in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import msgspec
from werkzeug.datastructures import MultiDict

from contract.commands import ReceiveRecord, RefuseReception
from contract.ids import CommandId, ProcedureCode, ReasonId, RecordId, TicketId
from contract.record_words import Channel, PaperKind, ResultTo
from server.domain.hours import LOCAL
from server.domain.record_code import as_written
from server.domain.record_rules import DUPLICATE
from server.store.record_persons import Applicant, Paper

PAPER_ROWS = 6
T = TypeVar("T")

Short = Annotated[str, msgspec.Meta(max_length=32)]
Coded = Annotated[str, msgspec.Meta(max_length=64)]
Named = Annotated[str, msgspec.Meta(max_length=120)]
Lined = Annotated[str, msgspec.Meta(max_length=200)]
Written = Annotated[str, msgspec.Meta(max_length=2000)]


class WrongFormError(ValueError):
    """A field holds what it cannot hold."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form."""

    command_id: CommandId
    """Made with the form: sent twice, it is one record."""
    procedure: ProcedureCode = ProcedureCode("")
    ticket: TicketId | None = None
    channel: Channel = Channel.DIRECT
    name: Named = ""
    phone: Short = ""
    identity: Short = ""
    """Never kept: only its keyed hash is."""
    subject: Lined = ""
    result_to: ResultTo = ResultTo.COUNTER
    fee_vnd: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] | None = None
    due_day: date | None = None
    received: datetime | None = None
    """Local, where it is written down later."""
    code: Coded = ""
    words: Written = ""
    papers: tuple[Paper, ...] = ()

    def applicant(self, identity_hash: str | None) -> Applicant | None:
        """Who applied; None: nothing was written."""
        if not (self.name or self.phone or self.subject or identity_hash):
            return None
        return Applicant(name=self.name, phone=self.phone, subject=self.subject, identity_hash=identity_hash)

    def receive(self, *, is_returned_at_once: bool, despite: tuple[RecordId, ...]) -> ReceiveRecord:
        """The command that takes it in."""
        fields = {
            **self._entered(),
            "due_day": self.due_day,
            "is_returned_at_once": is_returned_at_once,
            "code": as_written(self.code) or None,
            "result_to": self.result_to,
            "fee_vnd": self.fee_vnd,
            "despite": despite,
            "originals": self._count(PaperKind.ORIGINAL),
            "copies": self._count(PaperKind.COPY),
            "shown": self._count(PaperKind.SHOWN),
        }
        return _converted(fields, ReceiveRecord)

    def refuse(self, reason: ReasonId, duplicate_of: RecordId | None = None) -> RefuseReception:
        """The command that does not."""
        reason = DUPLICATE if duplicate_of is not None else reason
        fields = {**self._entered(), "reason": reason, "duplicate_of": duplicate_of}
        return _converted(fields, RefuseReception)

    def _entered(self) -> dict[str, object]:
        return {
            "command_id": self.command_id,
            "procedure": self.procedure,
            "channel": self.channel,
            "ticket": self.ticket,
            "received_at": _moment(self.received) if self.received else None,
        }

    def _count(self, kind: PaperKind) -> int:
        return sum(paper.quantity for paper in self.papers if paper.kind is kind)


def read_draft(form: MultiDict[str, str]) -> Draft:
    """The form as it was sent; raises `WrongFormError`."""
    written = {name: unicodedata.normalize("NFC", value).strip() for name, value in form.items()}
    fields: dict[str, object] = {
        name: value for name, value in written.items() if value and name in Draft.__struct_fields__
    }
    try:
        if "received" in fields:
            fields["received"] = datetime.fromisoformat(str(fields["received"])).replace(tzinfo=None)
        fields["papers"] = _papers(written)
        return msgspec.convert(fields, Draft, strict=False)
    except ValueError as error:
        raise WrongFormError(str(error)) from error


def _moment(local: datetime) -> datetime:
    try:
        return local.replace(tzinfo=LOCAL).astimezone(UTC)
    except OverflowError as error:
        raise WrongFormError(f"{local.isoformat()} is no moment") from error


def _papers(written: Mapping[str, str]) -> tuple[Paper, ...]:
    rows = (
        (written.get(f"{part}-{row}", "") for part in ("paper", "kind", "quantity"))
        for row in range(PAPER_ROWS)
    )
    return tuple(
        msgspec.convert({"name": name[:200], "kind": kind, "quantity": quantity or "1"}, Paper, strict=False)
        for name, kind, quantity in rows
        if name
    )


def _converted(fields: dict[str, object], kind: type[T]) -> T:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise WrongFormError(str(error)) from error
