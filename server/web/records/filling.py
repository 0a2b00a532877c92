"""A record and what is known beside it become the facts of a form.

Knows which event a form tells of: its date, officer, reason and words are that event's, whoever prints it and
when. Decides nothing about who may see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contract import events as e
from contract.ids import OfficerId
from contract.record_words import PaperKind, RecordState, ResultTo
from server.config.communes import Commune
from server.config.procedures import Procedure
from server.config.shapes import CenterConfig
from server.domain.deadline import Term
from server.domain.hours import to_local
from server.domain.record import Record
from server.domain.record_rules import RecordRules
from server.forms.facts import Facts, Form, PaperLine, Person, Unit
from server.reports.record_history import Step
from server.web.records import words
from server.web.records.desk import Whole
from server.web.records.handovers import handovers
from server.web.records.printed_words import RESULTS_TO, VI

_TELLS: dict[Form, tuple[type[e.RecordEvent], ...]] = {
    Form.RECEIPT: (e.RecordEntered,),
    Form.SUPPLEMENT: (e.SupplementAsked,),
    Form.REFUSAL: (e.RecordRefusedAtReception, e.RecordRefused),
    Form.APOLOGY: (e.RecordReappointed,),
    Form.STOP: (e.RecordStopped,),
    Form.CONTROL: (e.RecordEntered,),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the center and its procedures."""

    config: CenterConfig
    rules: RecordRules
    procedures: tuple[Procedure, ...]
    communes: tuple[Commune, ...]


def facts_of(form: Form, whole: Whole, known: Known) -> Facts:
    """What stands on it; the form is offered for that record. What was taken back stands on none."""
    history = tuple(step for step in whole.history if not step.is_undone)
    record, step = whole.record, _told(history, _TELLS[form])
    entered = _told(history, (e.RecordEntered,)).event
    term, is_apology = _legal_term(record, entered, known.rules), form is Form.APOLOGY
    return Facts(
        form=form,
        unit=unit_of(known.config, known.communes),
        reference=record.reference,
        code=record.code or "",
        dated=to_local(step.event.moment).date(),
        person=_person(whole),
        procedure=_full_name(record, known.procedures),
        procedure_code=record.procedure,
        received_at=to_local(record.received_at),
        officer=_officer(step.event.officer, whole),
        papers=tuple(PaperLine(name=one.name, kind=one.kind, quantity=one.quantity) for one in whole.papers),
        counts=_counts(record),
        term=(term.amount, term.unit) if term is not None else None,
        due_at=_local(_promised(history, entered)),
        due_now=_local(_moved_to(history, before=step.event.seq if is_apology else None)),
        new_date=_local(getattr(step.event, "new_date", None) if is_apology else record.standing_new_date),
        is_same_visit=record.is_same_visit,
        collect_at=collect_at(record, known.config),
        fee_vnd=record.fee_vnd,
        reason=words.reason_name(getattr(step.event, "reason", None), known.rules, VI),
        is_refused_later=isinstance(step.event, e.RecordRefused),
        returned_at=_returned_at(record) if form is Form.RECEIPT else None,
        words=step.words,
        earlier=_earlier(whole.earlier),
        look_up_key=whole.look_up_key if form is Form.RECEIPT and not record.is_forgotten else "",
        look_up_at=look_up_page(known.config),
        steps=handovers(history, lambda who: _officer(who, whole), known.rules),
    )


def unit_of(config: CenterConfig, communes: Iterable[Commune]) -> Unit:
    """Who issues it; a code that is no commune of the list has no committee above it."""
    center = config.center
    commune = next((one for one in communes if one.code == center.code), None)
    return Unit(
        name=center.name_vi,
        authority=f"Ủy ban nhân dân {commune.name_vi}" if commune is not None else "",
        place=commune.own_name_vi if commune is not None else "",
        hotline=center.hotline or "",
    )


def collect_at(record: Record, config: CenterConfig) -> str:
    """Where the result goes, in words."""
    if record.result_to is not ResultTo.COUNTER:
        return RESULTS_TO[record.result_to]
    counter = next((one.name_vi for one in config.counters if one.id == record.counter), None)
    return f"{counter}, {config.center.name_vi}" if counter is not None else config.center.name_vi


def look_up_page(config: CenterConfig) -> str:
    """Its address as people type it, beside the tickets' pages; empty: the center says none."""
    public_url = config.center.public_url or ""
    return f"{public_url.removesuffix('t/').removeprefix('https://')}look-up" if public_url else ""


def _told(history: Iterable[Step], kinds: tuple[type[e.RecordEvent], ...]) -> Step:
    return next(step for step in history if isinstance(step.event, kinds))


def _promised(history: Iterable[Step], entered: e.RecordEvent) -> datetime | None:
    """At reception, or as it was put right there."""
    corrected = (step.event.due_at for step in history if isinstance(step.event, e.RecordCorrected))
    return next((due for due in reversed([*corrected]) if due is not None), getattr(entered, "due_at", None))


def _moved_to(history: Iterable[Step], before: int | None) -> datetime | None:
    """Where the supplement moved the due date; one that came in later than that event did not."""
    taken = (step.event for step in history if isinstance(step.event, e.SupplementTaken))
    return next((event.due_at for event in taken if before is None or event.seq < before), None)


def _person(whole: Whole) -> Person:
    applicant = whole.applicant
    if applicant is None:
        return Person(is_forgotten=whole.record.is_forgotten)
    return Person(name=applicant.name, phone=applicant.phone, subject=applicant.subject)


def _returned_at(record: Record) -> datetime | None:
    """On a later visit: what was returned in the same one was never promised."""
    is_returned = record.state is RecordState.RETURNED and not record.is_same_visit
    return to_local(record.state_since) if is_returned else None


def _legal_term(record: Record, entered: e.RecordEvent, rules: RecordRules) -> Term | None:
    """The procedure's own time, also where the officer named the day: that is no rule of the law's."""
    is_by_hand = getattr(entered, "is_due_by_hand", False)
    return rules.term(record.procedure, record.channel) if is_by_hand else record.term


def _full_name(record: Record, procedures: Iterable[Procedure]) -> str:
    return next((one.name_vi for one in procedures if one.code == record.procedure), "")


def _local(at: datetime | None) -> datetime | None:
    return to_local(at) if at is not None else None


def _officer(who: OfficerId | None, whole: Whole) -> str:
    return whole.officers.get(who, "") if who is not None else ""


def _counts(record: Record) -> tuple[tuple[PaperKind, int], ...]:
    counted = (
        (PaperKind.ORIGINAL, record.originals),
        (PaperKind.COPY, record.copies),
        (PaperKind.SHOWN, record.shown),
    )
    return tuple((kind, count) for kind, count in counted if count)


def _earlier(earlier: Record | None) -> str:
    if earlier is None:
        return ""
    code = f", mã hồ sơ {earlier.code}" if earlier.code else ""
    return f"số {earlier.reference} trong sổ theo dõi{code}"
