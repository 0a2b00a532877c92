"""One service, and what comes after its wide button: taking, slip, number on the screen."""

from __future__ import annotations

import io

from contract.ids import ProcedureCode
from kiosk.outcomes import BytesSent, SlipIs
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Picture, Style, Text, Tone, lines_height
from kiosk.views import NoteNumber, ServicePage, SlipReady, TakingNumber
from printer.drawing import qr_picture
from printer.faults import PrinterFault

_NOTED_FAULTS = (PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.UNPLUGGED)


def paint_service(brush: Brush, view: ServicePage) -> None:
    """People waiting, counters open, what may be added, and "take a number"."""
    m, flow = brush.m, brush.flow
    card = brush.center.service(view.service)
    body = brush.frame(brush.pick(card.name_vi, card.name_en) if card else "")
    if m.is_portrait:
        body, take = body.bottom_part(m.mm(60), m.gap)
    else:
        body, take = body.right_part(body.w * 0.4, m.gap)
    words, act = brush.say("service.take"), Act(flow.numbers.take_number)
    brush.button("take-number", take, words, act, Style.PRIMARY, size_px=round(m.act_px * 1.4))
    first_words, second_words = _line_words(brush, view)
    first, body = body.top_part(lines_height(1, m.act_px))
    brush.text(first, first_words, face=Face.BOLD)
    count = len(brush.breaker.lines(second_words, m.read_px, body.w, 2))
    second, body = body.top_part(lines_height(count, m.read_px), m.mm(3))
    brush.text(second, second_words, m.read_px)
    choices = _choices(brush, view)
    if not choices:
        return
    gaps = m.gap * (len(choices) - 1)
    height = min(m.mm(40), (body.h - gaps) / len(choices))
    _, rows = body.bottom_part(height * len(choices) + gaps)
    for (name, text, act, is_chosen), box in zip(choices, rows.rows(len(choices), m.gap), strict=True):
        brush.button(name, box, text, act, Style.DONE if is_chosen else Style.PLAIN, align=Align.LEFT)


def _line_words(brush: Brush, view: ServicePage) -> tuple[str, str]:
    """Who waits and how many counters call; nothing is guessed where nobody can say."""
    if brush.center.is_alone:
        return brush.say("service.alone"), brush.say("service.alone_why")
    standing = brush.center.standing(view.service)
    waiting = standing.waiting if standing else 0
    counters = standing.counters_open if standing else 0
    return (
        brush.say("service.waiting", count=waiting) if waiting else brush.say("service.nobody_waiting"),
        brush.say("service.counters", count=counters) if counters else brush.say("service.no_counter"),
    )


def _choices(brush: Brush, view: ServicePage) -> list[tuple[str, str, Act, bool]]:
    flow, choices = brush.flow, []
    if brush.center.procedures_of(view.service):
        act = Act(flow.numbers.name_procedure)
        choices.append(("procedure", _procedure(brush, view.procedure), act, view.procedure is not None))
    if brush.center.priorities:
        priority = brush.center.priority(view.priority) if view.priority else None
        text = brush.say("service.priority_question")
        if priority is not None:
            text = brush.say("service.priority", name=brush.pick(priority.name_vi, priority.name_en))
        choices.append(("priority", text, Act(flow.numbers.declare_priority), priority is not None))
    return choices


def _procedure(brush: Brush, code: ProcedureCode | None) -> str:
    procedure = brush.center.procedures.get(code) if code else None
    if procedure is None:
        return brush.say("service.which_procedure")
    return brush.say("service.procedure", name=procedure.short(brush.wording.language))


def paint_taking(brush: Brush, view: TakingNumber) -> None:
    """Words, no spinner."""
    card = brush.center.service(view.service)
    body = brush.frame(brush.pick(card.name_vi, card.name_en) if card else "", leaves=False)
    brush.message(body, f"{brush.say('taking.sentence')} {brush.say('taking.wait')}")


