"""What the pages of records ask the hub: what is known, duplicates, commands with what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from contract.answers import Answer, RecordStands
from contract.commands import Command
from contract.events import RecordRead
from contract.ids import CommandId, OfficerId, ProcedureCode, RecordId, TicketId, TicketNumber
from contract.words import Outcome, TicketState
from server.domain.due_soon import soon_until
from server.domain.record import Record
from server.domain.record_look_up import shown_key
from server.domain.record_rules import RecordRules
from server.domain.refusal import Refusal
from server.reports.record_history import Step, history_of, looks_at
from server.reports.record_lists import Listed, latest_procedure, named, open_records
from server.service.asker import Asker
from server.store.accounts import names_of_accounts
from server.store.answering import given_before
from server.store.job import Beside
from server.store.kiosk_likes import Likes
from server.store.ledger import stored_answers
from server.store.record_duplicates import Duplicate, possible_duplicates
from server.store.record_persons import Applicant, Paper, applicant_of, papers_of
from server.store.records import StoredRecords
from server.web.console_hub import ConsoleHub
from server.web.records.form import Draft
from server.web.records.suspects import Suspects, suspects
from server.web.records.unanswered import NO_ANSWER, NOT_WRITTEN, UnansweredError
from server.web.say import Say

_WITH_OFFICER = (TicketState.CALLED, TicketState.SERVING)


@dataclass(frozen=True, slots=True)
class Visit:
    """The ticket at the officer's counter, and what it probably came for."""

    ticket: TicketId
    number: TicketNumber
    procedures: tuple[ProcedureCode, ...]
    """Of its service."""
    procedure: ProcedureCode | None
    """Chosen at the kiosk."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a record's page shows."""

    record: Record
    applicant: Applicant | None
    papers: tuple[Paper, ...]
    history: tuple[Step, ...]
    earlier: Record | None
    """The one it repeats."""
    officers: Mapping[OfficerId, str]
    look_up_key: str
    """As it stands on the receipt."""
    looks: tuple[RecordRead, ...] = ()
    """Who saw it with its person."""
    is_withheld: bool = False
    """What is somebody's is left out: that this officer looks could not be written down."""

    @property
    def shows_person(self) -> bool:
        """Whether anything on the page is somebody's."""
        return bool(self.applicant or self.papers or any(step.words for step in self.history))

    def withheld(self) -> Whole:
        """The same without anything of its person."""
        history = tuple(replace(step, words="") for step in self.history)
        return replace(self, applicant=None, papers=(), history=history, is_withheld=True)


