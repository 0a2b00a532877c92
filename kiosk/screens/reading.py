"""A procedure's page: papers, time, fee and notes in full, to be scrolled with the finger or by buttons."""

from __future__ import annotations

from contract.ids import ProcedureCode
from contract.shown_only import is_shown_only
from kiosk.procedures import Procedure, Step
from kiosk.screens.brush import Brush
from kiosk.screens.scene import (
    Act,
    Box,
    Button,
    Face,
    Paragraph,
    Scroll,
    Style,
    Tone,
    lines_height,
    nothing,
)
from kiosk.views import CheckEnd, ProcedurePage


def paint_procedure(brush: Brush, view: ProcedurePage) -> None:
    """In full: a shortened fee would be a promise."""
    m = brush.m
    procedure = brush.center.procedures.get(view.code)
    if procedure is None:
        brush.message(brush.frame(""), brush.say("browse.empty"))
        return
    body = brush.frame(procedure.short(brush.wording.language))
    take_words = brush.say("procedure.take")
    side_w = brush.widest_word_w(take_words) if m.is_small else brush.word_w(take_words)
    body, side = body.right_part(side_w, m.gap)
    if brush.center.service_of(view.code) is not None:
        side, take = side.bottom_part(max(m.mm(25), side.h * 0.38), m.gap)
        act = Act(brush.flow.numbers.choose_for_procedure)
        brush.button("take-number", take, take_words, act, Style.PRIMARY)
    if procedure.documents:
        body = _checklist(brush, view, body)
    upper, lower = side.rows(2, m.gap)
    brush.parts.append(
        Scroll(
            body,
            _paragraphs(brush, procedure, body),
            _mover("up", upper),
            _mover("down", lower),
        )
    )


def _checklist(brush: Brush, view: ProcedurePage, body: Box) -> Box:
    """A button below the text; once pressed, what became of it stands there. The rest of the box."""
    m = brush.m
    body, foot = body.bottom_part(max(m.target, lines_height(2, m.read_px)), m.gap)
    said = "" if view.printing is None else brush.say(f"procedure.printing_{view.printing}")
    said = f"{said} {brush.pick(view.detail_vi, view.detail_en)}".strip()
    if view.printing in (CheckEnd.RUNNING, CheckEnd.GOOD, CheckEnd.UNSURE):
        brush.text(foot, said, m.read_px, face=Face.BOLD)
        return body
    if said:
        brush.text(foot, said, m.read_px, face=Face.BOLD)
        body, foot = body.bottom_part(foot.h, m.gap)
    brush.button(
        "print-checklist", foot, brush.say("procedure.print"), Act(brush.flow.finding.print_checklist)
    )
    return body


def _mover(name: str, box: Box) -> Button:
    return Button(name, box, (), Act(nothing), Style.PLAIN, icon=name)


def _paragraphs(brush: Brush, procedure: Procedure, body: Box) -> tuple[Paragraph, ...]:
    m = brush.m
    size, width = round(m.read_px * 1.1), body.w - m.mm(7)
    found: list[Paragraph] = []

    def add(text: str, face: Face = Face.REGULAR, tone: Tone = Tone.INK, space_mm: float = 1.0) -> None:
        lines = brush.breaker.lines(text, size, width, face=face)
        found.append(Paragraph(lines, size, face, tone, m.mm(space_mm)))

    def section(key: str, texts: tuple[str, ...]) -> None:
        add(brush.say(f"procedure.{key}"), Face.BOLD, Tone.PRIMARY, 4.0)
        for text in texts:
            add(text)

    unknown = (brush.say("procedure.unknown"),)
    add(procedure.full(brush.wording.language), Face.BOLD, space_mm=0)
    if procedure.is_unverified:
        add(brush.say("procedure.unverified"), Face.BOLD, Tone.NOTICE, 2.0)
    no_list = (brush.say("procedure.no_documents"),)
    parts = tuple(f"• {_name(brush, code)}" for code in procedure.parts)
    if parts:
        section("parts", parts)
    section("documents", () if procedure.documents else no_list)
    for document in procedure.documents:
        add(f"• {document}")
        if is_shown_only(document):
            add(brush.say("procedure.shown_only"), Face.BOLD, space_mm=0)
    if procedure.documents_left_out:
        left_out = brush.say("procedure.left_out", count=procedure.documents_left_out)
        add(left_out, Face.BOLD, Tone.NOTICE)
    section("time", _split(procedure.processing_time) or unknown)
    section("fee", _split(procedure.fee) or unknown)
    if procedure.steps:
        section("steps", tuple(_step(at, step) for at, step in enumerate(procedure.steps, 1)))
    if procedure.notes:
        section("notes", _split(procedure.notes))
    if procedure.legal_basis:
        section("legal_basis", (procedure.legal_basis,))
    section("code", (procedure.code,))
    return tuple(found)


def _name(brush: Brush, code: ProcedureCode) -> str:
    part = brush.center.procedures.get(code)
    return code if part is None else part.short(brush.wording.language)


def _step(at: int, step: Step) -> str:
    return f"{at}. " + " – ".join(text for text in (step.what, step.who, step.how_long) if text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
