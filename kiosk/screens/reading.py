"""A procedure's page: its text in full, scrolled with the finger or by buttons; checklist and number."""

from __future__ import annotations

from kiosk.screens.brush import Brush
from kiosk.screens.procedure_text import procedure_text
from kiosk.screens.scene import Act, Box, Button, Face, Scroll, Style, lines_height, nothing
from kiosk.views import CheckEnd, ProcedurePage


def paint_procedure(brush: Brush, view: ProcedurePage) -> None:
    """In full: a shortened fee would be a promise."""
    m = brush.m
    procedure = brush.center.procedures.get(view.code)
    if procedure is None:
        brush.message(brush.frame(""), brush.say("procedure.gone"))
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
            procedure_text(brush, procedure, body.w - m.mm(7)),
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
