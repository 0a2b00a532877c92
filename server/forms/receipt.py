"""Form 01: what was received, when the result is due, where it is fetched."""

from __future__ import annotations

from server.forms import words
from server.forms.dates import in_dong, spoken_moment, spoken_term
from server.forms.facts import Facts
from server.forms.page import Piece
from server.forms.parts import Parts, bound, plain

_SHARES = (0.09, 0.57, 0.19, 0.15)


def applicant_lines(parts: Parts, facts: Facts, caption: str) -> list[Piece]:
    """Who applied; erased or not written down, the paper says so or leaves room."""
    person = facts.person
    if person.is_forgotten:
        return [parts.field(caption, words.FORGOTTEN)]
    lines = [parts.field(caption, person.name), parts.field(words.PHONE, person.phone)]
    return [*lines, parts.field(words.SUBJECT, person.subject)] if person.subject else lines


def procedure_line(parts: Parts, facts: Facts) -> Piece:
    """The official name in full, with its code."""
    code = facts.procedure_code
    return parts.field(words.PROCEDURE, f"{facts.procedure} ({code})" if facts.procedure else code)


def promised_line(parts: Parts, facts: Facts) -> Piece:
    """The due date that the record is judged by: moved by a supplement, never by an apology."""
    due = facts.due_now or facts.due_at
    return parts.field(words.PROMISED_AT, spoken_moment(due) if due is not None else "")


def composed(parts: Parts, facts: Facts) -> list[Piece]:
    """The whole slip."""
    who = applicant_lines(parts, facts, words.RECEIVED_FROM)
    if not facts.person.is_forgotten:
        who.insert(1, parts.field(words.IDENTITY, ""))
    roles = (words.APPLICANT_SIGNS, words.RECEIVER_SIGNS)
    return [
        *parts.head(facts),
        *who,
        procedure_line(parts, facts),
        *_papers(parts, facts),
        *_times(parts, facts),
        parts.field(words.COLLECT_AT, bound(facts.collect_at)),
        parts.field(words.FEE, in_dong(facts.fee_vnd) if facts.fee_vnd is not None else ""),
        parts.signed_by_both([_bring(parts, facts)], roles, (facts.person.name, facts.officer)),
    ]


def _papers(parts: Parts, facts: Facts) -> list[Piece]:
    caption = parts.line(f"{words.PAPERS}:")
    kinds = words.PAPER_KINDS
    if facts.papers:
        rows = [
            (str(at), plain(paper.name), kinds[paper.kind], f"{paper.quantity:02}")
            for at, paper in enumerate(facts.papers, start=1)
        ]
        return [caption, parts.table(words.PAPER_COLUMNS, _SHARES, rows), parts.field(words.SETS, "")]
    counted = ", ".join(f"{count:02} {kinds[kind].lower()}" for kind, count in facts.counts if count)
    if counted:
        return [parts.field(words.PAPERS, counted), parts.field(words.SETS, "")]
    return [caption, *parts.dotted_lines(2), parts.field(words.SETS, "")]


def _times(parts: Parts, facts: Facts) -> list[Piece]:
    term = spoken_term(*facts.term) if facts.term else ""
    due = spoken_moment(facts.due_at) if facts.due_at else ""
    lines = [
        parts.field(words.TERM, term),
        parts.field(words.RECEIVED_AT, spoken_moment(facts.received_at)),
        parts.field(words.DUE_AT, words.AT_ONCE if facts.is_same_visit else due),
    ]
    moved = ((words.DUE_NOW, facts.due_now), (words.NEW_DATE, facts.new_date))
    return [*lines, *(parts.field(caption, spoken_moment(at)) for caption, at in moved if at is not None)]


def _bring(parts: Parts, facts: Facts) -> Piece:
    if facts.returned_at is not None:
        return parts.text(words.HAS_RETURNED.format(at=f"<b>{spoken_moment(facts.returned_at)}</b>"))
    hotline = facts.unit.hotline
    more = f" {words.HOTLINE.format(number=plain(hotline))}" if hotline else ""
    return parts.note(f"{words.BRING}{more}")
