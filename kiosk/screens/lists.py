"""Lists to choose from: procedures, priority classes, services; and the search."""

from __future__ import annotations

from dataclasses import dataclass

from contract.ids import PriorityId, ProcedureCode
from kiosk.screens.brush import Brush
from kiosk.screens.keys import paint_keys
from kiosk.screens.scene import Act, Align, Box, Style, Tone, lines_height
from kiosk.views import BrowseProcedures, BrowseServices, ChoosePriority, ChooseProcedure, Search


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    name: str
    text: str
    act: Act
    second: str = ""
    style: Style = Style.TILE


def paint_choose_procedure(brush: Brush, view: ChooseProcedure) -> None:
    """Nobody has to choose one."""
    choose = brush.flow.numbers.choose_procedure
    none: ProcedureCode | None = None
    rows = [Row("none", brush.say("procedure_choice.none"), Act(choose, (none,)), style=Style.PLAIN)]
    for procedure in brush.center.procedures_of(view.about.service):
        style = Style.DONE if procedure.code == view.about.procedure else Style.TILE
        name = procedure.short(brush.wording.language)
        rows.append(Row(f"procedure-{procedure.code}", name, Act(choose, (procedure.code,)), style=style))
    _list(brush, brush.frame(brush.say("procedure_choice.title")), rows, view.page)


def paint_choose_priority(brush: Brush, view: ChoosePriority) -> None:
    """Each class with its plain explanation."""
    choose = brush.flow.numbers.choose_priority
    none: PriorityId | None = None
    body = brush.frame(brush.say("priority_choice.title"))
    note = brush.say("priority_choice.explanation")
    note_lines = brush.breaker.lines(note, brush.m.read_px, body.w)
    head, body = body.top_part(lines_height(len(note_lines), brush.m.read_px), brush.m.mm(2))
    brush.text(head, note, brush.m.read_px, tone=Tone.QUIET)
    rows = [
        Row(
            f"priority-{card.priority}",
            brush.pick(card.name_vi, card.name_en),
            Act(choose, (card.priority,)),
            brush.pick(card.explanation_vi, card.explanation_en),
            Style.DONE if card.priority == view.about.priority else Style.TILE,
        )
        for card in brush.center.priorities
    ]
    rows.append(Row("none", brush.say("priority_choice.none"), Act(choose, (none,)), style=Style.PLAIN))
    _list(brush, body, rows, view.page)


def paint_browse_services(brush: Brush, view: BrowseServices) -> None:
    """Procedures by service."""
    rows = [
        Row(
            f"field-{card.service}",
            brush.pick(card.name_vi, card.name_en),
            Act(brush.flow.finding.choose_service, (card.service,)),
            brush.pick(card.covers_vi, card.covers_en),
        )
        for card in brush.center.services
        if brush.center.procedures_of(card.service)
    ]
    _list(brush, brush.frame(brush.say("browse.services")), rows, view.page)


def paint_browse_procedures(brush: Brush, view: BrowseProcedures) -> None:
    """One service's procedures, to read about."""
    card = brush.center.service(view.service)
    rows = [
        Row(
            f"procedure-{procedure.code}",
            procedure.short(brush.wording.language),
            Act(brush.flow.finding.read, (procedure.code,)),
        )
        for procedure in brush.center.procedures_of(view.service)
    ]
    body = brush.frame(brush.pick(card.name_vi, card.name_en) if card else "")
    if rows:
        _list(brush, body, rows, view.page)
    else:
        brush.message(body, brush.say("browse.empty"))


def paint_search(brush: Brush, view: Search) -> None:
    """What is typed, what is found, and the keys."""
    body = brush.frame(view.typed + "_" if view.typed else brush.say("search.title"))
    body = paint_keys(brush, view.layout, brush.flow.finding.key, body)
    if not view.typed:
        row = Box(body.x, body.y, body.w, min(body.h, brush.m.mm(30)))
        brush.button("browse", row, brush.say("search.browse"), Act(brush.flow.finding.browse))
    elif not view.found:
        brush.message(body, brush.say("search.nothing"))
    else:
        rows = [
            Row(
                f"procedure-{code}",
                brush.center.procedures[code].short(brush.wording.language),
                Act(brush.flow.finding.read, (code,)),
            )
            for code in view.found
            if code in brush.center.procedures
        ]
        _list(brush, body, rows, view.page)


def _list(brush: Brush, body: Box, rows: list[Row], page: int) -> None:
    m = brush.m
    has_seconds = any(row.second for row in rows)
    wanted = lines_height(2, m.act_px) + (lines_height(1, m.read_px) if has_seconds else m.mm(1))
    height = max(m.target, min(wanted, body.h))
    count = max(1, int((body.h + m.gap) / (height + m.gap) + 0.01))
    if count == 1 and body.h >= 2 * m.target + m.gap - 1:
        count = 2
    pages = -(-len(rows) // count)
    page = min(page, max(0, pages - 1))
    if pages > 1:
        body, side = body.right_part(m.mm(22), m.gap)
        turn = brush.flow.turn_page
        brush.pager(side, page, pages, Act(turn, (page + 1,)), Act(turn, (page - 1,)))
    boxes = body.rows(count, m.gap)
    for row, box in zip(rows[page * count : (page + 1) * count], boxes, strict=False):
        brush.button(row.name, box, row.text, row.act, row.style, second=row.second, align=Align.LEFT)