class RecordDesk:
    """Reads and asks; decides nothing."""

    def __init__(self, hub: ConsoleHub) -> None:
        self._hub = hub

    @property
    def rules(self) -> RecordRules:
        """As they are now."""
        return self._hub.writer.rules.records

    def lists(self) -> tuple[Listed, ...]:
        """All records that are not over."""
        now = self._hub.writer.now().utc
        soon = soon_until(self.rules.working, now, self.rules.due_soon_days)
        with self._hub.database.reading() as connection:
            return open_records(connection, now, self.rules.compared_by, soon)

    def find(self, written: str) -> Mapping[RecordId, str]:
        """The record of a reference or an official code; several where the code was written on them all."""
        with self._hub.database.reading() as connection:
            return named(connection, written)

    def whole(self, record: RecordId) -> Whole | None:
        """The record with everything that is known of it."""
        with self._hub.database.reading() as connection:
            shelf = StoredRecords(connection)
            known = shelf.find(record)
            if known is None:
                return None
            return Whole(
                record=known,
                applicant=applicant_of(connection, record),
                papers=papers_of(connection, record),
                history=history_of(connection, record),
                earlier=shelf.find(known.duplicate_of) if known.duplicate_of else None,
                officers=names_of_accounts(connection),
                looks=looks_at(connection, record),
                look_up_key=shown_key(self._hub.look_up_key(record)),
            )

    def done_before(self, command: CommandId, asker: Asker) -> RecordId | None:
        """The record that this press of theirs is written down for already; None: it is not done."""
        with self._hub.database.reading() as connection:
            stored = stored_answers(connection, [command]).get(command)
        answer = given_before(stored, asker, command) if stored is not None else None
        return answer.result.record if answer and isinstance(answer.result, RecordStands) else None

    def visit(self, officer: OfficerId) -> Visit | None:
        """Who is called to this officer's counter, or served there."""
        with self._hub.writer.reading() as hall:
            rules = self._hub.writer.rules
            for counter in hall.counters.values():
                ticket = hall.ticket_at(counter) if counter.officer == officer else None
                if ticket is not None and ticket.state in _WITH_OFFICER:
                    service = rules.services.get(ticket.service)
                    offered = tuple(sorted(service.procedures)) if service is not None else ()
                    return Visit(ticket.id, ticket.number, offered, ticket.procedure)
        return None

    def likely_procedure(self, officer: OfficerId, visit: Visit) -> ProcedureCode | None:
        """What the visit is for: as chosen at the kiosk, or what the officer received last in that line."""
        if visit.procedure is not None:
            return visit.procedure
        with self._hub.database.reading() as connection:
            return latest_procedure(connection, officer, visit.procedures)

    def applicant(self, draft: Draft) -> Applicant | None:
        """Who applied, as it is kept; None: nothing was written."""
        written = draft.applicant(self.identity_hash(draft))
        if written is None or written.identity_hash is None:
            return written
        return msgspec.structs.replace(written, identity_key=self._hub.identity.key_id)

    def identity_hash(self, draft: Draft) -> str | None:
        """The keyed hash of the number that was typed."""
        return self._hub.identity.of(draft.identity)

    def duplicates(self, draft: Draft) -> tuple[Duplicate, ...]:
        """Earlier records it may repeat; none without an identity number."""
        identity = self.identity_hash(draft)
        if identity is None or not draft.procedure:
            return ()
        hashes = {identity, *self._hub.identity.as_before(draft.identity)}
        since = self._hub.writer.now().utc - timedelta(days=self.rules.duplicate_within_days)
        with self._hub.database.reading() as connection:
            return possible_duplicates(connection, hashes, draft.procedure, draft.subject, since)

    def suspects(self, draft: Draft, asker: Asker, say: Say) -> Suspects:
        """Earlier records it may repeat, by its applicant and by pages that were scanned for its number.

        None of a form that is a record already: it would be a duplicate of itself.
        """
        officer = asker.officer
        if officer is None or self.done_before(draft.command_id, asker) is not None:
            return Suspects()
        likes = kiosk_likes(self._hub, officer, draft.ticket, draft.procedure)
        return suspects(self.duplicates(draft), likes, draft.procedure, say)

    def ask(self, command: Command, asker: Asker, beside: Beside | None = None) -> RecordStands:
        """Carry it out.

        Raises:
            Refusal: it cannot be done.
            UnansweredError: the hub cannot write, or has not answered in time.
        """
        try:
            answer = self._hub.writer.ask(command, asker, beside).result(self._hub.answer_within_s)
        except NotInTime:
            raise UnansweredError(NO_ANSWER) from None
        return _stands(answer)


def kiosk_likes(
    hub: ConsoleHub, officer: OfficerId, ticket: TicketId | None, procedure: ProcedureCode
) -> Likes:
    """Of the ticket's pages; nothing where the officer has it no more."""
    if hub.kiosk_likes is None or ticket is None:
        return Likes()
    return hub.kiosk_likes.of(officer, ticket, procedure)


def _stands(answer: Answer) -> RecordStands:
    if answer.outcome is Outcome.REFUSED:
        raise Refusal(answer.code or "", answer.message_vi or "", answer.message_en or "")
    if not isinstance(answer.result, RecordStands):
        raise UnansweredError(NOT_WRITTEN)
    return answer.result
