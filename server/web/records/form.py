"""The reception form: what an officer typed, as a value; and the command and persons that come of it.

Knows the form's fields; nothing here decides whether the record can be taken in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from werkzeug.datastructures import MultiDict

from contract.commands import ReceiveRecord, RefuseReception
from contract.ids import CommandId, ProcedureCode, ReasonId, RecordCode, RecordId, TicketId, new_command_id
from contract.record_words import Channel, PaperKind, ResultTo
from server.domain.hours import LOCAL
from server.domain.record_code import as_written
from server.domain.record_rules import DUPLICATE
from server.store.record_persons import Applicant, Paper
from server.web.records.fields import Wrong, WrongFormError, wrong_in
from server.web.records.numbers import amount, count

PAPER_ROWS = 6
"""In an empty form; each that is filled brings another one."""
MOST_PAPERS = 40
T = TypeVar("T")

Short = Annotated[str, msgspec.Meta(max_length=32)]
Coded = Annotated[str, msgspec.Meta(max_length=64)]
Named = Annotated[str, msgspec.Meta(max_length=120)]
Lined = Annotated[str, msgspec.Meta(max_length=200)]
Written = Annotated[str, msgspec.Meta(max_length=2000)]
Some = Annotated[int, msgspec.Meta(ge=1, le=999)]


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
    """A note among officers, on a record that is received; printed on no form."""
    clause: Written = ""
    """Why it is refused, for the applicant: form 03 prints it."""
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
            "originals": self.count(PaperKind.ORIGINAL),
            "copies": self.count(PaperKind.COPY),
            "shown": self.count(PaperKind.SHOWN),
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
            "received_at": _utc(self.received) if self.received is not None else None,
        }

    def count(self, kind: PaperKind) -> int:
        """Of the papers in the form."""
        return sum(paper.quantity for paper in self.papers if paper.kind is kind)


class Reading(msgspec.Struct, frozen=True):
    """A form as it was sent."""

    draft: Draft
    """Of the fields that are right."""
    typed: Mapping[str, str]
    """Every field, right or wrong: for the page that answers, and nothing else."""
    wrong: tuple[Wrong, ...]


def read_draft(form: MultiDict[str, str]) -> Reading:
    """Field by field: one wrong field spoils no other."""
    typed = {name: unicodedata.normalize("NFC", value).strip() for name, value in form.items()}
    fields: dict[str, Any] = {"command_id": new_command_id()}
    wrong = []
    for name, kind in _KINDS.items():
        if typed.get(name) or name == "command_id":
            try:
                fields[name] = _read(name, typed.get(name, ""), kind)
            except (ValueError, OverflowError):
                wrong.append(Wrong(name))
    papers, wrong_papers = _papers(typed)
    return Reading(Draft(**fields, papers=papers), typed, (*wrong, *wrong_papers))


def paper_rows(typed: Mapping[str, str]) -> range:
    """Those that the form shows: all up to the last filled one, and an empty one behind it."""
    filled = (row for row in range(MOST_PAPERS) if typed.get(f"paper-{row}"))
    return range(min(MOST_PAPERS, max(PAPER_ROWS, max(filled, default=-1) + 2)))


def typed_in(draft: Draft) -> dict[str, str]:
    """How a form looks that nobody has sent yet."""
    return {"command_id": draft.command_id, "procedure": draft.procedure, "ticket": draft.ticket or ""}


_KINDS = {field.name: field.type for field in msgspec.structs.fields(Draft) if field.name != "papers"}


def _read(name: str, written: str, kind: Any) -> object:
    if name == "received":
        return _local(written)
    if name == "code":
        msgspec.convert(as_written(written), RecordCode)
    value: object = amount(written) if name == "fee_vnd" else written
    return msgspec.convert(value, kind, strict=False)


def moment_of(written: str) -> datetime:
    """What a field of day and time says, without a zone: in Vietnam; UTC.

    Raises:
        ValueError, OverflowError: there is no such moment.
    """
    return _utc(_local(written))


def _local(written: str) -> datetime:
    local = datetime.fromisoformat(written).replace(tzinfo=None)
    _utc(local)  # the first hours of year 1 have none
    return local


def _utc(local: datetime) -> datetime:
    return local.replace(tzinfo=LOCAL).astimezone(UTC)


def _papers(typed: Mapping[str, str]) -> tuple[tuple[Paper, ...], tuple[Wrong, ...]]:
    wrong: list[Wrong] = []
    rows = (row for row in range(MOST_PAPERS) if typed.get(f"paper-{row}"))
    read = (dict(_paper(typed, row, wrong)) for row in rows)
    return tuple(Paper(**fields) for fields in read if len(fields) == len(_PARTS)), tuple(wrong)


def _paper(typed: Mapping[str, str], row: int, wrong: list[Wrong]) -> Iterator[tuple[str, Any]]:
    """The row's parts that are right."""
    for part, (name, kind, if_empty) in _PARTS.items():
        try:
            written = typed.get(f"{part}-{row}") or if_empty
            yield name, msgspec.convert(count(written) if part == "quantity" else written, kind)
        except ValueError:
            wrong.append(Wrong(f"{part}-{row}"))


_PARTS: dict[str, tuple[str, Any, str]] = {
    "paper": ("name", Lined, ""),
    "kind": ("kind", PaperKind, ""),
    "quantity": ("quantity", Some, "1"),
}


def _converted(fields: dict[str, object], kind: type[T]) -> T:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise WrongFormError(wrong_in(error)) from error
