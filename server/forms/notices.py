"""Forms 02 to 05: what is missing, why not, when instead, why no more."""

from __future__ import annotations

from server.forms import words
from server.forms.dates import spoken_day, spoken_moment
from server.forms.facts import Facts
from server.forms.page import Piece
from server.forms.parts import Parts, plain
from server.forms.receipt import applicant_lines, procedure_line, promised_line


def supplement(parts: Parts, facts: Facts) -> list[Piece]:
    """Form 02."""
    contact = ", ".join(part for part in (facts.officer, facts.unit.hotline) if part) or facts.unit.name
    ending = parts.text(words.SUPPLEMENT_CONTACT.format(who=plain(contact)))
    return [
        *parts.head(facts),
        *applicant_lines(parts, facts, words.RECORD_OF),
        procedure_line(parts, facts),
        parts.line(f"{words.SUPPLEMENT_ASKS}:"),
        *_written(parts, facts),
        parts.field(words.REASON, facts.reason),
        parts.note(words.SUPPLEMENT_ONCE),
        parts.signed_by_both([ending], (words.APPLICANT_SIGNS, words.GUIDE_SIGNS), ("", facts.officer)),
    ]


def refusal(parts: Parts, facts: Facts) -> list[Piece]:
    """Form 03, and in its layout the refusal of what was taken in; a duplicate names the earlier record."""
    is_later, unit = facts.is_refused_later, plain(facts.unit.name)
    says = words.REFUSED_LATER_SAYS if is_later else words.REFUSAL_SAYS
    received = [parts.field(words.RECEIVED_AT, spoken_moment(facts.received_at))] if is_later else []
    roles = (words.APPLICANT_SIGNS, words.REFUSER_SIGNS if is_later else words.RECEIVER_SIGNS)
    earlier = [parts.field(words.EARLIER, facts.earlier)] if facts.earlier else []
    return [
        *parts.head(facts),
        *applicant_lines(parts, facts, words.RECORD_OF if is_later else words.RECEIVED_FROM),
        procedure_line(parts, facts),
        *received,
        parts.text(says.format(unit=unit)),
        parts.field(words.REASON, facts.reason),
        *earlier,
        *_written(parts, facts),
        parts.signed_by_both([parts.text(words.REFUSAL_ENDS)], roles, (facts.person.name, facts.officer)),
    ]


def apology(parts: Parts, facts: Facts) -> list[Piece]:
    """Form 04: once in a record's life."""
    received = words.APOLOGY_RECEIVED.format(
        day=spoken_day(facts.received_at.date()).removeprefix("ngày "),
        unit=plain(facts.unit.name),
        reference=facts.reference,
    )
    at = spoken_moment(facts.new_date) if facts.new_date is not None else ""
    says = words.APOLOGY_SAYS.format(unit=plain(facts.unit.name), at=f"<b>{at}</b>")
    return [
        *parts.head(facts),
        _dear(parts, facts),
        parts.text(received),
        procedure_line(parts, facts),
        promised_line(parts, facts),
        parts.text(words.APOLOGY_LATE),
        parts.field(words.REASON, facts.reason),
        *_written(parts, facts),
        parts.text(says),
        parts.signed_by_head([parts.text(words.APOLOGY_ENDS)]),
    ]


def stop(parts: Parts, facts: Facts) -> list[Piece]:
    """Form 05."""
    says = words.STOP_SAYS.format(unit=plain(facts.unit.name), day=spoken_day(facts.dated))
    return [
        *parts.head(facts),
        _dear(parts, facts),
        procedure_line(parts, facts),
        parts.field(words.RECEIVED_AT, spoken_moment(facts.received_at)),
        parts.text(says),
        parts.field(words.REASON, facts.reason),
        *_written(parts, facts),
        parts.signed_by_head([parts.text(words.STOP_ENDS)]),
    ]


def _dear(parts: Parts, facts: Facts) -> Piece:
    if facts.person.is_forgotten:
        return parts.centred(f"{words.DEAR} <b>{words.FORGOTTEN}</b>")
    return parts.centred(f"{words.DEAR_PERSON} <b>{plain(facts.person.name) or '.' * 60}</b>")


def _written(parts: Parts, facts: Facts) -> list[Piece]:
    """What the officer wrote; erased, the paper says so; nothing, there is room."""
    if facts.words:
        return [parts.written(facts.words)]
    if facts.person.is_forgotten:
        return [parts.text(words.WORDS_FORGOTTEN)]
    return parts.dotted_lines(3)
