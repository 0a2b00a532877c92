"""What a procedure's page says, section by section, as paragraphs to be scrolled.

Knows the order of the sections and what is said where nothing is known; knows nothing of buttons.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract.by_channel import times_and_fees
from contract.ids import ProcedureCode
from contract.shown_only import is_shown_only
from contract.words import Language
from kiosk.believed_time import Source
from kiosk.procedures import Procedure, Step
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Face, Paragraph, Tone
from kiosk.whereabouts import handled_at


def procedure_text(brush: Brush, procedure: Procedure, width: float) -> tuple[Paragraph, ...]:
    """In full: a shortened fee would be a promise."""
    text = _Text(brush, width)
    _head(text, procedure)
    _documents(text, procedure)
    _times_and_fees(text, procedure)
    text.section("where", *_where(brush, procedure))
    if procedure.steps:
        text.section("steps", *(_step(at, step) for at, step in enumerate(procedure.steps, 1)))
    if procedure.notes:
        text.section("notes", *_lines(procedure.notes))
    if procedure.legal_basis:
        text.section("legal_basis", procedure.legal_basis)
    text.section("validity", *_validity(brush, procedure))
    text.section("code", procedure.code)
    return tuple(text.paragraphs)


class _Text:
    """Grows downwards."""

    def __init__(self, brush: Brush, width: float) -> None:
        self.brush = brush
        self.paragraphs: list[Paragraph] = []
        self._size, self._width = round(brush.m.read_px * 1.1), width

    def add(self, text: str, face: Face = Face.REGULAR, tone: Tone = Tone.INK, space_mm: float = 1.0) -> None:
        lines = self.brush.breaker.lines(text, self._size, self._width, face=face)
        self.paragraphs.append(Paragraph(lines, self._size, face, tone, self.brush.m.mm(space_mm)))

    def section(self, key: str, *texts: str) -> None:
        self.add(self.brush.say(f"procedure.{key}"), Face.BOLD, Tone.PRIMARY, 4.0)
        for text in texts:
            self.add(text)


def _head(text: _Text, procedure: Procedure) -> None:
    say = text.brush.say
    text.add(procedure.full(text.brush.wording.language), Face.BOLD, space_mm=0)
    if procedure.is_unverified:
        text.add(say("procedure.unverified"), Face.BOLD, Tone.NOTICE, 2.0)
    if procedure.parts:
        text.section("parts", *(f"• {_name(text.brush, code)}" for code in procedure.parts))
    groups = [one.code for one in text.brush.center.procedures.values() if procedure.code in one.parts]
    if groups:
        text.section("groups", *(f"• {_name(text.brush, code)}" for code in groups))


def _documents(text: _Text, procedure: Procedure) -> None:
    say = text.brush.say
    text.section("documents", *(() if procedure.documents else (say("procedure.no_documents"),)))
    for document in procedure.documents:
        text.add(f"• {document}")
        if is_shown_only(document):
            text.add(say("procedure.shown_only"), Face.BOLD, space_mm=0)
    if procedure.documents_left_out:
        left_out = say("procedure.left_out", count=procedure.documents_left_out)
        text.add(left_out, Face.BOLD, Tone.NOTICE)


def _times_and_fees(text: _Text, procedure: Procedure) -> None:
    """A line for each way of handing in, then the notes; ways that are alike share a line."""
    is_english = text.brush.wording.language is Language.EN
    found = times_and_fees(_lines(procedure.processing_time), _lines(procedure.fee))
    channels = [(row.channel_en if is_english else row.channel_vi, row) for row in found.rows]
    times = [(channel, row.time) for channel, row in channels]
    fees = [(channel, row.fee) for channel, row in channels]
    unknown = (text.brush.say("procedure.unknown"),)
    text.section("time", *((*_alike(times), *found.time_notes) or unknown))
    text.section("fee", *((*_alike(fees), *found.fee_notes) or unknown))


def _where(brush: Brush, procedure: Procedure) -> Iterator[str]:
    yield handled_at(procedure.code, brush.center, brush.wording.language) or brush.say("procedure.nowhere")
    if procedure.officer:
        yield brush.say("procedure.officer", officer=procedure.officer)


def _validity(brush: Brush, procedure: Procedure) -> Iterator[str]:
    """First and last day; where an end is compared with a day that is not sure, that is said."""
    first, last = procedure.valid_from, procedure.valid_until
    if first is not None:
        yield brush.say("procedure.valid_from", day=_written(first))
    if last is not None:
        yield brush.say("procedure.valid_until", day=_written(last))
    if first is None and last is None:
        yield brush.say("procedure.validity_unknown")
    today = brush.center.today
    if last is not None and today is not None and today.source is not Source.HUB:
        yield brush.say(f"procedure.today_{today.source}", day=_written(today.day))


def _written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _alike(said: list[tuple[str, str]]) -> Iterator[str]:
    for text in dict.fromkeys(what for _, what in said if what):
        first, *others = (channel for channel, what in said if what == text)
        yield f"{', '.join((first, *map(str.lower, others)))}: {text}"


def _name(brush: Brush, code: ProcedureCode) -> str:
    part = brush.center.procedures.get(code)
    return code if part is None else part.short(brush.wording.language)


def _step(at: int, step: Step) -> str:
    return f"{at}. " + " – ".join(text for text in (step.what, step.who, step.how_long) if text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