def paint_slip(brush: Brush, view: SlipReady) -> None:
    """The number over a third of the screen."""
    m, reserved = brush.m, view.given.reserved
    words = {SlipIs.SURE: "slip.take", SlipIs.UNSURE: "slip.take", SlipIs.NONE: "slip.noted"}
    body = brush.inside()
    body, closing = body.bottom_part(lines_height(2 if m.is_portrait else 1, m.read_px))
    seconds = brush.flow.stage.warning_s or 8
    brush.text(
        closing, brush.say("slip.closing", seconds=seconds), m.read_px, tone=Tone.QUIET, align=Align.MIDDLE
    )
    title, body = body.top_part(lines_height(1, m.act_px))
    brush.text(title, brush.say(words[view.given.slip]), face=Face.BOLD, align=Align.MIDDLE)
    if view.given.slip is SlipIs.UNSURE:
        unsure, body = body.top_part(lines_height(2 if m.is_portrait else 1, m.read_px))
        brush.text(unsure, brush.say("slip.unsure"), m.read_px, tone=Tone.NOTICE, align=Align.MIDDLE)
    where = _where(brush, reserved.service)
    lines = brush.breaker.lines(where, m.act_px, body.w, 2)
    body, place = body.bottom_part(lines_height(len(lines), m.act_px))
    brush.text(place, where, align=Align.MIDDLE)
    if reserved.people_ahead is not None:
        body, ahead = body.bottom_part(lines_height(1, m.act_px))
        brush.text(ahead, _ahead(brush, reserved.people_ahead), face=Face.BOLD, align=Align.MIDDLE)
    number(brush, body, reserved.number)


def paint_note(brush: Brush, view: NoteNumber) -> None:
    """No slip came: number, code, and two buttons of the same size."""
    m, shown = brush.m, view.shown
    body, buttons = brush.inside().bottom_part(max(m.target, lines_height(2, m.act_px)), m.gap)
    left, right = buttons.columns(2, m.gap)
    brush.button("noted", left, brush.say("note.noted"), Act(brush.flow.numbers.noted), Style.PRIMARY)
    brush.button("declined", right, brush.say("note.declined"), Act(brush.flow.numbers.declined))
    key = shown.fault if shown.fault in _NOTED_FAULTS else "other"
    sentence = brush.say(f"note.{key}")
    lines = brush.breaker.lines(sentence, m.act_px, body.w, 3, Face.BOLD)
    head, body = body.top_part(lines_height(len(lines), m.act_px))
    brush.text(head, sentence, face=Face.BOLD, align=Align.MIDDLE)
    if shown.sent is BytesSent.SOME:
        may, body = body.top_part(lines_height(2 if m.is_portrait else 1, m.read_px))
        brush.text(may, brush.say("note.may_come"), m.read_px, align=Align.MIDDLE)
    side = min(m.mm(60), body.h - lines_height(1, m.read_px), body.w * 0.4)
    if m.is_portrait:
        body, code = body.bottom_part(side + lines_height(1, m.read_px), m.gap)
    else:
        body, code = body.right_part(max(side, m.mm(45)), m.gap)
    square, caption = code.bottom_part(lines_height(1, m.read_px))
    brush.text(caption, brush.say("note.code"), m.read_px, tone=Tone.QUIET, align=Align.MIDDLE)
    brush.parts.append(Picture(square, _qr(shown.qr_content)))
    number(brush, body, shown.reserved.number)


def number(brush: Brush, body: Box, text: str) -> None:
    """As large as the box allows."""
    size = int(min(body.h / 0.95, body.w / (0.62 * len(text))))
    brush.parts.append(Text(body, (text,), size, Face.NUMBER, Tone.PRIMARY, Align.MIDDLE))


def _ahead(brush: Brush, count: int) -> str:
    return brush.say("slip.ahead", count=count) if count else brush.say("slip.nobody_ahead")


def _where(brush: Brush, service: str) -> str:
    card = next((card for card in brush.center.services if card.service == service), None)
    sentence = brush.pick(card.where_vi, card.where_en) if card else ""
    return sentence or brush.say("slip.where_unknown")


def _qr(content: str) -> bytes:
    file = io.BytesIO()
    qr_picture(content, 8).save(file, "PNG")
    return file.getvalue()
